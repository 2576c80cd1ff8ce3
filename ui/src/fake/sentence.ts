/** A stand-in for Rust's reading of a draft: near enough for looking at, no rule of its own. */
import type { DraftReading } from "../bindings/DraftReading";
import type { FieldProblem } from "../bindings/FieldProblem";
import type { RequestInput } from "../bindings/RequestInput";
import type { SentenceView } from "../bindings/SentenceView";
import type { StandingOffer } from "../bindings/StandingOffer";
import type { WarningView } from "../bindings/WarningView";
import type { Span } from "../bindings/Span";
import { formatter } from "../format";
import { readCsr } from "./csr";
import { profileOf } from "./profiles";
import { actionWord } from "./samples";

const TODAY = "2026-11-22";
const plain = (text: string): Span => ({ text, kind: "plain", changed: false });
const value = (text: string, changed = false): Span => ({ text, kind: "value", changed });
const gap = (text: string): Span => ({ text, kind: "gap", changed: false });

const addDays = (days: number): string =>
  new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);
const daysUntil = (day: string): number => (Date.parse(day) - Date.parse(TODAY)) / 86_400_000;

const amount = (currency: string, text: string, de: boolean): string => {
  const figure = Number(text).toLocaleString(de ? "de-DE" : "en-GB", { minimumFractionDigits: 2 });
  return de ? `${figure}\u00A0${currency}` : `${currency}\u00A0${figure}`;
};

export function sentenceOf(
  input: RequestInput,
  language: "en" | "de",
  marks = false,
): SentenceView {
  const de = language === "de";
  const list = new Intl.ListFormat(de ? "de" : "en");
  const actions = list.format(input.actions.map((a) => actionWord(a, language)));
  const until = input.valid_until ?? addDays(input.validity_days ?? 187);
  const spans: Span[] = [
    input.agent_id ? value(input.agent_id) : gap(de ? "noch keine Kennung" : "… no agent yet"),
    plain(de ? " darf " : " may "),
    actions ? value(actions) : gap(de ? "… noch keine Handlung" : "… no action yet"),
  ];
  const things = [...input.instruments, ...input.resources];
  if (things.length > 0) {
    spans.push(plain(" in "), plain(things[0] ?? ""));
    if (things.length > 1)
      spans.push(plain(" "), value(`${de ? "und" : "and"} ${things.slice(1).join(", ")}`, marks));
  } else if (input.actions.some((a) => a.startsWith("order"))) {
    spans.push(gap(de ? " … noch kein Instrument" : " … no instrument yet"));
  }
  for (const limit of input.limits.filter((l) => Number(l.per_action) > 0)) {
    spans.push(plain(de ? ", bis zu " : ", up to "));
    spans.push(value(amount(limit.currency, limit.per_action, de), marks));
    spans.push(plain(de ? " je Auftrag" : " an order"));
  }
  spans.push(plain(de ? ", bis zum " : ", until "));
  spans.push(value(formatter(language).date(until)), plain("\u00A0(UTC)."));
  return { spans };
}

const PROBLEMS = {
  empty: { en: "This field must not be empty.", de: "Dieses Feld darf nicht leer sein." },
  shape: {
    en: "Begin with a letter or digit; then letters, digits, “.”, “_” and “-”, at most 64 in all.",
    de: "Am Anfang ein Buchstabe oder eine Ziffer, dann Buchstaben, Ziffern, „.“, „_“ und „-“, höchstens 64.",
  },
  amount: {
    en: "The amount must be greater than zero, with at most two decimals.",
    de: "Der Betrag muss größer als null sein und höchstens zwei Nachkommastellen haben.",
  },
  instrument: {
    en: "Neither a pair such as BTC/EUR nor an ISIN.",
    de: "Weder ein Paar wie BTC/EUR noch eine ISIN.",
  },
  hash: {
    en: "A SHA-256 has 64 hexadecimal digits.",
    de: "Ein SHA-256 hat 64 hexadezimale Ziffern.",
  },
  csr: {
    en: "This is no certificate signing request (PKCS#10) in PEM.",
    de: "Das ist keine Zertifikatsanforderung (PKCS#10) in PEM.",
  },
  hours: {
    en: "More than the profile’s cap of 24 hours.",
    de: "Mehr als die Obergrenze des Profils von 24 Stunden.",
  },
  cap: {
    en: "Later than the profile’s cap of 397 days allows.",
    de: "Später, als die Obergrenze des Profils von 397 Tagen erlaubt.",
  },
};

