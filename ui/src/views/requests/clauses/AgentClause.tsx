/** Clause 1: which agent, and what for. */
import { Clause } from "../../../components/Clause";
import { TextInput } from "../../../components/Field";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";

/** Enough lines for all of it: what is decided on is seen whole. */
const rowsFor = (text: string) => Math.max(2, Math.ceil((text.length + 1) / CHARACTERS_A_LINE));

/** About as many as the field takes in where it is narrowest. */
const CHARACTERS_A_LINE = 38;

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
          rows={rowsFor(form.purpose)}
          value={form.purpose}
          onChange={(value) => {
            set({ purpose: value.replace(/\s*\n\s*/g, " ") });
          }}
        />
      </div>
      <p className="hint">{t(reading?.known_agent ? "form.agent.known" : "form.agent.hint")}</p>
    </Clause>
  );
}
