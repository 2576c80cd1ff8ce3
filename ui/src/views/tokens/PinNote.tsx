/** What follows from the state of a token's PIN; nothing while it is good. */
import type { TokenView } from "../../bindings/TokenView";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

export function PinNote({ token }: { token: TokenView }) {
  const t = useT();
  const format = useFormat();
  const { pin_state: state, pin_paused_until: paused, present } = token;
  if (present && !paused && state !== "locked" && state !== "final_try") return null;
  return (
    <div className="warnings">
      {present ? null : (
        <Note tone="stop">
          <p>{t("tokens.absent")}</p>
        </Note>
      )}
      {state === "locked" ? (
        <Note tone="stop">
          <p>{t("tokens.pin.note.locked")}</p>
        </Note>
      ) : null}
      {state === "final_try" ? (
        <Note tone="stop">
          <p>{t("tokens.pin.note.final")}</p>
        </Note>
      ) : null}
      {paused ? (
        <Note tone="caution">
          <p>{t("tokens.pin.note.paused", { at: format.instant(paused) })}</p>
        </Note>
      ) : null}
    </div>
  );
}
