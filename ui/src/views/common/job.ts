/** Long work with progress that can be cancelled between items. */
import { useState } from "react";
import type { ProgressView } from "../../bindings/ProgressView";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";

export function useJob<A, T>(
  work: (args: A, tell: (progress: ProgressView) => void) => Promise<T>,
) {
  const api = useApi();
  const [progress, setProgress] = useState<ProgressView | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const [result, setResult] = useState<T | null>(null);
  const act = useAct((args: A) => work(args, setProgress), setResult);
  // What broke is told even to whoever cancelled.
  const quiet = cancelled && act.failure?.kind !== "broken";
  return {
    running: act.busy,
    progress,
    result: act.failure ? null : result,
    cancelled: quiet && !act.busy && act.failure !== null,
    failure: quiet ? null : act.failure,
    start: (args: A) => {
      setProgress(null);
      setCancelled(false);
      setResult(null);
      act.run(args);
    },
    cancel: () => {
      setCancelled(true);
      void api.cancelWork();
    },
  };
}

export type Job<A, T> = ReturnType<typeof useJob<A, T>>;
