/** In place of a form for a new PIN: this token takes one on its own pad alone. */
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { Sheet } from "../../components/Sheet";
import { useT } from "../../i18n";
import { useTokenLine } from "./TokenPin";

interface Props {
  readonly token: TokenView;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

export function PadSheet({ token, title, closeLabel, onClose }: Props) {
  const t = useT();
  return (
    <Sheet
      kind="panel"
      title={title}
      subtitle={useTokenLine(token)}
      closeLabel={closeLabel}
      onClose={onClose}
    >
      <div className="panel__text">
        <Note tone="wait">
          <p>{t("tokens.pin.onItsPad")}</p>
        </Note>
        <div className="panel__acts">
          <Button large autoFocus onPress={onClose}>
            {t("common.close")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
