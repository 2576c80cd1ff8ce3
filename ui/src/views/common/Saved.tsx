/** Where a copy was put, with a way to take the path along. */
import { CircleCheck } from "lucide-react";
import { CopyButton } from "../../components/CopyButton";
import { Icon } from "../../components/Icon";
import { useT } from "../../i18n";

export function Saved({ path }: { path: string }) {
  const t = useT();
  return (
    <p className="saved">
      <Icon of={CircleCheck} />
      <span className="saved__path">{t("common.savedAs", { path })}</span>
      <CopyButton text={path} label={t("common.copyPath")} />
    </p>
  );
}
