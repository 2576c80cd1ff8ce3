/** Clause 3: what the agent may do, with what. */
import type { FormOptions } from "../../../bindings/FormOptions";
import { Choices } from "../../../components/Choices";
import { Clause } from "../../../components/Clause";
import { Tags } from "../../../components/Tags";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";

const OTHER = "other";

export function MayClause({ draft, options }: { draft: Drafting; options: FormOptions }) {
  const t = useT();
  const { form, set, bind, problems } = draft;
  const actions = bind("actions");
  const others = bind("others");
  const instruments = bind("instruments");
  const resources = bind("resources");
  const removeLabel = (value: string) => t("form.remove", { value });
  const bad = [actions, others, instruments, resources].some((field) => field.problem);
  const positions = (path: string) => (bind(path).problem ? problems.positions(path) : undefined);
  return (
    <Clause number={3} name={t("form.clause.may")} bad={bad}>
      <Choices
        {...actions}
        label={t("form.actions")}
        why={t("form.actions.why")}
        choices={[...options.actions, { key: OTHER, label: t("form.actions.other") }]}
        value={form.others === null ? form.actions : [...form.actions, OTHER]}
        onChange={(keys) => {
          actions.onBlur();
          set({
            actions: keys.filter((key) => key !== OTHER),
            others: keys.includes(OTHER) ? (form.others ?? []) : null,
          });
        }}
      />
      {form.others !== null && (
        <Tags
          {...others}
          label={t("form.others")}
          hint={t("form.others.hint")}
          removeLabel={removeLabel}
          values={form.others}
          onChange={(values) => {
            set({ others: values });
          }}
        />
      )}
      <div className="row">
        <Tags
          {...instruments}
          label={t("form.instruments")}
          placeholder={t("form.instruments.hint")}
          removeLabel={removeLabel}
          bad={positions("instruments")}
          values={form.instruments}
          onChange={(values) => {
            set({ instruments: values });
          }}
        />
        <Tags
          {...resources}
          label={t("form.resources")}
          why={t("form.resources.why")}
          placeholder={t("form.resources.hint")}
          removeLabel={removeLabel}
          bad={positions("resources")}
          values={form.resources}
          onChange={(values) => {
            set({ resources: values });
          }}
        />
      </div>
    </Clause>
  );
}
