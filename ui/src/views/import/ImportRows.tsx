/** The rows of a file, each with all that is wrong with it, by cell, or what to think about. */
import { CircleCheck, CircleX, Copy } from "lucide-react";
import { useMemo, useState } from "react";
import type { ImportRow } from "../../bindings/ImportRow";
import type { ImportState } from "../../bindings/ImportState";
import { Button } from "../../components/Button";
import { Check } from "../../components/Check";
import type { LucideIcon } from "../../components/Icon";
import { Status, type StatusTone } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { shortSerial, useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { WarningNotes } from "../requests/Warnings";

const LOOKS: Record<ImportState, { tone: StatusTone; icon: LucideIcon }> = {
  sound: { tone: "ok", icon: CircleCheck },
  faulty: { tone: "stop", icon: CircleX },
  duplicate: { tone: "caution", icon: Copy },
};

/** Rows drawn at once. */
const PAGE = 200;

const columnsOf = (t: Translate, format: Format): Column<ImportRow>[] => [
  { key: "row", head: t("import.col.row"), numeric: true, cell: ({ row }) => format.number(row) },
  {
    key: "state",
    head: t("requests.col.state"),
    cell: ({ state }) => <Status {...LOOKS[state]} word={t(`import.state.${state}`)} />,
  },
  {
    key: "agent",
    head: t("requests.col.agent"),
    wrap: true,
    cell: ({ agent_id: agent, profile }) => (
      <>
        {agent}
        <br />
        <span className="muted">{profile}</span>
      </>
    ),
  },
  {
    key: "scope",
    head: t("import.col.what"),
    wrap: true,
    cell: (row) => <What row={row} t={t} format={format} />,
  },
];

function What({ row, t, format }: { row: ImportRow; t: Translate; format: Format }) {
  const { faults, warnings, sentence, predecessor } = row;
  return (
    <>
      {faults.length > 0 ? (
        <ul className="import__faults">
          {faults.map((fault) => (
            <li key={`${fault.cell} ${String(fault.entry)} ${fault.code}`}>
              {fault.cell === "" ? null : (
                <b>
                  {fault.column} <code>{fault.cell}</code>
                </b>
              )}{" "}
              {fault.message}
            </li>
          ))}
        </ul>
      ) : (
        sentence
      )}
      <WarningNotes warnings={warnings} />
      {predecessor === null ? null : (
        <span className="muted block-line">
          {t(predecessor.followed ? "import.follows" : "import.has", {
            serial: shortSerial(predecessor.serial),
            until: format.shortDate(predecessor.not_after),
          })}
        </span>
      )}
    </>
  );
}

const keyOf = ({ row }: ImportRow) => String(row);

interface Props {
  readonly rows: readonly ImportRow[];
  /** True where all rows are sound: there is nothing to narrow to. */
  readonly sound?: boolean;
}

export function ImportRows({ rows, sound = false }: Props) {
  const t = useT();
  const format = useFormat();
  const [faulty, setFaulty] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const wanted = useMemo(
    () => (faulty ? rows.filter(({ state }) => state !== "sound") : rows),
    [rows, faulty],
  );
  return (
    <>
      {sound ? null : (
        <div className="filters">
          <Check isSelected={faulty} onChange={setFaulty}>
            {t("import.faulty")}
          </Check>
        </div>
      )}
      <Table
        className="import__rows"
        label={t("import.rows")}
        columns={columns}
        pages={[wanted.slice(0, shown)]}
        rowKey={keyOf}
        empty={t("import.none")}
      />
      {wanted.length > shown ? (
        <p className="count-line">
          <Button
            onPress={() => {
              setShown(shown + PAGE);
            }}
          >
            {t("common.more")}
          </Button>
        </p>
      ) : null}
    </>
  );
}
