/** Every rejection as a `Failure`; one that is none is a defect of ours and says so. */
import type { Failure } from "../bindings/Failure";
import type { Translate } from "../i18n";

const isFailure = (reason: unknown): reason is Failure =>
  typeof reason === "object" && reason !== null && "code" in reason && "happened" in reason;

const answerOf = (reason: unknown): string =>
  reason instanceof Error ? reason.message : typeof reason === "string" ? reason : String(reason);

/** The failure to show for a rejected call. */
export function asFailure(reason: unknown, t: Translate): Failure {
  if (isFailure(reason)) return reason;
  return {
    code: "window-defect",
    kind: "broken",
    title: t("failure.defect.title"),
    happened: t("failure.defect.happened"),
    unchanged: t("failure.defect.unchanged"),
    changed: null,
    remedy: t("failure.defect.remedy"),
    answer: answerOf(reason),
    event: null,
    fields: [],
  };
}
