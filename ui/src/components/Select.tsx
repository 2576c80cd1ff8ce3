/** A choice of one from a list. */
import { ChevronDown } from "lucide-react";
import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";
import { FieldLabel, Problem, type FieldFrame } from "./Field";
import { Icon } from "./Icon";

export type Choice = { key: string; label: string };

type Props = FieldFrame & {
  choices: readonly Choice[];
  value: string;
  onChange: (key: string) => void;
};

export function Select(props: Props) {
  const { choices, value, onChange, problem, hint, path } = props;
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={Boolean(problem)}
      data-field={path}
      placeholder=" "
    >
      <FieldLabel {...props} />
      <Button className={problem ? "input input--bad" : "input"}>
        <SelectValue />
        <Icon of={ChevronDown} />
      </Button>
      {(problem || hint) && (
        <Text slot="description" elementType="div">
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </Text>
      )}
      <Popover className="popover">
        <ListBox className="menu" items={choices.map((c) => ({ ...c, id: c.key }))}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label} className="menu__item">
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
