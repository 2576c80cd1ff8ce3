/** Signing in as a named officer, with the PIN of their token. */
import { useCallback, useEffect, useRef, type FormEvent } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace, useWorkspace } from "../../app/queries";
import type { OfficerView } from "../../bindings/OfficerView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { Sheet } from "../../components/Sheet";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { nameOf } from "../frame/officers";

type Props = { officer: OfficerView; onClose: () => void };

export function SignInSheet({ officer, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const { practice } = useWorkspace();
  const setWorkspace = useSetWorkspace();
  const pin = useRef<PinHandle>(null);
  const signIn = useAct(
    (typed: string) => api.signIn(officer.id, typed),
    (workspace) => {
      setWorkspace(workspace);
      onClose();
    },
  );
  const prefill = useCallback(() => api.practicePin(officer.id), [api, officer.id]);
  const { failure } = signIn;

  useEffect(() => {
    if (!failure) return;
    pin.current?.clear();
    pin.current?.focus();
  }, [failure]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.busy) signIn.run(pin.current?.read() ?? "");
  };

  return (
    <Sheet
      kind="panel"
      title={t("signIn.title")}
      subtitle={`${nameOf(officer)} · ${t(`role.${officer.role}`)} · ${officer.id}`}
      closeLabel={t("signIn.cancel")}
      onClose={onClose}
      busy={signIn.busy}
    >
      <form className="panel__form" onSubmit={onSubmit} noValidate>
        {failure && <ErrorBox failure={failure} />}
        <PinInput
          ref={pin}
          label={t("sign.pin.label")}
          hint={t("sign.pin.token", {
            officer: officer.token_label,
            model: officer.token_model,
            serial: groups(officer.token_serial).join("\u00A0"),
          })}
          prefilledHint={t("sign.pin.prefilled")}
          prefill={practice && officer.practice_pin ? prefill : null}
          problem={failure?.fields.find((p) => p.field === "pin")?.message ?? failure?.title}
        />
        <p className="hint">{t("signIn.hint")}</p>
        <div className="panel__acts">
          <Button large onPress={onClose}>
            {t("common.cancel")}
          </Button>
          <Button large kind="ink" type="submit" busy={signIn.busy ? t("signIn.busy") : null}>
            {t("signIn.submit")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
