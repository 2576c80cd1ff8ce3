/** The steps of an approval: which are done, which one waits and for whom, which come after. */
import { useLingui } from "@lingui/react";
import type { RequestView } from "../../bindings/RequestView";
import type { StepView } from "../../bindings/StepView";
import { Steps, type Step } from "../../components/Steps";
import { useT, type Translate } from "../../i18n";

/** Whose approval it is: a group's, or any checker's. */
export const stepName = (t: Translate, { group }: { group: string | null }): string =>
  group === null ? t("requests.step.any") : t("requests.step.group", { group });

export function ApprovalSteps({ request }: { request: RequestView }) {
  const t = useT();
  const { locale } = useLingui().i18n;
  const { steps, row } = request;
  if (steps.length === 0) return null;
  const list = new Intl.ListFormat(locale, { type: "disjunction" });
  const waits = row.state === "submitted";
  return (
    <section className="approvals">
      <h2>{t("requests.steps")}</h2>
      <Steps
        steps={steps.map((step): Step => {
          const names = list.format(step.may.map((one) => one.name ?? one.id));
          return {
            title: t("requests.step.title", {
              who: stepName(t, step),
              given: step.given,
              needed: step.needed,
            }),
            text: waits && step.given < step.needed ? waitsFor(t, step, names) : undefined,
            state: step.given >= step.needed ? "done" : step.open && waits ? "now" : "next",
          };
        })}
      />
    </section>
  );
}

function waitsFor(t: Translate, step: StepView, names: string): string {
  if (!step.open) return t("requests.step.later");
  return step.may.length > 0 ? t("requests.step.waits", { names }) : t("requests.step.nobody");
}
