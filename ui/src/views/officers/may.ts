/** Who may do what about an officer. Rust refuses whoever may not; here they are told before. */
import { useWorkspace } from "../../app/queries";
import type { MessageId } from "../../messages";

/** Why something can't be done here; `null`: it can. */
type Why = MessageId | null;

const OWN: MessageId = "officers.why.own";

/** Proposing an enrolment, a role or a retirement. */
export function useWhyNotPropose(id: string | null): Why {
  const { officer } = useWorkspace();
  if (officer?.role !== "administrator") return "officers.why.administrator";
  return officer.id === id ? OWN : null;
}

/** Proposing a recovery, since the administrator may be whose tokens are lost. */
export function useWhyNotRecover(id: string): Why {
  const { officer } = useWorkspace();
  if (officer?.role !== "administrator" && officer?.role !== "maker") return "officers.why.recover";
  return officer.id === id ? OWN : null;
}

/** Reporting a token lost. */
export function useWhyNotReport(id: string): Why {
  const { officer } = useWorkspace();
  if (!officer || officer.role === "auditor") return "officers.why.auditor";
  return officer.id === id ? "officers.why.ownLoss" : null;
}
