/** A retention schedule as it is typed: months a class, empty where the class does not apply. */
import type { RetentionView } from "../../bindings/RetentionView";

export type Typed = Readonly<Record<string, string>>;

export interface NextSchedule {
  readonly version: number;
  readonly rules: readonly { readonly class: string; readonly months: number }[];
}

export const typedOf = (view: RetentionView): Typed =>
  Object.fromEntries(view.classes.map((one) => [one.class, one.months?.toString() ?? ""]));

const WHOLE = /^\d{1,4}$/;

/** Classes whose months are no number. */
export const wrongIn = (typed: Typed): string[] =>
  Object.keys(typed).filter((name) => {
    const months = (typed[name] ?? "").trim();
    return months !== "" && !WHOLE.test(months);
  });

/** Classes that would be kept for another time than now. */
export const changedIn = (view: RetentionView, typed: Typed): string[] =>
  view.classes
    .filter((one) => (typed[one.class] ?? "").trim() !== (one.months?.toString() ?? ""))
    .map((one) => one.class);

/** The schedule to be proposed; its other fields are those that Rust gave. */
export function nextOf(view: RetentionView, typed: Typed): NextSchedule {
  const next = JSON.parse(view.next_json) as NextSchedule;
  const rules = view.classes
    .map((one) => ({ class: one.class, months: (typed[one.class] ?? "").trim() }))
    .filter((rule) => rule.months !== "")
    .map((rule) => ({ class: rule.class, months: Number(rule.months) }));
  return { ...next, rules };
}
