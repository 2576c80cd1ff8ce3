/**
 * Amounts as they are typed. Rust reads decimal text with a point; people group digits and, in
 * German, write a comma. Only well-formed grouping is taken away: anything else goes to Rust as it
 * was typed, and Rust says what is wrong with it. No floating point anywhere.
 */
const GROUPED: Record<string, RegExp> = {
  en: /^\d{1,3}(,\d{3})*(\.\d*)?$/,
  de: /^\d{1,3}(\.\d{3})*(,\d*)?$/,
};
const BARE: Record<string, RegExp> = { en: /^\d+(\.\d*)?$/, de: /^\d+(,\d*)?$/ };

const kindOf = (language: string) => (language === "de" ? "de" : "en");

/** Decimal text with a point, as Rust reads it. */
export function toDecimal(typed: string, language: string): string {
  const text = typed.replace(/[\s\u00A0\u202F]/g, "");
  const kind = kindOf(language);
  if (!GROUPED[kind]?.test(text) && !BARE[kind]?.test(text)) return text;
  const plain =
    kind === "de" ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  return plain.replace(/\.$/, "");
}

/** Decimal text as it is set in the language: `50,000.00`. Anything else is shown as it is. */
export function toShown(decimal: string, language: string): string {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) return decimal;
  const german = kindOf(language) === "de";
  const whole = (parts[1] ?? "").replace(/\B(?=(\d{3})+$)/g, german ? "." : ",");
  return parts[2] === undefined ? whole : `${whole}${german ? "," : "."}${parts[2]}`;
}
