/** A clause of a form, as in a contract: number and name in the margin, text in the column. */
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

type Props = { number: number; name: string; bad?: boolean; children: ReactNode };

export function Clause({ number, name, bad = false, children }: Props) {
  return (
    <fieldset className={bad ? "clause clause--bad" : "clause"}>
      <legend className="vh">{name}</legend>
      <div className="clause__name" aria-hidden="true">
        <span>{bad ? <Icon of={CircleAlert} /> : number}</span>
        {name}
      </div>
      <div className="clause__in">{children}</div>
    </fieldset>
  );
}
