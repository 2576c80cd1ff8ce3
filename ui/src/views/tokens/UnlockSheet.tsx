/** Unlocks a token for this program, by its PIN. */
import { useRef } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";
import { FormSheet, pinProblem } from "../../components/FormSheet";
import type { PinHandle } from "../../components/PinInput";
import { useT } from "../../i18n";
import { TokenPin, useTokenLine } from "./TokenPin";

export function UnlockSheet({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const setWorkspace = useSetWorkspace();
  const pin = useRef<PinHandle>(null);
  const unlock = useAct(
    (typed: string) => api.unlockToken(token.serial, typed),
    (workspace) => {
      setWorkspace(workspace);
      onClose();
    },
  );
  return (
    <FormSheet
      title={t("tokens.unlock.title", { token: token.label })}
      subtitle={useTokenLine(token)}
      closeLabel={t("tokens.unlock.close")}
      onClose={onClose}
      submitLabel={t("tokens.unlock.act")}
      busyLabel={t("tokens.unlock.busy")}
      busy={unlock.busy}
      failure={unlock.failure}
      onSubmit={() => {
        unlock.run(pin.current?.read() ?? "");
        pin.current?.clear();
      }}
    >
      <TokenPin ref={pin} token={token} problem={pinProblem(unlock.failure)} />
      <p className="hint">{t("tokens.unlock.hint")}</p>
    </FormSheet>
  );
}
