/** The overview: what waits, what ends soon, what happened last, and what all of it rests on. */
import { Plus } from "lucide-react";
import type { OverviewView as Overview } from "../../bindings/OverviewView";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotSubmit } from "../common/roles";
import { CertificateTable } from "../agents/CertificateTable";
import { Latest } from "./Latest";
import { Standing } from "./Standing";
import { Waiting } from "./Waiting";
import { WaitsForMe } from "./WaitsForMe";
import { WaitingChanges } from "./WaitingChanges";

export function OverviewView() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const why = useWhyNotSubmit();
  const overview = useRead(["overview"], api.showOverview);
  return (
    <Page
      title={t("overview.title")}
      acts={
        <Guarded
          label={t("agents.new")}
          why={why}
          kind="ink"
          icon={Plus}
          onPress={() => {
            go({ name: "request-new" });
          }}
        />
      }
    >
      {overview.failure ? <ErrorBox failure={overview.failure} onRetry={overview.retry} /> : null}
      {overview.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {overview.data ? <Laid overview={overview.data} /> : null}
    </Page>
  );
}

function Laid({ overview }: { overview: Overview }) {
  const t = useT();
  return (
    <div className="two">
      <div className="overview">
        <WaitsForMe />
        <section>
          <h2>{t("overview.waiting")}</h2>
          {overview.waiting.length > 0 ? (
            <Waiting rows={overview.waiting} />
          ) : (
            <p className="muted small">{t("overview.waiting.none")}</p>
          )}
        </section>
        <WaitingChanges />
        <section>
          <h2>{t("overview.expiring")}</h2>
          {overview.expiring.length > 0 ? (
            <Expiring rows={overview.expiring} />
          ) : (
            <p className="muted small">{t("overview.expiring.none")}</p>
          )}
        </section>
        <section>
          <h2>{t("overview.latest")}</h2>
          <Latest events={overview.events} />
        </section>
      </div>
      <Standing overview={overview} />
    </div>
  );
}

const EXPIRING_COLUMNS = ["agent", "scope", "until"] as const;

function Expiring({ rows }: { rows: Overview["expiring"] }) {
  const t = useT();
  const { go } = useRouter();
  return (
    <CertificateTable
      label={t("overview.expiring")}
      columns={EXPIRING_COLUMNS}
      pages={[rows]}
      empty={t("overview.expiring.none")}
      onOpen={(row) => {
        go({ name: "agent", serial: row.serial });
      }}
    />
  );
}
