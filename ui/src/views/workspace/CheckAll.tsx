/** Holds everything stored against everything else: a table of verdicts. */
import { CircleCheck, CircleX, ShieldCheck, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useRouter } from "../../app/router";
import type { CheckRow } from "../../bindings/CheckRow";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { Status } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { useJob } from "../common/job";
import { Section } from "../common/Section";
import { Working } from "../common/Working";

export function CheckAll() {
  const t = useT();
  const api = useApi();
  const job = useJob<undefined, CheckRow[]>((_, tell) => api.checkWorkspace(tell));
  const acts = (
    <Button
      icon={ShieldCheck}
      busy={job.running ? t("workspace.check.busy") : null}
      onPress={() => {
        job.start(undefined);
      }}
    >
      {t("workspace.check.act")}
    </Button>
  );
  return (
    <Section title={t("workspace.check")} hint={t("workspace.check.hint")} acts={acts}>
      <div aria-live="polite">
        {job.running ? (
          <Working
            progress={job.progress}
            waiting={t("workspace.check.waiting")}
            cancelLabel={t("workspace.check.cancel")}
            onCancel={job.cancel}
          />
        ) : null}
        {job.failure ? <ErrorBox failure={job.failure} /> : null}
        {job.cancelled ? <p className="small">{t("log.state.cancelled")}</p> : null}
        {job.result ? <Verdicts rows={job.result} /> : null}
      </div>
    </Section>
  );
}

function Verdicts({ rows }: { rows: readonly CheckRow[] }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const columns = useMemo(
    () =>
      columnsOf(t, format, (seq) => {
        go({ name: "log", seq });
      }),
    [t, format, go],
  );
  const broken = rows.filter((row) => row.verdict === "broken").length;
  return (
    <>
      {broken > 0 ? (
        <Note tone="stop">
          <p>{t("workspace.check.broken", { count: broken })}</p>
        </Note>
      ) : (
        <Note tone="ok">
          <p>{t("workspace.check.sound")}</p>
        </Note>
      )}
      <Table
        className="verdicts"
        label={t("workspace.check")}
        columns={columns}
        pages={[rows]}
        rowKey={keyOf}
      />
    </>
  );
}

const keyOf = (row: CheckRow) => `${row.subject} ${row.message}`;

const columnsOf = (
  t: Translate,
  format: Format,
  onOpen: (seq: number) => void,
): Column<CheckRow>[] => [
  {
    key: "subject",
    head: t("workspace.col.what"),
    wrap: true,
    cell: (row) =>
      wordFor(t, `workspace.check.of.${row.subject.replaceAll(" ", "_")}`, row.subject),
  },
  {
    key: "verdict",
    head: t("workspace.col.verdict"),
    cell: (row) => <Verdict verdict={row.verdict} />,
  },
  { key: "message", head: t("workspace.col.found"), wrap: true, cell: (row) => row.message },
  {
    key: "since",
    head: t("workspace.col.since"),
    cell: (row) => {
      const { since } = row;
      if (since === null) return null;
      return (
        <Button
          kind="link"
          onPress={() => {
            onOpen(since);
          }}
        >
          {t("failure.event", { seq: format.number(since) })}
        </Button>
      );
    },
  },
];

function Verdict({ verdict }: { verdict: string }) {
  const t = useT();
  const word = wordFor(t, `workspace.verdict.${verdict}`, verdict);
  if (verdict === "sound") return <Status tone="ok" icon={CircleCheck} word={word} />;
  if (verdict === "attention") return <Status tone="caution" icon={TriangleAlert} word={word} />;
  return <Status tone="stop" icon={CircleX} word={word} />;
}
