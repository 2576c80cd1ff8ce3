/**
 * A PIN. It lives in the input alone, never in state: read when the person acts, cleared after.
 */
import { Eye, EyeOff } from "lucide-react";
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type Ref,
} from "react";
import { useT } from "../i18n";
import { Button } from "./Button";
import { Problem } from "./Field";

export type PinHandle = {
  read: () => string;
  clear: () => void;
  /** Fills in what may be filled in, where nothing is typed. */
  refill: () => void;
  focus: () => void;
};

type Props = {
  ref?: Ref<PinHandle>;
  label: string;
  /** Which token it opens. */
  hint?: string;
  /** Said when the PIN was filled in by the program. */
  prefilledHint?: string;
  problem?: string | null;
  /** Path of the field, by which a problem finds it. */
  path?: string;
  /** Asks for the PIN that may be filled in; practice only. */
  prefill?: (() => Promise<string>) | null;
};

export function PinInput({
  ref,
  label,
  hint,
  prefilledHint,
  problem,
  path = "pin",
  prefill,
}: Props) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** Counts the asking: an answer that came too late is left. */
  const asked = useRef(0);
  const [shown, setShown] = useState(false);
  const [prefilled, setPrefilled] = useState(false);

  const fill = useCallback(() => {
    asked.current += 1;
    const turn = asked.current;
    prefill?.().then(
      (pin) => {
        const field = input.current;
        if (turn !== asked.current || !field || field.value !== "") return;
        field.value = pin;
        setPrefilled(true);
      },
      () => undefined,
    );
  }, [prefill]);

  useImperativeHandle(ref, () => ({
    read: () => input.current?.value ?? "",
    clear: () => {
      if (input.current) input.current.value = "";
      setPrefilled(false);
    },
    refill: fill,
    focus: () => input.current?.focus(),
  }));

  useEffect(() => {
    const field = input.current;
    fill();
    return () => {
      asked.current += 1;
      if (field) field.value = "";
    };
  }, [fill]);

  return (
    <div className="field" data-field={path}>
      <label htmlFor={id}>{label}</label>
      <div className="combo">
        <input
          id={id}
          ref={input}
          className={problem ? "input input--bad" : "input"}
          type={shown ? "text" : "password"}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-about`}
          onInput={() => {
            setPrefilled(false);
          }}
        />
        <span className="combo__open">
          <Button
            kind="icon"
            icon={shown ? EyeOff : Eye}
            aria-label={shown ? t("sign.pin.hide") : t("sign.pin.show")}
            onPress={() => {
              setShown(!shown);
            }}
          />
        </span>
      </div>
      <div id={`${id}-about`}>
        {problem && <Problem>{problem}</Problem>}
        {hint && <p className="hint">{hint}</p>}
        {prefilled && prefilledHint && <p className="hint">{prefilledHint}</p>}
      </div>
    </div>
  );
}
