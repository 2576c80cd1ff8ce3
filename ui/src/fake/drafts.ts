/** What becomes of a request before and beside its decision: drafts, patterns, taking it back. */
import type { Api } from "../api";
import type { DraftView } from "../bindings/DraftView";
import { NOW, type Context } from "./context";
import { unknownThing } from "./failures";
import { decision } from "./requests";
import { reporter, trader } from "./samples";

type Calls = Pick<
  Api,
  | "withdrawRequest"
  | "listTogether"
  | "approveTogether"
  | "issueTogether"
  | "requestTemplate"
  | "listDrafts"
  | "keepDraft"
  | "dropDraft"
>;

export const firstDrafts = (): DraftView[] => [
  {
    id: "DRF-2026-0002",
    officer: "officer-02",
    officer_name: "Katharina Vogel",
    at: "2026-11-22T14:40:00Z",
    input: { ...reporter, agent_id: "", purpose: "Weekly figures for the board" },
  },
];

export function drafts({ state, answer, checkPin, record, certificate, steps }: Context): Calls {
  const keep = (id: string | null, input: DraftView["input"]): DraftView => {
    const number = String(state.drafts.length + 2).padStart(4, "0");
    const kept: DraftView = {
      id: id ?? `DRF-2026-${number}`,
      officer: state.officer?.id ?? "",
      officer_name: state.officer?.name ?? null,
      at: NOW,
      input,
    };
    state.drafts = [kept, ...state.drafts.filter((draft) => draft.id !== kept.id)];
    record("request_drafted", kept.id);
    return kept;
  };
  return {
    withdrawRequest: (id, reason, pin) =>
      answer("withdraw_request", () => {
        checkPin(pin);
        const request = state.requests.find((one) => one.row.id === id);
        if (!request) throw unknownThing(`request ${id}`);
        const seq = record("request_withdrawn", id, reason);
        request.row.state = "withdrawn";
        request.decisions.push(decision("withdraw", state.officer?.id ?? "", NOW, reason, seq));
        return request;
      }),
    listTogether: (id) =>
      answer("list_together", () =>
        state.requests
          .filter((one) => one.row.state === "submitted")
          .map(({ row: { id: request, agent_id, sentence }, warnings }) => ({
            id: request,
            agent_id,
            sentence,
            warnings,
          }))
          .filter((row) => state.together || row.id === id),
      ),
    approveTogether: (ids, reason, pin) =>
      answer("approve_together", () => {
        checkPin(pin);
        for (const request of state.requests.filter((one) => ids.includes(one.row.id))) {
          const seq = record("request_approved", request.row.id, reason);
          request.row.state = "approved";
          request.decisions.push(decision("approve", state.officer?.id ?? "", NOW, reason, seq));
        }
        return null;
      }),
    issueTogether: async (_id, tell) => {
      await steps([["issue", ""]], 2, tell);
      return answer("issue_together", () => {
        const approved = state.requests.filter((one) => one.row.state === "approved");
        for (const request of approved) request.row.state = "issued";
        return [];
      });
    },
    requestTemplate: (like) =>
      answer("request_template", () => {
        const found = state.certificates.find(({ row }) => row.agent_id === like);
        if (!found) throw unknownThing(`agent certificate ${like}`);
        const { row } = certificate(found.row.serial);
        return { ...trader, agent_id: row.agent_id, profile: row.profile };
      }),
    listDrafts: () => answer("list_drafts", () => ({ rows: state.drafts })),
    keepDraft: (draft, input) => answer("keep_draft", () => keep(draft, input)),
    dropDraft: (id) =>
      answer("drop_draft", () => {
        state.drafts = state.drafts.filter((draft) => draft.id !== id);
        return null;
      }),
  };
}
