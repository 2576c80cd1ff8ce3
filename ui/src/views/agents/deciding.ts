/** Acts on one certificate, each a signed decision. */
import { useWorkspace, useAct } from "../../app/queries";
import { useApi } from "../../app/api-context";
import type { Api } from "../../api";

/** What can be decided about a certificate as it stands. */
export type Act = "suspend" | "release" | "revoke" | "supersede" | "compromise" | "confirm";

const MAY_DECIDE: readonly string[] = ["maker", "checker"];

/** Rust refuses whoever may not; here they are told before they try. */
export function useMayDecide(): boolean {
  const { officer } = useWorkspace();
  return officer !== null && MAY_DECIDE.includes(officer.role);
}

/** The act under way. It outlives its sheet: a CRL that is owed is told on the page. */
export function useDeciding(onDone: () => void) {
  const api = useApi();
  return useAct((call: (api: Api) => Promise<unknown>) => call(api), onDone);
}

export type Deciding = ReturnType<typeof useDeciding>;

/** What is wrong with a field of a sheet, as Rust words it. */
export const problemOf = ({ failure }: Deciding, field: string): string | null =>
  failure?.fields.find((problem) => problem.field === field)?.message ?? null;
