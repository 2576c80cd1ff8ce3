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

/** Months, and the years that they are. */
export function monthsOf(t: Translate, months: number): string {
  const years = months / 12;
  return Number.isInteger(years) && years > 0
    ? t("records.years", { years, months })
    : t("records.months", { months });
}

export const fieldOf = (t: Translate, field: string): string =>
  field.startsWith("retention.")
    ? classOf(t, field.slice("retention.".length))
    : wordFor(t, `change.field.${field}`, field);

export const isHash = (field: string) => field.endsWith("sha256") || field === "erasure.blob";

/** A rule's value as it is read; of a hash nothing but the hash. */
export function valueOf(t: Translate, field: string, value: string | null): ReactNode {
  if (value === null) return null;
  if (isHash(field)) return "";
  if (field === "scope") return scopeOf(t, value);
  if (field === "witness.trusted")
    return t(value === "true" ? "change.counts" : "change.counts.not");
  if (field === "witness.key" || field === "log.key") return <code className="vkey">{value}</code>;
  if (field.startsWith("retention.")) return monthsOf(t, Number(value));
  return value;
}
