/** A list of short texts: typed one by one or pasted, each to be taken away again. */
import { X } from "lucide-react";
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { Problem, type FieldFrame } from "./Field";
import { Icon } from "./Icon";
import { Why } from "./Why";

type Props = FieldFrame & {
  values: readonly string[];
  onChange: (values: string[]) => void;
  onBlur?: () => void;
  placeholder?: string;
  /** Positions with something wrong. */
  bad?: ReadonlySet<number>;
  /** Name of the button that takes a value away. */
  removeLabel: (value: string) => string;
};

const split = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** Values with new ones at their end, none twice. */
export const withValues = (values: readonly string[], text: string) => [
  ...new Set([...values, ...split(text)]),
];

export function Tags(props: Props) {
  const { label, why, hint, problem, path, values, onChange, onBlur, placeholder, removeLabel } =
    props;
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  const take = (text: string) => {
    if (split(text).length > 0) onChange(withValues(values, text));
    setTyped("");
  };
  const remove = (index: number) => {
    onChange(values.filter((_, at) => at !== index));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (["Enter", ",", ";", " "].includes(event.key)) {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "" && values.length > 0) {
      remove(values.length - 1);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault();
    take(typed + event.clipboardData.getData("text"));
  };

  return (
    <div className="field" data-field={path}>
      <div className="label">
        <label htmlFor={id}>{label}</label>
        {why && <Why about={label}>{why}</Why>}
      </div>
      <div className={problem ? "input input--bad tags" : "input tags"}>
        {values.map((value, index) => (
          <span key={value} className={props.bad?.has(index) ? "tag tag--bad" : "tag"}>
            {value}
            <button
              type="button"
              className="tag__x"
              aria-label={removeLabel(value)}
              onClick={() => {
                remove(index);
              }}
            >
              <Icon of={X} />
            </button>
          </span>
        ))}
        <input
          id={id}
          ref={input}
          className="tags__in"
          value={typed}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem || hint ? `${id}-about` : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => {
            take(typed);
            onBlur?.();
          }}
        />
      </div>
      {(problem || hint) && (
        <div id={`${id}-about`}>
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </div>
      )}
    </div>
  );
}
