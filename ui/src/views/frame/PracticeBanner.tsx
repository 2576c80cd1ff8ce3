/** Said on every screen of a practice workspace. */
import { FlaskConical } from "lucide-react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useT } from "../../i18n";

export function PracticeBanner({ onAbout }: { onAbout: () => void }) {
  const t = useT();
  return (
    <div className="practice" role="status">
      <Icon of={FlaskConical} />
      <b>{t("practice.banner")}</b>
      <span>{t("practice.text")}</span>
      <Button kind="link" onPress={onAbout}>
        {t("practice.about")}
      </Button>
    </div>
  );
}
