/** Changes the PIN of a token: the old one, and the new one twice. */
import { useRef, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";
import { fieldProblem, FormSheet, pinProblem } from "../../components/FormSheet";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { useT } from "../../i18n";
import { PadSheet } from "./PadSheet";
import { TokenPin, useTokenLine } from "./TokenPin";

type Props = { token: TokenView; onClose: () => void };

export function ChangePinSheet({ token, onClose }: Props) {
  const t = useT();
  const title = t("tokens.changePin.title", { token: token.label });
  const closeLabel = t("tokens.changePin.close");
  if (token.pin_pad)
    return <PadSheet token={token} title={title} closeLabel={closeLabel} onClose={onClose} />;
  return <Typed token={token} onClose={onClose} title={title} closeLabel={closeLabel} />;
}

function Typed({ token, onClose, ...named }: Props & { title: string; closeLabel: string }) {
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
      {...named}
      subtitle={useTokenLine(token)}
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
      <p className="hint">{t("tokens.changePin.hint")}</p>
    </FormSheet>
  );
}
