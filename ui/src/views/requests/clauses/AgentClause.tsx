/** Clause 1: which agent, and what for. */
import { Clause } from "../../../components/Clause";
import { TextInput } from "../../../components/Field";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";

export function AgentClause({ draft }: { draft: Drafting }) {
  const t = useT();
  const { form, set, bind, reading } = draft;
  const agent = bind("agent_id");
  const purpose = bind("purpose");
  return (
    <Clause
      number={1}
      name={t("form.clause.agent")}
      bad={Boolean(agent.problem ?? purpose.problem)}
    >
      <div className="row row--id">
        <TextInput
          {...agent}
          kind="code"
          label={t("form.agent")}
          why={t("form.agent.why")}
          value={form.agent_id}
          onChange={(agent_id) => {
            set({ agent_id });
          }}
        />
        <TextInput
          {...purpose}
          label={t("form.purpose")}
          value={form.purpose}
          onChange={(value) => {
            set({ purpose: value });
          }}
        />
      </div>
      <p className="hint">{t(reading?.known_agent ? "form.agent.known" : "form.agent.hint")}</p>
    </Clause>
  );
}
