/** Clause 4: how much an action may come to, one limit a currency. */
import { Plus, X } from "lucide-react";
import type { FormOptions } from "../../../bindings/FormOptions";
import { Button } from "../../../components/Button";
import { Clause } from "../../../components/Clause";
import { Select } from "../../../components/Select";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";
import { emptyLimit, type LimitForm } from "../form";
import { AmountInput } from "./AmountInput";

type RowProps = {
  index: number;
  limit: LimitForm;
  draft: Drafting;
  currencies: readonly { key: string; label: string }[];
  onChange: (limit: LimitForm) => void;
  onRemove: (() => void) | null;
};

function LimitRow({ index, limit, draft, currencies, onChange, onRemove }: RowProps) {
  const t = useT();
  const path = `limits[${String(index)}]`;
  return (
    <div className="row row--limit">
      <Select
        {...draft.bind(`${path}.currency`)}
        label={t("form.currency")}
        choices={currencies}
        value={limit.currency}
        onChange={(currency) => {
          onChange({ ...limit, currency });
        }}
      />
      <AmountInput
        {...draft.bind(`${path}.per_action`)}
        label={t("form.perAction")}
        value={limit.per_action}
        onChange={(per_action) => {
          onChange({ ...limit, per_action });
        }}
      />
      <AmountInput
        {...draft.bind(`${path}.per_day`)}
        label={t("form.perDay")}
        why={t("form.perDay.why")}
        placeholder={t("form.perDay.none")}
        value={limit.per_day}
        onChange={(per_day) => {
          onChange({ ...limit, per_day });
        }}
      />
      {onRemove && (
        <Button kind="icon" icon={X} aria-label={t("form.removeLimit")} onPress={onRemove} />
      )}
    </div>
  );
}

const FIELDS = ["currency", "per_action", "per_day"];

export function LimitClause({ draft, options }: { draft: Drafting; options: FormOptions }) {
  const t = useT();
  const { form, set, bind } = draft;
  const { limits } = form;
  const currencies = options.currencies.map(({ code }) => ({ key: code, label: code }));
  const unused = currencies.find(({ key }) => !limits.some((limit) => limit.currency === key));
  const bad = limits.some((_, index) =>
    FIELDS.some((field) => bind(`limits[${String(index)}].${field}`).problem),
  );
  return (
    <Clause number={4} name={t("form.clause.limit")} bad={bad}>
      {limits.map((limit, index) => (
        <LimitRow
          key={index}
          index={index}
          limit={limit}
          draft={draft}
          currencies={currencies}
          onChange={(changed) => {
            set({ limits: limits.map((other, at) => (at === index ? changed : other)) });
          }}
          onRemove={
            limits.length > 1
              ? () => {
                  set({ limits: limits.filter((_, at) => at !== index) });
                }
              : null
          }
        />
      ))}
      {unused && (limits[0]?.per_action ?? "") !== "" && (
        <p>
          <Button
            kind="quiet"
            icon={Plus}
            onPress={() => {
              set({ limits: [...limits, { ...emptyLimit, currency: unused.key }] });
            }}
          >
            {t("form.addLimit")}
          </Button>
        </p>
      )}
    </Clause>
  );
}
