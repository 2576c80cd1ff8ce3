/** Takes a token that is initialised already, for agents' keys. */
import { useRef } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { FoundTokenView } from "../../bindings/FoundTokenView";
import type { ModuleView } from "../../bindings/ModuleView";
import { FormSheet, pinProblem } from "../../components/FormSheet";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { groups } from "../../format";
import { useT } from "../../i18n";

interface Props {
  readonly module: ModuleView;
  readonly token: FoundTokenView;
  readonly onClose: () => void;
  readonly onDone: (serial: string) => void;
}

export function TakeSheet({ module, token, onClose, onDone }: Props) {
  const t = useT();
  const api = useApi();
  const pin = useRef<PinHandle>(null);
  const take = useAct(
    (typed: string) => api.takeToken(module.path, token.serial, typed),
    (taken) => {
      onDone(taken.serial);
    },
  );
  return (
    <FormSheet
      title={t("tokens.take.title", { token: token.label })}
      subtitle={t("sign.pin.token", {
        officer: token.label,
        model: token.model,
        serial: groups(token.serial).join("\u00A0"),
      })}
      closeLabel={t("tokens.take.close")}
      onClose={onClose}
      submitLabel={t("tokens.take.act")}
      busyLabel={t("tokens.take.busy")}
      busy={take.busy}
      failure={take.failure}
      onSubmit={() => {
        take.run(pin.current?.read() ?? "");
        pin.current?.clear();
      }}
    >
      <p className="small">{t("tokens.take.text")}</p>
      <PinInput
        ref={pin}
        label={t("tokens.pin.of", { token: token.label })}
        problem={pinProblem(take.failure)}
      />
    </FormSheet>
  );
}
