/** A request as typed, as lines of a table: alone, or beside the certificate that it follows. */
import type { DraftReading } from "../../bindings/DraftReading";
import type { FormOptions } from "../../bindings/FormOptions";
import type { RequestInput } from "../../bindings/RequestInput";
import type { DiffLine } from "../../components/Diff";
import type { Format } from "../../format";
import type { Translate } from "../../i18n";
import type { MessageId } from "../../messages";
import { toShown } from "./amount";
import { shapeOf } from "./shape";

export type Words = { t: Translate; format: Format; language: string; options: FormOptions };

type Value = { key: string; name: MessageId; text: string; hash?: string };

/** What an input says, line by line; what was left empty is empty. */
function valuesOf(
  input: RequestInput,
  words: Words,
  until: string | null,
  days: number | null,
): Value[] {
  const { t, format, language, options } = words;
  const label = (key: string) => options.actions.find((a) => a.key === key)?.label ?? key;
  const profile = options.profiles.find((p) => p.id === input.profile) ?? options.profiles[0];
  const amounts = (pick: (limit: (typeof input.limits)[number]) => string | null) =>
    input.limits
      .filter((limit) => pick(limit) !== null)
      .map((limit) => `${limit.currency}\u00A0${toShown(pick(limit) ?? "", language)}`)
      .join(", ");
  const window = input.window;
  const last = until ?? input.valid_until;
  return [
    { key: "actions", name: "requests.diff.actions", text: input.actions.map(label).join(", ") },
    { key: "instruments", name: "requests.diff.instruments", text: input.instruments.join(", ") },
    { key: "resources", name: "requests.diff.resources", text: input.resources.join(", ") },
    { key: "action", name: "requests.diff.limit_per_action", text: amounts((l) => l.per_action) },
    { key: "day", name: "requests.diff.limit_per_day", text: amounts((l) => l.per_day) },
    { key: "until", name: "requests.diff.valid_until", text: last ? format.date(last) : "" },
    {
      key: "days",
      name: "requests.diff.valid_days",
      text: days === null ? "" : t("form.days.value", { days }),
    },
    {
      key: "hours",
      name: "requests.diff.valid_hours",
      text: input.validity_hours ? t("form.hours.value", { hours: input.validity_hours }) : "",
    },
    {
      key: "window",
      name: "requests.diff.window",
      text: window ? `${format.instant(window.from)} – ${format.instant(window.until)}` : "",
    },
    {
      key: "model",
      name: "requests.diff.model",
      text: input.model?.name ?? "",
      hash: input.model?.sha256.toUpperCase(),
    },
    { key: "accountable", name: "requests.diff.accountable", text: input.accountable },
    { key: "purpose", name: "requests.diff.purpose", text: input.purpose },
    { key: "firm", name: "requests.diff.firm", text: options.firm },
    { key: "profile", name: "requests.diff.profile", text: profile?.label ?? input.profile },
    { key: "key", name: "requests.diff.key", text: keyOf(input, words) },
  ];
}

function keyOf(input: RequestInput, { t, options }: Words): string {
  if (input.csr !== null) return t("form.key.csr");
  if (input.same_key) return t("form.key.same");
  const profile = options.profiles.find((p) => p.id === input.profile) ?? options.profiles[0];
  const algorithm = input.key_algorithm || (profile?.algorithms[0] ?? "");
  return t("form.key.newOf", { algorithm });
}

const untilOf = (reading: DraftReading | null) => reading?.valid_until ?? null;

const daysOf = (input: RequestInput, reading: DraftReading | null) =>
  reading ? reading.days : input.validity_days;

/** The request alone; what was left empty is left out. */
export const linesOf = (
  input: RequestInput,
  reading: DraftReading | null,
  words: Words,
): DiffLine[] =>
  valuesOf(input, words, untilOf(reading), daysOf(input, reading))
    .filter(({ text }) => text !== "")
    .map(({ key, name, text, hash }) => ({
      key,
      name: words.t(name),
      now: null,
      then: text,
      change: "added",
      thenHash: hash,
    }));

const changeOf = (now: string, then: string): DiffLine["change"] => {
  if (now === then) return "same";
  if (now === "") return "added";
  return then === "" ? "removed" : "changed";
};

/** The certificate that a request follows: what a request like it would say, and its last instant. */
export type Followed = { input: RequestInput; not_after: string };

/** Until when a certificate lasts, unless its profile counts hours: those are told by their number. */
function endOf({ input, not_after }: Followed, { options }: Words): string | null {
  const profile = options.profiles.find((p) => p.id === input.profile);
  return shapeOf(profile).hours ? null : not_after;
}

/** The request beside the certificate that it follows: what differs first. */
export function comparedLines(
  followed: Followed,
  input: RequestInput,
  reading: DraftReading | null,
  words: Words,
): DiffLine[] {
  const base = valuesOf(
    followed.input,
    words,
    endOf(followed, words),
    daysOf(followed.input, null),
  );
  const before = new Map(base.map((value) => [value.key, value]));
  // Whatever the base says of a key to be made: what is compared is the key that it has.
  const present = words.t("form.renewal.key");
  const key = input.same_key ? words.t("form.key.same") : present;
  before.set("key", { key: "key", name: "requests.diff.key", text: key });
  return valuesOf(input, words, untilOf(reading), daysOf(input, reading))
    .map(({ key, name, text, hash }): DiffLine => {
      const now = before.get(key);
      return {
        key,
        name: words.t(name),
        now: now?.text === "" ? null : (now?.text ?? null),
        then: text === "" ? null : text,
        change: changeOf(`${now?.text ?? ""}${now?.hash ?? ""}`, `${text}${hash ?? ""}`),
        nowHash: now?.hash,
        thenHash: hash,
      };
    })
    .filter(({ now, then }) => now !== null || then !== null)
    .sort((a, b) => Number(a.change === "same") - Number(b.change === "same"));
}
