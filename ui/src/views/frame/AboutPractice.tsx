/** What a practice workspace is, and is not. */
import { Sheet } from "../../components/Sheet";
import { useT } from "../../i18n";

export function AboutPractice({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Sheet
      kind="panel"
      title={t("practice.about.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
    >
      <ul className="panel__text">
        <li>{t("practice.about.1")}</li>
        <li>{t("practice.about.2")}</li>
        <li>{t("practice.about.3")}</li>
        <li>{t("practice.about.4")}</li>
      </ul>
    </Sheet>
  );
}
