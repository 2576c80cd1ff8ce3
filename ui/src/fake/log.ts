/** The log over memory: its events, its head, verifying and exporting it. */
import type { Api, EventFilter } from "../api";
import type { EventRow } from "../bindings/EventRow";
import type { Context } from "./context";
import { firstHead, sound } from "./events";
import { refusalTitles, unknownThing } from "./failures";
import { hex } from "./people";

type Calls = Pick<
  Api,
  | "listEvents"
  | "listRefusals"
  | "showEvent"
  | "proveEvent"
  | "showHead"
  | "signCheckpoint"
  | "verifyLog"
  | "exportLog"
  | "cancelWork"
>;

const COVERED = 117;
const PAGE = 50;

/** The agents that a line names in its subject or its detail: enough for a fake. */
const says = (event: EventRow, text: string) =>
  `${event.subject} ${event.actor} ${event.detail}`.toLowerCase().includes(text.toLowerCase());

const matches = (event: EventRow, filter: EventFilter) =>
  (!filter.kind || event.kind === filter.kind) &&
  (!filter.actor || event.actor === filter.actor) &&
  (!filter.agent || says(event, filter.agent)) &&
  (!filter.from || event.at.slice(0, 10) >= filter.from) &&
  (!filter.to || event.at.slice(0, 10) <= filter.to) &&
  (!filter.text || says(event, filter.text));

export function logCalls({ state, answer, steps, record }: Context): Calls {
  const find = (seq: number) => {
    const row = state.events.find((event) => event.seq === seq);
    if (!row) throw unknownThing(`event ${String(seq)}`);
    return row;
  };
  return {
    listEvents: (before, filter) =>
      answer("list_events", () => {
        const matching = state.events
          .filter((event) => matches(event, filter))
          .filter((event) => before === null || event.seq < before);
        const rows = matching.slice(0, PAGE);
        const next = matching.length > PAGE ? (rows.at(-1)?.seq ?? null) : null;
        return { rows, total: state.events.length, next };
      }),
    listRefusals: () => answer("list_refusals", () => refusalTitles(state.language === "de")),
    showEvent: (seq) =>
      answer("show_event", () => {
        const row = find(seq);
        const covered_by = seq <= COVERED ? COVERED : null;
        return { row, leaf_json: JSON.stringify(row), leaf_hash: hex(seq), covered_by };
      }),
    proveEvent: (seq) =>
      answer("prove_event", () => {
        record("exported", String(seq));
        const receipt = {
          seq,
          size: COVERED,
          root: hex(99),
          witnesses: ["auditor.example/witness"],
        };
        return [`/home/person/event-${String(seq)}.tlog-proof`, receipt];
      }),
    showHead: () => answer("show_head", () => firstHead(state.events.length)),
    signCheckpoint: () => answer("sign_checkpoint", () => firstHead(state.events.length)),
    verifyLog: async (tell) => {
      state.cancelled = false;
      const work: [string, string][] = [
        ["verify.leaves", ""],
        ["verify.tree", ""],
        ["verify.checkpoints", ""],
      ];
      await steps(work, 8, tell);
      return answer("verify_log", () => sound(state.events.length));
    },
    exportLog: async (tell) => {
      state.cancelled = false;
      await steps([["export.events", ""]], COVERED, tell);
      return answer("export_log", () => ({
        folder: "/media/auditor/log",
        size: COVERED,
        later: state.events.length - COVERED,
        written: 4,
        kept: 1,
      }));
    },
    cancelWork: () => answer("cancel_work", () => ((state.cancelled = true), null)),
  };
}
