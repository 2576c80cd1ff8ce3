import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
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
    if (event.key === "ArrowDown" && more && !more.busy) more.load();
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
          <MemoPage key={index} {...pageProps(props, page)} />
        ))}
        {loading ? <Placeholder columns={columns.length} /> : null}
        {!loading && !rows ? <Empty columns={columns.length}>{props.empty}</Empty> : null}
      </table>
      {more ? (
        <button type="button" className="btn table__more" disabled={more.busy} onClick={more.load}>
          {more.label}
        </button>
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
}

function pageProps<Row>(props: TableProps<Row>, rows: readonly Row[]): PageProps<Row> {
  const { columns, rowKey, onOpen, selected = null } = props;
  const here = selected !== null && rows.some((row) => rowKey(row) === selected);
  return { rows, columns, rowKey, onOpen, selected: here ? selected : null };
}

function Page<Row>({ rows, columns, rowKey, selected, onOpen }: PageProps<Row>) {
  return (
    <tbody>
      {rows.map((row) => (
        <tr
          key={rowKey(row)}
          className={onOpen ? "table__row" : undefined}
          aria-selected={onOpen ? rowKey(row) === selected : undefined}
          tabIndex={onOpen ? -1 : undefined}
          onClick={onOpen ? () => onOpen(row) : undefined}
          onKeyDown={onOpen ? (event) => openByKey(event, () => onOpen(row)) : undefined}
        >
          {columns.map((column) => (
            <td key={column.key} className={cellClass(column)}>
              {column.cell(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
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
