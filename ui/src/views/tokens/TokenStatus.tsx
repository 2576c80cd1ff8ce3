/** Whether a token is there, and unlocked. */
import { CircleX, Lock, LockOpen } from "lucide-react";
import type { TokenView } from "../../bindings/TokenView";
import { Status } from "../../components/Status";
import { useT } from "../../i18n";

export function TokenStatus({ token, chip }: { token: TokenView; chip?: boolean }) {
  const t = useT();
  if (!token.present)
    return <Status tone="stop" icon={CircleX} word={t("settings.absent")} chip={chip} />;
  if (token.unlocked)
    return <Status tone="ok" icon={LockOpen} word={t("settings.unlocked")} chip={chip} />;
  return <Status tone="past" icon={Lock} word={t("settings.locked")} chip={chip} />;
}
