/** What comes from Rust, by react-query: the client, the keys, and acts that refresh what they touch. */
import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useMemo, useRef, useState } from "react";
import type { Failure } from "../bindings/Failure";
import type { WorkspaceView } from "../bindings/WorkspaceView";
import { useT } from "../i18n";
import { useApi } from "./api-context";
import { asFailure } from "./failure";

export const keys = {
  workspace: ["workspace"] as const,
  start: ["start"] as const,
};

/** Calls go to this machine: never paused for want of a network, never repeated behind one's back. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: false,
        refetchOnWindowFocus: false,
        staleTime: 0,
        // A screen that waits behind the sign-in is shown again as it was, however long it waited.
        gcTime: Infinity,
      },
    },
  });
}

/** A read from Rust, its failure already worded. */
export function useRead<T>(key: readonly unknown[], read: () => Promise<T>, enabled = true) {
  const t = useT();
  const query = useQuery({ queryKey: key, queryFn: read, enabled });
  const { error } = query;
  const failure: Failure | null = useMemo(() => (error ? asFailure(error, t) : null), [error, t]);
  return { data: query.data, failure, loading: query.isPending, retry: () => void query.refetch() };
}

/** True if an act was refused because the session was over. */
const isNobody = (reason: unknown): boolean =>
  typeof reason === "object" &&
  reason !== null &&
  "code" in reason &&
  reason.code === "not-signed-in";

/**
 * An act: after it, done or refused, everything shown is read again. What it was called with, such
 * as a PIN, is kept nowhere: hence no mutation of react-query, which remembers its variables.
 */
export function useAct<A, T>(act: (args: A) => Promise<T>, onDone?: (result: T) => void) {
  const t = useT();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ reason: unknown } | null>(null);
  const running = useRef(false);
  const failure = useMemo(() => (error ? asFailure(error.reason, t) : null), [error, t]);

  const attempt = async (args: A) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    let nobody = false;
    try {
      const result = await act(args);
      onDone?.(result);
    } catch (reason) {
      setError({ reason });
      nobody = isNobody(reason);
    } finally {
      running.current = false;
      setBusy(false);
      // Read without an officer, the screen would be another, and what was typed into it lost.
      void client.invalidateQueries(nobody ? { queryKey: keys.workspace } : undefined);
    }
  };
  return {
    run: (args: A) => void attempt(args),
    busy,
    failure,
    clear: () => {
      setError(null);
    },
  };
}

/** The open workspace; `null` when none is open. */
export function useWorkspaceQuery() {
  const api = useApi();
  return useRead<WorkspaceView | null>(keys.workspace, api.showWorkspace);
}

/**
 * The workspace for which the app drew its frame. When it closes, a part of the frame may learn of
 * it before the app has taken the frame away; until then that part shows this one.
 */
export const FramedWorkspace = createContext<WorkspaceView | null>(null);

/** The open workspace, for screens that are shown only within one. */
export function useWorkspace(): WorkspaceView {
  const framed = useContext(FramedWorkspace);
  const { data } = useWorkspaceQuery();
  const workspace = data ?? framed;
  if (!workspace) throw new Error("useWorkspace without a workspace");
  return workspace;
}

/** Puts a workspace view that a call returned where the frame reads it. */
export function useSetWorkspace() {
  const client = useQueryClient();
  return (workspace: WorkspaceView | null) => {
    client.setQueryData(keys.workspace, workspace);
  };
}
