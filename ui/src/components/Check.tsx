/** One box to tick. */
import { Check as Mark } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components";
import { Icon } from "./Icon";

type Props = { isSelected: boolean; onChange: (selected: boolean) => void; children: ReactNode };

export function Check({ isSelected, onChange, children }: Props) {
  return (
    <Checkbox className="pick" isSelected={isSelected} onChange={onChange}>
      <span className={isSelected ? "box box--on" : "box"}>
        {isSelected ? <Icon of={Mark} /> : null}
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
