/** Numbered steps: done, now, to come. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

export type Step = { title: string; text?: ReactNode; state?: "done" | "now" | "next" };

export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="steps">
      {steps.map(({ title, text, state = "next" }, index) => (
        <li
          key={title}
          className={`is-${state}`}
          aria-current={state === "now" ? "step" : undefined}
        >
          <span className="n">{state === "done" ? <Icon of={Check} /> : index + 1}</span>
          <div>
            <b>{title}</b>
            {text && <p>{text}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
