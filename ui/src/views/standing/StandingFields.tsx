/** The bounds as clauses. */
import { Plus, X } from "lucide-react";
import type { Failure } from "../../bindings/Failure";
import type { FormOptions } from "../../bindings/FormOptions";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Clause } from "../../components/Clause";
import { TextInput } from "../../components/Field";
import { fieldProblem } from "../../components/FormSheet";
import { InstantInput } from "../../components/InstantInput";
import { Select } from "../../components/Select";
import { Tags } from "../../components/Tags";
import { useT } from "../../i18n";
import { withAt, withoutAt } from "../policy/form";
import { AmountInput } from "../requests/clauses/AmountInput";
import { emptyLimit } from "../requests/form";
import type { StandingForm } from "./form";

interface Props {
  readonly form: StandingForm;
  readonly set: (patch: Partial<StandingForm>) => void;
  readonly options: FormOptions;
  readonly failure: Failure | null;
}

const digits = (text: string) => text.replace(/\D/g, "").slice(0, 6);

/** What is wrong with a list: with all of it, or with one of its entries. */
const listProblem = (failure: Failure | null, list: string): string | null =>
  failure?.fields.find(({ field }) => field === list || field.startsWith(`${list}[`))?.message ??
  null;

export function StandingFields(props: Props) {
  return (
    <div>
      <Whom {...props} />
      <May {...props} />
      <Limits {...props} />
      <HowMany {...props} />
    </div>
  );
}

function Whom({ form, set, options, failure }: Props) {
  const t = useT();
  const agents = fieldProblem(failure, "agents");
  return (
    <Clause number={1} name={t("standing.clause.whom")} bad={Boolean(agents)}>
      <div className="row">
        <TextInput
          label={t("standing.agents")}
          hint={t("standing.agents.hint")}
          path="agents"
          problem={agents}
          value={form.agents}
          onChange={(text) => {
            set({ agents: text });
          }}
        />
        <Select
          label={t("form.profile")}
          problem={fieldProblem(failure, "profile")}
          choices={options.profiles.map(({ id, label }) => ({ key: id, label }))}
          value={form.profile === "" ? (options.profiles[0]?.id ?? "") : form.profile}
          onChange={(profile) => {
            set({ profile });
          }}
        />
      </div>
    </Clause>
  );
}

function May({ form, set, options, failure }: Props) {
  const t = useT();
  const removeLabel = (value: string) => t("form.remove", { value });
  const problems = ["actions", "instruments", "resources"].map((list) =>
    listProblem(failure, list),
  );
  const [actions, instruments, resources] = problems;
  return (
    <Clause number={2} name={t("form.clause.may")} bad={problems.some(Boolean)}>
      <Choices
        label={t("form.actions")}
        path="actions"
        problem={actions}
        choices={options.actions}
        value={form.actions}
        onChange={(keys) => {
          set({ actions: keys });
        }}
      />
      <div className="row">
        <Tags
          label={t("form.instruments")}
          placeholder={t("form.instruments.hint")}
          path="instruments"
          problem={instruments}
          removeLabel={removeLabel}
          values={form.instruments}
          onChange={(values) => {
            set({ instruments: values });
          }}
        />
        <Tags
          label={t("form.resources")}
          placeholder={t("form.resources.hint")}
          path="resources"
          problem={resources}
          removeLabel={removeLabel}
          values={form.resources}
          onChange={(values) => {
            set({ resources: values });
          }}
        />
      </div>
    </Clause>
  );
}

function Limits({ form, set, options, failure }: Props) {
  const t = useT();
  const problem = listProblem(failure, "limits");
  return (
    <Clause number={3} name={t("form.clause.limit")} bad={Boolean(problem)}>
      {form.limits.map((limit, at) => (
        <div className="row row--limit" key={at}>
          <Select
            label={t("form.currency")}
            choices={options.currencies.map(({ code }) => ({ key: code, label: code }))}
            value={limit.currency}
            onChange={(currency) => {
              set({ limits: withAt(form.limits, at, { ...limit, currency }) });
            }}
          />
          <AmountInput
            label={t("form.perAction")}
            problem={at === 0 ? problem : null}
            value={limit.per_action}
            onChange={(amount) => {
              set({ limits: withAt(form.limits, at, { ...limit, per_action: amount }) });
            }}
            onBlur={() => undefined}
          />
          <AmountInput
            label={t("form.perDay")}
            placeholder={t("form.perDay.none")}
            value={limit.per_day}
            onChange={(amount) => {
              set({ limits: withAt(form.limits, at, { ...limit, per_day: amount }) });
            }}
            onBlur={() => undefined}
          />
          {form.limits.length > 1 ? (
            <Button
              kind="icon"
              icon={X}
              aria-label={t("form.removeLimit")}
              onPress={() => {
                set({ limits: withoutAt(form.limits, at) });
              }}
            />
          ) : null}
        </div>
      ))}
      <p>
        <Button
          kind="quiet"
          icon={Plus}
          onPress={() => {
            set({ limits: [...form.limits, emptyLimit] });
          }}
        >
          {t("form.addLimit")}
        </Button>
      </p>
    </Clause>
  );
}

function HowMany({ form, set, failure }: Props) {
  const t = useT();
  const fields = [
    { key: "count", value: form.count, set: (count: string) => ({ count }) },
    { key: "per_hour", value: form.perHour, set: (perHour: string) => ({ perHour }) },
    {
      key: "validity_days",
      value: form.validityDays,
      set: (validityDays: string) => ({ validityDays }),
    },
  ] as const;
  const until = fieldProblem(failure, "until");
  return (
    <Clause number={4} name={t("standing.clause.howMany")} bad={Boolean(until)}>
      <div className="row">
        {fields.map((field) => (
          <TextInput
            key={field.key}
            kind="number"
            label={t(`standing.${field.key}`)}
            path={field.key}
            problem={fieldProblem(failure, field.key)}
            value={field.value}
            onChange={(text) => {
              set(field.set(digits(text)));
            }}
          />
        ))}
      </div>
      <InstantInput
        label={t("standing.until")}
        hint={t("standing.until.hint")}
        path="until"
        problem={until}
        value={form.until}
        onChange={(instant) => {
          set({ until: instant });
        }}
      />
    </Clause>
  );
}
