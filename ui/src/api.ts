/**
 * The one place that knows Tauri: every command of the program as a typed function.
 *
 * A call rejects with a `Failure` when an operation says no. Any other rejection is a bug:
 * Tauri itself rejects with a string when the arguments do not decode.
 */
import { Channel, invoke } from "@tauri-apps/api/core";
import type { AgentFactsView } from "./bindings/AgentFactsView";
import type { BackupView } from "./bindings/BackupView";
import type { CertificatePage } from "./bindings/CertificatePage";
import type { CertificateView } from "./bindings/CertificateView";
import type { ChangePage } from "./bindings/ChangePage";
import type { ChangeView } from "./bindings/ChangeView";
import type { CheckRow } from "./bindings/CheckRow";
import type { CompromiseView } from "./bindings/CompromiseView";
import type { ConfirmationList } from "./bindings/ConfirmationList";
import type { CrlView } from "./bindings/CrlView";
import type { DraftList } from "./bindings/DraftList";
import type { DraftView } from "./bindings/DraftView";
import type { DraftReading } from "./bindings/DraftReading";
import type { EnrolmentInput } from "./bindings/EnrolmentInput";
import type { EnrolmentPreview } from "./bindings/EnrolmentPreview";
import type { EventPage } from "./bindings/EventPage";
import type { EventView } from "./bindings/EventView";
import type { ExportView } from "./bindings/ExportView";
import type { Failure } from "./bindings/Failure";
import type { FirmFactsView } from "./bindings/FirmFactsView";
import type { FormOptions } from "./bindings/FormOptions";
import type { HeadView } from "./bindings/HeadView";
import type { ImportOutcome } from "./bindings/ImportOutcome";
import type { ImportView } from "./bindings/ImportView";
import type { InventoryView } from "./bindings/InventoryView";
import type { LegalHoldPage } from "./bindings/LegalHoldPage";
import type { LegalHoldView } from "./bindings/LegalHoldView";
import type { ModuleView } from "./bindings/ModuleView";
import type { OfficerDetailView } from "./bindings/OfficerDetailView";
import type { OfficerView } from "./bindings/OfficerView";
import type { OverviewView } from "./bindings/OverviewView";
import type { PolicyView } from "./bindings/PolicyView";
import type { ProfileView } from "./bindings/ProfileView";
import type { ProgressView } from "./bindings/ProgressView";
import type { RebuildView } from "./bindings/RebuildView";
import type { ReceiptView } from "./bindings/ReceiptView";
import type { RelinkView } from "./bindings/RelinkView";
import type { ReminderView } from "./bindings/ReminderView";
import type { ReportOptions } from "./bindings/ReportOptions";
import type { ReportRow } from "./bindings/ReportRow";
import type { RequestInput } from "./bindings/RequestInput";
import type { RequestPage } from "./bindings/RequestPage";
import type { RequestView } from "./bindings/RequestView";
import type { RetentionView } from "./bindings/RetentionView";
import type { ReviewView } from "./bindings/ReviewView";
import type { SideDataPage } from "./bindings/SideDataPage";
import type { SignedOutView } from "./bindings/SignedOutView";
import type { StandingUsePage } from "./bindings/StandingUsePage";
import type { StandingView } from "./bindings/StandingView";
import type { StartView } from "./bindings/StartView";
import type { TimestampView } from "./bindings/TimestampView";
import type { TogetherRow } from "./bindings/TogetherRow";
import type { TokenDetailView } from "./bindings/TokenDetailView";
import type { TokenView } from "./bindings/TokenView";
import type { VerificationView } from "./bindings/VerificationView";
import type { WitnessView } from "./bindings/WitnessView";
import type { WitnessesView } from "./bindings/WitnessesView";
import type { WorkspaceView } from "./bindings/WorkspaceView";

export type Language = "en" | "de";
export type ExportFormat = "pem" | "der" | "chain";
/** Narrows the log; empty texts leave nothing out. Days are text: `2027-05-28`. */
export type EventFilter = Record<"kind" | "actor" | "agent" | "from" | "to" | "text", string>;
/** What a legal hold keeps. */
export type HoldKind = "everything" | "agent" | "request";
/** Why the log gets other keys. */
export type KeyCause = "rotation" | "loss";
/** Who can open a backup. */
export type BackupWay = "passphrase" | "recipient" | "plain";
/** A file that was chosen, and what it says. */
export type Chosen<T> = [path: string, view: T];
/** A file that was written, and what it says. */
export type Written<T> = [path: string, view: T];
type OnProgress = (progress: ProgressView) => void;

const call = <T>(command: string, args?: Record<string, unknown>) => invoke<T>(command, args);

