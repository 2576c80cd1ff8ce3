/** Whether a CRL is current, due, overdue or owed. */
import { CalendarClock, CircleCheck, CircleX, ClockAlert } from "lucide-react";
import type { CrlView } from "../../bindings/CrlView";
import { Status } from "../../components/Status";
import { useT } from "../../i18n";

export function CrlStatus({ crl }: { crl: CrlView }) {
  const t = useT();
  if (crl.overdue) return <Status tone="stop" icon={CircleX} word={t("overview.crl.overdue")} />;
  if (crl.owed) return <Status tone="caution" icon={ClockAlert} word={t("agents.crlOwed")} />;
  if (crl.due_soon) return <Status tone="caution" icon={CalendarClock} word={t("crls.dueSoon")} />;
  return <Status tone="ok" icon={CircleCheck} word={t("overview.crl.current")} />;
}
