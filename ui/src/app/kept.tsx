/** What a screen keeps while another one is shown: in memory, gone with the workspace. */
import { createContext, use, useCallback, useState, type ReactNode } from "react";

const KeptContext = createContext<Map<string, unknown> | null>(null);

export function KeptProvider({ children }: { children: ReactNode }) {
  const [kept] = useState(() => new Map<string, unknown>());
  return <KeptContext value={kept}>{children}</KeptContext>;
}

/** As `useState`, but found as it was left when the screen is shown again. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const kept = use(KeptContext);
  const [value, setValue] = useState<T>(() => (kept?.has(key) ? (kept.get(key) as T) : initial));
  const set = useCallback(
    (next: T) => {
      kept?.set(key, next);
      setValue(next);
    },
    [kept, key],
  );
  return [value, set];
}