const withProgress = <T>(command: string, args: Record<string, unknown>, onProgress: OnProgress) =>
  call<T>(command, { ...args, onProgress: new Channel<ProgressView>(onProgress) });

/** All commands, over Tauri. */
export const tauriApi = {
  startInfo: () => call<StartView>("start_info"),
  setLanguage: (language: Language) => call<null>("set_language", { language }),

  createPractice: (path: string | null, onProgress: OnProgress) =>
    withProgress<WorkspaceView>("create_practice", { path }, onProgress),
  openWorkspace: (path: string) => call<WorkspaceView>("open_workspace", { path }),
  openWorkspaceDialog: () => call<WorkspaceView | null>("open_workspace_dialog"),
  closeWorkspace: () => call<null>("close_workspace"),
  showWorkspace: () => call<WorkspaceView | null>("show_workspace"),
  /** A number that becomes another once somebody else wrote into the open workspace. */
  writtenElsewhere: () => call<number>("written_elsewhere"),

  signIn: (officer: string, pin: string) => call<WorkspaceView>("sign_in", { officer, pin }),
  continueAs: (officer: string) => call<WorkspaceView>("continue_as", { officer }),
  signOut: () => call<WorkspaceView>("sign_out"),
  /** Hears from now on when somebody is signed out without having asked for it. */
  watchSession: (onEnd: (end: SignedOutView) => void) =>
    call<null>("watch_session", { onEnd: new Channel<SignedOutView>(onEnd) }),
  practicePin: (officer: string) => call<string>("practice_pin", { officer }),

  showOverview: () => call<OverviewView>("show_overview"),

  listRequests: (open: boolean, before: string | null) =>
    call<RequestPage>("list_requests", { open, before }),
  formOptions: () => call<FormOptions>("form_options"),
  readDraft: (input: RequestInput) => call<DraftReading>("read_draft", { input }),
  submitRequest: (input: RequestInput, standing: string | null, reason: string, pin: string) =>
    call<RequestView>("submit_request", { input, standing, reason, pin }),
  showRequest: (id: string) => call<RequestView>("show_request", { id }),
  approveRequest: (id: string, reason: string, pin: string) =>
    call<RequestView>("approve_request", { id, reason, pin }),
  rejectRequest: (id: string, reason: string, pin: string) =>
    call<RequestView>("reject_request", { id, reason, pin }),
  withdrawRequest: (id: string, reason: string, pin: string) =>
    call<RequestView>("withdraw_request", { id, reason, pin }),
  listTogether: (id: string) => call<TogetherRow[]>("list_together", { id }),
  approveTogether: (ids: string[], reason: string, pin: string) =>
    call<null>("approve_together", { ids, reason, pin }),
  issueTogether: (id: string, onProgress: OnProgress) =>
    withProgress<Failure[]>("issue_together", { id }, onProgress),
  requestTemplate: (like: string) => call<RequestInput>("request_template", { like }),
  listDrafts: () => call<DraftList>("list_drafts"),
  keepDraft: (draft: string | null, input: RequestInput) =>
    call<DraftView>("keep_draft", { draft, input }),
  dropDraft: (draft: string) => call<null>("drop_draft", { draft }),
  issueCertificate: (request: string) => call<RequestView>("issue_certificate", { request }),

  listCertificates: (text: string, includeExpired: boolean, after: string | null) =>
    call<CertificatePage>("list_certificates", { text, includeExpired, after }),
  showCertificate: (serial: string) => call<CertificateView>("show_certificate", { serial }),
  exportCertificate: (serial: string, format: ExportFormat) =>
    call<string | null>("export_certificate", { serial, format }),
  revokeCertificate: (
    serial: string,
    reason: string,
    comment: string,
    invalidSince: string | null,
    pin: string,
  ) => call<CertificateView>("revoke_certificate", { serial, reason, comment, invalidSince, pin }),
  confirmRevocation: (serial: string, comment: string, pin: string) =>
    call<CertificateView>("confirm_revocation", { serial, comment, pin }),
  listConfirmations: () => call<ConfirmationList>("list_confirmations"),
  suspendCertificate: (serial: string, comment: string, pin: string) =>
    call<CertificateView>("suspend_certificate", { serial, comment, pin }),
  releaseCertificate: (serial: string, comment: string, pin: string) =>
    call<CertificateView>("release_certificate", { serial, comment, pin }),
  renewalDraft: (serial: string) => call<RequestInput>("renewal_draft", { serial }),
  compromisePreview: (serial: string) => call<CompromiseView>("compromise_preview", { serial }),
  declareCompromised: (serial: string, since: string | null, comment: string, pin: string) =>
    call<CompromiseView>("declare_compromised", { serial, since, comment, pin }),
  listExpiring: (days: number, after: string | null) =>
    call<CertificatePage>("list_expiring", { days, after }),
  exportReminders: (days: number) => call<string | null>("export_reminders", { days }),
  chooseCsr: () => call<string | null>("choose_csr"),

  listCrls: () => call<CrlView[]>("list_crls"),
  publishCrl: () => call<CrlView>("publish_crl"),
  publishDeltaCrl: () => call<CrlView>("publish_delta_crl"),

  listProfiles: () => call<ProfileView[]>("list_profiles"),
  readProfile: (json: string) => call<ChangeView>("read_profile", { json }),
  proposeProfile: (json: string, reason: string, pin: string) =>
    call<ChangeView>("propose_profile", { json, reason, pin }),
  listChanges: (open: boolean, before: string | null) =>
    call<ChangePage>("list_changes", { open, before }),
  showChange: (id: string) => call<ChangeView>("show_change", { id }),
  approveChange: (id: string, reason: string, pin: string) =>
    call<ChangeView>("approve_change", { id, reason, pin }),
  rejectChange: (id: string, reason: string, pin: string) =>
    call<ChangeView>("reject_change", { id, reason, pin }),

  showPolicy: () => call<PolicyView>("show_policy"),
  choosePolicy: () => call<string | null>("choose_policy"),
  readPolicy: (json: string) => call<ChangeView>("read_policy", { json }),
  proposePolicy: (json: string, reason: string, pin: string) =>
    call<ChangeView>("propose_policy", { json, reason, pin }),

  listOfficers: () => call<OfficerView[]>("list_officers"),
  showOfficer: (id: string) => call<OfficerDetailView>("show_officer", { id }),
  previewEnrolment: (input: EnrolmentInput) =>
    call<EnrolmentPreview>("preview_enrolment", { input }),
  proposeEnrolment: (
    input: EnrolmentInput,
    tokenPin: string | null,
    soPin: string | null,
    reason: string,
    pin: string,
  ) => call<ChangeView>("propose_enrolment", { input, tokenPin, soPin, reason, pin }),
  proposeRole: (id: string, role: string, reason: string, pin: string) =>
    call<ChangeView>("propose_role", { id, role, reason, pin }),
  proposeRetirement: (id: string, reason: string, pin: string) =>
    call<ChangeView>("propose_retirement", { id, reason, pin }),
  reportLost: (id: string, token: string, reason: string, pin: string) =>
    call<OfficerDetailView>("report_lost", { id, token, reason, pin }),
  confirmLost: (id: string, serial: string, reason: string, pin: string) =>
    call<OfficerDetailView>("confirm_lost", { id, serial, reason, pin }),

  listStandings: (all: boolean) => call<StandingView[]>("list_standings", { all }),
  listStandingUses: (id: string, before: number | null) =>
    call<StandingUsePage>("list_standing_uses", { id, before }),
  readStanding: (json: string) => call<ChangeView>("read_standing", { json }),
  proposeStanding: (json: string, reason: string, pin: string) =>
    call<ChangeView>("propose_standing", { json, reason, pin }),
  withdrawStanding: (id: string, reason: string, pin: string) =>
    call<StandingView>("withdraw_standing", { id, reason, pin }),

  showFirmFacts: () => call<FirmFactsView>("show_firm_facts"),
  showAgentFacts: (agent: string) => call<AgentFactsView>("show_agent_facts", { agent }),
  proposeFirmFacts: (json: string, reason: string, pin: string) =>
    call<ChangeView>("propose_firm_facts", { json, reason, pin }),
  proposeAgentFacts: (agent: string, json: string, reason: string, pin: string) =>
    call<ChangeView>("propose_agent_facts", { agent, json, reason, pin }),
  reviewAgent: (agent: string, reason: string, pin: string) =>
    call<ReviewView>("review_agent", { agent, reason, pin }),

  listReminders: () => call<ReminderView[]>("list_reminders"),
  exportCalendar: () => call<string | null>("export_calendar"),

  chooseImport: () => call<Chosen<ImportView> | null>("choose_import"),
  readImport: () => call<ImportView>("read_import"),
  submitImport: (
    soundPart: boolean,
    standing: string | null,
    reason: string,
    pin: string,
    onProgress: OnProgress,
  ) =>
    withProgress<ImportOutcome>("submit_import", { soundPart, standing, reason, pin }, onProgress),

  listEvents: (before: number | null, filter: EventFilter) =>
    call<EventPage>("list_events", { before, filter }),
  /** What the log's refusals are called, by the code that it names. */
  listRefusals: () => call<Record<string, string>>("list_refusals"),
  showEvent: (seq: number) => call<EventView>("show_event", { seq }),
  proveEvent: (seq: number) => call<Written<ReceiptView> | null>("prove_event", { seq }),
  showHead: () => call<HeadView | null>("show_head"),
  signCheckpoint: () => call<HeadView>("sign_checkpoint"),
  verifyLog: (onProgress: OnProgress) =>
    withProgress<VerificationView>("verify_log", {}, onProgress),
  exportLog: (onProgress: OnProgress) =>
    withProgress<ExportView | null>("export_log", {}, onProgress),
  proposeLogKeys: (cause: KeyCause, reason: string, pin: string) =>
    call<ChangeView>("propose_log_keys", { cause, reason, pin }),
  cancelWork: () => call<null>("cancel_work"),

  listWitnesses: () => call<WitnessesView>("list_witnesses"),
  proposeWitness: (key: string, trusted: boolean, reason: string, pin: string) =>
    call<ChangeView>("propose_witness", { key, trusted, reason, pin }),
  askWitness: (name: string) => call<string | null>("ask_witness", { name }),
  takeInCosignature: () => call<WitnessView[] | null>("take_in_cosignature"),
  witnessKey: () => call<string>("witness_key"),
  chooseCheckpoint: () => call<string | null>("choose_checkpoint"),
  cosignCheckpoint: (request: string, keys: string | null) =>
    call<string | null>("cosign_checkpoint", { request, keys }),

  listTimestamps: () => call<TimestampView[]>("list_timestamps"),
  requestTimestamp: () => call<string | null>("request_timestamp"),
  takeInTimestamp: () => call<TimestampView | null>("take_in_timestamp"),

  showRetention: () => call<RetentionView>("show_retention"),
  proposeSchedule: (json: string, reason: string, pin: string) =>
    call<ChangeView>("propose_schedule", { json, reason, pin }),
  listSideData: (due: boolean, after: number | null) =>
    call<SideDataPage>("list_side_data", { due, after }),
  proposeErasure: (blobs: string[], reason: string, pin: string) =>
    call<ChangeView>("propose_erasure", { blobs, reason, pin }),
  listHolds: (before: number | null) => call<LegalHoldPage>("list_holds", { before }),
  placeHold: (kind: HoldKind, subject: string, reason: string, pin: string) =>
    call<LegalHoldView>("place_hold", { kind, subject, reason, pin }),
  liftHold: (hold: string, reason: string, pin: string) =>
    call<ChangeView>("lift_hold", { hold, reason, pin }),

  checkWorkspace: (onProgress: OnProgress) =>
    withProgress<CheckRow[]>("check_workspace", {}, onProgress),
  backupWorkspace: (way: BackupWay, secret: string, onProgress: OnProgress) =>
    withProgress<BackupView | null>("backup_workspace", { way, secret }, onProgress),
  rebuildWorkspace: (onProgress: OnProgress) =>
    withProgress<RebuildView>("rebuild_workspace", {}, onProgress),

  reportOptions: () => call<ReportOptions>("report_options"),
  renderReport: (from: string, to: string, onProgress: OnProgress) =>
    withProgress<ReportRow>("render_report", { from, to }, onProgress),
  signOffReport: (id: string, part: string, reason: string, pin: string) =>
    call<ReportRow>("sign_off_report", { id, part, reason, pin }),
  exportReport: (id: string) => call<string | null>("export_report", { id }),

  listTokens: () => call<TokenView[]>("list_tokens"),
  showToken: (serial: string, after: string | null) =>
    call<TokenDetailView>("show_token", { serial, after }),
  takeInventory: (serial: string) => call<InventoryView>("take_inventory", { serial }),
  showModule: (path: string) => call<ModuleView>("show_module", { path }),
  chooseModule: () => call<ModuleView | null>("choose_module"),
  initialiseToken: (module: string, serial: string, label: string, soPin: string, pin: string) =>
    call<TokenView>("initialise_token", { module, serial, label, soPin, pin }),
  takeToken: (module: string, serial: string, pin: string) =>
    call<TokenView>("take_token", { module, serial, pin }),
  relinkPreview: (from: string, module: string, to: string, pin: string) =>
    call<RelinkView>("relink_preview", { from, module, to, pin }),
  relinkToken: (from: string, module: string, to: string, pin: string) =>
    call<TokenView>("relink_token", { from, module, to, pin }),
  changePin: (serial: string, old: string, fresh: string) =>
    call<TokenView>("change_pin", { serial, old, new: fresh }),
  replacePin: (serial: string, soPin: string, fresh: string) =>
    call<TokenView>("replace_pin", { serial, soPin, new: fresh }),
  unlockToken: (serial: string, pin: string) =>
    call<WorkspaceView>("unlock_token", { serial, pin }),
  lockToken: (serial: string) => call<WorkspaceView>("lock_token", { serial }),
};

export type Api = typeof tauriApi;
