/** The icon of each kind of event. */
import {
  Ban,
  BadgeCheck,
  CircleDashed,
  CircleOff,
  CircleX,
  FileCheck,
  FileText,
  Flag,
  HardDrive,
  Inbox,
  KeyRound,
  Landmark,
  LogIn,
  PencilLine,
  ShieldCheck,
  ShieldX,
  Trash2,
  UserCheck,
  UserPlus,
  UserX,
} from "lucide-react";
import type { LucideIcon } from "../../components/Icon";

const ICONS: Record<string, LucideIcon> = {
  founded: Landmark,
  officer_enrolled: UserPlus,
  token_initialised: HardDrive,
  key_generated: KeyRound,
  key_destroyed: Trash2,
  signed_in: LogIn,
  sign_in_failed: CircleX,
  request_submitted: Inbox,
  request_approved: UserCheck,
  request_rejected: UserX,
  issuance_intended: PencilLine,
  certificate_issued: BadgeCheck,
  issuance_abandoned: CircleOff,
  certificate_revoked: Ban,
  crl_published: FileCheck,
  checkpoint_signed: Flag,
  log_verified: ShieldCheck,
  report_rendered: FileText,
  refused: ShieldX,
};

/** Kinds that the list can be narrowed to, in the order of a certificate's life. */
export const EVENT_KINDS: readonly string[] = Object.keys(ICONS);

export const iconOfKind = (kind: string): LucideIcon => ICONS[kind] ?? CircleDashed;

/** True for what is shown in the colour that stops. */
export const stops = (event: { kind: string; negative: boolean }) =>
  event.negative || event.kind === "certificate_revoked";

/** True for subjects that are a serial or a hash; an agent may be named like one. */
export const isHex = ({ kind, subject }: { kind: string; subject: string }) =>
  !kind.startsWith("key_") && /^(?:[0-9A-F]{16,}|[0-9a-f]{16,})$/.test(subject);
