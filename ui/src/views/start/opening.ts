/** The ways into a workspace: making one for practice, opening one by folder or by dialog. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { Failure } from "../../bindings/Failure";
import type { ProgressView } from "../../bindings/ProgressView";
import type { WorkspaceView } from "../../bindings/WorkspaceView";
import { firstOf } from "../frame/officers";

export type Opening = {
  practise: () => void;
  open: (path: string) => void;
  choose: () => void;
  /** Which of them is under way. */
  busy: "practice" | "path" | "dialog" | null;
  /** How far the making of a practice workspace has come. */
  progress: ProgressView | null;
  failure: Failure | null;
};

const FIRST_STEP: ProgressView = { step: "setup.tokens", subject: "", done: 0, total: 0 };

export function useOpening(): Opening {
  const api = useApi();
  const setWorkspace = useSetWorkspace();
  const { replace } = useRouter();
  const [progress, setProgress] = useState<ProgressView | null>(null);

  /** A new practice workspace begins with its maker, at the requests. */
  const make = async (): Promise<WorkspaceView> => {
    setProgress(FIRST_STEP);
    try {
      const made = await api.createPractice(null, setProgress);
      const maker = made.officer ?? firstOf(made.officers, "maker");
      return made.officer || !maker ? made : await api.continueAs(maker.id);
    } finally {
      setProgress(null);
    }
  };

  const practice = useAct(make, (made) => {
    replace({ name: "requests" });
    setWorkspace(made);
  });
  const enter = (opened: WorkspaceView | null) => {
    if (!opened) return;
    replace({ name: "overview" });
    setWorkspace(opened);
  };
  const byPath = useAct((path: string) => api.openWorkspace(path), enter);
  const byDialog = useAct(() => api.openWorkspaceDialog(), enter);

  return {
    practise: () => {
      practice.run(undefined);
    },
    open: (path) => {
      byPath.run(path);
    },
    choose: () => {
      byDialog.run(undefined);
    },
    busy: practice.busy ? "practice" : byPath.busy ? "path" : byDialog.busy ? "dialog" : null,
    progress,
    failure: practice.failure ?? byPath.failure ?? byDialog.failure,
  };
}
