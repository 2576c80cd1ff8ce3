/** What the last verification found, or how far the present one is. */
import { CircleX, ShieldCheck, ShieldQuestionMark, TriangleAlert } from "lucide-react";
import type { HeadView } from "../../bindings/HeadView";
import type { LogFault } from "../../bindings/LogFault";
import type { VerificationView } from "../../bindings/VerificationView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Icon } from "../../components/Icon";
import { Progress } from "../../components/Progress";
import { Status } from "../../components/Status";
import { useFormat } from "../../format";
import { isMessage, useT, wordFor, type Translate } from "../../i18n";
import type { Verification } from "./verification";

interface Props {
  readonly head: HeadView | null;
  readonly job: Verification;
  readonly onOpen: (seq: number) => void;
}

export function StatePanel({ head, job, onOpen }: Props) {
  const t = useT();
  const last = job.result ?? head?.last_verified ?? null;
  return (
    <section className="block" aria-live="polite">
      <h2>
        {t("log.state.title")}
        {job.running ? null : <Verdict last={last} />}
      </h2>
      {job.running ? <Running job={job} /> : <Outcome last={last} job={job} onOpen={onOpen} />}
      {!job.running && last?.sound && head ? <Since head={head} last={last} /> : null}
    </section>
  );
}

function Verdict({ last }: { last: VerificationView | null }) {
  const t = useT();
  if (!last)
    return <Status tone="past" icon={ShieldQuestionMark} word={t("log.state.unverified")} chip />;
  return last.sound ? (
    <Status tone="ok" icon={ShieldCheck} word={t("log.state.verified")} chip />
  ) : (
    <Status tone="stop" icon={CircleX} word={t("log.state.broken")} chip />
  );
}

function Running({ job }: { job: Verification }) {
  const t = useT();
  const format = useFormat();
  const { progress } = job;
  const step = wordFor(t, `log.progress.${progress?.step ?? ""}`, t("log.progress"));
  const label = progress
    ? t("log.state.progress", {
        step,
        done: format.number(progress.done),
        total: format.number(progress.total),
      })
    : step;
  return (
    <div className="job">
      <Progress label={label} done={progress?.done ?? 0} total={progress?.total ?? 0} />
      <Button onPress={job.cancel}>{t("log.verify.cancel")}</Button>
    </div>
  );
}

interface OutcomeProps {
  readonly last: VerificationView | null;
  readonly job: Verification;
  readonly onOpen: (seq: number) => void;
}

function Outcome({ last, job, onOpen }: OutcomeProps) {
  const t = useT();
  return (
    <>
      {job.failure ? <ErrorBox failure={job.failure} /> : null}
      {job.cancelled ? <p className="small job__note">{t("log.state.cancelled")}</p> : null}
      {last ? (
        <Found last={last} onOpen={onOpen} />
      ) : (
        <p className="small">{t("log.state.never")}</p>
      )}
    </>
  );
}

function Found({ last, onOpen }: { last: VerificationView; onOpen: (seq: number) => void }) {
  const t = useT();
  const format = useFormat();
  const values = {
    events: format.number(last.events),
    checkpoints: format.number(last.checkpoints),
    at: format.instant(last.at),
  };
  if (last.sound) return <p className="small">{t("log.state.sound", values)}</p>;
  return (
    <div className="error" role="alert">
      <p>{t("log.state.faults", { ...values, count: last.faults.length })}</p>
      <ul className="faults">
        {last.faults.map((fault, index) => (
          <Fault key={index} fault={fault} onOpen={onOpen} />
        ))}
      </ul>
      <p>{t("log.state.remedy")}</p>
    </div>
  );
}

/** What is wrong, in the person's language; the log itself keeps only the number. */
function faultText(t: Translate, { code, message }: LogFault): string {
  const key = `log.fault.${code}`;
  if (isMessage(key)) return t(key);
  return message || t("log.fault.again");
}

function Fault({ fault, onOpen }: { fault: LogFault; onOpen: (seq: number) => void }) {
  const t = useT();
  return (
    <li>
      <FaultPlace fault={fault} onOpen={onOpen} />
      <span>
        {faultText(t, fault)} {fault.code ? <code>{fault.code}</code> : null}
      </span>
    </li>
  );
}

function FaultPlace({ fault, onOpen }: { fault: LogFault; onOpen: (seq: number) => void }) {
  const t = useT();
  const format = useFormat();
  const { seq, code } = fault;
  if (seq === null) return <b>{t("log.fault.whole")}</b>;
  const number = format.number(seq);
  if (code.startsWith("checkpoint")) return <b>{t("log.fault.checkpoint", { size: number })}</b>;
  return (
    <Button
      kind="link"
      onPress={() => {
        onOpen(seq);
      }}
    >
      {t("failure.event", { seq: number })}
    </Button>
  );
}

/** Events since are not covered by the verdict above them; the first is the verdict's own record. */
function Since({ head, last }: { head: HeadView; last: VerificationView }) {
  const t = useT();
  const count = head.events - last.events;
  if (count <= 0) return null;
  if (count === 1) return <p className="hint since__own">{t("log.state.own")}</p>;
  return (
    <p className="hint since">
      <Icon of={TriangleAlert} />
      {t("log.state.since", { count })}
    </p>
  );
}
