/** What others hold of the log: witnesses, time stamps; what is witnessed here; the log's keys. */
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { AsWitness } from "./AsWitness";
import { LogKeys } from "./LogKeys";
import { Timestamps } from "./Timestamps";
import { Witnesses } from "./Witnesses";

export function HeldView() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const witnesses = useRead(["witnesses"], api.listWitnesses);
  return (
    <Page
      title={t("held.title")}
      crumb={{
        label: t("log.title"),
        here: t("held.title"),
        onPress: () => {
          go({ name: "log" });
        },
      }}
    >
      <div className="held">
        <p className="small lead">{t("held.why")}</p>
        {witnesses.failure ? (
          <ErrorBox failure={witnesses.failure} onRetry={witnesses.retry} />
        ) : (
          <Witnesses view={witnesses.data ?? null} />
        )}
        <Timestamps />
        {witnesses.data ? <AsWitness view={witnesses.data} /> : null}
        <LogKeys />
      </div>
    </Page>
  );
}
