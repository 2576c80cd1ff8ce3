/** One rule as a clause: which requests it fits, and which approvals they take, step by step. */
import { ArrowUp, Plus, Trash2, X } from "lucide-react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Clause } from "../../components/Clause";
import { TextInput } from "../../components/Field";
import { Select, type Choice } from "../../components/Select";
import { useT } from "../../i18n";
import { AmountInput } from "../requests/clauses/AmountInput";
import { withAt, withoutAt, type Bound, type RuleForm, type StepForm } from "./form";

interface Props {
  readonly number: number;
  readonly rule: RuleForm;
  readonly onChange: (rule: RuleForm) => void;
  readonly onRemove: (() => void) | null;
  readonly onUp: (() => void) | null;
  readonly profiles: readonly Choice[];
  readonly groups: readonly string[];
  readonly currencies: readonly string[];
}

export function RuleFields(props: Props) {
  const t = useT();
  const { number, rule, onChange, onRemove, onUp, profiles, currencies } = props;
  return (
    <Clause number={number} name={t("policy.rule.name", { number })}>
      <Bounds
        legend={t("policy.above")}
        bounds={rule.above}
        currencies={currencies}
        onChange={(above) => {
          onChange({ ...rule, above });
        }}
      />
      <Bounds
        legend={t("policy.inPeriod")}
        bounds={rule.inPeriod}
        currencies={currencies}
        onChange={(inPeriod) => {
          onChange({ ...rule, inPeriod });
        }}
      />
      <Choices
        label={t("policy.profiles")}
        hint={t("policy.profiles.hint")}
        choices={profiles}
        value={rule.profiles}
        onChange={(chosen) => {
          onChange({ ...rule, profiles: chosen });
        }}
      />
      <StepList {...props} />
      <p className="row-acts">
        {onUp ? (
          <Button kind="quiet" icon={ArrowUp} onPress={onUp}>
            {t("policy.rule.up", { number })}
          </Button>
        ) : null}
        {onRemove ? (
          <Button kind="quiet" icon={Trash2} onPress={onRemove}>
            {t("policy.rule.remove", { number })}
          </Button>
        ) : null}
      </p>
    </Clause>
  );
}

interface BoundsProps {
  readonly legend: string;
  readonly bounds: readonly Bound[];
  readonly currencies: readonly string[];
  readonly onChange: (bounds: Bound[]) => void;
}

function Bounds({ legend, bounds, currencies, onChange }: BoundsProps) {
  const t = useT();
  return (
    <fieldset className="policy__bounds">
      <legend>{legend}</legend>
      {bounds.map((bound, at) => (
        <div className="policy__row" key={at}>
          <Select
            label={t("form.currency")}
            choices={currencies.map((key) => ({ key, label: key }))}
            value={bound.currency}
            onChange={(currency) => {
              onChange(withAt(bounds, at, { ...bound, currency }));
            }}
          />
          <AmountInput
            label={t("policy.amount")}
            value={bound.amount}
            onChange={(amount) => {
              onChange(withAt(bounds, at, { ...bound, amount }));
            }}
            onBlur={() => undefined}
          />
          <Button
            kind="icon"
            icon={X}
            aria-label={t("policy.amount.remove")}
            onPress={() => {
              onChange(withoutAt(bounds, at));
            }}
          />
        </div>
      ))}
      <Button
        kind="quiet"
        icon={Plus}
        onPress={() => {
          onChange([...bounds, { currency: currencies[0] ?? "EUR", amount: "" }]);
        }}
      >
        {t("policy.amount.add")}
      </Button>
    </fieldset>
  );
}

const ANY = "-";

function StepList({ rule, onChange, groups }: Props) {
  const t = useT();
  const set = (steps: StepForm[]) => {
    onChange({ ...rule, steps });
  };
  return (
    <fieldset className="policy__bounds">
      <legend>{t("policy.steps")}</legend>
      {rule.steps.map((step, at) => (
        <div className="policy__row" key={at}>
          <TextInput
            kind="number"
            label={t("policy.step.count", { number: at + 1 })}
            value={step.approvals}
            onChange={(text) => {
              set(
                withAt(rule.steps, at, { ...step, approvals: text.replace(/\D/g, "").slice(0, 2) }),
              );
            }}
          />
          <Select
            label={t("policy.step.of", { number: at + 1 })}
            choices={[
              { key: ANY, label: t("requests.step.any") },
              ...groups.map((key) => ({ key, label: t("requests.step.group", { group: key }) })),
            ]}
            value={step.group === "" ? ANY : step.group}
            onChange={(key) => {
              set(withAt(rule.steps, at, { ...step, group: key === ANY ? "" : key }));
            }}
          />
          {rule.steps.length > 1 ? (
            <Button
              kind="icon"
              icon={X}
              aria-label={t("policy.step.remove", { number: at + 1 })}
              onPress={() => {
                set(withoutAt(rule.steps, at));
              }}
            />
          ) : null}
        </div>
      ))}
      <Button
        kind="quiet"
        icon={Plus}
        onPress={() => {
          set([...rule.steps, { group: "", approvals: "1" }]);
        }}
      >
        {t("policy.step.add")}
      </Button>
    </fieldset>
  );
}
