/** An enrolment as it is typed, and as Rust reads it. */
import type { EnrolmentCause } from "../../app/router";
import type { EnrolmentInput } from "../../bindings/EnrolmentInput";
import type { FoundTokenView } from "../../bindings/FoundTokenView";
import type { ModuleView } from "../../bindings/ModuleView";
import type { RoleView } from "../../bindings/RoleView";

export const ROLES: readonly RoleView[] = [
  "administrator",
  "maker",
  "checker",
  "auditor",
  "ceremony-administrator",
  "crypto-officer",
  "witness",
];

/** Where the officer's token is. */
export type Place = "practice" | "module";

export interface EnrolmentForm {
  readonly name: string;
  readonly role: RoleView | null;
  readonly place: Place;
  readonly module: ModuleView | null;
  readonly token: FoundTokenView | null;
  readonly label: string;
}

export const emptyEnrolment = (practice: boolean): EnrolmentForm => ({
  name: "",
  role: null,
  place: practice ? "practice" : "module",
  module: null,
  token: null,
  label: "",
});

/** What is still to be chosen before Rust can read it. */
export const lacksToken = ({ place, token }: EnrolmentForm): boolean =>
  place === "module" && token === null;

export function inputOf(
  form: EnrolmentForm,
  cause: EnrolmentCause,
  officer: string | null,
): EnrolmentInput {
  const elsewhere = form.place === "module";
  const ready = elsewhere && (form.token?.initialised ?? false);
  return {
    officer,
    role: cause === "new" ? form.role : null,
    name: cause === "new" ? form.name : null,
    cause,
    token_label: ready ? (form.token?.label ?? "") : form.label.trim(),
    module: elsewhere ? (form.module?.path ?? null) : null,
    token_serial: ready ? (form.token?.serial ?? null) : null,
  };
}
