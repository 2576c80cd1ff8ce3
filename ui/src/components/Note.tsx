/** A caution or a piece of information beside what it is about; stays while it is true. */
import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

export type Tone = "caution" | "wait" | "ok" | "stop";

const icons = { caution: TriangleAlert, wait: Info, ok: CircleCheck, stop: CircleX };

export function Note({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <div className={`note note--${tone}`}>
      <Icon of={icons[tone]} />
      <div className="note__in">{children}</div>
    </div>
  );
}
