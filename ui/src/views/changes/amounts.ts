/** Amounts of rules: three lines of a difference (minor units, currency, exponent) as one. */
import type { DiffRow } from "../../bindings/DiffRow";
import type { Format } from "../../format";

const PARTS = ["amount", "currency", "exponent"] as const;
type Part = (typeof PARTS)[number];
type Rows = Record<Part, DiffRow>;

/** The same rows, with an amount in place of its three parts. */
export function withAmounts(rows: readonly DiffRow[], format: Format): DiffRow[] {
  const byField = new Map(rows.map((row) => [row.field, row]));
  const told = rows.flatMap((row): DiffRow[] => {
    const end = PARTS.find((part) => row.field.endsWith(`.${part}`));
    const stem = end === undefined ? "" : row.field.slice(0, -end.length - 1);
    const parts = end === undefined ? null : partsOf(byField, stem);
    if (parts === null) return [row];
    return end === "amount" ? [merged(stem, parts, format)] : [];
  });
  return told.sort((a, b) => Number(a.change === "same") - Number(b.change === "same"));
}

function partsOf(rows: ReadonlyMap<string, DiffRow>, stem: string): Rows | null {
  const [amount, currency, exponent] = PARTS.map((part) => rows.get(`${stem}.${part}`));
  return amount && currency && exponent ? { amount, currency, exponent } : null;
}

function merged(field: string, parts: Rows, format: Format): DiffRow {
  const changes = PARTS.map((part) => parts[part].change);
  return {
    ...parts.amount,
    field,
    now: amountOf(parts, "now", format),
    then: amountOf(parts, "then", format),
    change: changes.find((change) => change !== "same") ?? "same",
  };
}

function amountOf(parts: Rows, side: "now" | "then", format: Format): string | null {
  const { amount, currency, exponent } = parts;
  const minor = amount[side];
  if (minor === null) return null;
  return format.amount(currency[side] ?? "", minor, -Number(exponent[side] ?? 0));
}
