/** The icon of each kind of event. */
import {
  Anchor,
  ArchiveRestore,
  ArrowUpFromLine,
  BadgeCheck,
  Ban,
  BookOpen,
  CalendarCheck,
  CircleDashed,
  CircleOff,
  CirclePause,
  CirclePlay,
  CircleX,
  ClipboardCheck,
  ClipboardList,
  ClockAlert,
  CopyCheck,
  DatabaseBackup,
  Download,
  Eraser,
  Eye,
  FileCheck,
  FileClock,
  FilePen,
  FilePenLine,
  FileText,
  Flag,
  FlaskConical,
  FolderOutput,
  HardDrive,
  HardDriveDownload,
  IdCard,
  Inbox,
  KeyRound,
  Landmark,
  Link,
  LockOpen,
  LogIn,
  LogOut,
  MessageCircleReply,
  NotebookPen,
  PencilLine,
  RectangleEllipsis,
  ShieldAlert,
  ShieldCheck,
  ShieldMinus,
  ShieldX,
  Signature,
  TableProperties,
  TimerOff,
  Trash2,
  Undo2,
  UserCheck,
  UserPlus,
  UserX,
} from "lucide-react";
import type { LucideIcon } from "../../components/Icon";

const ICONS: Record<string, LucideIcon> = {
  founded: Landmark,
  officer_enrolled: UserPlus,
  officer_token_added: IdCard,
  token_initialised: HardDrive,
  token_taken: HardDriveDownload,
  token_relinked: Link,
  pin_changed: RectangleEllipsis,
  inventory_taken: ClipboardList,
  token_probed: FlaskConical,
  key_intended: PencilLine,
  key_generated: KeyRound,
  key_abandoned: CircleOff,
  key_destroyed: Trash2,
  signed_in: LogIn,
  signed_out: LogOut,
  sign_in_failed: CircleX,
  request_drafted: NotebookPen,
  request_submitted: Inbox,
  request_approved: UserCheck,
  request_rejected: UserX,
  request_withdrawn: Undo2,
  request_expired: TimerOff,
  issuance_intended: PencilLine,
  enrolment_intended: PencilLine,
  service_intended: PencilLine,
  certificate_issued: BadgeCheck,
  issuance_abandoned: CircleOff,
  certificate_suspended: CirclePause,
  certificate_released: CirclePlay,
  certificate_revoked: Ban,
  revocation_confirmed: CopyCheck,
  key_compromised: ShieldAlert,
  crl_published: FileCheck,
  ocsp_responded: MessageCircleReply,
  change_proposed: FilePen,
  change_approved: UserCheck,
  change_rejected: UserX,
  standing_withdrawn: ShieldMinus,
  agent_reviewed: ClipboardCheck,
  checkpoint_signed: Flag,
  log_verified: ShieldCheck,
  report_rendered: FileText,
  report_signed_off: FilePenLine,
  checkpoint_cosigned: Eye,
  timestamp_requested: FileClock,
  checkpoint_timestamped: CalendarCheck,
  log_witnessed: Signature,
  log_exported: FolderOutput,
  exported: Download,
  record_read: BookOpen,
  token_unlocked: LockOpen,
  hold_placed: Anchor,
  blob_erased: Eraser,
  backup_made: DatabaseBackup,
  workspace_restored: ArchiveRestore,
  tables_rebuilt: TableProperties,
  ledger_migrated: ArrowUpFromLine,
  clock_jumped: ClockAlert,
  refused: ShieldX,
};

/** Kinds that the list can be narrowed to, in the order of a certificate's life. */
export const EVENT_KINDS: readonly string[] = Object.keys(ICONS);

export const iconOfKind = (kind: string): LucideIcon => ICONS[kind] ?? CircleDashed;

type Told = { kind: string; negative: boolean };

/** What holds up or needs a look, and stops nothing. */
const CAUTIONS = new Set([
  "certificate_suspended",
  "clock_jumped",
  "request_expired",
  "standing_withdrawn",
]);

/** True for what is shown in the colour that stops. */
export const stops = (event: Told) =>
  !CAUTIONS.has(event.kind) &&
  (event.negative || event.kind === "certificate_revoked" || event.kind === "key_compromised");

/** The class of an event's word: what stops, what holds up, and the rest. */
export function classOfEvent(event: Told): string {
  if (stops(event)) return "st st--stop";
  return CAUTIONS.has(event.kind) ? "st st--caution" : "st";
}

/** Keys are named by their labels but for this one. */
const namesHash = (kind: string) => !kind.startsWith("key_") || kind === "key_compromised";

/** True for subjects that are a serial or a hash; an agent may be named like one. */
export const isHex = ({ kind, subject }: { kind: string; subject: string }) =>
  namesHash(kind) && /^(?:[0-9A-F]{16,}|[0-9a-f]{16,})$/.test(subject);
