/**
 * One table for all lists: columns as data, a head that sticks, rows that open by click, Enter or
 * space, arrows among them, pages that are fetched as they are asked for.
 */
import { Fragment, memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "./Button";
import { moveFocus, tabStop } from "./table-focus";

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Set for columns of signs or buttons: the head is read aloud, not drawn. */
  readonly quietHead?: boolean;
  readonly numeric?: boolean;
  readonly wrap?: boolean;
  readonly sorted?: "ascending" | "descending";
}

/** More rows can be fetched; the button says so, and so does the arrow key at the last row. */
export interface More {
  readonly label: string;
  readonly busyLabel: string;
  readonly busy: boolean;
  readonly load: () => void;
}

export interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Rows page by page: a page that was drawn once is not drawn again. */
  readonly pages: readonly (readonly Row[])[];
  readonly rowKey: (row: Row) => string;
  readonly className?: string;
  readonly selected?: string | null;
  readonly onOpen?: (row: Row) => void;
  readonly more?: More | null;
  /** The heading above a run of rows that share it, such as their day. */
  readonly group?: (row: Row) => string;
  /** What stands across the table beneath a row, such as the outcome of its button. */
  readonly below?: (row: Row) => ReactNode;
  /** Shown in place of rows when there are none. */
  readonly empty?: ReactNode;
  /** Rows keep their height while the first page is fetched. */
  readonly loading?: boolean;
}

const PLACEHOLDER_ROWS = [1, 2, 3, 4, 5, 6];

export function Table<Row>(props: TableProps<Row>) {
  const { columns, pages, label, className, onOpen, more, loading = false } = props;
  const body = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (onOpen) tabStop(body.current);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (!onOpen || !moveFocus(event)) return;
    if (more && !more.busy) more.load();
  };
  const rows = pages.some((page) => page.length > 0);
  return (
    <div className="table__frame">
      <table
        ref={body}
        className={className ? `table ${className}` : "table"}
        aria-label={label}
        aria-busy={loading}
        role={onOpen ? "grid" : undefined}
        onKeyDown={onKeyDown}
      >
        <Head columns={columns} />
        {pages.map((page, index) => (
          <MemoPage key={index} {...pageProps(props, page)} before={pages[index - 1]?.at(-1)} />
        ))}
        {loading ? <Placeholder columns={columns.length} /> : null}
        {!loading && !rows ? <Empty columns={columns.length}>{props.empty}</Empty> : null}
      </table>
      {more ? (
        <div className="table__more">
          <Button busy={more.busy ? more.busyLabel : null} onPress={more.load}>
            {more.label}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Head<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.key} scope="col" className={cellClass(column)} aria-sort={column.sorted}>
            {column.quietHead ? <span className="vh">{column.head}</span> : column.head}
            {column.sorted ? <span className={`sort sort--${column.sorted}`} /> : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface PageProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** The chosen row if it is on this page, else `null`: other pages need not be drawn again. */
  readonly selected: string | null;
  readonly onOpen?: (row: Row) => void;
  readonly group?: (row: Row) => string;
  readonly below?: (row: Row) => ReactNode;
  /** The last row of the page before, whose group may go on here. */
  readonly before?: Row;
}

function pageProps<Row>(props: TableProps<Row>, rows: readonly Row[]): PageProps<Row> {
  const { columns, rowKey, onOpen, group, below, selected = null } = props;
  const here = selected !== null && rows.some((row) => rowKey(row) === selected);
  return { rows, columns, rowKey, onOpen, group, below, selected: here ? selected : null };
}

function Page<Row>(page: PageProps<Row>) {
  const { rows, rowKey, columns, group, below, before } = page;
  return (
    <tbody>
      {rows.map((row, index) => {
        const above = index > 0 ? rows[index - 1] : before;
        const heading = group?.(row);
        const beneath = below?.(row);
        const repeats = above !== undefined && group?.(above) === heading;
        return (
          <Fragment key={rowKey(row)}>
            {heading !== undefined && !repeats ? (
              <tr className="table__group">
                <td colSpan={columns.length}>{heading}</td>
              </tr>
            ) : null}
            <Line row={row} page={page} />
            {beneath ? (
              <tr className="table__below">
                <td colSpan={columns.length}>{beneath}</td>
              </tr>
            ) : null}
          </Fragment>
        );
      })}
    </tbody>
  );
}

function Line<Row>({ row, page }: { row: Row; page: PageProps<Row> }) {
  const { columns, rowKey, selected, onOpen } = page;
  const cells = columns.map((column) => (
    <td key={column.key} className={cellClass(column)}>
      {column.cell(row)}
    </td>
  ));
  if (!onOpen) return <tr>{cells}</tr>;
  const open = () => {
    onOpen(row);
  };
  return (
    <tr
      className="table__row"
      aria-selected={rowKey(row) === selected}
      tabIndex={-1}
      onClick={open}
      onKeyDown={(event) => {
        openByKey(event, open);
      }}
    >
      {cells}
    </tr>
  );
}

const MemoPage = memo(Page) as typeof Page;

function openByKey(event: KeyboardEvent<HTMLTableRowElement>, open: () => void) {
  if (event.target !== event.currentTarget) return;
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  open();
}

function Placeholder({ columns }: { columns: number }) {
  return (
    <tbody aria-hidden="true">
      {PLACEHOLDER_ROWS.map((row) => (
        <tr key={row}>
          <td colSpan={columns}>
            <span className="table__bone" />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Empty({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tbody>
      <tr>
        <td className="table__empty" colSpan={columns}>
          {children}
        </td>
      </tr>
    </tbody>
  );
}

function cellClass<Row>(column: Column<Row>): string {
  return [`c-${column.key}`, column.numeric ? "num" : "", column.wrap ? "wrap" : ""]
    .filter(Boolean)
    .join(" ");
}
