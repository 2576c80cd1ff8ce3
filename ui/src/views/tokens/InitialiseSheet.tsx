/** Initialises a blank token, for agents' keys: its label, the security officer's PIN, its PIN. */
import { useRef, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { FoundTokenView } from "../../bindings/FoundTokenView";
import type { ModuleView } from "../../bindings/ModuleView";
import { TextInput } from "../../components/Field";
import { fieldProblem, FormSheet } from "../../components/FormSheet";
import { Note } from "../../components/Note";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { groups } from "../../format";
import { useT } from "../../i18n";

interface Props {
  readonly module: ModuleView;
  readonly token: FoundTokenView;
  readonly onClose: () => void;
  readonly onDone: (serial: string) => void;
}

type Pins = { soPin: string; pin: string };

export function InitialiseSheet({ module, token, onClose, onDone }: Props) {
  const t = useT();
  const api = useApi();
  const [label, setLabel] = useState("");
  const [wrong, setWrong] = useState<"label" | "so" | "pin" | null>(null);
  const so = useRef<PinHandle>(null);
  const soAgain = useRef<PinHandle>(null);
  const pin = useRef<PinHandle>(null);
  const pinAgain = useRef<PinHandle>(null);
  const initialise = useAct(
    ({ soPin, pin: typed }: Pins) =>
      api.initialiseToken(module.path, token.serial, label.trim(), soPin, typed),
    (made) => {
      onDone(made.serial);
    },
  );
  const { failure } = initialise;
  const submit = () => {
    const soPin = so.current?.read() ?? "";
    const typed = pin.current?.read() ?? "";
    if (label.trim() === "") setWrong("label");
    else if (soPin !== soAgain.current?.read()) {
      setWrong("so");
      soAgain.current?.focus();
    } else if (typed !== pinAgain.current?.read()) {
      setWrong("pin");
      pinAgain.current?.focus();
    } else {
      setWrong(null);
      initialise.run({ soPin, pin: typed });
    }
  };
  return (
    <FormSheet
      title={t("tokens.initialise.title")}
      subtitle={
        token.serial === ""
          ? `${module.name} · ${token.model}`
          : t("sign.pin.token", {
              officer: module.name,
              model: token.model,
              serial: groups(token.serial).join("\u00A0"),
            })
      }
      closeLabel={t("tokens.initialise.close")}
      onClose={onClose}
      submitLabel={t("tokens.initialise.act")}
      busyLabel={t("tokens.initialise.busy")}
      busy={initialise.busy}
      failure={failure}
      onSubmit={submit}
    >
      <p className="small">{t("tokens.take.text")}</p>
      <TextInput
        label={t("tokens.label")}
        hint={t("tokens.label.hint")}
        kind="code"
        path="label"
        autoFocus
        problem={wrong === "label" ? t("tokens.label.missing") : fieldProblem(failure, "label")}
        value={label}
        onChange={setLabel}
      />
      <PinInput
        ref={so}
        path="so_pin"
        label={t("tokens.so")}
        hint={t("tokens.so.hint")}
        problem={fieldProblem(failure, "so_pin")}
      />
      <PinInput
        ref={soAgain}
        path="so_again"
        label={t("tokens.so.again")}
        problem={wrong === "so" ? t("tokens.pin.differ") : null}
      />
      <PinInput
        ref={pin}
        label={t("tokens.pin.user")}
        hint={t("tokens.pin.user.hint")}
        problem={fieldProblem(failure, "pin")}
      />
      <PinInput
        ref={pinAgain}
        path="pin_again"
        label={t("tokens.pin.user.again")}
        problem={wrong === "pin" ? t("tokens.pin.differ") : null}
      />
      <Note tone="caution">
        <p>{t("tokens.initialise.caution")}</p>
      </Note>
    </FormSheet>
  );
}
