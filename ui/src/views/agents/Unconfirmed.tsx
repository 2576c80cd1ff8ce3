/** That one officer revoked alone, until a second one confirms it. */
import { ArrowRight } from "lucide-react";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";
import { useMayConfirm } from "../common/roles";

export function Unconfirmed({ onConfirm }: { onConfirm: () => void }) {
  const t = useT();
  const may = useMayConfirm();
  return (
    <div className="revocation">
      <Note tone="caution">
        <p>
          <b>{t("confirm.open")}</b> {t(may ? "confirm.open.text" : "confirm.open.other")}
        </p>
        {may ? (
          <p>
            <Button iconAfter={ArrowRight} onPress={onConfirm}>
              {t("confirm.button")}
            </Button>
          </p>
        ) : null}
      </Note>
    </div>
  );
}
