/** Reports: one to be made, those made before. */
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { ReportBuilder } from "./ReportBuilder";
import { ReportHistory } from "./ReportHistory";

export function ReportsView() {
  const t = useT();
  const api = useApi();
  const options = useRead(["reports"], api.reportOptions);
  return (
    <Page title={t("reports.title")}>
      {options.failure ? <ErrorBox failure={options.failure} onRetry={options.retry} /> : null}
      {options.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {options.data ? (
        <div className="reports">
          <ReportBuilder key={options.data.to} options={options.data} />
          <ReportHistory history={options.data.history} />
        </div>
      ) : null}
    </Page>
  );
}
