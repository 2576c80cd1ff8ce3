/** Side data as rows: about whom, since when, and what keeps it. */
import { Anchor, CalendarClock, CircleCheck, Clock, Eraser, FilePen } from "lucide-react";
import { useMemo } from "react";
import { useRouter } from "../../app/router";
import type { SideDataRow } from "../../bindings/SideDataRow";
import { Button } from "../../components/Button";
import { Check } from "../../components/Check";
import { Status } from "../../components/Status";
import { Table, type Column, type More } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { classOf } from "../changes/words";
import type { Chosen } from "./SideData";

interface Props {
  readonly pages: readonly (readonly SideDataRow[])[];
  readonly loading: boolean;
  readonly more: More | null;
  readonly empty: string;
  readonly chosen: Chosen;
  readonly may: boolean;
}

const keyOf = (row: SideDataRow) => row.blob;

export function SideDataTable({ pages, loading, more, empty, chosen, may }: Props) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format, chosen, may), [t, format, chosen, may]);
  return (
    <Table
      className="sidedata"
      label={t("records.side")}
      columns={columns}
      pages={pages}
      rowKey={keyOf}
      loading={loading}
      more={more}
      empty={empty}
    />
  );
}

export const whatOf = (t: Translate, row: SideDataRow) =>
  wordFor(t, `records.kind.${row.kind}`, row.kind);

const columnsOf = (
  t: Translate,
  format: Format,
  chosen: Chosen,
  may: boolean,
): Column<SideDataRow>[] => [
  {
    key: "choose",
    head: t("records.col.choose"),
    quietHead: true,
    cell: (row) =>
      row.due && may ? (
        <Check
          isSelected={chosen.has(row.blob)}
          onChange={(on) => {
            chosen.toggle(row, on);
          }}
        >
          <span className="vh">
            {t("records.choose", { what: whatOf(t, row), holder: row.holder })}
          </span>
        </Check>
      ) : null,
  },
  { key: "what", head: t("records.col.what"), wrap: true, cell: (row) => whatOf(t, row) },
  { key: "holder", head: t("records.col.holder"), wrap: true, cell: (row) => <Holder row={row} /> },
  { key: "since", head: t("records.col.since"), cell: (row) => format.shortDate(row.at) },
  { key: "kept", head: t("records.col.kept"), wrap: true, cell: (row) => <Kept row={row} /> },
];

function Holder({ row }: { row: SideDataRow }) {
  const { go } = useRouter();
  if (!row.holder.startsWith("REQ-")) return row.holder;
  return (
    <>
      <Button
        kind="link"
        onPress={() => {
          go({ name: "request", id: row.holder });
        }}
      >
        {row.holder}
      </Button>
      {row.agent ? <span className="muted block-line">{row.agent}</span> : null}
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why it is still here, the strongest reason first. */
function Kept({ row }: { row: SideDataRow }) {
  const t = useT();
  const format = useFormat();
  if (row.erased !== null)
    return <Status tone="past" icon={Eraser} word={t("records.erased", { seq: row.erased })} />;
  if (row.change !== null)
    return (
      <Status tone="caution" icon={FilePen} word={t("records.owed", { change: row.change })} />
    );
  if (row.hold !== null)
    return <Status tone="caution" icon={Anchor} word={t("records.held", { hold: row.hold })} />;
  if (row.in_use !== null) return <Status tone="wait" icon={Clock} word={capital(row.in_use)} />;
  if (row.due) return <Status tone="ok" icon={CircleCheck} word={t("records.due")} />;
  if (row.kept_until === null) return null;
  return (
    <>
      <Status
        tone="wait"
        icon={CalendarClock}
        word={t("records.until", { date: format.shortDate(row.kept_until) })}
      />
      {row.kept_as ? <span className="muted block-line">{classOf(t, row.kept_as)}</span> : null}
    </>
  );
}
