/** Every CRL there is, by the CA that issued it; what is due, and the way to publish. */
import { FileCheck, FilePlus } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { CrlView } from "../../bindings/CrlView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { CrlWarnings } from "./CrlWarnings";
import { IssuerCrls, partsOf } from "./IssuerCrls";

/** By the CA that issued them, the issuing CA first: that is what people come for. */
function byIssuer(crls: readonly CrlView[]): CrlView[][] {
  const issuers = new Map<string, CrlView[]>();
  for (const crl of crls) {
    const of = issuers.get(crl.authority);
    if (of) of.push(crl);
    else issuers.set(crl.authority, [crl]);
  }
  return [...issuers.values()].sort((a, b) => rank(a) - rank(b));
}

const rank = ([first]: readonly CrlView[]) => (first?.authority === "issuing" ? 0 : 1);

export function CrlsView() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const crls = useRead(["crls"], api.listCrls);
  const full = useAct(() => api.publishCrl());
  const delta = useAct(() => api.publishDeltaCrl());
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
        <Lists crls={crls.data} />
      )}
    </Page>
  );
}

function Lists({ crls }: { crls: readonly CrlView[] | undefined }) {
  const t = useT();
  if (!crls) return <p className="muted">{t("common.loading")}</p>;
  const [first] = crls;
  if (!first) return <p className="small">{t("overview.crl.none")}</p>;
  return (
    <div className="crls__issuers">
      {byIssuer(crls).map(
        (of) => of[0] && <IssuerCrls key={of[0].authority} crls={of} first={of[0]} />,
      )}
      <p className="hint">
        {t("crls.hint")} {t("crls.folder")}{" "}
        <code className="serial">{partsOf(first.file).folder}</code>
      </p>
    </div>
  );
}
