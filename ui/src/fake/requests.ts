/** Requests of the fake workspace: how one is made, and three to begin with. */
import type { DecisionView } from "../bindings/DecisionView";
import type { DiffRow } from "../bindings/DiffRow";
import type { RequestInput } from "../bindings/RequestInput";
import type { RequestState } from "../bindings/RequestState";
import type { RequestView } from "../bindings/RequestView";
import { hex, OFFICERS, ORIGIN } from "./people";
import { readCsr } from "./csr";
import type { StepView } from "../bindings/StepView";
import { actionWord, reporter, trader, usTrader } from "./samples";
import { sentenceOf, warningsOf } from "./sentence";

const WORDS =
  "brackish hurricane slowdown obtuse preshrunk molasses absurd designing drumbeat penetrate soybean provincial blackjack almighty indoors hydraulic aimless unicorn tissue monument upshot maverick cobra proximate ragtime enchanting breadline finicky sugar clergyman guidance recipe";
export const words = WORDS.split(" ");

type Language = "en" | "de";

export function decision(
  act: string,
  officerId: string,
  at: string,
  reason: string,
  event: number,
): DecisionView {
  const officer = OFFICERS.find((o) => o.id === officerId);
  return {
    act,
    officer: officerId,
    officer_name: officer?.name ?? null,
    role: officer?.role ?? "maker",
    at,
    reason,
    signature_valid: true,
    token_serial: officer?.token_serial ?? "",
    jws: "eyJhbGciOiJFUzI1NiJ9..c2lnbmF0dXJl",
    event,
  };
}

const row = (
  field: string,
  now: string | null,
  then: string | null,
  change: DiffRow["change"],
  hashes?: [string, string],
): DiffRow => ({
  field,
  now,
  then,
  change,
  reach: now !== null && change !== "same" ? "wider" : null,
  now_hash: hashes?.[0] ?? null,
  then_hash: hashes?.[1] ?? null,
});

const known: DiffRow[] = [
  row("instruments", "BTC/EUR", "BTC/EUR, ETH/EUR", "added"),
  row("limit_per_action", "EUR\u00A025,000.00", "EUR\u00A050,000.00", "changed"),
  row("model", "gw-trader 2.3.0", "gw-trader 2.4.1", "changed", [hex(12), hex(11)]),
  row("actions", "buy and sell orders", "buy and sell orders", "same"),
  row("valid_until", "28 May 2027 (UTC)", "28 May 2027 (UTC)", "same"),
  row("accountable", "Dr. Henrike Ahlborn", "Dr. Henrike Ahlborn", "same"),
  row("firm", "Example Trading Desk GmbH", "Example Trading Desk GmbH", "same"),
  row("profile", "Agent, action signing", "Agent, action signing", "same"),
];

const fresh = (input: RequestInput, language: Language): DiffRow[] =>
  [
    row("actions", null, input.actions.map((a) => actionWord(a, language)).join(", "), "added"),
    row("instruments", null, input.instruments.join(", ") || null, "added"),
    row("resources", null, input.resources.join(", ") || null, "added"),
    row(
      "limit_per_action",
      null,
      input.limits.map((l) => `${l.currency}\u00A0${l.per_action}`).join(", ") || null,
      "added",
    ),
    row("accountable", null, input.accountable, "added"),
    row("firm", null, "Example Trading Desk GmbH", "added"),
    row("profile", null, "Agent, action signing", "added"),
  ].filter((r) => r.then !== null);

export function makeRequest(
  number: number,
  input: RequestInput,
  state: RequestState,
  submittedAt: string,
  reason: string,
  language: Language = "en",
): RequestView {
  const isKnown = input.agent_id === "ai_trader_bot_v2";
  const sentence = sentenceOf(input, language, isKnown);
  return {
    row: {
      id: `REQ-2026-${String(number).padStart(4, "0")}`,
      agent_id: input.agent_id,
      state,
      submitted_at: submittedAt,
      maker: "officer-02",
      maker_name: "Katharina Vogel",
      sentence: sentence.spans.map((s) => s.text).join(""),
      waits_for_me: false,
    },
    sentence,
    diff: isKnown ? known : fresh(input, language),
    current_serial: isKnown ? "4A1F77C0D2E35B1890C3" : null,
    current_since: isKnown ? "2026-05-28T09:00:00Z" : null,
    object_sha256: hex(number),
    object_words: words,
    object_json: JSON.stringify({ v: 1, ...input }, null, 0),
    origin: ORIGIN,
    issuer_name: "Practice Issuing CA 1",
    accountable: input.accountable,
    purpose: input.purpose,
    decisions: [decision("submit", "officer-02", submittedAt, reason, 4700 + number)],
    certificate: null,
    approval_ends_at: null,
    approvals: isKnown ? 2 : state === "submitted" ? 0 : 1,
    approvals_needed: isKnown ? 3 : 1,
    warnings: isKnown ? warningsOf(language) : [],
    steps: stepsOf(isKnown, state),
    standing: null,
    together: 1,
    may_withdraw: false,
    renews: input.renews,
    same_key: input.same_key,
    algorithm: input.key_algorithm || "P-256",
    csr: readCsr(input.csr),
  };
}

/** Two steps for the agent whose limit is raised: risk has approved, compliance has not. */
function stepsOf(known: boolean, state: RequestState): StepView[] {
  const done = state !== "submitted";
  const may = (...ids: number[]) =>
    OFFICERS.filter((_, index) => ids.includes(index + 1)).map(({ id, name }) => ({ id, name }));
  if (!known) return [{ group: null, needed: 1, given: done ? 1 : 0, open: !done, may: may(3, 4) }];
  return [
    { group: "risk", needed: 1, given: 1, open: false, may: [] },
    { group: "compliance", needed: 2, given: done ? 2 : 1, open: !done, may: may(3, 4) },
  ];
}

export function firstRequests(): RequestView[] {
  const issued = makeRequest(116, usTrader, "issued", "2026-11-20T10:02:41Z", "Client desk asked.");
  issued.certificate = "0B7E19C44D20A8F35512";
  issued.decisions.push(
    decision("approve", "officer-03", "2026-11-20T10:20:05Z", "Checked against desk limits.", 4760),
  );
  const rejected = makeRequest(115, reporter, "rejected", "2026-11-19T16:40:00Z", "Daily figures.");
  rejected.decisions.push(
    decision(
      "reject",
      "officer-04",
      "2026-11-19T17:01:12Z",
      "The second resource is too wide.",
      4744,
    ),
  );
  return [
    makeRequest(118, trader, "submitted", "2026-11-22T13:52:18Z", "Limit raised by the committee."),
    makeRequest(117, reporter, "submitted", "2026-11-22T11:20:02Z", "Daily figures for the desk."),
    issued,
    rejected,
  ];
}
