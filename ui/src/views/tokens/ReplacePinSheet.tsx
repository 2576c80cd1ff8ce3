/** Gives a token a new PIN with that of its security officer: its own is locked or lost. */
import { useEffect, useRef, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useWorkspace } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";
import { fieldProblem, FormSheet, pinProblem } from "../../components/FormSheet";
import { Note } from "../../components/Note";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { useT } from "../../i18n";
import { PadSheet } from "./PadSheet";
import { useTokenLine } from "./TokenPin";

type Props = { token: TokenView; onClose: () => void };

export function ReplacePinSheet({ token, onClose }: Props) {
  const t = useT();
  const title = t("tokens.replacePin.title", { token: token.label });
  const closeLabel = t("tokens.replacePin.close");
  if (token.pin_pad)
    return <PadSheet token={token} title={title} closeLabel={closeLabel} onClose={onClose} />;
  return <Typed token={token} onClose={onClose} title={title} closeLabel={closeLabel} />;
}

function Typed({ token, onClose, ...named }: Props & { title: string; closeLabel: string }) {
  const t = useT();
  const api = useApi();
  const { practice } = useWorkspace();
  const so = useRef<PinHandle>(null);
  const fresh = useRef<PinHandle>(null);
  const again = useRef<PinHandle>(null);
  const [wrong, setWrong] = useState<"so" | "again" | null>(null);
  const replace = useAct(
    (pins: { so: string; fresh: string }) => api.replacePin(token.serial, pins.so, pins.fresh),
    onClose,
  );
  const { failure } = replace;
  const refused = failure?.code.startsWith("so-pin") ? failure : null;
  useEffect(() => {
    if (refused) so.current?.clear();
  }, [refused]);
  const submit = () => {
    const pins = { so: so.current?.read() ?? "", fresh: fresh.current?.read() ?? "" };
    if (pins.so === "") {
      setWrong("so");
      so.current?.focus();
    } else if (pins.fresh !== again.current?.read()) {
      setWrong("again");
      again.current?.focus();
    } else {
      setWrong(null);
      replace.run(pins);
    }
  };
  return (
    <FormSheet
      {...named}
      subtitle={useTokenLine(token)}
      onClose={onClose}
      submitLabel={t("tokens.replacePin.act")}
      busyLabel={t("tokens.replacePin.busy")}
      busy={replace.busy}
      failure={failure}
      onSubmit={submit}
    >
      <p className="small">{t("tokens.replacePin.text")}</p>
      <PinInput
        ref={so}
        path="so_pin"
        label={t("tokens.so")}
        hint={t(practice ? "tokens.replacePin.practice" : "tokens.replacePin.so")}
        problem={wrong === "so" ? t("tokens.so.missing") : (refused?.title ?? null)}
      />
      <PinInput
        ref={fresh}
        path="new"
        label={t("tokens.pin.new")}
        hint={token.purpose === "officer" ? t("tokens.replacePin.own") : undefined}
        problem={refused ? null : (fieldProblem(failure, "new") ?? pinProblem(failure))}
      />
      <PinInput
        ref={again}
        path="again"
        label={t("tokens.pin.again")}
        problem={wrong === "again" ? t("tokens.pin.differ") : null}
      />
      {token.purpose === "officer" ? null : (
        <Note tone="wait">
          <p>{t("tokens.replacePin.locks")}</p>
        </Note>
      )}
      <p className="hint">{t("tokens.replacePin.hint")}</p>
    </FormSheet>
  );
}
