/** Facts about the firm and its agents, over memory. */
import type { Api } from "../api";
import type { AgentFactsView } from "../bindings/AgentFactsView";
import type { FirmFactsView } from "../bindings/FirmFactsView";
import { proposeTo } from "./changing";
import { NOW, type Context } from "./context";
import { FIRM, LEI } from "./people";

type Calls = Pick<
  Api,
  "showFirmFacts" | "showAgentFacts" | "proposeFirmFacts" | "proposeAgentFacts" | "reviewAgent"
>;

const ENTITY = {
  organisation: { name: FIRM, lei: LEI, country: "DE" },
  kind: "crypto-asset service provider (MiCA Art. 63)",
  authority: "BaFin",
  authorisation: "12 34 56",
  authorised_on: "2025-06-30",
};

const firm = (): FirmFactsView => ({
  name: FIRM,
  lei: LEI,
  country: "DE",
  kind: ENTITY.kind,
  authority: ENTITY.authority,
  authorisation: ENTITY.authorisation,
  authorised_on: ENTITY.authorised_on,
  dora: "full",
  pki: null,
  decided: {
    change: "CHG-2026-0001",
    officers: ["officer-01", "officer-03"],
    at: "2026-11-20T10:00:00Z",
    event: 4711,
  },
  next_json: JSON.stringify({ entity: ENTITY, dora: "full", pki: "" }),
});

const agent = (name: string, reviewed: AgentFactsView["review"]): AgentFactsView => ({
  agent: name,
  deals_in: null,
  ai_act_role: null,
  high_risk: null,
  high_risk_ground: null,
  critical_function: null,
  personal_data: null,
  decides_about_persons: null,
  decided: null,
  review: reviewed,
  next_json: "{}",
});

const due = {
  months: 6,
  due: "2026-11-19T00:00:00Z",
  overdue: true,
  last: null,
};

export function facts(context: Context): Calls {
  const { state, answer, checkPin, record } = context;
  const propose = proposeTo(context);
  const reviews = new Map<string, AgentFactsView["review"]>();
  const reviewOf = (name: string) => reviews.get(name) ?? { agent: name, ...due };
  return {
    showFirmFacts: () => answer("show_firm_facts", firm),
    showAgentFacts: (name) => answer("show_agent_facts", () => agent(name, reviewOf(name))),
    proposeFirmFacts: (_json, reason, pin) =>
      answer("propose_firm_facts", () =>
        propose(
          {
            kind: "firm-facts",
            subject: LEI,
            label: "Facts about the firm",
            sentence: "These facts about the firm hold from now on.",
            diff: [],
          },
          reason,
          pin,
        ),
      ),
    proposeAgentFacts: (name, _json, reason, pin) =>
      answer("propose_agent_facts", () =>
        propose(
          {
            kind: "agent-facts",
            subject: name,
            label: name,
            sentence: `These facts about ${name} hold from now on.`,
            diff: [],
          },
          reason,
          pin,
        ),
      ),
    reviewAgent: (name, reason, pin) =>
      answer("review_agent", () => {
        checkPin(pin);
        const event = record("agent_reviewed", name, reason);
        const made = {
          agent: name,
          months: 6,
          due: "2027-05-22T00:00:00Z",
          overdue: false,
          last: {
            officer: state.officer?.id ?? "",
            at: NOW,
            reason,
            signature_valid: true,
            event,
          },
        };
        reviews.set(name, made);
        return made;
      }),
  };
}
