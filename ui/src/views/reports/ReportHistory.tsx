/** Reports made before, newest first. */
import { FileX } from "lucide-react";
import { useMemo } from "react";
import type { ReportRow } from "../../bindings/ReportRow";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Sealed, Status } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Saved } from "../common/Saved";
import { SignOff } from "./SignOff";
import { useSaveCopy } from "./save-copy";

export function ReportHistory({ history }: { history: readonly ReportRow[] }) {
  const t = useT();
  const format = useFormat();
  const { run, failure, saved } = useSaveCopy();
  const columns = useMemo(() => columnsOf(t, format, run), [t, format, run]);
  return (
    <section className="reports__history">
      <h2>{t("reports.history")}</h2>
      {failure ? <ErrorBox failure={failure} /> : null}
      <Table
        className="hist"
        label={t("reports.history")}
        columns={columns}
        pages={[history]}
        rowKey={keyOf}
        empty={t("reports.history.empty")}
        below={(row) => (
          <>
            <SignOff row={row} />
            {saved?.id === row.id && !failure ? <Saved path={saved.path} /> : null}
          </>
        )}
      />
    </section>
  );
}

const keyOf = (row: ReportRow) => row.id;

const columnsOf = (
  t: Translate,
  format: Format,
  save: (id: string) => void,
): Column<ReportRow>[] => [
  { key: "id", head: t("reports.column.id"), cell: (row) => row.id },
  {
    key: "covers",
    head: t("reports.column.covers"),
    wrap: true,
    cell: (row) =>
      t("reports.covers", { from: format.shortDate(row.from), to: format.shortDate(row.to) }),
  },
  {
    key: "rendered",
    head: t("reports.column.rendered"),
    wrap: true,
    cell: (row) => format.instant(row.rendered_at),
  },
  { key: "by", head: t("reports.column.by"), wrap: true, cell: (row) => row.by_name ?? row.by },
  {
    key: "pages",
    head: t("reports.column.pages"),
    numeric: true,
    cell: (row) => format.number(row.pages),
  },
  { key: "state", head: t("reports.column.state"), wrap: true, cell: (row) => <State row={row} /> },
  {
    key: "act",
    head: t("reports.column.act"),
    quietHead: true,
    numeric: true,
    cell: (row) =>
      row.present ? (
        <Button
          kind="link"
          aria-label={t("reports.saveOf", { id: row.id })}
          onPress={() => {
            save(row.id);
          }}
        >
          {t("reports.save")}
        </Button>
      ) : null,
  },
];

function State({ row }: { row: ReportRow }) {
  const t = useT();
  return row.present ? (
    <Sealed word={t("reports.sealed")} />
  ) : (
    <Status tone="stop" icon={FileX} word={t("reports.gone")} />
  );
}
