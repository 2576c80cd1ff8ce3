/** A status: icon, word and colour together. In a table plain, in a page head as a chip. */
import { Icon, Seal, type LucideIcon } from "./Icon";

export type StatusTone = "ok" | "wait" | "caution" | "stop" | "past";

type Props = { tone: StatusTone; icon: LucideIcon; word: string; chip?: boolean };

export function Status({ tone, icon, word, chip = false }: Props) {
  return (
    <span className={`st st--${tone}${chip ? " st--chip" : ""}`}>
      <Icon of={icon} />
      {word}
    </span>
  );
}

/** Signed or sealed: the wax seal, its word in ink. */
export function Sealed({ word }: { word: string }) {
  return (
    <span className="st">
      <Seal />
      {word}
    </span>
  );
}
