/**
 * What others write into the open workspace, by the command line or another window, is noticed here,
 * and what is shown is read anew: never while a sheet is open, which shows what its officer signs.
 */
import { useQueryClient, type Query, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useApi } from "./api-context";
import { keys, useWorkspace } from "./queries";

/** Milliseconds between one look and the next. A look reads one number. */
const EVERY = 2000;

/** True while a sheet, a menu or the palette is open over the page. */
const sheetIsOpen = () => document.querySelector('[role="dialog"]') !== null;

/** Records of which an auditor's every reading is recorded: these are read when they ask for them. */
const RECORDS = new Set(["certificate", "change", "event", "officer", "request", "token"]);

const isSearch = (asked: unknown) =>
  typeof asked === "object" && asked !== null && "text" in asked && asked.text !== "";

const isRecorded = ({ queryKey: [noun, asked] }: Query) =>
  RECORDS.has(String(noun)) || (noun === "events" && isSearch(asked));

function readAnew(client: QueryClient, role: string | null) {
  if (role === null) return client.invalidateQueries({ queryKey: keys.workspace });
  if (role !== "auditor") return client.invalidateQueries();
  return client.invalidateQueries({ predicate: (query) => !isRecorded(query) });
}

/** Keeps the screens of the open workspace true as long as it is shown. */
export function useWrittenElsewhere() {
  const api = useApi();
  const client = useQueryClient();
  const { path, officer } = useWorkspace();
  const role = useRef<string | null>(null);
  useEffect(() => {
    role.current = officer?.role ?? null;
  });
  useEffect(() => {
    let shown: number | null = null;
    let due = false;
    let looking = false;
    const look = async () => {
      if (looking) return;
      looking = true;
      try {
        const now = await api.writtenElsewhere();
        due ||= shown !== null && now !== shown;
        shown = now;
        if (due && !sheetIsOpen()) {
          due = false;
          await readAnew(client, role.current);
        }
      } catch {
        // A workspace that can't be read says so on each screen; the next look may find it well.
      } finally {
        looking = false;
      }
    };
    // Who comes back to the window may have plugged in a token, which no ledger tells.
    const onFocus = () => {
      due = true;
      void look();
    };
    const timer = window.setInterval(() => void look(), EVERY);
    window.addEventListener("focus", onFocus);
    void look();
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("focus", onFocus);
    };
  }, [api, client, path]);
}
