/** One box to tick. */
import { Check as Mark } from "lucide-react";
import { Checkbox } from "react-aria-components";
import { Icon } from "./Icon";

type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void };

export function Check({ label, checked, onChange }: Props) {
  return (
    <Checkbox className="pick" isSelected={checked} onChange={onChange}>
      <span className={checked ? "box box--on" : "box"}>{checked ? <Icon of={Mark} /> : null}</span>
      <span>{label}</span>
    </Checkbox>
  );
}
