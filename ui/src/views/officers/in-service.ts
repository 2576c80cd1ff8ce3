/** Tokens that an officer decides with: one that is not valid yet is so once it is. */
import type { OfficerTokenView } from "../../bindings/OfficerTokenView";

export const isInService = ({ state }: OfficerTokenView): boolean =>
  state === "in_force" || state === "not_yet_valid";
