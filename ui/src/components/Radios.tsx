/** One of a few choices, all of them in sight. */
import { Label, Radio, RadioGroup, Text } from "react-aria-components";
import { Problem } from "./Field";

export type RadioChoice = {
  readonly key: string;
  readonly label: string;
  readonly remark?: string;
};

type Props = {
  label: string;
  choices: readonly RadioChoice[];
  value: string | null;
  onChange: (key: string) => void;
  problem?: string | null;
  path?: string;
};

export function Radios({ label, choices, value, onChange, problem, path }: Props) {
  return (
    <RadioGroup
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={Boolean(problem)}
      data-field={path}
    >
      <div className="label">
        <Label>{label}</Label>
      </div>
      <div className="radios">
        {choices.map((choice) => (
          <Radio key={choice.key} value={choice.key} className="pick">
            {({ isSelected }) => (
              <>
                <span className={isSelected ? "box box--round box--on" : "box box--round"} />
                <span>
                  {choice.label}
                  {choice.remark ? <code className="pick__remark">{choice.remark}</code> : null}
                </span>
              </>
            )}
          </Radio>
        ))}
      </div>
      {problem ? (
        <Text slot="description" elementType="div">
          <Problem>{problem}</Problem>
        </Text>
      ) : null}
    </RadioGroup>
  );
}
