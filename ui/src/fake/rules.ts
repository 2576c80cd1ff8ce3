/** Profiles, and changes of them, over memory. */
import type { Api, Language } from "../api";
import type { ChangeView } from "../bindings/ChangeView";
import type { OfficerView } from "../bindings/OfficerView";
import { NOW, type Context } from "./context";
import { decidedMeanwhile, ownRequest, unknownThing } from "./failures";
import { profileOf, profiles, readProfile } from "./profiles";
import { decision, words } from "./requests";

type Rules = Pick<
  Api,
  | "listProfiles"
  | "readProfile"
  | "proposeProfile"
  | "listChanges"
  | "showChange"
  | "approveChange"
  | "rejectChange"
>;

const proposal = (
  number: number,
  json: string,
  proposer: OfficerView | null,
  reason: string,
  language: Language,
): ChangeView => {
  const read = readProfile(json, language);
  return {
    ...read,
    row: {
      ...read.row,
      id: `CHG-2026-${String(number).padStart(4, "0")}`,
      proposer: proposer?.id ?? "",
      proposer_name: proposer?.name ?? null,
    },
    object_words: words,
    decisions: [decision("propose", proposer?.id ?? "", NOW, reason, 4801)],
  };
};

export function firstChanges(): ChangeView[] {
  const next = JSON.parse(profileOf("agent", "en").next_json) as Record<string, unknown>;
  const json = JSON.stringify({
    ...next,
    validity: { unit: "days", default: 30, cap: 180 },
    names: { prefixes: ["desk-", "ai_"], max_length: 40 },
    decisions: 3,
  });
  const made = proposal(1, json, null, "The committee wants shorter lives.", "en");
  const proposer = { proposer: "officer-01", proposer_name: "Dr. Matthias Brandt" };
  const done = proposal(0, json, null, "Too short.", "en");
  return [
    {
      ...made,
      row: { ...made.row, ...proposer },
      decisions: [
        decision("propose", "officer-01", NOW, "The committee wants shorter lives.", 4801),
      ],
    },
    {
      ...done,
      row: { ...done.row, ...proposer, id: "CHG-2026-0000", state: "rejected" },
      applies: false,
    },
  ];
}

export function rules(context: Context): Rules {
  const { state, answer, checkPin, record } = context;
  const waits = (change: ChangeView) =>
    change.row.state === "submitted" &&
    state.officer?.role === "checker" &&
    state.officer.id !== change.row.proposer;
  const find = (id: string): ChangeView => {
    const found = state.changes.find((c) => c.row.id === id);
    if (!found) throw unknownThing(`change ${id}`);
    return { ...found, row: { ...found.row, waits_for_me: waits(found) } };
  };
  const decide = (act: "approve" | "reject", id: string, reason: string, pin: string) => {
    checkPin(pin);
    const change = state.changes.find((c) => c.row.id === id);
    if (!change) throw unknownThing(`change ${id}`);
    if (change.row.proposer === state.officer?.id) throw ownRequest;
    if (change.row.state !== "submitted") throw decidedMeanwhile(id);
    const seq = record(act === "approve" ? "change_approved" : "change_rejected", id, reason);
    change.row.state = act === "approve" ? "approved" : "rejected";
    change.decisions.push(decision(act, state.officer?.id ?? "", NOW, reason, seq));
    return find(id);
  };
  return {
    listProfiles: () => answer("list_profiles", () => profiles(state.language)),
    readProfile: (json) => answer("read_profile", () => readProfile(json, state.language)),
    proposeProfile: (json, reason, pin) =>
      answer("propose_profile", () => {
        checkPin(pin);
        const number = state.changes.length + 1;
        const made = proposal(number, json, state.officer, reason, state.language);
        state.changes.unshift(made);
        record("change_proposed", made.row.id, reason);
        return find(made.row.id);
      }),
    listChanges: (open) =>
      answer("list_changes", () => {
        const rows = state.changes
          .map((c) => find(c.row.id).row)
          .filter((row) => !open || row.state === "submitted");
        const waiting = state.changes.filter((c) => c.row.state === "submitted").length;
        return { rows, waiting, next: null };
      }),
    showChange: (id) => answer("show_change", () => find(id)),
    approveChange: (id, reason, pin) =>
      answer("approve_change", () => decide("approve", id, reason, pin)),
    rejectChange: (id, reason, pin) =>
      answer("reject_change", () => decide("reject", id, reason, pin)),
  };
}
