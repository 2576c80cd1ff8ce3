/** Clause 2: who answers for the agent, and for which firm it acts. */
import type { FormOptions } from "../../../bindings/FormOptions";
import { Clause } from "../../../components/Clause";
import { ComboInput } from "../../../components/ComboInput";
import { Shown } from "../../../components/Field";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";

export function ResponsibleClause({ draft, options }: { draft: Drafting; options: FormOptions }) {
  const t = useT();
  const { form, set, bind } = draft;
  const accountable = bind("accountable");
  return (
    <Clause number={2} name={t("form.clause.responsible")} bad={Boolean(accountable.problem)}>
      <div className="row">
        <ComboInput
          {...accountable}
          label={t("form.accountable")}
          why={t("form.accountable.why")}
          openLabel={t("form.accountable.open")}
          suggestions={options.accountable}
          value={form.accountable}
          onChange={(value) => {
            set({ accountable: value });
          }}
        />
        <Shown label={t("form.firm")}>
          {options.firm}
          <br />
          <span className="muted">
            {t("form.firm.lei")} <code>{options.lei}</code>
          </span>
        </Shown>
      </div>
    </Clause>
  );
}
