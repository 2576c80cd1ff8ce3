import { ClockAlert } from "lucide-react";
import { Status } from "../../components/Status";
import { useT } from "../../i18n";

/** A revocation that no CRL lists yet. */
export function CrlOwed() {
  const t = useT();
  return <Status tone="caution" icon={ClockAlert} word={t("agents.crlOwed")} />;
}
