/** What to think about before a signature. None of it refuses. */
import type { WarningView } from "../../bindings/WarningView";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";

export function Warnings({ warnings }: { warnings: readonly WarningView[] }) {
  const t = useT();
  if (warnings.length === 0) return null;
  return (
    <section className="warnings" aria-label={t("requests.warnings")}>
      <h2>{t("requests.warnings")}</h2>
      {warnings.map(({ code, field, message }) => (
        <Note key={`${code} ${field}`} tone="caution">
          <p>{message}</p>
        </Note>
      ))}
    </section>
  );
}
