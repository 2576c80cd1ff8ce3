/** One agent for the law: what it is, who decided that, and when it is looked at again. */
import { ClipboardCheck, FilePen } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { AgentFactsView as View } from "../../bindings/AgentFactsView";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts } from "../../components/Facts";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useMayConfirm, useWhyNotPropose } from "../common/roles";
import { Section } from "../common/Section";
import { AgentFactsSheet } from "./AgentFactsSheet";
import { DecidedBy } from "./DecidedBy";
import { Review } from "./Review";
import { ReviewSheet } from "./ReviewSheet";
import { answerOf, yesOrNo } from "./words";

export function AgentFactsView({ agent }: { agent: string }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const whyNotPropose = useWhyNotPropose();
  const mayReview = useMayConfirm();
  const [sheet, setSheet] = useState<"propose" | "review" | null>(null);
  const facts = useRead(["agent-facts", agent], () => api.showAgentFacts(agent));
  const { data } = facts;
  const close = () => {
    setSheet(null);
  };
  return (
    <Page
      title={t("facts.agent.title", { agent })}
      crumb={{
        label: t("agents.title"),
        here: agent,
        onPress: () => {
          go({ name: "agents" });
        },
      }}
      acts={
        <>
          {data ? (
            <Guarded
              label={t("facts.propose")}
              why={whyNotPropose}
              icon={FilePen}
              onPress={() => {
                setSheet("propose");
              }}
            />
          ) : null}
          {data?.review ? (
            <Guarded
              label={t("review.act")}
              why={mayReview ? null : "review.who"}
              kind="ink"
              icon={ClipboardCheck}
              onPress={() => {
                setSheet("review");
              }}
            />
          ) : null}
        </>
      }
    >
      {facts.failure ? <ErrorBox failure={facts.failure} onRetry={facts.retry} /> : null}
      {facts.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {data ? (
        <div className="officer">
          <Known facts={data} />
          <Review review={data.review} />
        </div>
      ) : null}
      {data && sheet === "propose" ? <AgentFactsSheet facts={data} onClose={close} /> : null}
      {data && sheet === "review" ? <ReviewSheet facts={data} onClose={close} /> : null}
    </Page>
  );
}

function Known({ facts }: { facts: View }) {
  const t = useT();
  return (
    <Section title={t("facts.title")} hint={t("facts.agent.hint")}>
      <AgentFacts facts={facts} />
      <DecidedBy decided={facts.decided} none={t("facts.none")} />
    </Section>
  );
}

export function AgentFacts({ facts }: { facts: View }) {
  const t = useT();
  const { high_risk_ground: ground } = facts;
  return (
    <Facts
      wide
      items={[
        {
          key: "deals",
          label: t("change.field.agent.deals_in"),
          value: answerOf(t, "deals_in", facts.deals_in),
        },
        {
          key: "role",
          label: t("change.field.agent.ai_act_role"),
          value: answerOf(t, "ai_act_role", facts.ai_act_role),
        },
        {
          key: "risk",
          label: t("change.field.agent.high_risk.is"),
          value: (
            <>
              {answerOf(t, "is", facts.high_risk)}
              {ground ? <span className="block-line muted">{ground}</span> : null}
            </>
          ),
        },
        {
          key: "critical",
          label: t("change.field.agent.critical_function"),
          value: yesOrNo(t, facts.critical_function),
        },
        {
          key: "personal",
          label: t("change.field.agent.personal_data"),
          value: yesOrNo(t, facts.personal_data),
        },
        {
          key: "persons",
          label: t("change.field.agent.decides_about_persons"),
          value: yesOrNo(t, facts.decides_about_persons),
        },
      ]}
    />
  );
}
