/** Changes the PIN of a token: the old one, and the new one twice. */
import { useRef, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";
import { fieldProblem, FormSheet, pinProblem } from "../../components/FormSheet";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { useT } from "../../i18n";
import { TokenPin, useTokenLine } from "./TokenPin";

export function ChangePinSheet({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const old = useRef<PinHandle>(null);
  const fresh = useRef<PinHandle>(null);
  const again = useRef<PinHandle>(null);
  const [differ, setDiffer] = useState(false);
  const change = useAct(
    (pins: { old: string; fresh: string }) => api.changePin(token.serial, pins.old, pins.fresh),
    onClose,
  );
  const { failure } = change;
  const submit = () => {
    const typed = fresh.current?.read() ?? "";
    const twice = typed === (again.current?.read() ?? "");
    setDiffer(!twice);
    if (twice) change.run({ old: old.current?.read() ?? "", fresh: typed });
    else again.current?.focus();
  };
  return (
    <FormSheet
      title={t("tokens.changePin.title", { token: token.label })}
      subtitle={useTokenLine(token)}
      closeLabel={t("tokens.changePin.close")}
      onClose={onClose}
      submitLabel={t("tokens.changePin.act")}
      busyLabel={t("tokens.changePin.busy")}
      busy={change.busy}
      failure={failure}
      onSubmit={submit}
    >
      <TokenPin
        ref={old}
        token={token}
        path="old"
        label={t("tokens.pin.old")}
        problem={pinProblem(failure, "old") ?? fieldProblem(failure, "pin")}
      />
      {token.pin_pad ? null : (
        <>
          <PinInput
            ref={fresh}
            path="new"
            label={t("tokens.pin.new")}
            problem={fieldProblem(failure, "new")}
          />
          <PinInput
            ref={again}
            path="again"
            label={t("tokens.pin.again")}
            problem={differ ? t("tokens.pin.differ") : null}
          />
        </>
      )}
      <p className="hint">{t("tokens.changePin.hint")}</p>
    </FormSheet>
  );
}
