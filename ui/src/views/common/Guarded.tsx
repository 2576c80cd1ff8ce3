/** A button that says why it can't be pressed. */
import { useId } from "react";
import { Button, type ButtonProps } from "../../components/Button";
import { useT } from "../../i18n";
import type { MessageId } from "../../messages";

type Props = Omit<ButtonProps, "isDisabled" | "aria-describedby" | "children"> & {
  readonly label: string;
  readonly why: MessageId | null;
  /** False where another button beside it gives the same reason already. */
  readonly told?: boolean;
};

export function Guarded({ label, why, told = true, ...button }: Props) {
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
        {...button}
        isDisabled={why !== null}
        aria-describedby={why === null ? undefined : id}
      >
        {label}
      </Button>
    </>
  );
}
