/** A sheet over the desk: the frame stays visible above it. Escape asks before losing what was typed. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./Button";
import { Note } from "./Note";

type Props = {
  title: string;
  subtitle?: ReactNode;
  /** Name of the button that closes it. */
  closeLabel: string;
  onClose: () => void;
  /** Set while closing would lose something: said in place, with both ways on. */
  losing?: { text: string; stay: string; leave: string; onStay: () => void } | null;
  /** Called in place of closing, when something would be lost. */
  onAsk?: () => void;
  busy?: boolean;
  kind?: "sheet" | "sheet sheet--halt" | "panel";
  children: ReactNode;
};

export function Sheet(props: Props) {
  const {
    title,
    subtitle,
    closeLabel,
    onClose,
    onAsk,
    losing,
    busy,
    kind = "sheet",
    children,
  } = props;
  const leave = () => {
    if (!busy) (onAsk ?? onClose)();
  };
  return (
    <ModalOverlay
      className={kind === "panel" ? "scrim scrim--panel" : "scrim"}
      isOpen
      isKeyboardDismissDisabled={busy}
      onOpenChange={(open) => {
        if (!open) leave();
      }}
    >
      <Modal className={"sheet__frame"}>
        <Dialog className={kind}>
          <header className="sheet__head">
            <div>
              <Heading slot="title" level={1}>
                {title}
              </Heading>
              {subtitle && <p>{subtitle}</p>}
            </div>
            <Button kind="icon" icon={X} aria-label={closeLabel} onPress={leave} />
          </header>
          {losing && (
            <div className="sheet__losing">
              <Note tone="caution">
                <p>{losing.text}</p>
              </Note>
              <Button onPress={onClose}>{losing.leave}</Button>
              <Button kind="ink" autoFocus onPress={losing.onStay}>
                {losing.stay}
              </Button>
            </div>
          )}
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
