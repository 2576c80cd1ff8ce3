/** What the log is narrowed by. */
import type { EventFilter } from "../../api";

export const NO_FILTER: EventFilter = {
  kind: "",
  actor: "",
  agent: "",
  from: "",
  to: "",
  text: "",
};

export type FilterKey = keyof EventFilter;

/** The order in which they stand. */
export const FILTER_KEYS: readonly FilterKey[] = ["text", "kind", "actor", "agent", "from", "to"];

export const filteredBy = (filter: EventFilter): FilterKey[] =>
  FILTER_KEYS.filter((key) => filter[key].trim() !== "");

/** Without the space around what was typed. */
export const trimmed = (filter: EventFilter): EventFilter => ({
  ...filter,
  agent: filter.agent.trim(),
  text: filter.text.trim(),
});

/** Services that act in the log beside officers. */
export const SERVICES: readonly string[] = ["workstation", "issuing", "records", "agents", "root"];
