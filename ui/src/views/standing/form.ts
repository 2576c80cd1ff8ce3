/** Bounds of a standing authorisation as typed, and the JSON that Rust reads. No rule lives here. */
import { emptyLimit, type LimitForm } from "../requests/form";

export type StandingForm = {
  profile: string;
  agents: string;
  actions: string[];
  instruments: string[];
  resources: string[];
  limits: LimitForm[];
  validityDays: string;
  count: string;
  perHour: string;
  until: string;
};

export const emptyStanding: StandingForm = {
  profile: "",
  agents: "",
  actions: [],
  instruments: [],
  resources: [],
  limits: [emptyLimit],
  validityDays: "",
  count: "",
  perHour: "",
  until: "",
};

const number = (text: string) => Number(text || "0");

export const toJson = (form: StandingForm): string =>
  JSON.stringify({
    profile: form.profile,
    agents: form.agents.trim(),
    actions: form.actions,
    instruments: form.instruments,
    resources: form.resources,
    limits: form.limits
      .filter(({ per_action: action, per_day: day }) => action !== "" || day !== "")
      .map(({ currency, per_action, per_day }) => ({
        currency,
        per_action,
        per_day: per_day === "" ? null : per_day,
      })),
    window: null,
    model: null,
    validity_days: number(form.validityDays),
    count: number(form.count),
    per_hour: number(form.perHour),
    until: form.until,
  });
