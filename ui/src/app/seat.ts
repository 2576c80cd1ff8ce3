/**
 * Who sits at the desk. Rust says when a session is over; the screen that it leaves is put aside
 * with all that was typed, for the same officer and for nobody else.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { SignedOutView } from "../bindings/SignedOutView";
import type { WorkspaceView } from "../bindings/WorkspaceView";
import { useApi } from "./api-context";
import { keys } from "./queries";

type Place = { path: string | null; officer: string | null };

const placeOf = (workspace: WorkspaceView | null | undefined): Place => ({
  path: workspace?.path ?? null,
  officer: workspace?.officer?.id ?? null,
});

/** What ended the last session, until somebody signs in, and a number for each fresh desk. */
export function useSeat(workspace: WorkspaceView | null | undefined) {
  const [end, setEnd] = useState<SignedOutView | null>(null);
  const [desk, setDesk] = useState(0);
  const now = placeOf(workspace);
  const [before, setBefore] = useState(now);
  useEnds(setEnd);

  if (now.path !== before.path || now.officer !== before.officer) {
    setBefore(now);
    const elsewhere = now.path !== before.path;
    if (end !== null && (elsewhere || now.officer !== null)) {
      if (elsewhere || now.officer !== end.officer) setDesk(desk + 1);
      setEnd(null);
    }
  }
  return { end, desk };
}

/** Hears when somebody is signed out without having asked for it. */
function useEnds(onEnd: (end: SignedOutView) => void) {
  const api = useApi();
  const client = useQueryClient();
  useEffect(() => {
    const hear = async (end: SignedOutView) => {
      onEnd(end);
      // An answer that is on its way may still name the officer.
      await client.cancelQueries({ queryKey: keys.workspace });
      client.setQueryData<WorkspaceView | null>(
        keys.workspace,
        (shown) => shown && { ...shown, officer: null },
      );
      // Nothing else is read anew: what waits behind the sign-in stays as its officer saw it.
      await client.invalidateQueries({ queryKey: keys.workspace });
    };
    api.watchSession((end) => void hear(end)).catch(() => undefined);
  }, [api, client, onEnd]);
}
