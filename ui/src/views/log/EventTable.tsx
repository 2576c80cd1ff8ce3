/** The log as rows, newest first, under the days they fell on. */
import { useCallback, useMemo } from "react";
import type { EventRow } from "../../bindings/EventRow";
import { Seal } from "../../components/Icon";
import { Table, type Column, type More } from "../../components/Table";
import { shortSerial, useFormat, type Format } from "../../format";
import { isMessage, useT, wordFor, type Translate } from "../../i18n";
import { EventWord } from "./EventWord";
import { isHex } from "./kinds";

const columnsOf = (t: Translate, format: Format): Column<EventRow>[] => [
  {
    key: "no",
    head: t("log.column.no"),
    numeric: true,
    sorted: "descending",
    cell: (event) => format.number(event.seq),
  },
  {
    key: "time",
    head: t("log.column.time"),
    cell: (event) => <time dateTime={event.at}>{format.time(event.at)}</time>,
  },
  {
    key: "event",
    head: t("log.column.event"),
    wrap: true,
    cell: (event) => <EventWord event={event} />,
  },
  {
    key: "subject",
    head: t("log.column.subject"),
    wrap: true,
    cell: (event) => subjectOf(event, t, format),
  },
  {
    key: "who",
    head: t("log.column.who"),
    wrap: true,
    cell: (event) => (
      <>
        {event.actor}{" "}
        <span className="muted">{wordFor(t, `agents.role.${event.role}`, event.role)}</span>
      </>
    ),
  },
  {
    key: "seal",
    head: t("log.column.signed"),
    quietHead: true,
    cell: (event) => (event.signed ? <SignedMark label={t("log.signed")} /> : null),
  },
];

const NUMBER = /^\d{1,15}$/;

/** What an event is about. A serial is shortened: its row leads to where it stands whole. */
function subjectOf(event: EventRow, t: Translate, format: Format) {
  const { kind, subject } = event;
  if (isHex(event)) return <code className="serial nowrap">{shortSerial(subject)}</code>;
  const key = `log.subject.${kind}`;
  if (!NUMBER.test(subject) || !isMessage(key)) return subject;
  return t(key, { number: format.number(Number(subject)) });
}

function SignedMark({ label }: { label: string }) {
  return (
    <>
      <Seal />
      <span className="vh">{label}</span>
    </>
  );
}

interface Props {
  readonly pages: readonly (readonly EventRow[])[];
  readonly selected: number | null;
  readonly loading: boolean;
  /** Said in place of rows. */
  readonly empty: string;
  readonly more: More | null;
  readonly onOpen: (event: EventRow) => void;
}

const keyOf = (event: EventRow) => String(event.seq);

export function EventTable({ pages, selected, loading, empty, more, onOpen }: Props) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const dayOf = useCallback(
    (event: EventRow) => t("log.day", { day: format.date(event.at) }),
    [t, format],
  );
  return (
    <Table
      className="log"
      label={t("log.title")}
      columns={columns}
      pages={pages}
      rowKey={keyOf}
      selected={selected === null ? null : String(selected)}
      onOpen={onOpen}
      group={dayOf}
      loading={loading}
      more={more}
      empty={empty}
    />
  );
}
