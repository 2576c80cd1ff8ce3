/** Who may do what. Rust refuses whoever may not; here they are told before they try. */
import { useWorkspace } from "../../app/queries";
import type { RoleView } from "../../bindings/RoleView";
import type { MessageId } from "../../messages";

const useRole = () => useWorkspace().officer?.role ?? null;

/** Changes of rules are proposed by an administrator or a maker. */
export function useMayPropose(): boolean {
  const role = useRole();
  return role === "administrator" || role === "maker";
}

/** Requests are submitted by a maker, renewals and files of them too: why whoever it is may not. */
export const useWhyNotSubmit = (): MessageId | null =>
  useRole() === "maker" ? null : "requests.new.who";

/** Certificates of approved requests are asked for by a maker or a checker. */
export function useWhyNotIssue(): MessageId | null {
  const role = useRole();
  return role === "maker" || role === "checker" ? null : "requests.issue.who";
}

/** Why whoever it is may not propose. */
export const useWhyNotPropose = (): MessageId | null =>
  useMayPropose() ? null : "held.witness.who";

/** Not those who only look, or only meet in ceremonies. */
export const worksHere = (role: RoleView): boolean =>
  role === "administrator" || role === "maker" || role === "checker";

/** Whoever works here can place a legal hold; an auditor changes nothing. */
export function useMayHold(): boolean {
  const role = useRole();
  return role !== null && worksHere(role);
}

/** What one officer did alone is confirmed by a checker; so is a review of an agent made by one. */
export const useMayConfirm = (): boolean => useRole() === "checker";

/** Backups and tables are the administrator's business. */
export const useMayAdminister = (): boolean => useRole() === "administrator";
