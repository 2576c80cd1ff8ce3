/** What a change is about, and the values in its difference, as they are read. */
import type { ReactNode } from "react";
import type { ChangeRow } from "../../bindings/ChangeRow";
import { wordFor, type Translate } from "../../i18n";
import { scopeOf } from "../profiles/words";

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

export const fieldOf = (t: Translate, field: string): string =>
  field.startsWith("retention.")
    ? classOf(t, field.slice("retention.".length))
    : wordFor(t, `change.field.${field}`, field);

const HASH = /[0-9A-F]{64}$/;

/** The hash that a value is, or ends with. */
export function hashOf(field: string, value: string | null): string | null {
  if (value === null || !(field.endsWith("sha256") || field === "erasure.blob")) return null;
  return HASH.exec(value)?.[0] ?? value;
}

/** A rule's value as it is read, without the hash at its end. */
export function valueOf(t: Translate, field: string, value: string | null): ReactNode {
  if (value === null) return null;
  const hash = hashOf(field, value);
  if (hash !== null) return value.slice(0, -hash.length).replace(/: $/, "");
  if (field === "scope") return scopeOf(t, value);
  if (field === "witness.trusted")
    return t(value === "true" ? "change.counts" : "change.counts.not");
  if (field === "witness.key" || field === "log.key") return <code className="vkey">{value}</code>;
  if (field.startsWith("retention.")) return monthsOf(t, Number(value));
  return value;
}
