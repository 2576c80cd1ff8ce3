/** Whether a witness's cosignatures count. */
import { CircleOff, ShieldCheck } from "lucide-react";
import { Status } from "../../components/Status";
import { useT } from "../../i18n";

export function Trust({ trusted }: { trusted: boolean }) {
  const t = useT();
  return trusted ? (
    <Status tone="ok" icon={ShieldCheck} word={t("held.trusted")} />
  ) : (
    <Status tone="past" icon={CircleOff} word={t("held.trusted.not")} />
  );
}