export function problemsOf(input: RequestInput, language: "en" | "de"): FieldProblem[] {
  const found: FieldProblem[] = [];
  const add = (field: string, code: keyof typeof PROBLEMS) =>
    found.push({ field, code, message: PROBLEMS[code][language] });
  if (!input.agent_id) add("agent_id", "empty");
  else if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(input.agent_id)) add("agent_id", "shape");
  if (!input.accountable) add("accountable", "empty");
  if (!input.purpose) add("purpose", "empty");
  const tls = input.profile === "agent-tls";
  if (!tls && input.actions.length === 0) add("actions", "empty");
  if (input.csr !== null && !readCsr(input.csr)) add("csr", "csr");
  if ((input.validity_hours ?? 1) > 24) add("validity_hours", "hours");
  input.limits.forEach((limit, index) => {
    if (!(Number(limit.per_action) > 0)) add(`limits[${String(index)}].per_action`, "amount");
  });
  input.instruments.forEach((text, index) => {
    if (!/^([A-Z0-9]{2,10}\/[A-Z]{3}|[A-Z]{2}[A-Z0-9]{9}\d)$/.test(text))
      add(`instruments[${String(index)}]`, "instrument");
  });
  if (input.model && !/^[0-9A-Fa-f]{64}$/.test(input.model.sha256.replace(/\s/g, "")))
    add("model.sha256", "hash");
  if (input.valid_until && daysUntil(input.valid_until) > 397) add("valid_until", "cap");
  return found;
}

export const warningsOf = (language: "en" | "de"): WarningView[] => [
  {
    code: "wider_than_before",
    field: "instruments",
    message:
      language === "de"
        ? "Die Instrumente reichen weiter als im geltenden Zertifikat."
        : "The instruments reach farther than in the certificate now in force.",
  },
  {
    code: "limit_raised",
    field: "limits[0]",
    message:
      language === "de"
        ? "Die Obergrenze je Handlung steigt von 25.000,00\u00A0EUR auf 50.000,00\u00A0EUR."
        : "The limit per action rises from EUR\u00A025,000.00 to EUR\u00A050,000.00.",
  },
];

/** The one authorisation in force: for agents of the fleet. */
const offerFor = ({ agent_id: agent }: RequestInput, de: boolean): StandingOffer => {
  const other = de ? "ein Agent mit anderem Namen" : "an agent of another name";
  return {
    id: "CHG-2026-0001",
    agents: "fleet_*",
    left: 787,
    until: "2026-12-31T23:59:59Z",
    forbidden: agent.startsWith("fleet_") ? null : other,
  };
};

export function readDraft(input: RequestInput, language: "en" | "de"): DraftReading {
  const de = language === "de";
  const until = input.valid_until ?? addDays(input.validity_days ?? 187);
  const profile = profileOf(input.profile || "agent", language);
  const hours = profile.validity_unit === "hours";
  const known = input.agent_id === "ai_trader_bot_v2";
  const notes = [];
  if (known)
    notes.push({
      tone: "caution",
      text: de
        ? "Die Obergrenze verdoppelt sich: 25.000,00\u00A0EUR im geltenden Zertifikat."
        : "The limit doubles: EUR\u00A025,000.00 in the certificate now in force.",
    });
  if (input.limits.some((limit) => !limit.per_day))
    notes.push({
      tone: "information",
      text: de
        ? "Keine Tagesgrenze. Ein Auftrag je Minute an der Obergrenze ergäbe 72.000.000,00\u00A0EUR am Tag."
        : "No bound per day. One order a minute at the limit would be EUR\u00A072,000,000.00 a day.",
    });
  return {
    sentence: sentenceOf(input, language, known),
    problems: problemsOf(input, language),
    notes,
    warnings: known ? warningsOf(language) : [],
    valid_until: hours ? null : until,
    days: hours ? null : daysUntil(until),
    validity_unit: hours ? "hours" : "days",
    hours: hours ? (input.validity_hours ?? 24) : null,
    cap: profile.validity_cap,
    csr: readCsr(input.csr),
    known_agent: known,
    standings: input.agent_id === "" ? [] : [offerFor(input, de)],
  };
}
