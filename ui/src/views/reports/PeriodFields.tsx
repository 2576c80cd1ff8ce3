/** First and last day of a report. */
import type { FieldProblem } from "../../bindings/FieldProblem";
import { DateInput } from "../../components/DateInput";
import { useT } from "../../i18n";

export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

interface PeriodProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
  readonly problems: readonly FieldProblem[];
}

export function PeriodFields({ period, onChange, problems }: PeriodProps) {
  const t = useT();
  const problem = (field: string) => problems.find((p) => p.field === field)?.message ?? null;
  return (
    <section className="block">
      <h2>{t("reports.period")}</h2>
      <div className="row">
        <DateInput
          label={t("reports.period.from")}
          value={period.from}
          path="from"
          problem={problem("from")}
          onChange={(from) => {
            onChange({ ...period, from });
          }}
        />
        <DateInput
          label={t("reports.period.to")}
          value={period.to}
          path="to"
          problem={problem("to")}
          onChange={(to) => {
            onChange({ ...period, to });
          }}
        />
      </div>
      <p className="hint">{t("reports.period.hint")}</p>
    </section>
  );
}
