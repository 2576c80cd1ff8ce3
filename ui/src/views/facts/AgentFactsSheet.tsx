/** Proposes facts about an agent: what is chosen at the left is what is signed. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import type { AgentFactsView } from "../../bindings/AgentFactsView";
import { TextInput } from "../../components/Field";
import { Radios } from "../../components/Radios";
import { useT } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";
import { answerOf, AI_ROLES, DEALS_IN, RISKS } from "./words";

/** What is chosen so far; `null` and empty texts are no answers. */
interface Form {
  readonly deals_in: string;
  readonly ai_act_role: string;
  readonly risk: string;
  readonly ground: string;
  readonly critical_function: boolean | null;
  readonly personal_data: boolean | null;
  readonly decides_about_persons: boolean | null;
}

const QUESTIONS = ["critical_function", "personal_data", "decides_about_persons"] as const;

const formOf = (facts: AgentFactsView): Form => ({
  deals_in: facts.deals_in ?? "",
  ai_act_role: facts.ai_act_role ?? "",
  risk: facts.high_risk ?? "",
  ground: facts.high_risk_ground ?? "",
  critical_function: facts.critical_function,
  personal_data: facts.personal_data,
  decides_about_persons: facts.decides_about_persons,
});

/** What Rust reads; it refuses what was left open. */
const toJson = ({ risk, ground, ...rest }: Form): string =>
  JSON.stringify({
    ...rest,
    high_risk: risk === "annex-iii" ? { is: risk, point: ground } : { is: risk, ground },
  });

export function AgentFactsSheet({
  facts,
  onClose,
}: {
  facts: AgentFactsView;
  onClose: () => void;
}) {
  const t = useT();
  const api = useApi();
  const [form, setForm] = useState(() => formOf(facts));
  const { agent } = facts;
  const yes = (answer: boolean | null) => (answer === null ? "" : String(answer));
  return (
    <ProposalSheet
      title={t("facts.agent.propose", { agent })}
      sentence={t("facts.agent.sentence", { agent })}
      propose={(reason, pin) => api.proposeAgentFacts(agent, toJson(form), reason, pin)}
      onClose={onClose}
    >
      <div className="facts-form">
        <Radios
          label={t("change.field.agent.deals_in")}
          choices={DEALS_IN.map((key) => ({ key, label: answerOf(t, "deals_in", key) }))}
          value={form.deals_in}
          onChange={(answer) => {
            setForm({ ...form, deals_in: answer });
          }}
        />
        <Radios
          label={t("change.field.agent.ai_act_role")}
          choices={AI_ROLES.map((key) => ({ key, label: answerOf(t, "ai_act_role", key) }))}
          value={form.ai_act_role}
          onChange={(answer) => {
            setForm({ ...form, ai_act_role: answer });
          }}
        />
        <Radios
          label={t("change.field.agent.high_risk.is")}
          choices={RISKS.map((key) => ({ key, label: answerOf(t, "is", key) }))}
          value={form.risk}
          onChange={(answer) => {
            setForm({ ...form, risk: answer });
          }}
        />
        <TextInput
          label={t(
            form.risk === "annex-iii"
              ? "change.field.agent.high_risk.point"
              : "change.field.agent.high_risk.ground",
          )}
          rows={2}
          value={form.ground}
          onChange={(ground) => {
            setForm({ ...form, ground });
          }}
        />
        {QUESTIONS.map((question) => (
          <Radios
            key={question}
            label={t(`change.field.agent.${question}`)}
            choices={(["true", "false"] as const).map((key) => ({
              key,
              label: t(`change.value.${key}`),
            }))}
            value={yes(form[question])}
            onChange={(answer) => {
              setForm({ ...form, [question]: answer === "true" });
            }}
          />
        ))}
      </div>
    </ProposalSheet>
  );
}
