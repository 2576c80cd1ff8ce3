import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";

/** A report of which a copy was saved, and where. */
export interface SavedCopy {
  readonly id: string;
  readonly path: string;
}

/** Saves a copy of a report where the person says; who cancels the dialog is told nothing. */
export function useSaveCopy() {
  const api = useApi();
  const [saved, setSaved] = useState<SavedCopy | null>(null);
  const act = useAct(
    async (id: string) => ({ id, path: await api.exportReport(id) }),
    ({ id, path }) => {
      setSaved(path === null ? null : { id, path });
    },
  );
  return { run: act.run, busy: act.busy, failure: act.failure, saved };
}
