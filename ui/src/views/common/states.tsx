/** Status words of requests and certificates, each with its icon and colour. */
import {
  BadgeCheck,
  Ban,
  CalendarClock,
  CalendarX,
  CircleArrowRight,
  CircleCheck,
  CirclePause,
  Hourglass,
  Undo2,
  UserCheck,
  UserX,
} from "lucide-react";
import type { CertificateState } from "../../bindings/CertificateState";
import type { RequestState } from "../../bindings/RequestState";
import { Status, type StatusTone } from "../../components/Status";
import type { LucideIcon } from "../../components/Icon";
import { useT } from "../../i18n";

type Look = { tone: StatusTone; icon: LucideIcon };

const requests: Record<RequestState, Look> = {
  submitted: { tone: "wait", icon: Hourglass },
  approved: { tone: "ok", icon: UserCheck },
  rejected: { tone: "stop", icon: UserX },
  issued: { tone: "ok", icon: BadgeCheck },
  withdrawn: { tone: "past", icon: Undo2 },
  expired: { tone: "past", icon: CalendarX },
  abandoned: { tone: "past", icon: CircleArrowRight },
};

const certificates: Record<CertificateState, Look> = {
  active: { tone: "ok", icon: CircleCheck },
  expiring: { tone: "caution", icon: CalendarClock },
  expired: { tone: "past", icon: CalendarX },
  suspended: { tone: "caution", icon: CirclePause },
  superseded: { tone: "past", icon: CircleArrowRight },
  revoked: { tone: "stop", icon: Ban },
};

export function RequestStatus({ state, chip }: { state: RequestState; chip?: boolean }) {
  const t = useT();
  return <Status {...requests[state]} word={t(`status.request.${state}`)} chip={chip} />;
}

export function CertificateStatus({ state, chip }: { state: CertificateState; chip?: boolean }) {
  const t = useT();
  return <Status {...certificates[state]} word={t(`status.certificate.${state}`)} chip={chip} />;
}
