/** What becomes of a request before and beside its decision: drafts, patterns, taking it back. */
import type { Api } from "../api";
import type { DraftView } from "../bindings/DraftView";
import { NOW, type Context } from "./context";
import { unknownThing } from "./failures";
import { decision } from "./requests";
import { reporter, trader } from "./samples";

type Calls = Pick<
  Api,
  "withdrawRequest" | "requestTemplate" | "listDrafts" | "keepDraft" | "dropDraft"
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

export function drafts({ state, answer, checkPin, record, certificate }: Context): Calls {
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
