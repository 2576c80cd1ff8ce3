/** Language and appearance, before any workspace. */
import { ChevronDown, Languages, Sun, WifiOff } from "lucide-react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { useSettings } from "../../app/settings";
import { useT } from "../../i18n";
import { useAppearance } from "../frame/appearance";

export function Foot() {
  const t = useT();
  const settings = useSettings();
  const { language, theme } = useAppearance();
  return (
    <footer className="start__foot">
      <span>
        <Icon of={WifiOff} />
        {t("start.noConnection")}
      </span>
      <Menu label={language.title} groups={[language]}>
        <Button kind="quiet" icon={Languages} iconAfter={ChevronDown}>
          <span className="vh">{language.title}</span>
          {t(`language.${settings.language}`)}
        </Button>
      </Menu>
      <Menu label={theme.title} groups={[theme]}>
        <Button kind="quiet" icon={Sun} iconAfter={ChevronDown}>
          <span className="vh">{theme.title}</span>
          {t(`theme.${settings.theme}`)}
        </Button>
      </Menu>
    </footer>
  );
}
