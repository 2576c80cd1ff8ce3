/**
 * The sheet before a signature. Left: what is signed. Right: what will be recorded, the reason, the
 * PIN, and the act. Nothing typed is lost: not by a refusal, not by Escape.
 */
import { PencilLine, Stamp } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { useT } from "../i18n";
import { Button } from "./Button";
import { ErrorBox, type FailureLike } from "./ErrorBox";
import { TextInput } from "./Field";
import { Icon, Seal } from "./Icon";
import { Note } from "./Note";
import { PinInput, type PinHandle } from "./PinInput";
import { Sheet } from "./Sheet";

/** One entry that the act will leave in the log. */
export type RecordLine = { sealed: boolean; text: string };

export type SigningAct = {
  key: string;
  label: string;
  busyLabel: string;
  /** The one that is proposed is filled; the other is outlined. */
  proposed: boolean;
  run: (reason: string, pin: string) => void;
};

type SheetFailure = FailureLike & { fields: readonly { field: string; message: string }[] };

type Props = {
  title: string;
  subtitle?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  record: readonly RecordLine[];
  /** More fields above the reason, such as the ground of a revocation. */
  extra?: ReactNode;
  reason?: string;
  /** Draws the title on red: an act that stops something. */
  halt?: boolean;
  pinHint: string;
  prefill: (() => Promise<string>) | null;
  caution: string;
  acts: readonly SigningAct[];
  /** Key of the act under way. */
  busy: string | null;
  failure: SheetFailure | null;
  /** A link beside what was changed, such as the event of the refusal. */
  failureMore?: ReactNode;
};

const fieldProblem = (failure: SheetFailure | null, field: string): string | null =>
  failure?.fields.find((p) => p.field === field)?.message ?? null;

/** A PIN that was refused is typed anew: it may no longer be the one that could be filled in. */
const isAboutPin = (failure: SheetFailure): boolean =>
  fieldProblem(failure, "pin") !== null || failure.code.startsWith("pin");

type RecordProps = {
  lines: readonly RecordLine[];
  /** Folds the lines: what is said in their place of what can't be undone. */
  folded: string | null;
};

function Record({ lines, folded }: RecordProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const list = (
    <ul className="rec">
      {lines.map(({ sealed, text }) => (
        <li key={text}>
          {sealed ? <Seal /> : <Icon of={PencilLine} />}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
  if (folded === null)
    return (
      <section>
        <h2>{t("sign.record.title")}</h2>
        {list}
      </section>
    );
  return (
    <section className="small">
      <p>
        <Seal /> {t("sign.record.folded", { count: lines.length })} {folded}{" "}
        <Button
          kind="link"
          aria-expanded={open}
          onPress={() => {
            setOpen(!open);
          }}
        >
          {open ? t("sign.record.hide") : t("sign.record.show")}
        </Button>
      </p>
      {open && list}
    </section>
  );
}

export function SigningSheet(props: Props) {
  const { title, subtitle, closeLabel, onClose, children, record, extra, acts, busy, failure } =
    props;
  const t = useT();
  const first = props.reason ?? "";
  const [reason, setReason] = useState(first);
  const [missing, setMissing] = useState(false);
  const [asking, setAsking] = useState(false);
  const pin = useRef<PinHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const reasonProblem =
    missing && !reason.trim() ? t("sign.reason.missing") : fieldProblem(failure, "reason");
  const pinProblem = fieldProblem(failure, "pin");
  const aboutPin = failure !== null && isAboutPin(failure);

  useEffect(() => {
    if (!failure) return;
    pin.current?.clear();
    if (!isAboutPin(failure)) pin.current?.refill();
    const field = failure.fields.find((p) => p.field !== "pin")?.field;
    const mends = field ? form.current?.querySelector<HTMLElement>(fieldControl(field)) : null;
    if (mends) mends.focus();
    else pin.current?.focus();
  }, [failure]);

  const focusReason = () => {
    form.current?.querySelector<HTMLElement>(fieldControl("reason"))?.focus();
  };
  const act = (chosen: SigningAct) => {
    if (!reason.trim()) {
      setMissing(true);
      focusReason();
      return;
    }
    chosen.run(reason.trim(), pin.current?.read() ?? "");
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const proposed = acts.find((a) => a.proposed);
    if (proposed && !busy) act(proposed);
  };
  const stay = () => {
    setAsking(false);
    focusReason();
  };

  return (
    <Sheet
      title={title}
      subtitle={subtitle}
      closeLabel={closeLabel}
      onClose={onClose}
      onAsk={
        reason.trim() && reason !== first
          ? () => {
              setAsking(true);
            }
          : undefined
      }
      losing={
        asking
          ? {
              text: t("sign.losing.text"),
              stay: t("sign.losing.stay"),
              leave: t("sign.losing.leave"),
              onStay: stay,
            }
          : null
      }
      kind={props.halt ? "sheet sheet--halt" : "sheet"}
      busy={busy !== null}
    >
      <div className="sheet__what" role="region" aria-label={t("sign.what")} tabIndex={0}>
        {children}
      </div>
      <form className="sheet__sign" ref={form} onSubmit={onSubmit} noValidate>
        {failure && <ErrorBox failure={failure} more={props.failureMore} />}
        <Record lines={record} folded={failure === null ? null : props.caution} />
        {extra}
        <TextInput
          label={t("sign.reason.label")}
          remark={t("sign.reason.remark")}
          value={reason}
          autoFocus={!isNarrow()}
          onChange={setReason}
          rows={3}
          path="reason"
          problem={reasonProblem}
        />
        <PinInput
          ref={pin}
          label={t("sign.pin.label")}
          hint={props.pinHint}
          prefilledHint={t("sign.pin.prefilled")}
          prefill={props.prefill}
          problem={pinProblem ?? (aboutPin ? (failure?.title ?? null) : null)}
        />
        <div className="sheet__acts">
          {!failure && (
            <Note tone="caution">
              <p>{props.caution}</p>
            </Note>
          )}
          <div className="sheet__btns">
            {acts.map((a) => (
              <Button
                key={a.key}
                large
                kind={a.proposed ? "wax" : "wax-line"}
                icon={a.proposed ? Stamp : undefined}
                busy={busy === a.key ? a.busyLabel : null}
                isDisabled={busy !== null && busy !== a.key}
                onPress={() => {
                  act(a);
                }}
              >
                {a.label}
              </Button>
            ))}
          </div>
        </div>
      </form>
    </Sheet>
  );
}

/** One column: the field is far below what is signed, so reading begins at the sheet's head. */
const isNarrow = () => window.matchMedia("(max-width: 64rem)").matches;

const fieldControl = (field: string) =>
  [`input`, `textarea`, `[role=spinbutton]`, `button`]
    .map((tag) => `[data-field="${field}"] ${tag}`)
    .join(", ");
