/** One field of a form: label, "Why?", control, problem, hint. All controls are laid out by it. */
import { CircleAlert } from "lucide-react";
import { useId, useState, type ReactNode, type RefObject } from "react";
import { Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { Icon } from "./Icon";
import { Why } from "./Why";

export type FieldFrame = {
  label: string;
  /** Explains what the field is for, behind "Why?". */
  why?: string;
  hint?: ReactNode;
  /** What is wrong with the value, as Rust words it. */
  problem?: string | null;
  /** A remark at the end of the label's line. */
  remark?: string;
  /** Path of the field, by which a problem finds it. */
  path?: string;
};

/** Label line of a field. */
export function FieldLabel({ label, why, remark }: FieldFrame) {
  return (
    <div className="label">
      <Label>{label}</Label>
      {remark && <span className="why muted">{remark}</span>}
      {why && <Why about={label}>{why}</Why>}
    </div>
  );
}

/** What is wrong, beneath the control. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <p className="problem">
      <Icon of={CircleAlert} />
      <span>{children}</span>
    </p>
  );
}

type TextProps = FieldFrame & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  placeholder?: string;
  /** Rows of a field with several lines. */
  rows?: number;
  kind?: "text" | "code" | "hash" | "number";
  inputRef?: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
};

const inputClass = (kind: TextProps["kind"], bad: boolean) =>
  [
    "input",
    kind === "code" && "input--code",
    kind === "hash" && "input--hash",
    kind === "number" && "num",
    bad && "input--bad",
  ]
    .filter(Boolean)
    .join(" ");

/** A field for text. */
export function TextInput(props: TextProps) {
  const { value, onChange, onBlur, placeholder, rows, kind, inputRef, problem, hint, path } = props;
  const className = inputClass(kind, Boolean(problem));
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      isInvalid={Boolean(problem)}
      autoFocus={props.autoFocus}
      data-field={path}
    >
      <FieldLabel {...props} />
      {rows ? (
        <TextArea
          className={className}
          rows={rows}
          placeholder={placeholder}
          spellCheck={kind !== "hash"}
        />
      ) : (
        <Input
          ref={inputRef}
          className={className}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={kind === undefined || kind === "text"}
        />
      )}
      {(problem || hint) && (
        <Text slot="description" elementType="div">
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </Text>
      )}
    </TextField>
  );
}

/** A value that is shown among fields and cannot be changed. */
export function Shown({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span className="label" id={id}>
        {label}
      </span>
      <p className="small">{children}</p>
    </div>
  );
}

/** Which fields a person has left once: problems are shown there, not before. */
export function useTouched() {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  return {
    isTouched: (path: string) => all || touched.has(path),
    touch: (path: string) => {
      setTouched((before) => (before.has(path) ? before : new Set(before).add(path)));
    },
    touchAll: () => {
      setAll(true);
    },
    reset: () => {
      setTouched(new Set());
      setAll(false);
    },
  };
}
