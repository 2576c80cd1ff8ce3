/** Language and theme as groups of a menu. */
import { Languages, Moon, Sun, SunMoon } from "lucide-react";
import type { Language } from "../../api";
import type { Theme } from "../../app/preferences";
import { useSettings } from "../../app/settings";
import type { MenuGroup } from "../../components/Menu";
import { useT } from "../../i18n";

const LANGUAGES: Language[] = ["en", "de"];
const THEMES: { key: Theme; icon: typeof Sun }[] = [
  { key: "system", icon: SunMoon },
  { key: "light", icon: Sun },
  { key: "dark", icon: Moon },
];

export function useAppearance(): { language: MenuGroup; theme: MenuGroup } {
  const t = useT();
  const { language, theme, setLanguage, setTheme } = useSettings();
  return {
    language: {
      key: "language",
      title: t("language.title"),
      chosen: language,
      entries: LANGUAGES.map((key) => ({ key, label: t(`language.${key}`), icon: Languages })),
      onAction: (key) => {
        setLanguage(key as Language);
      },
    },
    theme: {
      key: "theme",
      title: t("theme.title"),
      chosen: theme,
      entries: THEMES.map(({ key, icon }) => ({ key, label: t(`theme.${key}`), icon })),
      onAction: (key) => {
        setTheme(key as Theme);
      },
    },
  };
}
