/** The whole api over memory: for tests and for looking at screens in a browser. Never shipped. */
import type { Api, Language } from "../api";
import type { CertificateView } from "../bindings/CertificateView";
import type { EventRow } from "../bindings/EventRow";
import type { InventoryView } from "../bindings/InventoryView";
import type { OfficerView } from "../bindings/OfficerView";
import type { ProgressView } from "../bindings/ProgressView";
import type { RequestView } from "../bindings/RequestView";
import type { SignedOutView } from "../bindings/SignedOutView";
import type { TokenView } from "../bindings/TokenView";
import type { WorkspaceView } from "../bindings/WorkspaceView";
import { acts } from "./acts";
import { firstCertificates, firstCrls, makeCertificate } from "./certificates";
import { NOW, type Context } from "./context";
import { drafts, firstDrafts } from "./drafts";
import { firstEvents, firstHead, report, reportOptions } from "./events";
import { decidedMeanwhile, ownRequest, tokenAbsent, unknownThing, wrongPin } from "./failures";
import { facts } from "./facts";
import { held, firstHeld } from "./held";
import { logCalls } from "./log";
import { FIRM, LEI, OFFICERS, ORIGIN, PIN } from "./people";
import { imports } from "./import";
import { officers } from "./officers";
import { firstRecords, records } from "./records";
import { decision, firstRequests, makeRequest } from "./requests";
import { firstChanges, rules } from "./rules";
import { formOptions, trader } from "./samples";
import { problemsOf, readDraft } from "./sentence";
import { slots } from "./slots";
import { firstStandings, standing } from "./standing";
import { firstTokens } from "./tokens";
import { workspaceCalls } from "./workspace";

export { PIN } from "./people";

export type FakeOptions = {
  /** A workspace is open from the start, with this officer. */
  officer?: string;
  /** An empty workspace: no request, no certificate. */
  empty?: boolean;
  /** Milliseconds before a call answers. */
  delay?: number;
  /** The issuing token is not there. */
  tokenAbsent?: boolean;
  /** The workspace is no practice: PINs are asked for. */
  production?: boolean;
  /** A crash left an issuance open, and this opening settled it. */
  settled?: boolean;
  /** No workspace was opened before. */
  noRecent?: boolean;
  /** Name of a call that fails. */
  fail?: string;
  /** Names as long as they can be. */
  long?: boolean;
};

/** What a test or a person may look at and change from outside. */
export type FakeState = ReturnType<typeof makeState>;

const LONG = "desk-berlin.market-making_agent-for-two-pairs_and-one-more.v2.0";

function lengthen(certificates: CertificateView[], tokens: TokenView[]) {
  for (const certificate of certificates) certificate.row.agent_id = LONG;
  for (const token of tokens) token.label = LONG.slice(0, 32);
}

function makeState(options: FakeOptions) {
  const certificates = options.empty ? [] : firstCertificates();
  const tokens = firstTokens();
  if (options.long) lengthen(certificates, tokens);
  return {
    language: "en" as Language,
    open: options.officer !== undefined,
    officer: OFFICERS.find((o) => o.id === options.officer) ?? null,
    requests: options.empty ? [] : firstRequests(),
    together: false,
    standings: options.empty ? [] : firstStandings(),
    drafts: options.empty ? [] : firstDrafts(),
    certificates,
    events: options.empty ? firstEvents().slice(-6) : firstEvents(),
    crls: options.empty ? [] : firstCrls(),
    changes: options.empty ? [] : firstChanges(),
    tokens,
    held: firstHeld(options.empty ?? false),
    records: firstRecords(options.empty ?? false),
    inventories: new Map<string, InventoryView>(),
    reports: options.empty ? [] : [report("RPT-2026-11-01", "2026-11-01", "2026-11-15")],
    cancelled: false,
    /** How often somebody else wrote. */
    elsewhere: 0,
    calls: [] as string[],
    /** Tells the page that a session is over. */
    onEnd: (() => undefined) as (end: SignedOutView) => void,
  };
}

