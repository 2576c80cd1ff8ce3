/** Changes of the approval policy, the newest first. */
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import { ErrorBox } from "../../components/ErrorBox";
import { useT } from "../../i18n";
import { ChangeTable } from "../changes/ChangeTable";
import { Section } from "../common/Section";

export function PolicyHistory() {
  const t = useT();
  const api = useApi();
  const changes = usePages(["changes", "policy"], (before: string | null) =>
    api.listChanges(false, before),
  );
  const pages = changes.pages.map((page) => page.rows.filter((row) => row.kind === "policy"));
  return (
    <Section title={t("policy.history")}>
      {changes.failure ? (
        <ErrorBox failure={changes.failure} onRetry={changes.retry} />
      ) : (
        <ChangeTable
          pages={pages}
          loading={changes.loading}
          more={changes.more}
          label={t("policy.history")}
          empty={t("policy.history.none")}
        />
      )}
    </Section>
  );
}
