/** Who may do what with tokens. Rust refuses whoever may not; here they are told before they try. */
import { useWorkspace } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";

/** Tokens are the administrator's business. */
export const useMayManage = (): boolean => useWorkspace().officer?.role === "administrator";

/** A PIN is replaced by whose token it is, else by the administrator. */
export function useMayReplacePin(token: TokenView): boolean {
  const { officer } = useWorkspace();
  return officer?.role === "administrator" || officer?.token_serial === token.serial;
}

/** An officer's own PIN is theirs to change; those of services are the administrator's. */
export function useMayChangePin(token: TokenView): boolean {
  const { officer } = useWorkspace();
  if (!officer) return false;
  if (token.purpose === "officer") return officer.token_serial === token.serial;
  return officer.role === "administrator";
}
