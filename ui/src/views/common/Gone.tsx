/** Says on a sheet that what it decides was decided meanwhile. */
import { Note } from "../../components/Note";
import { useT } from "../../i18n";

export function Gone({ waits }: { waits: boolean }) {
  const t = useT();
  if (waits) return null;
  return (
    <Note tone="caution">
      <p>{t("requests.sheet.gone")}</p>
    </Note>
  );
}
