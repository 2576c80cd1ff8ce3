/** A text with suggestions; any other text may be typed. */
import { ChevronDown } from "lucide-react";
import {
  Button,
  ComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { FieldLabel, Problem, type FieldFrame } from "./Field";
import { Icon } from "./Icon";

type Props = FieldFrame & {
  suggestions: readonly string[];
  /** Name of the button that shows the suggestions. */
  openLabel: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
};

export function ComboInput(props: Props) {
  const { suggestions, value, onChange, onBlur, problem, hint, path, openLabel } = props;
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
      onBlur={onBlur}
      isInvalid={Boolean(problem)}
      data-field={path}
    >
      <FieldLabel {...props} />
      <div className="combo">
        <Input className={problem ? "input input--bad" : "input"} autoComplete="off" />
        {suggestions.length > 0 && (
          <Button className="combo__open" aria-label={openLabel}>
            <Icon of={ChevronDown} />
          </Button>
        )}
      </div>
      {(problem || hint) && (
        <Text slot="description" elementType="div">
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </Text>
      )}
      <Popover className="popover">
        <ListBox className="menu" items={suggestions.map((id) => ({ id }))}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.id} className="menu__item">
              {item.id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
