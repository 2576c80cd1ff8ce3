/** Boxes to tick. */
import { Check } from "lucide-react";
import { Checkbox, CheckboxGroup, Text } from "react-aria-components";
import { FieldLabel, Problem, type FieldFrame } from "./Field";
import { Icon } from "./Icon";
import type { Choice } from "./Select";

type Props = FieldFrame & {
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (keys: string[]) => void;
};

/** One box and its words. */
function Tick({ value, label }: { value: string; label: string }) {
  return (
    <Checkbox value={value} className="pick">
      {({ isSelected }) => (
        <>
          <span className={isSelected ? "box box--on" : "box"}>
            {isSelected && <Icon of={Check} />}
          </span>
          <span>{label}</span>
        </>
      )}
    </Checkbox>
  );
}

export function Choices(props: Props) {
  const { choices, value, onChange, problem, hint, path } = props;
  return (
    <CheckboxGroup
      className="field"
      value={[...value]}
      onChange={onChange}
      isInvalid={Boolean(problem)}
      data-field={path}
    >
      <FieldLabel {...props} />
      <div className="picks">
        {choices.map(({ key, label }) => (
          <Tick key={key} value={key} label={label} />
        ))}
      </div>
      {(problem || hint) && (
        <Text slot="description" elementType="div">
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </Text>
      )}
    </CheckboxGroup>
  );
}
