/** This workstation as a witness of other logs: its key, and how far it followed each of them. */
import { Eye, KeyRound } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { WitnessedView } from "../../bindings/WitnessedView";
import type { WitnessesView } from "../../bindings/WitnessesView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { ErrorBox } from "../../components/ErrorBox";
import { Hash } from "../../components/HashView";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Section } from "../common/Section";
import { CosignSheet } from "./CosignSheet";

export function AsWitness({ view }: { view: WitnessesView }) {
  const t = useT();
  const [cosigning, setCosigning] = useState(false);
  const acts = (
    <Button
      icon={Eye}
      onPress={() => {
        setCosigning(true);
      }}
    >
      {t("held.cosign")}
    </Button>
  );
  return (
    <Section title={t("held.own")} hint={t("held.own.hint")} acts={acts}>
      <OwnKey line={view.own_key} />
      <Witnessed rows={view.witnessed} />
      {cosigning ? (
        <CosignSheet
          known={view.witnessed.map((one) => one.origin)}
          onClose={() => {
            setCosigning(false);
          }}
        />
      ) : null}
    </Section>
  );
}

function OwnKey({ line }: { line: string | null }) {
  const t = useT();
  const api = useApi();
  const make = useAct(() => api.witnessKey());
  if (line !== null)
    return (
      <p className="ownkey">
        <span className="cap">{t("held.own.key")}</span>
        <code className="vkey">{line}</code>
        <CopyButton text={line} label={t("held.own.copy")} />
      </p>
    );
  return (
    <>
      <p className="ownkey">
        <span className="small">{t("held.own.none")}</span>
        <Button
          icon={KeyRound}
          busy={make.busy ? t("held.own.making") : null}
          onPress={() => {
            make.run(undefined);
          }}
        >
          {t("held.own.make")}
        </Button>
      </p>
      {make.failure ? <ErrorBox failure={make.failure} /> : null}
    </>
  );
}

const keyOf = (row: WitnessedView) => row.origin;

function Witnessed({ rows }: { rows: readonly WitnessedView[] }) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  if (rows.length === 0) return null;
  return (
    <Table
      className="witnessed"
      label={t("held.witnessed")}
      columns={columns}
      pages={[rows]}
      rowKey={keyOf}
    />
  );
}

const columnsOf = (t: Translate, format: Format): Column<WitnessedView>[] => [
  { key: "origin", head: t("held.col.origin"), wrap: true, cell: (row) => row.origin },
  {
    key: "size",
    head: t("held.col.followed"),
    wrap: true,
    cell: (row) => (
      <>
        {t("held.upTo", { size: format.number(row.size) })}
        <br />
        <span className="muted">{format.instant(row.at)}</span>
      </>
    ),
  },
  {
    key: "root",
    head: t("log.head.root"),
    wrap: true,
    cell: (row) => <Hash hex={row.root} groupsPerLine="flow" />,
  },
];
