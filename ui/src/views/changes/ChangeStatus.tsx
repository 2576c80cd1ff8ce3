/** Where a change stands, as word, icon and colour. */
import { Hourglass, UserCheck, UserX, type LucideIcon } from "lucide-react";
import type { ChangeState } from "../../bindings/ChangeState";
import { Status, type StatusTone } from "../../components/Status";
import { useT } from "../../i18n";

const LOOKS: Record<ChangeState, { tone: StatusTone; icon: LucideIcon }> = {
  submitted: { tone: "wait", icon: Hourglass },
  approved: { tone: "ok", icon: UserCheck },
  rejected: { tone: "stop", icon: UserX },
};

export function ChangeStatus({ state, chip }: { state: ChangeState; chip?: boolean }) {
  const t = useT();
  return <Status {...LOOKS[state]} word={t(`status.request.${state}`)} chip={chip} />;
}
