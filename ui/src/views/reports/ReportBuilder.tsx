/** Which period the report is to cover, what it will map it to, and the act that seals it. */
import { Stamp } from "lucide-react";
import { useState } from "react";
import type { ProgressView } from "../../bindings/ProgressView";
import type { ReportOptions } from "../../bindings/ReportOptions";
import type { ReportRow } from "../../bindings/ReportRow";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { Progress } from "../../components/Progress";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";
import { Saved } from "../common/Saved";
import { Catalogue } from "./Catalogue";
import { Gates } from "./Gates";
import { PeriodFields, type Period } from "./PeriodFields";
import { useSaveCopy } from "./save-copy";

export function ReportBuilder({ options }: { options: ReportOptions }) {
  const t = useT();
  const [period, setPeriod] = useState<Period>({ from: options.from, to: options.to });
  const job = useRendering();
  const { from, to } = period;
  return (
    <section className="reports__build" aria-label={t("reports.build")}>
      <div className="reports__form">
        <PeriodFields period={period} onChange={setPeriod} problems={job.problems} />
        <section className="block">
          <h2>{t("reports.agents")}</h2>
          <p className="small">{t("reports.agents.all", { count: options.agents })}</p>
        </section>
        <Gates gates={options.open_gates} />
        <Outcome job={job} />
        <div className="reports__act">
          {from && to ? null : <p className="hint">{t("reports.period.missing")}</p>}
          <Button
            kind="wax"
            large
            icon={Stamp}
            isDisabled={!from || !to}
            busy={job.busy ? t("reports.render.busy") : null}
            onPress={() => {
              if (from && to) job.start(from, to);
            }}
          >
            {t("reports.render")}
          </Button>
        </div>
      </div>
      <Catalogue options={options} />
    </section>
  );
}

function useRendering() {
  const api = useApi();
  const [progress, setProgress] = useState<ProgressView | null>(null);
  const [done, setDone] = useState<ReportRow | null>(null);
  const act = useAct(
    (period: { from: string; to: string }) => api.renderReport(period.from, period.to, setProgress),
    setDone,
  );
  const start = (from: string, to: string) => {
    setProgress(null);
    setDone(null);
    act.run({ from, to });
  };
  const problems = act.failure?.fields ?? [];
  return { busy: act.busy, failure: act.failure, problems, progress, done, start };
}

type Rendering = ReturnType<typeof useRendering>;

function Outcome({ job }: { job: Rendering }) {
  const t = useT();
  const format = useFormat();
  const save = useSaveCopy();
  const { done, progress } = job;
  return (
    <div aria-live="polite" className="reports__outcome">
      {job.failure ? <ErrorBox failure={job.failure} /> : null}
      {job.busy ? (
        <Progress
          label={wordFor(t, `reports.progress.${progress?.step ?? ""}`, t("reports.progress"))}
          done={progress?.done ?? 0}
          total={progress?.total ?? 0}
        />
      ) : null}
      {done ? (
        <Note tone="ok">
          <p>{t("reports.done", { id: done.id, pages: format.number(done.pages) })}</p>
          <Button
            busy={save.busy ? t("reports.save.busy") : null}
            onPress={() => {
              save.run(done.id);
            }}
          >
            {t("reports.save")}
          </Button>
          {save.saved?.id === done.id && !save.failure ? <Saved path={save.saved.path} /> : null}
        </Note>
      ) : null}
      {save.failure ? <ErrorBox failure={save.failure} /> : null}
    </div>
  );
}
