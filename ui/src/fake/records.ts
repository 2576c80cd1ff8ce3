/** Retention, side data and legal holds over memory. */
import type { Api } from "../api";
import type { LegalHoldView } from "../bindings/LegalHoldView";
import type { RetentionClassView } from "../bindings/RetentionClassView";
import type { SideDataRow } from "../bindings/SideDataRow";
import { proposeTo, row } from "./changing";
import { NOW, type Context } from "./context";
import { hex } from "./people";

type Calls = Pick<
  Api,
  | "showRetention"
  | "proposeSchedule"
  | "listSideData"
  | "proposeErasure"
  | "listHolds"
  | "placeHold"
  | "liftHold"
>;

export interface RecordsState {
  sideData: SideDataRow[];
  holds: LegalHoldView[];
}

const kept = (
  name: string,
  label: string,
  basis: string,
  months: number | null,
  bounds: [number | null, number | null] = [null, null],
): RetentionClassView => ({
  class: name,
  label,
  basis,
  months,
  minimum: bounds[0],
  maximum: bounds[1],
});

const CLASSES: RetentionClassView[] = [
  kept("ai-system-logs", "Logs of AI systems", "Reg. (EU) 2024/1689, 19(1) and 26(6)", 6, [
    6,
    null,
  ]),
  kept(
    "ai-technical-documentation",
    "Technical documentation of AI systems",
    "Reg. (EU) 2024/1689, 18(1)",
    null,
    [120, null],
  ),
  kept(
    "casp-records",
    "Records of crypto-asset service providers",
    "Reg. (EU) 2023/1114, 68(9)",
    60,
    [60, 84],
  ),
  kept("ict-logs", "ICT logs", "Reg. (EU) 2022/2554, 9; Del. Reg. (EU) 2024/1774, 12", 60),
  kept(
    "personal-data",
    "Personal data that nothing else asks for",
    "Reg. (EU) 2016/679, 5(1)(e)",
    0,
  ),
];

const piece = (number: number, part: Partial<SideDataRow>): SideDataRow => ({
  blob: hex(number + 500),
  kind: "purpose",
  holder: `REQ-2020-00${String(number)}`,
  agent: "reporting_bot_v1",
  at: "2020-03-01T09:00:00Z",
  event: number,
  due: false,
  kept_until: null,
  kept_as: null,
  in_use: null,
  hold: null,
  change: null,
  erased: null,
  ...part,
});

export const firstRecords = (empty: boolean): RecordsState => ({
  sideData: empty
    ? []
    : [
        piece(11, { due: true }),
        piece(12, { due: true, kind: "accountable" }),
        piece(13, { hold: "HOLD-2026-0001", agent: "ai_trader_bot_v2" }),
        piece(14, { kept_until: "2031-03-01T09:00:00Z", kept_as: "casp-records" }),
        piece(15, { in_use: "The certificate is in force until 28 May 2027." }),
        piece(16, {
          kind: "officer-name",
          holder: "officer-02",
          agent: null,
          change: "CHG-2026-0002",
        }),
      ],
  holds: empty
    ? []
    : [
        {
          id: "HOLD-2026-0001",
          kind: "agent",
          subject: "ai_trader_bot_v2",
          officer: "officer-03",
          officer_name: "Jonas Reinhardt",
          reason: "Inquiry of the supervisor of 3 November.",
          valid: true,
          at: "2026-11-04T08:00:00Z",
          event: 71,
          lifted: null,
        },
      ],
});

export function records(context: Context): Calls {
  const { state, answer, checkPin, record } = context;
  const propose = proposeTo(context);
  const rules = CLASSES.filter((one) => one.months !== null);
  return {
    showRetention: () =>
      answer("show_retention", () => ({
        version: 1,
        sha256: hex(12),
        classes: CLASSES,
        change: null,
        since: null,
        next_json: JSON.stringify({
          version: 2,
          rules: rules.map((one) => ({ class: one.class, months: one.months })),
        }),
      })),
    proposeSchedule: (json, reason, pin) =>
      answer("propose_schedule", () => {
        const next = JSON.parse(json) as { rules: { class: string; months: number }[] };
        const then = (name: string) => next.rules.find((rule) => rule.class === name)?.months;
        const diff = CLASSES.map((one) =>
          row(
            `retention.${one.class}`,
            one.months?.toString() ?? null,
            then(one.class)?.toString() ?? null,
          ),
        ).filter((line) => line.now !== null || line.then !== null);
        const sentence = "Side data is kept for as long as this schedule says.";
        const about = { kind: "retention", subject: "2", label: "Retention schedule" };
        return propose({ ...about, sentence, diff }, reason, pin);
      }),
    listSideData: (due) =>
      answer("list_side_data", () => ({
        rows: state.records.sideData.filter((one) => !due || one.due),
        next: null,
      })),
    proposeErasure: (blobs, reason, pin) =>
      answer("propose_erasure", () => {
        const sentence = `${String(blobs.length)} pieces of side data are erased for good; their salted hashes stay in the log.`;
        const diff = blobs.map((blob) =>
          row("erasure.blob", `purpose of REQ-2020-0011: ${blob}`, null),
        );
        const about = { kind: "erasure", subject: blobs[0] ?? "", label: "Erasure of side data" };
        return propose({ ...about, sentence, diff }, reason, pin);
      }),
    listHolds: () => answer("list_holds", () => ({ rows: state.records.holds, next: null })),
    placeHold: (kind, subject, reason, pin) =>
      answer("place_hold", () => {
        checkPin(pin);
        const id = `HOLD-2026-000${String(state.records.holds.length + 1)}`;
        const made: LegalHoldView = {
          id,
          kind,
          subject,
          officer: state.officer?.id ?? "",
          officer_name: state.officer?.name ?? null,
          reason,
          valid: true,
          at: NOW,
          event: record("hold_placed", id, reason),
          lifted: null,
        };
        state.records.holds.unshift(made);
        return made;
      }),
    liftHold: (hold, reason, pin) =>
      answer("lift_hold", () => {
        const about = { kind: "hold-lift", subject: hold, label: hold };
        const sentence = `The legal hold ${hold} ends.`;
        return propose({ ...about, sentence, diff: [row("hold", hold, null)] }, reason, pin);
      }),
  };
}
