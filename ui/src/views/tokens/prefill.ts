/** In practice, the PIN of an officer's own token is filled in. */
import { useCallback } from "react";
import { useApi } from "../../app/api-context";
import { useWorkspace } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";

export function useOwnPrefill(token: TokenView): (() => Promise<string>) | null {
  const api = useApi();
  const { officer, practice } = useWorkspace();
  const id = officer?.id ?? "";
  const prefill = useCallback(() => api.practicePin(id), [api, id]);
  const own = officer?.token_serial === token.serial;
  return practice && own && officer.practice_pin ? prefill : null;
}
