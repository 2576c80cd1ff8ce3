/** The PIN of a token; of one with a PIN pad, the word that it is typed there. */
import type { Ref } from "react";
import type { TokenView } from "../../bindings/TokenView";
import { Note } from "../../components/Note";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { useOwnPrefill } from "./prefill";

type Props = {
  ref: Ref<PinHandle>;
  token: TokenView;
  problem: string | null;
  label?: string;
  path?: string;
};

export function TokenPin({ ref, token, problem, label, path }: Props) {
  const t = useT();
  const prefill = useOwnPrefill(token);
  if (token.pin_pad)
    return (
      <Note tone="wait">
        <p>{t("tokens.pin.typeThere")}</p>
      </Note>
    );
  return (
    <PinInput
      ref={ref}
      label={label ?? t("tokens.pin.of", { token: token.label })}
      path={path}
      prefilledHint={t("sign.pin.prefilled")}
      prefill={prefill}
      problem={problem}
    />
  );
}

/** Which token it is, in a line. */
export function useTokenLine(token: TokenView): string {
  const t = useT();
  return t("sign.pin.token", {
    officer: token.label,
    model: token.model,
    serial: groups(token.serial).join("\u00A0"),
  });
}
