/** Issuances that a crash left open, and what this opening of the workspace did with them. */
import { useWorkspace } from "../../app/queries";
import { Note } from "../../components/Note";
import { useT, wordFor } from "../../i18n";

export function Settled() {
  const t = useT();
  const { settled } = useWorkspace();
  if (settled.length === 0) return null;
  return (
    <div className="settled">
      {settled.map(({ serial, request, outcome, message }) => (
        <Note key={serial} tone={outcome === "issued" ? "ok" : "caution"}>
          <p>
            <b>{wordFor(t, `settled.${outcome}`, outcome)}</b> · {request} · <code>{serial}</code>
          </p>
          <p>{message}</p>
        </Note>
      ))}
    </div>
  );
}
