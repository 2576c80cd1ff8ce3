/** The form as typed, and its way to and from the input that Rust reads. No rule lives here. */
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { LimitInput } from "../../bindings/LimitInput";
import type { RequestInput } from "../../bindings/RequestInput";

/** A limit whose amounts are decimal text. */
export type LimitForm = { currency: string; per_action: string; per_day: string };

/** Where the certificate's key comes from. */
export type KeySource = "new" | "csr" | "same";

export type RequestForm = Omit<
  RequestInput,
  "limits" | "model" | "window" | "validity_hours" | "csr" | "same_key"
> & {
  keySource: KeySource;
  csr: string;
  /** Digits; empty for the profile's default. */
  validityHours: string;
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
  validityHours: "",
  key_algorithm: "",
  keySource: "new",
  csr: "",
  renews: null,
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

/** What a profile makes of a form: clauses that it has not are kept as typed, and not sent. */
export type Shape = { scoped: boolean; hours: boolean };

const FULL: Shape = { scoped: true, hours: false };

const scopeOf = (form: RequestForm) => ({
  actions: [...form.actions, ...(form.others ?? [])],
  instruments: form.instruments,
  resources: form.resources,
  limits: sentLimits(form).map(({ limit }) => limitOf(limit)),
  window: windowOf(form),
});

const NO_SCOPE = { actions: [], instruments: [], resources: [], limits: [], window: null };

const windowOf = ({ windowFrom: from, windowUntil: until }: RequestForm) =>
  from !== "" || until !== "" ? { from, until } : null;

const validityOf = (form: RequestForm, hours: boolean) => ({
  validity_days: hours || form.valid_until !== null ? null : form.validity_days,
  valid_until: hours ? null : form.valid_until,
  validity_hours: hours && form.validityHours !== "" ? Number(form.validityHours) : null,
});

const keyOf = ({ keySource, key_algorithm, csr, renews }: RequestForm) => ({
  key_algorithm: keySource === "new" ? key_algorithm : "",
  csr: keySource === "csr" ? csr : null,
  renews,
  same_key: keySource === "same" && renews !== null,
});

/** What Rust reads. */
export function toInput(form: RequestForm, shape: Shape = FULL): RequestInput {
  const { agent_id, accountable, purpose, profile } = form;
  const hasModel = form.modelName !== "" || form.modelHash !== "";
  return {
    agent_id,
    accountable,
    purpose,
    profile,
    ...(shape.scoped ? scopeOf(form) : NO_SCOPE),
    model: hasModel ? { name: form.modelName, sha256: bareHash(form.modelHash) } : null,
    ...validityOf(form, shape.hours),
    ...keyOf(form),
  };
}

/** The form filled from an input, such as a sample. */
export function fromInput(input: RequestInput, vocabulary: readonly string[]): RequestForm {
  const others = input.actions.filter((action) => !vocabulary.includes(action));
  const { csr, same_key, validity_hours, window, model, ...rest } = input;
  return {
    ...emptyForm,
    ...rest,
    keySource: csr !== null ? "csr" : same_key ? "same" : "new",
    csr: csr ?? "",
    validityHours: validity_hours === null ? "" : String(validity_hours),
    actions: input.actions.filter((action) => vocabulary.includes(action)),
    others: others.length > 0 ? others : null,
    limits:
      input.limits.length > 0
        ? input.limits.map((limit) => ({ ...limit, per_day: limit.per_day ?? "" }))
        : [emptyLimit],
    modelName: model?.name ?? "",
    modelHash: model?.sha256 ?? "",
    windowFrom: window?.from ?? "",
    windowUntil: window?.until ?? "",
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
  same_key: "key_source",
  renews: "key_source",
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
