/** The form as typed, and its way to and from the input that Rust reads. No rule lives here. */
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { LimitInput } from "../../bindings/LimitInput";
import type { RequestInput } from "../../bindings/RequestInput";

/** A limit whose amounts are decimal text. */
export type LimitForm = { currency: string; per_action: string; per_day: string };

export type RequestForm = Omit<RequestInput, "limits" | "model" | "window"> & {
  limits: LimitForm[];
  modelName: string;
  modelHash: string;
  windowFrom: string;
  windowUntil: string;
  /** Actions outside the vocabulary are asked for. */
  others: string[] | null;
};

export const emptyLimit: LimitForm = { currency: "EUR", per_action: "", per_day: "" };

export const emptyForm: RequestForm = {
  agent_id: "",
  accountable: "",
  purpose: "",
  profile: "",
  actions: [],
  others: null,
  instruments: [],
  resources: [],
  limits: [emptyLimit],
  modelName: "",
  modelHash: "",
  windowFrom: "",
  windowUntil: "",
  validity_days: null,
  valid_until: null,
};

const limitOf = ({ currency, per_action, per_day }: LimitForm): LimitInput => ({
  currency,
  per_action,
  per_day: per_day === "" ? null : per_day,
});

const isFilled = (limit: LimitForm) => limit.per_action !== "" || limit.per_day !== "";

/** Digits of a hash, however it was grouped. */
const bareHash = (text: string) => text.replace(/[\s:]/g, "");

/** Limits as sent, with the place of each in the form: empty ones are not sent. */
const sentLimits = (form: RequestForm) =>
  form.limits.map((limit, index) => ({ limit, index })).filter(({ limit }) => isFilled(limit));

/** What Rust reads. */
export function toInput(form: RequestForm): RequestInput {
  const { agent_id, accountable, purpose, profile, instruments, resources } = form;
  const hasModel = form.modelName !== "" || form.modelHash !== "";
  const hasWindow = form.windowFrom !== "" || form.windowUntil !== "";
  return {
    agent_id,
    accountable,
    purpose,
    profile,
    actions: [...form.actions, ...(form.others ?? [])],
    instruments,
    resources,
    limits: sentLimits(form).map(({ limit }) => limitOf(limit)),
    window: hasWindow ? { from: form.windowFrom, until: form.windowUntil } : null,
    model: hasModel ? { name: form.modelName, sha256: bareHash(form.modelHash) } : null,
    validity_days: form.valid_until === null ? form.validity_days : null,
    valid_until: form.valid_until,
  };
}

/** The form filled from an input, such as a sample. */
export function fromInput(input: RequestInput, vocabulary: readonly string[]): RequestForm {
  const others = input.actions.filter((action) => !vocabulary.includes(action));
  return {
    ...emptyForm,
    ...input,
    actions: input.actions.filter((action) => vocabulary.includes(action)),
    others: others.length > 0 ? others : null,
    limits:
      input.limits.length > 0
        ? input.limits.map((limit) => ({ ...limit, per_day: limit.per_day ?? "" }))
        : [emptyLimit],
    modelName: input.model?.name ?? "",
    modelHash: input.model?.sha256 ?? "",
    windowFrom: input.window?.from ?? "",
    windowUntil: input.window?.until ?? "",
  };
}

/** True if nothing was typed yet. */
export const isEmpty = (form: RequestForm) => JSON.stringify(form) === JSON.stringify(emptyForm);

/** Problems by the field of the form that shows them. */
export type Problems = {
  of: (path: string) => string | null;
  /** Positions of a list that are at fault. */
  positions: (path: string) => ReadonlySet<number>;
  /** Paths in the order of the form, for going to the first. */
  paths: string[];
};

const ALIASES: Record<string, string> = {
  validity_days: "valid_until",
  model: "model.name",
  window: "window.from",
  scope: "actions",
};

/** A limit's place in the form, from its place among those that were sent. */
const inForm = (path: string, form: RequestForm): string =>
  path.replace(/^limits\[(\d+)\]/, (whole, sent: string) => {
    const place = sentLimits(form)[Number(sent)]?.index;
    return place === undefined ? whole : `limits[${String(place)}]`;
  });

/** `instruments[3]` is shown at `instruments`; `limits` alone at its first amount. */
const shownAt = (path: string, form: RequestForm): string => {
  const placed = inForm(path, form);
  if (/^limits(\[\d+\])?$/.test(placed))
    return `${placed.replace("limits", "").length > 0 ? placed : "limits[0]"}.per_action`;
  const list = /^(actions|instruments|resources)\[(\d+)\]/.exec(placed);
  if (list?.[1] === "actions") {
    return Number(list[2]) >= form.actions.length ? "others" : "actions";
  }
  return ALIASES[placed] ?? list?.[1] ?? placed;
};

export function problemsOf(found: readonly FieldProblem[], form: RequestForm): Problems {
  const shown = found.map((problem) => ({ ...problem, at: shownAt(problem.field, form) }));
  return {
    of: (path) =>
      [...new Set(shown.filter((p) => p.at === path).map((p) => p.message))].join(" ") || null,
    positions: (path) =>
      new Set(
        found
          .map((p) => /^(\w+)\[(\d+)\]/.exec(p.field))
          .filter((match) => match?.[1] === path)
          .map((match) => Number(match?.[2])),
      ),
    paths: shown.map((p) => p.at),
  };
}
