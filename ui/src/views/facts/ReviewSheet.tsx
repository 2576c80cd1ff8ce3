/** A checker looks at an agent again, and signs what they found. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { AgentFactsView } from "../../bindings/AgentFactsView";
import { SigningSheet } from "../../components/SigningSheet";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";
import { AgentFacts } from "./AgentFactsView";

interface Props {
  readonly facts: AgentFactsView;
  readonly onClose: () => void;
}

export function ReviewSheet({ facts, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const review = useAct(
    (d: { reason: string; pin: string }) => api.reviewAgent(facts.agent, d.reason, d.pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("review.sheet.title", { agent: facts.agent })}
      closeLabel={t("review.sheet.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("review.sheet.record") },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("review.sheet.caution")}
      busy={review.busy ? "review" : null}
      failure={review.failure}
      acts={[
        {
          key: "review",
          label: t("review.sheet.act"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            review.run({ reason, pin });
          },
        },
      ]}
    >
      <section className="what">
        <p className="cap">{t("review.sheet.what")}</p>
        <AgentFacts facts={facts} />
      </section>
    </SigningSheet>
  );
}
