/** The sheet of who proposes an enrolment. The PINs of the token are typed by whose token it is. */
import { useRef, useState } from "react";
import { useApi } from "../../app/api-context";
import type { EnrolmentInput } from "../../bindings/EnrolmentInput";
import type { EnrolmentPreview } from "../../bindings/EnrolmentPreview";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { useT } from "../../i18n";
import { Effects } from "../agents/Decided";
import { ProposalSheet } from "../changes/ProposalSheet";
import { roleIn } from "../frame/officers";

interface Props {
  readonly title: string;
  readonly input: EnrolmentInput;
  readonly preview: EnrolmentPreview;
  readonly onClose: () => void;
}

/** The PINs of a token that is no practice token: of one that is made ready, three of them. */
function usePins(needed: boolean, initialises: boolean) {
  const t = useT();
  const [differ, setDiffer] = useState(false);
  const pin = useRef<PinHandle>(null);
  const again = useRef<PinHandle>(null);
  const so = useRef<PinHandle>(null);
  const fields = !needed ? null : initialises ? (
    <>
      <PinInput ref={so} path="so_pin" label={t("tokens.so")} hint={t("tokens.so.hint")} />
      <PinInput ref={pin} path="token_pin" label={t("tokens.pin.user")} hint={t("officers.pin")} />
      <PinInput
        ref={again}
        path="token_again"
        label={t("tokens.pin.user.again")}
        problem={differ ? t("tokens.pin.differ") : null}
      />
    </>
  ) : (
    <PinInput ref={pin} path="token_pin" label={t("officers.pin.label")} hint={t("officers.pin")} />
  );
  return {
    fields,
    check: () => {
      const same = !again.current || again.current.read() === pin.current?.read();
      setDiffer(!same);
      if (!same) again.current?.focus();
      return same;
    },
    read: () => ({ pin: pin.current?.read() ?? null, so: so.current?.read() ?? null }),
    clear: () => {
      for (const field of [pin, again, so]) field.current?.clear();
    },
  };
}

export function EnrolSheet({ title, input, preview, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const pins = usePins(input.module !== null, preview.initialises);
  const recovery = input.cause === "recovery";
  const words = {
    who: preview.name ?? preview.officer,
    id: preview.officer,
    role: roleIn(preview.role, t),
    token: preview.token_label,
  };
  const propose = (reason: string, pin: string) => {
    const typed = pins.read();
    pins.clear();
    return api.proposeEnrolment(input, typed.pin, typed.so, reason, pin);
  };
  return (
    <ProposalSheet
      title={title}
      subtitle={`${words.who} · ${words.id}`}
      sentence={t("officers.enrol.sentence", words)}
      caution={recovery ? t("officers.recovery.caution") : undefined}
      record={t("officers.enrol.record")}
      extra={pins.fields}
      check={pins.check}
      propose={propose}
      onClose={onClose}
    >
      <Effects
        effects={[
          t(
            preview.initialises ? "officers.enrol.effect.made" : "officers.enrol.effect.key",
            words,
          ),
          t(recovery ? "officers.enrol.effect.quorum" : "officers.role.effect.decided"),
          t("officers.enrol.effect.certificate"),
        ]}
      />
    </ProposalSheet>
  );
}
