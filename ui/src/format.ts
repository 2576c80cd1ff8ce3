/** Dates, times and numbers as they are read. All instants are shown in UTC and say so. */
import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { localeOf } from "./i18n";

const NBSP = "\u00A0";
const glue = (text: string) => text.replaceAll(" ", NBSP);

export type Format = ReturnType<typeof formatter>;

/** The formats of a language. */
export function formatter(language: string) {
  const locale = localeOf(language);
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", hourCycle: "h23", ...options });
  const long = make({ day: "numeric", month: "long", year: "numeric" });
  const short = make({ day: "numeric", month: "short", year: "numeric" });
  const dayMonth = make({ day: "numeric", month: "long" });
  const seconds = make({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const minutes = make({ hour: "2-digit", minute: "2-digit" });
  const number = new Intl.NumberFormat(locale);
  const at = (iso: string) => new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  const safe = (format: Intl.DateTimeFormat, iso: string) => {
    const date = at(iso);
    return Number.isNaN(date.getTime()) ? iso : glue(format.format(date));
  };
  return {
    /** 28 May 2027 */
    date: (iso: string) => safe(long, iso),
    /** 28 May 2027, the month shortened */
    shortDate: (iso: string) => safe(short, iso),
    /** 22 November */
    dayMonth: (iso: string) => safe(dayMonth, iso),
    /** 13:52:18, to be followed by its zone */
    time: (iso: string) => safe(seconds, iso),
    /** 13:52 UTC */
    clock: (iso: string) => `${safe(minutes, iso)}${NBSP}UTC`,
    /** 22 Nov 2026, 13:52:18 UTC */
    instant: (iso: string) => `${safe(short, iso)}, ${safe(seconds, iso)}${NBSP}UTC`,
    /** 4,812 */
    number: (value: number) => number.format(value),
    /** EUR 100,000.00, from minor units as text, however many */
    amount: (currency: string, minor: string, decimals: number) =>
      `${currency}${NBSP}${decimal(locale, minor, decimals)}`,
  };
}

/** Digits as an amount: never through a number, which would round it. */
function decimal(locale: string, minor: string, decimals: number): string {
  if (!/^\d+$/.test(minor)) return minor;
  const digits = minor.padStart(decimals + 1, "0");
  const whole = BigInt(digits.slice(0, digits.length - decimals));
  const part = decimals > 0 ? digits.slice(-decimals) : "";
  const point = new Intl.NumberFormat(locale).formatToParts(1.1).find((p) => p.type === "decimal");
  const text = new Intl.NumberFormat(locale).format(whole);
  return part === "" ? text : `${text}${point?.value ?? "."}${part}`;
}

/** The formats of the person's language. */
export function useFormat(): Format {
  const { locale } = useLingui().i18n;
  return useMemo(() => formatter(locale), [locale]);
}

const HEX = /^[0-9a-f]+$/i;

/** A hash or serial in groups of four; what is hex stands in upper case, whoever wrote it. */
export const groups = (serial: string): string[] =>
  (HEX.test(serial) ? serial.toUpperCase() : serial).match(/.{1,4}/g) ?? [];

/** A serial short enough for a table, its middle left out; only where it links to its whole. */
export function shortSerial(hex: string): string {
  const parts = groups(hex);
  if (parts.length <= 4) return parts.join(NBSP);
  return [...parts.slice(0, 2), "…", ...parts.slice(-1)].join(NBSP);
}
