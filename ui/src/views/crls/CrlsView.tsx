/** Every CRL there is: full ones by partition, and deltas; what is due, and the way to publish. */
import { FileCheck, FilePlus } from "lucide-react";
import { useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { CrlView } from "../../bindings/CrlView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { CrlStatus } from "./CrlStatus";
import { CrlWarnings } from "./CrlWarnings";

const columnsOf = (t: Translate, format: Format): Column<CrlView>[] => [
  {
    key: "issuer",
    head: t("crls.col.issuer"),
    wrap: true,
    cell: (crl) => (
      <>
        {crl.issuer}
        <br />
        <code className="serial muted">{crl.file}</code>
      </>
    ),
  },
  {
    key: "kind",
    head: t("crls.col.kind"),
    wrap: true,
    cell: (crl) =>
      crl.base === null ? t("crls.full") : t("crls.delta", { base: format.number(crl.base) }),
  },
  {
    key: "partition",
    head: t("crls.col.partition"),
    numeric: true,
    cell: (crl) => format.number(crl.partition),
  },
  {
    key: "number",
    head: t("crls.col.number"),
    numeric: true,
    cell: (crl) => format.number(crl.number),
  },
  {
    key: "entries",
    head: t("crls.col.entries"),
    numeric: true,
    cell: (crl) => format.number(crl.entries),
  },
  {
    key: "times",
    head: t("crls.col.times"),
    wrap: true,
    cell: (crl) => (
      <>
        {format.instant(crl.this_update)}
        <br />
        {t("crls.next", { at: format.instant(crl.next_update) })}
      </>
    ),
  },
  { key: "state", head: t("crls.col.state"), cell: (crl) => <CrlStatus crl={crl} /> },
];

const keyOf = (crl: CrlView) =>
  `${crl.issuer} ${String(crl.partition)} ${String(crl.base)} ${String(crl.number)}`;

export function CrlsView() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const crls = useRead(["crls"], api.listCrls);
  const full = useAct(() => api.publishCrl());
  const delta = useAct(() => api.publishDeltaCrl());
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const failure = full.failure ?? delta.failure;
  return (
    <Page
      title={t("crls.title")}
      crumb={{
        label: t("overview.title"),
        here: t("crls.title"),
        onPress: () => {
          go({ name: "overview" });
        },
      }}
      acts={
        <>
          <Button
            icon={FilePlus}
            busy={delta.busy ? t("agents.crl.busy") : null}
            isDisabled={full.busy}
            onPress={() => {
              full.clear();
              delta.run(undefined);
            }}
          >
            {t("crls.publishDelta")}
          </Button>
          <Button
            kind="ink"
            icon={FileCheck}
            busy={full.busy ? t("agents.crl.busy") : null}
            isDisabled={delta.busy}
            onPress={() => {
              delta.clear();
              full.run(undefined);
            }}
          >
            {t("agents.crl.publish")}
          </Button>
        </>
      }
    >
      {failure ? <ErrorBox failure={failure} /> : null}
      <CrlWarnings crls={crls.data ?? []} />
      {crls.failure ? (
        <ErrorBox failure={crls.failure} onRetry={crls.retry} />
      ) : (
        <Table
          className="crls"
          label={t("crls.title")}
          columns={columns}
          pages={[crls.data ?? []]}
          rowKey={keyOf}
          loading={crls.loading}
          empty={t("overview.crl.none")}
        />
      )}
      <p className="hint">{t("crls.hint")}</p>
    </Page>
  );
}
