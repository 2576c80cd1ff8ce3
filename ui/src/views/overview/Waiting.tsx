/** Requests that wait for a checker. */
import { useMemo } from "react";
import type { RequestRow } from "../../bindings/RequestRow";
import { useRouter } from "../../app/router";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";

const columnsOf = (t: Translate, format: Format): Column<RequestRow>[] => [
  {
    key: "request",
    head: t("overview.column.request"),
    cell: (row) => <span className="linkish">{row.id}</span>,
  },
  { key: "scope", head: t("agents.column.scope"), wrap: true, cell: (row) => row.sentence },
  {
    key: "maker",
    head: t("overview.column.maker"),
    wrap: true,
    cell: (row) => (
      <>
        {row.maker_name ?? row.maker}
        <br />
        <span className="muted">{format.instant(row.submitted_at)}</span>
      </>
    ),
  },
];

const keyOf = (row: RequestRow) => row.id;

export function Waiting({ rows }: { rows: readonly RequestRow[] }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <Table
      className="waiting"
      label={t("overview.waiting")}
      columns={columns}
      pages={[rows]}
      rowKey={keyOf}
      empty={t("overview.waiting.none")}
      onOpen={(row) => {
        go({ name: "request", id: row.id });
      }}
    />
  );
}
