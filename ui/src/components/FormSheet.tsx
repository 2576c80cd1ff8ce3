/** A small sheet that asks for a few things and then acts. A refusal keeps what was typed. */
import { useEffect, useRef, type FormEvent, type ReactNode } from "react";
import { useT } from "../i18n";
import { Button } from "./Button";
import { ErrorBox, type FailureLike } from "./ErrorBox";
import { Sheet } from "./Sheet";

type Failed = FailureLike & { fields: readonly { field: string; message: string }[] };

type Props = {
  title: string;
  subtitle?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  submitLabel: string;
  busyLabel: string;
  busy: boolean;
  failure: Failed | null;
  onSubmit: () => void;
  children: ReactNode;
};

/** What is wrong with a field, as Rust words it. */
export const fieldProblem = (failure: Failed | null, field: string): string | null =>
  failure?.fields.find((problem) => problem.field === field)?.message ?? null;

/** What is wrong with a PIN: its own words, else the title of a refusal that is about it. */
export const pinProblem = (failure: Failed | null, field = "pin"): string | null =>
  fieldProblem(failure, field) ?? (failure?.code.startsWith("pin") ? failure.title : null);

export function FormSheet(props: Props) {
  const { title, subtitle, closeLabel, onClose, busy, failure, onSubmit } = props;
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!failure) return;
    const [field] = failure.fields;
    const place = field ? `[data-field="${CSS.escape(field.field)}"] ` : "";
    form.current?.querySelector<HTMLElement>(`${place}input`)?.focus();
  }, [failure]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <Sheet
      kind="panel"
      title={title}
      subtitle={subtitle}
      closeLabel={closeLabel}
      onClose={onClose}
      busy={busy}
    >
      <form className="panel__form" ref={form} onSubmit={submit} noValidate>
        {failure && <ErrorBox failure={failure} />}
        {props.children}
        <div className="panel__acts">
          <Button large onPress={onClose} isDisabled={busy}>
            {t("common.cancel")}
          </Button>
          <Button large kind="ink" type="submit" busy={busy ? props.busyLabel : null}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
