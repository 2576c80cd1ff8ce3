/** Time stamps over checkpoints: asked of an authority by file, and its answers taken in. */
import { CircleCheck, CircleX, Download, FileClock, Hourglass } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import type { TimestampView } from "../../bindings/TimestampView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Status } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Saved } from "../common/Saved";
import { Section } from "../common/Section";

export function Timestamps() {
  const t = useT();
  const api = useApi();
  const stamps = useRead(["timestamps"], api.listTimestamps);
  const [path, setPath] = useState<string | null>(null);
  const ask = useAct(() => api.requestTimestamp(), setPath);
  const takeIn = useAct(() => api.takeInTimestamp());
  const acts = (
    <>
      <Button
        icon={Download}
        busy={takeIn.busy ? t("held.takeIn.busy") : null}
        onPress={() => {
          takeIn.run(undefined);
        }}
      >
        {t("held.stamp.takeIn")}
      </Button>
      <Button
        icon={FileClock}
        busy={ask.busy ? t("held.stamp.asking") : null}
        onPress={() => {
          setPath(null);
          ask.run(undefined);
        }}
      >
        {t("held.stamp.ask")}
      </Button>
    </>
  );
  const failure = ask.failure ?? takeIn.failure;
  return (
    <Section title={t("held.stamps")} hint={t("held.stamps.hint")} acts={acts}>
      {failure ? <ErrorBox failure={failure} /> : null}
      {path !== null && !ask.failure ? <Saved path={path} /> : null}
      {stamps.failure ? (
        <ErrorBox failure={stamps.failure} onRetry={stamps.retry} />
      ) : (
        <StampTable rows={stamps.data ?? null} />
      )}
    </Section>
  );
}

const keyOf = (row: TimestampView) => String(row.seq);

function StampTable({ rows }: { rows: readonly TimestampView[] | null }) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <Table
      className="stamps"
      label={t("held.stamps")}
      columns={columns}
      pages={rows ? [rows] : []}
      rowKey={keyOf}
      loading={rows === null}
      empty={t("held.stamps.none")}
    />
  );
}

const columnsOf = (t: Translate, format: Format): Column<TimestampView>[] => [
  {
    key: "size",
    head: t("held.col.checkpoint"),
    wrap: true,
    cell: (row) => t("held.upTo", { size: format.number(row.size) }),
  },
  {
    key: "asked",
    head: t("held.col.asked"),
    wrap: true,
    cell: (row) => format.instant(row.requested_at),
  },
  {
    key: "time",
    head: t("held.col.stamped"),
    wrap: true,
    cell: (row) => (row.time === null ? null : format.instant(row.time)),
  },
  {
    key: "authority",
    head: t("held.col.authority"),
    wrap: true,
    cell: (row) => row.authority,
  },
  { key: "state", head: t("held.col.state"), wrap: true, cell: (row) => <State row={row} /> },
];

function State({ row }: { row: TimestampView }) {
  const t = useT();
  if (row.valid === null)
    return <Status tone="wait" icon={Hourglass} word={t("held.stamp.waits")} />;
  return (
    <>
      {row.valid ? (
        <Status tone="ok" icon={CircleCheck} word={t("held.stamp.valid")} />
      ) : (
        <Status tone="stop" icon={CircleX} word={t("held.stamp.invalid")} />
      )}
      {row.problem ? <span className="muted block-line">{row.problem}</span> : null}
    </>
  );
}
