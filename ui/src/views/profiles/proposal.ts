/** A profile's next version as typed, and its way to the JSON that Rust reads. No rule lives here. */

/** What can be typed. */
export type ProposalForm = {
  validityDefault: string;
  validityCap: string;
  algorithms: string[];
  prefixes: string[];
  nameMax: string;
  decisions: string;
  scope: string;
};

/** The parts of a profile's JSON that the form changes; all others go through as they are. */
type Json = Record<string, unknown> & {
  validity: { default: number; cap: number };
  algorithms: string[];
  names: { prefixes?: string[]; max_length: number };
  decisions: number;
  scope: string;
};

const read = (json: string) => JSON.parse(json) as Json;

export function fromJson(json: string): ProposalForm {
  const { validity, algorithms, names, decisions, scope } = read(json);
  return {
    validityDefault: String(validity.default),
    validityCap: String(validity.cap),
    algorithms,
    prefixes: names.prefixes ?? [],
    nameMax: String(names.max_length),
    decisions: String(decisions),
    scope,
  };
}

/** Digits as a number; Rust says what is wrong with none. */
const count = (text: string) => Number(text || "0");

export function toJson(base: string, form: ProposalForm): string {
  const json = read(base);
  return JSON.stringify({
    ...json,
    validity: {
      ...json.validity,
      default: count(form.validityDefault),
      cap: count(form.validityCap),
    },
    algorithms: form.algorithms,
    names: {
      ...json.names,
      // Left out by JSON when there is none.
      prefixes: form.prefixes.length > 0 ? form.prefixes : undefined,
      max_length: count(form.nameMax),
    },
    decisions: count(form.decisions),
    scope: form.scope,
  });
}

export const digits = (text: string) => text.replace(/\D/g, "").slice(0, 5);
