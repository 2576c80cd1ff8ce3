/** What follows from CRLs that are overdue, due soon or owed; nothing if none is. */
import type { CrlView } from "../../bindings/CrlView";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";

export function CrlWarnings({ crls }: { crls: readonly CrlView[] }) {
  const t = useT();
  const count = (pick: (crl: CrlView) => boolean) => crls.filter(pick).length;
  const overdue = count((crl) => crl.overdue);
  const owed = count((crl) => crl.owed);
  const soon = count((crl) => crl.due_soon && !crl.overdue);
  if (overdue + owed + soon === 0) return null;
  return (
    <div className="warnings">
      {overdue > 0 ? (
        <Note tone="stop">
          <p>{t("crls.warn.overdue", { count: overdue })}</p>
        </Note>
      ) : null}
      {owed > 0 ? (
        <Note tone="caution">
          <p>{t("crls.warn.owed")}</p>
        </Note>
      ) : null}
      {soon > 0 ? (
        <Note tone="caution">
          <p>{t("crls.warn.soon", { count: soon })}</p>
        </Note>
      ) : null}
    </div>
  );
}
