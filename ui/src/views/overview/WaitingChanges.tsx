/** Changes of rules that wait; nothing while none does. */
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useT } from "../../i18n";
import { ChangeTable } from "../changes/ChangeTable";

export function WaitingChanges() {
  const t = useT();
  const api = useApi();
  const changes = useRead(["changes", "waiting"], () => api.listChanges(true, null));
  const rows = changes.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t("overview.changes")}</h2>
      <ChangeTable pages={[rows]} />
    </section>
  );
}
