/** Language and theme as the person chose them, for whoever shows the choice. */
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Language } from "../api";
import { activate } from "../i18n";
import { useApi } from "./api-context";
import {
  applyTheme,
  storedLanguage,
  storedTheme,
  storeLanguage,
  storeTheme,
  type Theme,
} from "./preferences";

type Settings = {
  language: Language;
  theme: Theme;
  setLanguage: (language: Language) => void;
  setTheme: (theme: Theme) => void;
};

const SettingsContext = createContext<Settings | null>(null);

export function SettingsProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const client = useQueryClient();
  const [language, setLanguage] = useState(storedLanguage);
  const [theme, setTheme] = useState(storedTheme);
  const settings = useMemo<Settings>(
    () => ({
      language,
      theme,
      setLanguage: (next) => {
        storeLanguage(next);
        activate(next);
        setLanguage(next);
        // Sentences and labels come from Rust: read them again once it speaks the language.
        void api.setLanguage(next).then(() => client.invalidateQueries());
      },
      setTheme: (next) => {
        storeTheme(next);
        applyTheme(next);
        setTheme(next);
      },
    }),
    [language, theme, api, client],
  );
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

export function useSettings(): Settings {
  const settings = use(SettingsContext);
  if (!settings) throw new Error("useSettings outside SettingsProvider");
  return settings;
}
