/** Standing authorisations over memory. */
import type { Api } from "../api";
import type { StandingUse } from "../bindings/StandingUse";
import type { StandingView } from "../bindings/StandingView";
import { proposeTo, row } from "./changing";
import { NOW, type Context } from "./context";
import { unknownThing } from "./failures";
import { hex } from "./people";
import { decision, words } from "./requests";
import { reporter } from "./samples";
import { sentenceOf } from "./sentence";

type Calls = Pick<
  Api,
  "listStandings" | "listStandingUses" | "readStanding" | "proposeStanding" | "withdrawStanding"
>;

const first = (): StandingView => ({
  id: "CHG-2026-0001",
  state: "in_force",
  void: null,
  profile: "agent",
  agents: "fleet_*",
  sentence: sentenceOf({ ...reporter, agent_id: "fleet_*" }, "en", false),
  validity_days: 30,
  count: 1000,
  used: 212,
  per_hour: 100,
  used_lately: 12,
  waiting: 1,
  since: "2026-11-12T08:00:00Z",
  until: "2026-12-31T23:59:59Z",
  decisions: [],
});

export const firstStandings = (): StandingView[] => [
  first(),
  {
    ...first(),
    id: "CHG-2026-0000",
    state: "void",
    void: "The certificate by which officer-06 signed it was revoked.",
    used: 40,
    agents: "old_*",
  },
];

/** Uses of the first one: 212, in pages of 50. */
const usesBefore = (before: number): StandingUse[] =>
  Array.from({ length: 212 }, (_, at): StandingUse => {
    const number = 212 - at;
    return {
      seq: 5000 + number,
      request: `REQ-2026-${String(1000 + number)}`,
      agent_id: `fleet_${String(number)}`,
      at: NOW,
      certificate: "4A1F77C0D2E35B1890C3",
    };
  })
    .filter(({ seq }) => seq < before)
    .slice(0, 50);

export function standing(context: Context): Calls {
  const { state, answer, checkPin, record } = context;
  const propose = proposeTo(context);
  const proposed = (json: string) => {
    const read = JSON.parse(json) as Record<string, string | number>;
    if (read.agents === "" || read.until === "")
      throw {
        ...unknownThing("bounds"),
        code: "standing-refused",
        title: "The bounds are not complete",
        fields: [{ field: "agents", code: "empty", message: "Name the agents." }],
      };
    return {
      kind: "standing",
      subject: String(read.agents),
      label: String(read.agents),
      sentence: `Up to ${String(read.count)} certificates for ${String(read.agents)} are issued until ${String(read.until)} without further approval.`,
      diff: ["agents", "count", "per_hour", "until", "validity_days"].map((field) =>
        row(`standing.${field}`, null, String(read[field])),
      ),
    };
  };
  return {
    listStandings: (all) =>
      answer("list_standings", () =>
        state.standings.filter((one) => all || one.state === "in_force"),
      ),
    listStandingUses: (_id, before) =>
      answer("list_standing_uses", () => {
        const rows = usesBefore(before ?? Infinity);
        const next = rows.length === 50 ? (rows.at(-1)?.seq ?? null) : null;
        return { rows, total: 212, next };
      }),
    readStanding: (json) =>
      answer("read_standing", () => {
        const made = proposed(json);
        return {
          row: {
            id: "",
            ...made,
            approvals_needed: 1,
            approvals_given: 0,
            state: "submitted" as const,
            proposer: "",
            proposer_name: null,
            proposed_at: NOW,
            waits_for_me: false,
          },
          diff: made.diff,
          current_version: 0,
          next_version: 0,
          applies: true,
          object_sha256: hex(402),
          object_words: words,
          object_json: json,
          decisions: [],
        };
      }),
    proposeStanding: (json, reason, pin) =>
      answer("propose_standing", () => propose(proposed(json), reason, pin)),
    withdrawStanding: (id, reason, pin) =>
      answer("withdraw_standing", () => {
        checkPin(pin);
        const found = state.standings.find((one) => one.id === id);
        if (!found) throw unknownThing(`standing authorisation ${id}`);
        found.state = "withdrawn";
        const seq = record("standing_withdrawn", id, reason);
        found.decisions.push(decision("withdraw", state.officer?.id ?? "", NOW, reason, seq));
        return found;
      }),
  };
}
