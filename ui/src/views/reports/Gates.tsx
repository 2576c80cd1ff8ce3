/** Questions that someone must decide before rows that rest on them can say yes or no. */
import { Note } from "../../components/Note";
import { useT } from "../../i18n";

export function Gates({ gates }: { gates: readonly string[] }) {
  const t = useT();
  return (
    <section className="block">
      <h2>{t("reports.gates")}</h2>
      {gates.length === 0 ? (
        <p className="small">{t("reports.gates.none")}</p>
      ) : (
        <Note tone="caution">
          <p>{t("reports.gates.open", { count: gates.length })}</p>
          <ul className="plainlist">
            {gates.map((gate) => (
              <li key={gate}>{gate}</li>
            ))}
          </ul>
        </Note>
      )}
    </section>
  );
}
