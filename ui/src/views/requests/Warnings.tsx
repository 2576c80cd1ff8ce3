/** What to think about before a signature. None of it refuses. */
import type { WarningView } from "../../bindings/WarningView";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";

interface Props {
  readonly warnings: readonly WarningView[];
}

export function Warnings({ warnings }: Props) {
  const t = useT();
  if (warnings.length === 0) return null;
  return (
    <section className="warnings" aria-label={t("requests.warnings")}>
      <h2>{t("requests.warnings")}</h2>
      <WarningNotes warnings={warnings} />
    </section>
  );
}

/** Each for itself, where a heading stands already. */
export function WarningNotes({ warnings }: Props) {
  return warnings.map(({ code, field, message }) => (
    <Note key={`${code} ${field}`} tone="caution">
      <p>{message}</p>
    </Note>
  ));
}
