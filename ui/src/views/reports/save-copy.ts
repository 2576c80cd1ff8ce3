import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";

/** Saves a copy of a report where the person says; the program asks where. */
export function useSaveCopy() {
  const api = useApi();
  return useAct((id: string) => api.exportReport(id));
}
