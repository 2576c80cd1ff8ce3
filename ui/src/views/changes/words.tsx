/** What a change is about, and the values in its difference, as they are read. */
import type { ReactNode } from "react";
import type { ChangeRow } from "../../bindings/ChangeRow";
import type { Format } from "../../format";
import { wordFor, type Translate } from "../../i18n";
import { scopeOf } from "../profiles/words";

/** What values are worded with. */
export type Words = { readonly t: Translate; readonly format: Format };

/** What a change is about: `Profile “Agent”`, `Witness example.org/witness`. */
export const subjectOf = (t: Translate, { kind, label }: ChangeRow): string =>
  wordFor(t, `change.subject.${kind}`, label, { label });

/** What is so from then on, in a line of the record. */
export const effectOf = (t: Translate, { kind, sentence }: ChangeRow, version: number): string =>
  wordFor(t, `change.effect.${kind}`, sentence, { version });

/** A class of records by its name. */
export const classOf = (t: Translate, name: string): string =>
  wordFor(t, `records.class.${name}`, name);

/** Months, and the years that they are; none: not kept once it has ended. */
export function monthsOf(t: Translate, months: number): string {
  if (months === 0) return t("records.atOnce");
  const years = months / 12;
  return Number.isInteger(years) && years > 0
    ? t("records.years", { years, months })
    : t("records.months", { months });
}

/** A field's name. Places in lists are counted: `policy.rules.2.steps.1.approvals`. */
export function fieldOf(t: Translate, field: string): string {
  if (field.startsWith("retention.")) return classOf(t, field.slice("retention.".length));
  const [first = "", second = ""] = field.match(/\d+/g) ?? [];
  const id = `change.field.${field.replace(/\.\d+/g, ".n")}`;
  return wordFor(t, id, plainOf(field), { first, second });
}

/** What the catalogue does not know, at least without the marks of a machine. */
const plainOf = (field: string): string =>
  field.split(".").slice(1).join(" · ").replaceAll("_", " ") || field;

const HASH = /[0-9A-F]{64}$/;

const isHashed = (field: string) =>
  field.endsWith("sha256") || field === "erasure.blob" || field === "officer.key";

/** The hash that a value is, or ends with. */
export function hashOf(field: string, value: string | null): string | null {
  if (value === null || !isHashed(field)) return null;
  return HASH.exec(value)?.[0] ?? value;
}

/** Values by the fields that they stand at, where they are no free text. */
const NAMED = new Map([
  ["firm.dora", "dora"],
  ["firm.pki", "pki"],
  ["agent.deals_in", "deals_in"],
  ["agent.ai_act_role", "ai_act_role"],
  ["agent.high_risk.is", "is"],
]);

/** A rule's value as it is read, without the hash at its end. */
export function valueOf(words: Words, field: string, value: string | null): ReactNode {
  if (value === null) return null;
  const { t } = words;
  const hash = hashOf(field, value);
  if (hash !== null) return value.slice(0, -hash.length).replace(/: $/, "");
  if (field === "scope") return scopeOf(t, value);
  if (field === "witness.trusted")
    return t(value === "true" ? "change.counts" : "change.counts.not");
  if (field === "witness.key" || field === "log.key") return <code className="vkey">{value}</code>;
  if (field.startsWith("retention.")) return monthsOf(t, Number(value));
  return ruleOf(words, field, value);
}

/** Values of officers, policies, authorisations and facts. */
function ruleOf({ t, format }: Words, field: string, value: string): string {
  if (field === "officer.role") return wordFor(t, `role.${value}`, value);
  if (field === "policy.lifetime_hours") return t("change.value.hours", { hours: Number(value) });
  const name = NAMED.get(field);
  if (name !== undefined) return wordFor(t, `change.value.${name}.${value}`, value);
  if (value === "true" || value === "false") return t(`change.value.${value}`);
  return INSTANT.test(value) ? format.instant(value) : value;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
