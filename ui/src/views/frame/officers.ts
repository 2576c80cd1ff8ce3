/** Officers by what they can do next. */
import type { OfficerView } from "../../bindings/OfficerView";
import type { RoleView } from "../../bindings/RoleView";
import type { Translate } from "../../i18n";

/** The word for a role within a sentence: "Continue as checker". */
export const roleIn = (role: RoleView, t: Translate): string => t(`role.in.${role}`);

/** The name, or the id once the name was erased. */
export const nameOf = (officer: OfficerView): string => officer.name ?? officer.id;

/** The first officer of a role, leaving out those who may not act. */
export const firstOf = (
  officers: readonly OfficerView[],
  role: RoleView,
  except?: string | null,
): OfficerView | undefined => officers.find((o) => o.role === role && o.id !== except);
