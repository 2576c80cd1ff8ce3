/** Agents by name, for fields that suggest them. */
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { useRead } from "../../app/queries";

/** Agents whose name is like what was typed so far. */
export function useAgents(typed: string): string[] {
  const api = useApi();
  const text = useDebounced(typed.trim());
  const found = useRead(["certificates", "agents", text], () =>
    api.listCertificates(text, true, null),
  );
  return [...new Set(found.data?.rows.map((row) => row.agent_id))];
}
