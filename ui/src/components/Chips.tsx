/** What a list is narrowed by, each to be taken back by itself, and all of it at once. */
import { X } from "lucide-react";
import { Button } from "./Button";
import { Icon } from "./Icon";

export interface Chip {
  readonly key: string;
  readonly label: string;
  /** Name of the button that takes it back. */
  readonly clearLabel: string;
  readonly onClear: () => void;
}

interface Props {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly clearLabel: string;
  readonly onClear: () => void;
}

export function Chips({ label, chips, clearLabel, onClear }: Props) {
  if (chips.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label={label}>
      {chips.map((chip) => (
        <span key={chip.key} className="tag">
          {chip.label}
          <button
            type="button"
            className="tag__x"
            aria-label={chip.clearLabel}
            onClick={chip.onClear}
          >
            <Icon of={X} />
          </button>
        </span>
      ))}
      <Button kind="link" onPress={onClear}>
        {clearLabel}
      </Button>
    </div>
  );
}
