/** The log of the fake workspace: a few dozen events, their head, reports. */
import type { EventRow } from "../bindings/EventRow";
import type { HeadView } from "../bindings/HeadView";
import type { ReportOptions } from "../bindings/ReportOptions";
import type { ReportRow } from "../bindings/ReportRow";
import type { VerificationView } from "../bindings/VerificationView";
import { hex, OFFICERS, ORIGIN } from "./people";
import { words } from "./requests";

type Line = [kind: string, subject: string, actor: string, role: string, detail?: string];

const FOUNDING: Line = ["founded", "Example Trading Desk GmbH", "officer-01", "administrator"];

const LINES: Line[] = [
  ["log_verified", "4812", "officer-05", "auditor"],
  ["checkpoint_cosigned", "4771", "workstation", "service"],
  ["record_read", "REQ-2026-0118", "officer-05", "auditor"],
  ["request_submitted", "REQ-2026-0118", "officer-02", "maker", "Limit raised by the committee."],
  ["key_generated", "ai_trader_bot_v2", "agents", "service", "P-256"],
  ["sign_in_failed", "officer-03", "officer-03", "checker", "CKR_PIN_INCORRECT"],
  ["signed_in", "officer-03", "officer-03", "checker"],
  ["request_submitted", "REQ-2026-0117", "officer-02", "maker", "Daily figures for the desk."],
  ["refused", "REQ-2026-0117", "officer-02", "maker", "approve: maker-is-checker"],
  ["checkpoint_signed", "4771", "records", "service"],
  ["certificate_issued", "0B7E19C44D20A8F35512", "issuing", "service", "trading_bot_v2"],
  ["issuance_intended", "REQ-2026-0116", "issuing", "service"],
  ["request_approved", "REQ-2026-0116", "officer-03", "checker", "Checked against desk limits."],
  ["crl_published", "58", "issuing", "service"],
  ["report_rendered", "RPT-2026-11-01", "officer-05", "auditor"],
  [
    "request_rejected",
    "REQ-2026-0115",
    "officer-04",
    "checker",
    "The second resource is too wide.",
  ],
  ["key_destroyed", "reporting_bot", "agents", "service"],
  ["certificate_revoked", "5D20C19A8877665544E1", "officer-03", "checker", "keyCompromise"],
  ["issuance_abandoned", "REQ-2026-0060", "issuing", "service"],
  ["officer_enrolled", "officer-05", "officer-01", "administrator"],
  ["token_initialised", "agents", "officer-01", "administrator"],
  FOUNDING,
];

const UNSIGNED = new Set([
  "checkpoint_cosigned",
  "record_read",
  "signed_in",
  "sign_in_failed",
  "refused",
  "log_verified",
  "token_initialised",
  "key_generated",
  "key_destroyed",
  "officer_enrolled",
]);
const FAILED = new Set(["issuance_abandoned"]);
const REFUSED = new Set(["refused", "sign_in_failed"]);
const NEGATIVE = new Set(["sign_in_failed", "refused", "request_rejected", "issuance_abandoned"]);

export function firstEvents(): EventRow[] {
  const start = Date.parse("2026-11-22T15:04:10Z");
  return Array.from({ length: 120 }, (_, index) => {
    const [kind, subject, actor, role, detail] = LINES[index % (LINES.length - 1)] ?? FOUNDING;
    const last = index === 119;
    const line = last ? FOUNDING : ([kind, subject, actor, role, detail] as Line);
    return {
      seq: last ? 1 : 120 - index,
      at: new Date(start - index * 2_340_000).toISOString().replace(".000Z", "Z"),
      kind: line[0],
      subject: line[1],
      actor: line[2],
      role: line[3],
      ...refersTo(line),
      signed: !UNSIGNED.has(line[0]),
      negative: NEGATIVE.has(line[0]),
      detail: line[4] ?? "",
    };
  });
}

/** What the line names beside its subject. */
const refersTo = ([kind, subject, actor]: Line) => ({
  token: OFFICERS.find((officer) => officer.id === actor)?.token_serial ?? null,
  request: subject.startsWith("REQ-") ? subject : null,
  certificate: kind.startsWith("certificate_") ? subject : null,
  outcome: FAILED.has(kind) ? "failed" : REFUSED.has(kind) ? "refused" : "done",
});

export const eventsAbout = (agent: string): EventRow[] =>
  firstEvents()
    .slice(0, 14)
    .map((event) => ({ ...event, detail: event.detail || agent }));

export const sound = (events: number): VerificationView => ({
  at: "2026-11-22T15:04:10Z",
  events,
  checkpoints: 31,
  sound: true,
  faults: [],
});

const qr = (): boolean[][] => {
  const size = 37;
  const finder = (x: number, y: number, ox: number, oy: number) => {
    const dx = Math.abs(x - ox - 3);
    const dy = Math.abs(y - oy - 3);
    const ring = Math.max(dx, dy);
    return ring > 4 ? null : ring !== 2 && ring !== 4;
  };
  const bits = hex(77, 400);
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => {
      const corner = finder(x, y, 0, 0) ?? finder(x, y, size - 7, 0) ?? finder(x, y, 0, size - 7);
      return corner ?? parseInt(bits[(x * 7 + y * size) % 400] ?? "0", 16) % 2 === 1;
    }),
  );
};

export const firstHead = (events: number): HeadView => ({
  origin: ORIGIN,
  events,
  size: events - 3,
  root: hex(99),
  words,
  signed_at: "2026-11-22T13:52:19Z",
  signatures: [
    { name: "practice.example/log", algorithm: "Ed25519", valid: true },
    { name: "practice.example/log-p256", algorithm: "P-256", valid: true },
  ],
  note: `${ORIGIN}\n${String(events - 3)}\n${hex(99)}\n\n— practice.example/log aXQ=\n`,
  qr: qr(),
  last_verified: sound(events),
});

export const report = (id: string, from: string, to: string): ReportRow => ({
  id,
  from,
  to,
  rendered_at: "2026-11-22T14:11:03Z",
  by: "officer-05",
  by_name: "Tomasz Nowak",
  path: `reports/${id}.pdf`,
  pages: 14,
  bytes: 412_338,
  sha256: hex(from.length * 5 + to.length),
  present: true,
  signatures: [],
  next_part: "preparer",
});

export const reportOptions = (history: ReportRow[]): ReportOptions => ({
  from: "2026-11-01",
  to: "2026-11-22",
  agents: 5,
  provisions: [
    { regulation: "AI Act — Regulation (EU) 2024/1689", articles: ["12", "14", "15", "19", "26"] },
    { regulation: "MiCA — Regulation (EU) 2023/1114", articles: ["68"] },
    { regulation: "Delegated Regulation (EU) 2024/1774", articles: ["7", "12", "17", "20", "21"] },
  ],
  catalogue_version: "1.0",
  law_as_at: "2026-11-22",
  catalogue_sha256: hex(44),
  open_gates: ["Is the firm a credit institution under Regulation (EU) No 575/2013?"],
  history,
});
