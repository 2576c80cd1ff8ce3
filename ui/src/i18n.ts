/** Languages: loads the catalogues and hands out `t`, typed by message key. */
import { setupI18n } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { useCallback } from "react";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Language } from "./api";
import { de, en, type MessageId } from "./messages";

export const i18n = setupI18n({ messages: { en, de } });
i18n.setMessagesCompiler(compileMessage);

export type Values = Record<string, string | number>;
export type Translate = (id: MessageId, values?: Values) => string;

/** The locale that dates and amounts are set in: day before month, 24 hours. */
export const localeOf = (language: string) => (language === "de" ? "de-DE" : "en-GB");

/** Switches the language of every message and of the document. */
export function activate(language: Language) {
  i18n.activate(language, localeOf(language));
  document.documentElement.lang = language;
}

/** Words by key in the language of the person. */
export function useT(): Translate {
  const { i18n: current } = useLingui();
  const { locale } = current;
  // The same function until the language changes, so that what is drawn with it need not be drawn again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useCallback<Translate>((id, values) => current._(id, values), [current, locale]);
}

/** True if `id` is a key of the catalogues; for keys made of data, such as event kinds. */
export const isMessage = (id: string): id is MessageId => id in en;

/** Words for a key made of data, or the fallback where the catalogue has none. */
export function wordFor(t: Translate, id: string, fallback: string, values?: Values): string {
  return isMessage(id) ? t(id, values) : fallback;
}
