/** Verifying the log: a job with progress that can be cancelled. */
import { useState } from "react";
import type { ProgressView } from "../../bindings/ProgressView";
import type { VerificationView } from "../../bindings/VerificationView";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";

export function useVerification() {
  const api = useApi();
  const [progress, setProgress] = useState<ProgressView | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const [result, setResult] = useState<VerificationView | null>(null);
  const job = useAct(() => api.verifyLog(setProgress), setResult);
  const failure = cancelled && job.failure?.kind !== "broken" ? null : job.failure;
  return {
    running: job.busy,
    progress,
    /** What this window found; the log keeps less of it. */
    result,
    cancelled: cancelled && !job.busy,
    failure,
    start: () => {
      setProgress(null);
      setCancelled(false);
      setResult(null);
      job.run(undefined);
    },
    cancel: () => {
      setCancelled(true);
      void api.cancelWork();
    },
  };
}

export type Verification = ReturnType<typeof useVerification>;
