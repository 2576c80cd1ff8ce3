/** What follows from the state of a token's PIN; nothing while it is good. */
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { useMayReplacePin } from "./roles";

interface Props {
  readonly token: TokenView;
  readonly onReplace: () => void;
}

export function PinNote({ token, onReplace }: Props) {
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
      {state === "locked" ? <Locked token={token} onReplace={onReplace} /> : null}
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

function Locked({ token, onReplace }: Props) {
  const t = useT();
  const may = useMayReplacePin(token);
  const personal = token.purpose === "officer";
  return (
    <Note tone="stop">
      <p>{t("tokens.pin.note.locked")}</p>
      {may ? (
        <p className="note__act">
          <Button onPress={onReplace}>{t("tokens.replacePin")}</Button>
        </p>
      ) : (
        <p>{t(personal ? "tokens.replacePin.who" : "tokens.replacePin.administrator")}</p>
      )}
    </Note>
  );
}
