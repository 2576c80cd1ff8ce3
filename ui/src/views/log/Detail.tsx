/** What an event adds in a line of its own; of a refusal, its title in words and its code small. */
import { useLingui } from "@lingui/react";
import type { ReactNode } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import type { EventRow } from "../../bindings/EventRow";

/** `revoke: unknown-reason (ground)` */
const REFUSAL = /^(?:[\w-]+: )?([\w-]+)/;

/** Titles of refusals by their codes, once they are read. */
export type Refusals = Readonly<Record<string, string>>;

export function useRefusals(): Refusals {
  const api = useApi();
  const { locale } = useLingui().i18n;
  return useRead(["refusals", locale], api.listRefusals).data ?? {};
}

/** The detail as it is shown; what has no words of its own stands as it is recorded. */
export function detailOf({ kind, detail }: EventRow, refusals: Refusals): ReactNode {
  const code = REFUSAL.exec(detail)?.[1] ?? "";
  const title = kind === "refused" ? refusals[code] : undefined;
  if (title === undefined) return detail;
  return (
    <>
      {title} <code className="small muted">{detail}</code>
    </>
  );
}
