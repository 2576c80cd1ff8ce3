/** A practice workspace being made, step by step. */
import type { ProgressView } from "../../bindings/ProgressView";
import { Progress } from "../../components/Progress";
import { Steps, type Step } from "../../components/Steps";
import { useT } from "../../i18n";

const STEPS = [
  "setup.tokens",
  "setup.keys",
  "setup.certificates",
  "setup.founding",
  "setup.crl",
  "setup.checkpoint",
] as const;

const stateOf = (index: number, now: number): Step["state"] =>
  index < now ? "done" : index === now ? "now" : "next";

export function SetUp({ progress }: { progress: ProgressView }) {
  const t = useT();
  const now = Math.max(
    0,
    STEPS.findIndex((step) => step === progress.step),
  );
  const label = t(STEPS[now] ?? "setup.tokens");
  return (
    <section className="setup" aria-labelledby="setup">
      <h2 id="setup">{t("setup.title")}</h2>
      <p className="muted">{t("setup.hint")}</p>
      <Progress
        label={label}
        detail={progress.subject}
        done={now + (progress.total > 0 ? progress.done / progress.total : 0)}
        total={STEPS.length}
      />
      <Steps steps={STEPS.map((step, index) => ({ title: t(step), state: stateOf(index, now) }))} />
    </section>
  );
}
