/** Rules of the approval policy as sentences. */
import type { RuleStep } from "../../bindings/RuleStep";
import type { RuleView } from "../../bindings/RuleView";
import type { Translate } from "../../i18n";

const stepOf = (t: Translate, { group, approvals }: RuleStep): string =>
  group === null
    ? t("policy.step.any", { count: approvals })
    : t("policy.step.group", { count: approvals, group });

/** "Agent; more than EUR 100,000.00: two checkers." */
export function sentenceOf(t: Translate, rule: RuleView): string {
  const steps = rule.steps.map((step) => stepOf(t, step)).join(t("policy.step.then"));
  const when = rule.when.charAt(0).toUpperCase() + rule.when.slice(1);
  return t("policy.rule", { when, steps });
}
