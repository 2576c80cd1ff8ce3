/** The icon of each kind of event. */
import {
  Ban,
  BadgeCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  ClipboardList,
  CircleOff,
  CircleX,
  FileCheck,
  FilePen,
  FileText,
  Flag,
  HardDrive,
  HardDriveDownload,
  Inbox,
  KeyRound,
  Landmark,
  Link,
  LogIn,
  MessageCircleReply,
  PencilLine,
  RectangleEllipsis,
  ShieldAlert,
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
  token_taken: HardDriveDownload,
  token_relinked: Link,
  pin_changed: RectangleEllipsis,
  inventory_taken: ClipboardList,
  key_intended: PencilLine,
  key_generated: KeyRound,
  key_abandoned: CircleOff,
  key_destroyed: Trash2,
  signed_in: LogIn,
  sign_in_failed: CircleX,
  request_submitted: Inbox,
  request_approved: UserCheck,
  request_rejected: UserX,
  issuance_intended: PencilLine,
  certificate_issued: BadgeCheck,
  issuance_abandoned: CircleOff,
  certificate_suspended: CirclePause,
  certificate_released: CirclePlay,
  certificate_revoked: Ban,
  key_compromised: ShieldAlert,
  crl_published: FileCheck,
  ocsp_responded: MessageCircleReply,
  change_proposed: FilePen,
  change_approved: UserCheck,
  change_rejected: UserX,
  checkpoint_signed: Flag,
  log_verified: ShieldCheck,
  report_rendered: FileText,
  refused: ShieldX,
};

/** Kinds that the list can be narrowed to, in the order of a certificate's life. */
export const EVENT_KINDS: readonly string[] = Object.keys(ICONS);

export const iconOfKind = (kind: string): LucideIcon => ICONS[kind] ?? CircleDashed;

type Told = { kind: string; negative: boolean };

/** True for what is shown in the colour that stops. */
export const stops = (event: Told) =>
  event.kind !== "certificate_suspended" &&
  (event.negative || event.kind === "certificate_revoked" || event.kind === "key_compromised");

/** The class of an event's word: what stops, what holds up, and the rest. */
export function classOfEvent(event: Told): string {
  if (stops(event)) return "st st--stop";
  return event.kind === "certificate_suspended" ? "st st--caution" : "st";
}

/** Keys are named by their labels but for this one. */
const namesHash = (kind: string) => !kind.startsWith("key_") || kind === "key_compromised";

/** True for subjects that are a serial or a hash; an agent may be named like one. */
export const isHex = ({ kind, subject }: { kind: string; subject: string }) =>
  namesHash(kind) && /^(?:[0-9A-F]{16,}|[0-9a-f]{16,})$/.test(subject);
