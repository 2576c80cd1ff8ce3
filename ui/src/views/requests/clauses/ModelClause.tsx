/** The model behind the agent, by name and hash. May be left empty. */
import { Clause } from "../../../components/Clause";
import { TextInput } from "../../../components/Field";
import { groups } from "../../../format";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";

/** A whole hash is set in groups of four; anything else stays as it was typed. */
const grouped = (text: string) => {
  const bare = text.replace(/[\s:]/g, "");
  return /^[0-9A-Fa-f]{64}$/.test(bare) ? groups(bare.toUpperCase()).join(" ") : text;
};

export function ModelClause({ number, draft }: { number: number; draft: Drafting }) {
  const t = useT();
  const { form, set, bind } = draft;
  const name = bind("model.name");
  const hash = bind("model.sha256");
  return (
    <Clause
      number={number}
      name={t("form.clause.model")}
      bad={Boolean(name.problem ?? hash.problem)}
    >
      <div className="row row--id">
        <TextInput
          {...name}
          label={t("form.modelName")}
          value={form.modelName}
          onChange={(modelName) => {
            set({ modelName });
          }}
        />
        <TextInput
          {...hash}
          kind="hash"
          rows={3}
          label={t("form.modelHash")}
          why={t("form.modelHash.why")}
          value={grouped(form.modelHash)}
          onChange={(modelHash) => {
            set({ modelHash });
          }}
        />
      </div>
    </Clause>
  );
}
