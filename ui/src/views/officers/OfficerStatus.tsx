/** Whether an officer still decides, and whether a token of theirs still signs. */
import {
  CalendarClock,
  CalendarX,
  CircleCheck,
  CircleMinus,
  KeyRound,
  UserCheck,
  UserMinus,
} from "lucide-react";
import type { OfficerState } from "../../bindings/OfficerState";
import type { OfficerTokenState } from "../../bindings/OfficerTokenState";
import type { LucideIcon } from "../../components/Icon";
import { Status, type StatusTone } from "../../components/Status";
import { useT } from "../../i18n";

type Look = { tone: StatusTone; icon: LucideIcon };

const OFFICERS: Record<OfficerState, Look> = {
  serving: { tone: "ok", icon: UserCheck },
  without_token: { tone: "caution", icon: KeyRound },
  retired: { tone: "past", icon: UserMinus },
};

const TOKENS: Record<OfficerTokenState, Look> = {
  in_force: { tone: "ok", icon: CircleCheck },
  not_yet_valid: { tone: "caution", icon: CalendarClock },
  expired: { tone: "past", icon: CalendarX },
  ended: { tone: "past", icon: CircleMinus },
};

export function OfficerStatus({ state, chip }: { state: OfficerState; chip?: boolean }) {
  const t = useT();
  return <Status {...OFFICERS[state]} word={t(`officers.state.${state}`)} chip={chip} />;
}

export function OfficerTokenStatus({ state }: { state: OfficerTokenState }) {
  const t = useT();
  return <Status {...TOKENS[state]} word={t(`officers.token.${state}`)} />;
}
