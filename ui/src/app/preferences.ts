/** Language and theme of this window; kept by the webview, never in a workspace. */
import type { Language } from "../api";

export type Theme = "system" | "light" | "dark";

const LANGUAGE = "chancery.language";
const THEME = "chancery.theme";

const read = (key: string): string | null => {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
};

const write = (key: string, value: string) => {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // A webview without storage forgets the choice; nothing else depends on it.
  }
};

/** The language chosen before, else the system's if we speak it, else English. */
export function storedLanguage(): Language {
  const chosen = read(LANGUAGE) ?? navigator.language.slice(0, 2);
  return chosen === "de" ? "de" : "en";
}

export const storeLanguage = (language: Language) => {
  write(LANGUAGE, language);
};

export function storedTheme(): Theme {
  const chosen = read(THEME);
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export const storeTheme = (theme: Theme) => {
  write(THEME, theme);
};

/** Sets the theme on the document; `system` leaves the choice to the media query. */
export function applyTheme(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
