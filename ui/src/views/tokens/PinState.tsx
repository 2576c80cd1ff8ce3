/** What the token says of its PIN, in words; tokens give flags, never counts. */
import {
  CircleCheck,
  CircleQuestionMark,
  CircleX,
  Hourglass,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { TokenView } from "../../bindings/TokenView";
import { Status, type StatusTone } from "../../components/Status";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";

const LOOKS: Record<string, { tone: StatusTone; icon: LucideIcon }> = {
  good: { tone: "ok", icon: CircleCheck },
  count_low: { tone: "caution", icon: TriangleAlert },
  final_try: { tone: "stop", icon: TriangleAlert },
  locked: { tone: "stop", icon: CircleX },
};
const UNKNOWN = { tone: "past", icon: CircleQuestionMark } as const;

export function PinState({ token }: { token: TokenView }) {
  const t = useT();
  const format = useFormat();
  const { pin_state: state, pin_paused_until: paused, pin_pad } = token;
  return (
    <span className="pin-state">
      <Status {...(LOOKS[state] ?? UNKNOWN)} word={wordFor(t, `settings.pin.${state}`, state)} />
      {paused ? (
        <Status
          tone="caution"
          icon={Hourglass}
          word={t("tokens.pin.paused", { at: format.clock(paused) })}
        />
      ) : null}
      {pin_pad ? <span className="muted">{t("tokens.pin.pad")}</span> : null}
    </span>
  );
}
