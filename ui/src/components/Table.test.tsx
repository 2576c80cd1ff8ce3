import { I18nProvider } from "@lingui/react";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { i18n } from "../i18n";
import { Table, type Column, type TableProps } from "./Table";

type Row = { id: number; day: string };

const rows = (from: number, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index, day: "Monday" }));

const draw = vi.fn((row: Row) => `cell ${String(row.id)}`);
const columns: Column<Row>[] = [{ key: "id", head: "Number", cell: draw, sorted: "descending" }];
const LABEL = "Things";
const keyOf = (row: Row) => String(row.id);

function show(props: Partial<TableProps<Row>>) {
  const element = (extra: Partial<TableProps<Row>>) => (
    <I18nProvider i18n={i18n}>
      <Table label={LABEL} columns={columns} pages={[]} rowKey={keyOf} {...extra} />
    </I18nProvider>
  );
  const view = render(element(props));
  return (next: Partial<TableProps<Row>>) => {
    view.rerender(element(next));
  };
}

describe("Table", () => {
  beforeEach(() => {
    draw.mockClear();
  });

  it("opens a row by click, Enter and space", async () => {
    const onOpen = vi.fn();
    const user = userEvent.setup();
    show({ pages: [rows(1, 2)], onOpen });
    await user.click(screen.getByText("cell 2"));
    await user.keyboard("{Enter} ");
    expect(onOpen.mock.calls.map(([row]) => (row as Row).id)).toEqual([2, 2, 2]);
  });

  it("is one tab stop and moves among rows by arrows, across pages", async () => {
    const user = userEvent.setup();
    show({ pages: [rows(1, 2), rows(3, 2)], onOpen: vi.fn() });
    await user.tab();
    expect(document.activeElement?.textContent).toBe("cell 1");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement?.textContent).toBe("cell 3");
    await user.keyboard("{End}");
    expect(document.activeElement?.textContent).toBe("cell 4");
    await user.keyboard("{Home}");
    expect(document.activeElement?.textContent).toBe("cell 1");
    await user.tab();
    expect(document.activeElement).toBe(document.body);
  });

  it("asks for the next page when the arrow goes past the last row", async () => {
    const load = vi.fn();
    const user = userEvent.setup();
    const more = { label: "Show more", busyLabel: "Loading", busy: false, load };
    show({ pages: [rows(1, 2)], onOpen: vi.fn(), more });
    await user.tab();
    await user.keyboard("{ArrowDown}");
    expect(load).not.toHaveBeenCalled();
    await user.keyboard("{ArrowDown}");
    expect(load).toHaveBeenCalledOnce();
  });

  it("does not draw a page again when another one arrives", () => {
    const first = rows(1, 3);
    const onOpen = vi.fn();
    const update = show({ pages: [first], onOpen });
    draw.mockClear();
    update({ pages: [first, rows(4, 2)], onOpen });
    expect(draw.mock.calls.map(([row]) => row.id)).toEqual([4, 5]);
  });

  it("draws only the pages that the choice touches", () => {
    const [first, second] = [rows(1, 3), rows(4, 3)];
    const onOpen = vi.fn();
    const update = show({ pages: [first, second], onOpen, selected: null });
    draw.mockClear();
    update({ pages: [first, second], onOpen, selected: "5" });
    expect(draw.mock.calls.map(([row]) => row.id)).toEqual([4, 5, 6]);
    expect(screen.getByText("cell 5").closest("tr")?.getAttribute("aria-selected")).toBe("true");
  });

  it("heads a run of rows once, also where the run goes over a page", () => {
    show({ pages: [rows(1, 2), rows(3, 2)], group: (row) => row.day });
    expect(screen.getAllByText("Monday")).toHaveLength(1);
  });

  it("says that it is empty, and keeps quiet while it loads", () => {
    const update = show({ pages: [[]], empty: "Nothing here" });
    expect(screen.getByText("Nothing here")).toBeTruthy();
    update({ pages: [], loading: true, empty: "Nothing here" });
    expect(screen.queryByText("Nothing here")).toBeNull();
    expect(screen.getByLabelText(LABEL).getAttribute("aria-busy")).toBe("true");
  });

  it("marks the column that it is sorted by", () => {
    show({ pages: [rows(1, 1)] });
    const head = within(screen.getByLabelText(LABEL)).getByRole("columnheader");
    expect(head.getAttribute("aria-sort")).toBe("descending");
  });
});
