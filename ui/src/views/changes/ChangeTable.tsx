/** Changes of rules as rows. */
import { useCallback, useMemo } from "react";
import { useRouter } from "../../app/router";
import type { ChangeRow } from "../../bindings/ChangeRow";
import { Table, type Column, type More } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { ChangeStatus } from "./ChangeStatus";
import { subjectOf } from "./words";

const columnsOf = (t: Translate, format: Format): Column<ChangeRow>[] => [
  {
    key: "request",
    head: t("change.col.id"),
    cell: (row) => <span className="linkish">{row.id}</span>,
  },
  {
    key: "subject",
    head: t("change.col.subject"),
    wrap: true,
    cell: (row) => subjectOf(t, row),
  },
  {
    key: "state",
    head: t("requests.col.state"),
    wrap: true,
    cell: (row) => <State row={row} />,
  },
  {
    key: "submitted",
    head: t("change.col.proposed"),
    wrap: true,
    cell: (row) => (
      <>
        {row.proposer_name ?? row.proposer}
        <br />
        <span className="muted">{format.instant(row.proposed_at)}</span>
      </>
    ),
  },
];

/** Where it stands; how many approved of it, where it takes several. */
function State({ row }: { row: ChangeRow }) {
  const t = useT();
  const { state, approvals_given: given, approvals_needed: needed } = row;
  return (
    <>
      <ChangeStatus state={state} />
      {needed > 1 ? (
        <span className="muted block-line">{t("change.approvals", { given, needed })}</span>
      ) : null}
    </>
  );
}

const keyOf = (row: ChangeRow) => row.id;

interface Props {
  readonly pages: readonly (readonly ChangeRow[])[];
  readonly loading?: boolean;
  readonly more?: More | null;
  readonly label?: string;
  readonly empty?: string;
}

export function ChangeTable({ pages, loading, more, label, empty }: Props) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const open = useCallback(
    (row: ChangeRow) => {
      go({ name: "change", id: row.id, sign: row.waits_for_me });
    },
    [go],
  );
  return (
    <Table
      className="changes"
      label={label ?? t("change.title")}
      columns={columns}
      pages={pages}
      rowKey={keyOf}
      loading={loading}
      more={more}
      empty={empty ?? t("change.none")}
      onOpen={open}
    />
  );
}
