/** Backup, check and rebuild over memory. */
import type { Api } from "../api";
import type { CheckRow } from "../bindings/CheckRow";
import type { Context } from "./context";
import { NOW } from "./context";
import { hex, ORIGIN } from "./people";

type Calls = Pick<Api, "backupWorkspace" | "checkWorkspace" | "rebuildWorkspace">;

const CHECKS: CheckRow[] = [
  {
    subject: "log",
    verdict: "sound",
    code: "log-recomputed",
    message: "120 events, 31 checkpoints",
    since: null,
  },
  {
    subject: "tables",
    verdict: "sound",
    code: "tables-fit",
    message: "as the events make them",
    since: null,
  },
  {
    subject: "certificates",
    verdict: "sound",
    code: "certificates-verified",
    message: "9 read back",
    since: null,
  },
  {
    subject: "decisions",
    verdict: "sound",
    code: "decisions-verified",
    message: "14 verified",
    since: null,
  },
  {
    subject: "crl",
    verdict: "attention",
    code: "crl-due-soon",
    message: "Issuing CA: due in 2 hours",
    since: null,
  },
  { subject: "intents", verdict: "attention", code: "intents-open", message: "1 open", since: 96 },
  {
    subject: "clock",
    verdict: "sound",
    code: "clock-after",
    message: "after the last event",
    since: null,
  },
];

export function workspaceCalls({ state, answer, steps, record }: Context): Calls {
  return {
    backupWorkspace: async (way, _secret, tell) => {
      state.cancelled = false;
      const work: [string, string][] = [
        ["backup.copy", ""],
        ["backup.write", ""],
        ["backup.read", ""],
      ];
      await steps(work, 6, tell);
      return answer("backup_workspace", () => ({
        file: "/media/backup/practice-2026-11-22.chancery",
        sha256: hex(808),
        bytes: 1_204_811,
        encrypted: way !== "plain",
        origin: ORIGIN,
        events: state.events.length,
        root: hex(99),
        files: 41,
        left_out: [],
        made_at: NOW,
        event: record("backup_made", String(state.events.length)),
      }));
    },
    checkWorkspace: async (tell) => {
      state.cancelled = false;
      await steps([["verify.leaves", ""]], 6, tell);
      return answer("check_workspace", () => CHECKS);
    },
    rebuildWorkspace: async (tell) => {
      state.cancelled = false;
      await steps([["verify.leaves", ""]], 6, tell);
      return answer("rebuild_workspace", () => ({
        events: state.events.length,
        differed: [],
        event: record("tables_rebuilt", ""),
      }));
    },
  };
}
