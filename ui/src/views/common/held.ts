/** What a person has opened stays open until they close it, whatever others decide meanwhile. */
import { useState } from "react";

/** True from when it is asked for and `ready`; no longer once it is asked for no more. */
export function useHeld(asked: boolean, ready: boolean): boolean {
  const [held, setHeld] = useState(false);
  const open = asked && (ready || held);
  if (open !== held) setHeld(open);
  return open;
}
