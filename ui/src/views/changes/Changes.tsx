/** The queue of changes; nothing while there is none. */
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import { ErrorBox } from "../../components/ErrorBox";
import { useT } from "../../i18n";
import { ChangeTable } from "./ChangeTable";

export function Changes({ open }: { open: boolean }) {
  const t = useT();
  const api = useApi();
  const queue = usePages(["changes", open], (before: string | null) =>
    api.listChanges(open, before),
  );
  if (queue.failure) return <ErrorBox failure={queue.failure} onRetry={queue.retry} />;
  const pages = queue.pages.map((page) => page.rows);
  const last = queue.pages.at(-1);
  if (!last || pages.every((page) => page.length === 0)) return null;
  return (
    <section className="changes-queue">
      <h2>{t("change.title")}</h2>
      <ChangeTable pages={pages} more={queue.more} />
      <p className="count-line">{t("change.count", { waiting: last.waiting })}</p>
    </section>
  );
}
