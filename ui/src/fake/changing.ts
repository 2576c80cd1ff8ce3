/** Changes of other things than profiles, over memory. */
import type { ChangeView } from "../bindings/ChangeView";
import type { DiffRow } from "../bindings/DiffRow";
import { NOW, type Context } from "./context";
import { hex } from "./people";
import { decision, words } from "./requests";

export interface Proposed {
  readonly kind: string;
  readonly subject: string;
  readonly label: string;
  readonly sentence: string;
  readonly diff: DiffRow[];
  readonly needed?: number;
}

export const row = (field: string, now: string | null, then: string | null): DiffRow => ({
  field,
  now,
  then,
  change: now === null ? "added" : then === null ? "removed" : now === then ? "same" : "changed",
  reach: null,
  now_hash: null,
  then_hash: null,
});

/** A change as its page shows it. */
export const changeOf = (
  number: number,
  proposed: Proposed,
  by: { id: string; name: string | null },
  reason: string,
): ChangeView => ({
  row: {
    id: `CHG-2026-${String(number).padStart(4, "0")}`,
    kind: proposed.kind,
    subject: proposed.subject,
    label: proposed.label,
    sentence: proposed.sentence,
    approvals_needed: proposed.needed ?? 1,
    approvals_given: 0,
    state: "submitted",
    proposer: by.id,
    proposer_name: by.name,
    proposed_at: NOW,
    waits_for_me: false,
  },
  diff: proposed.diff,
  current_version: 0,
  next_version: 0,
  applies: true,
  object_sha256: hex(number + 300),
  object_words: words,
  object_json: JSON.stringify({ type: "change", of: proposed.kind, subject: proposed.subject }),
  decisions: [decision("propose", by.id, NOW, reason, 4801)],
});

/** Proposes as the officer who is signed in. */
export function proposeTo(context: Context) {
  const { state, checkPin, record } = context;
  return (proposed: Proposed, reason: string, pin: string): ChangeView => {
    checkPin(pin);
    const by = { id: state.officer?.id ?? "", name: state.officer?.name ?? null };
    const made = changeOf(state.changes.length + 1, proposed, by, reason);
    state.changes.unshift(made);
    record("change_proposed", made.row.id, reason);
    return made;
  };
}