export function createFakeApi(options: FakeOptions = {}): Api & { state: FakeState } {
  const state = makeState(options);
  const wait = (ms = options.delay ?? 0) =>
    ms > 0 ? new Promise<void>((done) => setTimeout(done, ms)) : Promise.resolve();
  const answer = async <T>(name: string, make: () => T): Promise<T> => {
    state.calls.push(name);
    await wait();
    if (options.fail === name) throw unknownThing(name);
    return structuredClone(make());
  };

  const workspace = (): WorkspaceView => ({
    path: "/home/person/.local/share/chancery/practice",
    practice: !options.production,
    firm: FIRM,
    lei: LEI,
    trust_domain: "practice.example",
    origin: ORIGIN,
    officer: state.officer,
    officers: OFFICERS.map((o) => ({ ...o, practice_pin: !options.production })),
    unlocked: state.tokens.filter((token) => token.unlocked).map((token) => token.label),
    events: state.events.length,
    verified_at: options.empty ? null : "2026-11-22T15:04:10Z",
    waiting: state.requests.filter((r) => waits(r, state.officer)).length,
    settled: options.settled
      ? [
          {
            serial: "0B7E19C44D20A8F35512",
            request: "REQ-2026-0116",
            outcome: "issued",
            message: "The certificate that was intended was signed and recorded.",
          },
        ]
      : [],
  });

  const find = (id: string): RequestView => {
    const found = state.requests.find((r) => r.row.id === id);
    if (!found) throw unknownThing(`request ${id}`);
    return {
      ...found,
      row: { ...found.row, waits_for_me: waits(found, state.officer) },
      may_withdraw: mayWithdraw(found, state.officer),
      together: state.together
        ? state.requests.filter((r) => r.row.state === "submitted").length
        : 1,
    };
  };
  const certificate = (serial: string): CertificateView => {
    const found = state.certificates.find((c) => c.row.serial === serial);
    if (!found) throw unknownThing(`certificate ${serial}`);
    return found;
  };
  const checkPin = (pin: string, label = state.officer?.token_label ?? "") => {
    if (pin !== PIN) throw wrongPin(label, state.language === "de");
  };
  const record = (kind: string, subject: string, detail = "") => {
    const event: EventRow = {
      seq: state.events.length + 1,
      at: NOW,
      kind,
      subject,
      actor: state.officer?.id ?? "issuing",
      role: state.officer?.role ?? "service",
      token: null,
      request: subject.startsWith("REQ-") ? subject : null,
      certificate: null,
      outcome: "done",
      signed: true,
      negative: false,
      detail,
    };
    state.events.unshift(event);
    return event.seq;
  };
  const decide = (act: "approve" | "reject", id: string, reason: string, pin: string) => {
    checkPin(pin);
    const request = state.requests.find((r) => r.row.id === id);
    if (!request) throw unknownThing(`request ${id}`);
    if (request.row.maker === state.officer?.id) throw ownRequest;
    if (request.row.state !== "submitted") throw decidedMeanwhile(id);
    const seq = record(act === "approve" ? "request_approved" : "request_rejected", id, reason);
    request.decisions.push(decision(act, state.officer?.id ?? "", NOW, reason, seq));
    request.row.state = act === "approve" ? "approved" : "rejected";
    return find(id);
  };
  const steps = async (names: [string, string][], total: number, on: (p: ProgressView) => void) => {
    for (const [step, subject] of names)
      for (let done = 0; done <= total; done += 1) {
        if (state.cancelled) return;
        on({ step, subject, done, total });
        await wait((options.delay ?? 0) / 4);
      }
  };
  const issue = (id: string) => {
    if (options.tokenAbsent) throw tokenAbsent;
    const request = state.requests.find((r) => r.row.id === id);
    if (!request) throw unknownThing(`request ${id}`);
    const serial = `6E41B7${id.slice(-4)}D2A95C3380F1`;
    const input = { ...trader, agent_id: request.row.agent_id };
    const made = makeCertificate(serial, id, input, "active", NOW, "2027-11-21T23:59:59Z");
    state.certificates.unshift(made);
    request.row.state = "issued";
    request.certificate = serial;
    record("certificate_issued", serial, request.row.agent_id);
    return find(id);
  };

  const context: Context = {
    state,
    answer,
    checkPin,
    record,
    certificate,
    workspace,
    steps,
  };
  return {
    state,
    ...drafts(context),
    ...standing(context),
    ...facts(context),
    ...imports(context),
    ...officers(context, options.empty ?? false),
    ...acts(context),
    ...rules(context),
    ...slots(context),
    ...logCalls(context),
    ...held(context),
    ...records(context),
    ...workspaceCalls(context),
    startInfo: () =>
      answer("start_info", () => ({
        version: "0.1.0",
        build: "9C4107D2",
        law_as_at: "2026-11-22",
        clock: NOW,
        practice_dir: "/home/person/.local/share/chancery/practice",
        practice_exists: false,
        recent: options.noRecent
          ? []
          : [
              {
                name: FIRM,
                trust_domain: "practice.example",
                path: "/home/person/a",
                opened_at: "2026-11-20T09:00:00Z",
                present: true,
              },
              {
                name: "Rehearsal, November ceremony",
                trust_domain: "root.practice.example",
                path: "/media/b",
                opened_at: "2026-11-03T09:00:00Z",
                present: false,
              },
            ],
      })),
    setLanguage: (language) =>
      answer("set_language", () => {
        state.language = language;
        return null;
      }),
    createPractice: async (_path, onProgress) => {
      const setup: [string, string][] = [
        ["setup.tokens", "officer-03"],
        ["setup.keys", "issuing"],
        ["setup.certificates", "Practice Issuing CA 1"],
        ["setup.founding", ""],
        ["setup.crl", ""],
        ["setup.checkpoint", ""],
      ];
      await steps(setup, 4, onProgress);
      state.open = true;
      state.officer = OFFICERS[1] ?? null;
      state.requests = [];
      state.certificates = [];
      state.events = firstEvents().slice(-12);
      return answer("create_practice", workspace);
    },
    openWorkspace: () => answer("open_workspace", () => ((state.open = true), workspace())),
    openWorkspaceDialog: () =>
      answer("open_workspace_dialog", () => ((state.open = true), workspace())),
    closeWorkspace: () => answer("close_workspace", () => ((state.open = false), null)),
    writtenElsewhere: () => Promise.resolve(state.elsewhere),
    showWorkspace: () => answer("show_workspace", () => (state.open ? workspace() : null)),

    signIn: (officer, pin) =>
      answer("sign_in", () => {
        const found = OFFICERS.find((o) => o.id === officer) ?? null;
        checkPin(pin, found?.token_label);
        state.officer = found;
        return workspace();
      }),
    continueAs: (officer) =>
      answer("continue_as", () => {
        state.officer = OFFICERS.find((o) => o.id === officer) ?? null;
        return workspace();
      }),
    signOut: () => answer("sign_out", () => ((state.officer = null), workspace())),
    watchSession: (onEnd) => {
      state.onEnd = onEnd;
      return answer("watch_session", () => null);
    },
    practicePin: () => answer("practice_pin", () => PIN),

    showOverview: () =>
      answer("show_overview", () => ({
        waiting: state.requests
          .filter((r) => r.row.state === "submitted")
          .map((r) => find(r.row.id).row),
        confirmations: [],
        active: state.certificates.filter((c) => c.row.state === "active").length,
        expiring: state.certificates.filter((c) => c.row.state === "expiring").map((c) => c.row),
        crl: state.crls[0] ?? null,
        head: firstHead(state.events.length),
        tokens: state.tokens,
        events: state.events.slice(0, 8),
      })),

    listRequests: (open) =>
      answer("list_requests", () => {
        const rows = state.requests
          .map((r) => find(r.row.id).row)
          .filter((r) => !open || r.state === "submitted" || r.state === "approved");
        const waiting = state.requests.filter((r) => r.row.state === "submitted").length;
        return { rows, total: state.requests.length, waiting, next: null };
      }),
    formOptions: () => answer("form_options", () => formOptions(state.language)),
    readDraft: (input) => answer("read_draft", () => readDraft(input, state.language)),
    submitRequest: (input, standing, reason, pin) =>
      answer("submit_request", () => {
        checkPin(pin);
        if (problemsOf(input, state.language).length > 0) throw unknownThing("complete draft");
        const number = 119 + state.requests.length;
        const made = makeRequest(number, input, "submitted", NOW, reason, state.language);
        if (standing !== null) {
          made.row.state = "approved";
          made.standing = { id: standing, number: null, count: 1000 };
          made.steps = [];
        }
        state.requests.unshift(made);
        record("request_submitted", made.row.id, reason);
        return find(made.row.id);
      }),
    showRequest: (id) => answer("show_request", () => find(id)),
    approveRequest: (id, reason, pin) =>
      answer("approve_request", () => decide("approve", id, reason, pin)),
    rejectRequest: (id, reason, pin) =>
      answer("reject_request", () => decide("reject", id, reason, pin)),
    issueCertificate: (request) => answer("issue_certificate", () => issue(request)),

    listCertificates: (text, includeExpired) =>
      answer("list_certificates", () => {
        const all = state.certificates.map((c) => c.row);
        const rows = all
          .filter((c) => includeExpired || c.state !== "expired")
          .filter((c) => `${c.agent_id} ${c.serial}`.toLowerCase().includes(text.toLowerCase()));
        const expired = all.filter((c) => c.state === "expired").length;
        return { rows, total: all.length, expired, next: null };
      }),
    showCertificate: (serial) => answer("show_certificate", () => certificate(serial)),
    exportCertificate: (serial, format) =>
      answer("export_certificate", () => `/home/person/${serial}.${format}`),
    reportOptions: () => answer("report_options", () => reportOptions(state.reports)),
    renderReport: async (from, to, onProgress) => {
      const work: [string, string][] = [
        ["report.collect", ""],
        ["report.render", ""],
        ["report.seal", ""],
      ];
      await steps(work, 4, onProgress);
      const made = report(`RPT-2026-11-0${String(state.reports.length + 1)}`, from, to);
      state.reports.unshift(made);
      return answer("render_report", () => made);
    },
    signOffReport: (id, part, reason, pin) =>
      answer("sign_off_report", () => {
        checkPin(pin);
        const found = state.reports.find((one) => one.id === id);
        if (!found) throw unknownThing(`report ${id}`);
        const seq = record("report_signed_off", id, reason);
        const signed = decision("sign-off", state.officer?.id ?? "", NOW, reason, seq);
        found.signatures.push({ part, decision: signed });
        found.next_part = { preparer: "reviewer", reviewer: "approver" }[part] ?? null;
        return found;
      }),
    exportReport: (id) => answer("export_report", () => `/home/person/${id}.pdf`),
  };
}

function mayWithdraw({ row }: RequestView, officer: OfficerView | null): boolean {
  const open = row.state === "submitted" || row.state === "approved";
  return open && (officer?.id === row.maker || officer?.role === "checker");
}

function waits(request: RequestView, officer: OfficerView | null): boolean {
  return (
    request.row.state === "submitted" &&
    officer?.role === "checker" &&
    officer.id !== request.row.maker
  );
}
