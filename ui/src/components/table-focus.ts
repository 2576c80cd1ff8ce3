/** Rows of a table that opens its rows: one of them is a tab stop, arrows move among them. */
import type { KeyboardEvent } from "react";

const ROW = "tr.table__row";

function rowsOf(table: HTMLElement): HTMLElement[] {
  return Array.from(table.querySelectorAll<HTMLElement>(ROW));
}

function step(table: HTMLElement, row: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const rows = rowsOf(table);
  return rows[rows.indexOf(row) + by];
}

/** Gives the chosen row, else the first, a place in the tab order. */
export function tabStop(table: HTMLElement | null) {
  if (!table || table.querySelector(`${ROW}[tabindex="0"]`)) return;
  const row = table.querySelector<HTMLElement>(`${ROW}[aria-selected="true"]`);
  const stop = row ?? table.querySelector<HTMLElement>(ROW);
  stop?.setAttribute("tabindex", "0");
}

function target(row: HTMLElement, table: HTMLElement, key: string): HTMLElement | null | undefined {
  switch (key) {
    case "ArrowDown":
      return step(table, row, 1) ?? null;
    case "ArrowUp":
      return step(table, row, -1) ?? null;
    case "Home":
      return rowsOf(table)[0] ?? null;
    case "End":
      return rowsOf(table).at(-1) ?? null;
    default:
      return undefined;
  }
}

/** Moves by arrow, Home or End. True if the arrow went past the last row. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  const table = event.currentTarget;
  const row = (event.target as HTMLElement).closest<HTMLElement>(ROW);
  if (!row) return false;
  const next = target(row, table, event.key);
  if (next === undefined) return false;
  event.preventDefault();
  if (!next) return event.key === "ArrowDown";
  table.querySelector(`${ROW}[tabindex="0"]`)?.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
  return false;
}
