/** A button that says why it can't be pressed. */
import { useId } from "react";
import { Button } from "../../components/Button";
import { useT } from "../../i18n";
import type { MessageId } from "../../messages";

interface Props {
  readonly label: string;
  readonly why: MessageId | null;
  readonly kind?: "ink" | "plain";
  /** False where another button beside it gives the same reason already. */
  readonly told?: boolean;
  readonly onPress: () => void;
}

export function Guarded({ label, why, kind = "plain", told = true, onPress }: Props) {
  const t = useT();
  const id = useId();
  return (
    <>
      {why === null ? null : (
        <span id={id} className={told ? "hint head__why" : "vh"}>
          {t(why)}
        </span>
      )}
      <Button
        kind={kind}
        isDisabled={why !== null}
        aria-describedby={why === null ? undefined : id}
        onPress={onPress}
      >
        {label}
      </Button>
    </>
  );
}
