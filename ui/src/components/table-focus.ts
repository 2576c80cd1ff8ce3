/** Rows of a table that opens its rows: one of them is a tab stop, arrows move among them. */
import type { KeyboardEvent } from "react";

const ROW = "tr.table__row";

function rowsOf(table: HTMLElement): HTMLElement[] {
  return Array.from(table.querySelectorAll<HTMLElement>(ROW));
}

function nextRow(row: HTMLElement): Element | null {
  return (
    row.nextElementSibling ?? row.parentElement?.nextElementSibling?.querySelector(ROW) ?? null
  );
}

function previousRow(row: HTMLElement): Element | null {
  const before = row.parentElement?.previousElementSibling;
  return row.previousElementSibling ?? before?.querySelector(`${ROW}:last-child`) ?? null;
}

/** Gives the chosen row, else the first, a place in the tab order. */
export function tabStop(table: HTMLElement | null) {
  if (!table || table.querySelector(`${ROW}[tabindex="0"]`)) return;
  const row = table.querySelector<HTMLElement>(`${ROW}[aria-selected="true"]`);
  const stop = row ?? table.querySelector<HTMLElement>(ROW);
  stop?.setAttribute("tabindex", "0");
}

function target(row: HTMLElement, table: HTMLElement, key: string): Element | null | undefined {
  switch (key) {
    case "ArrowDown":
      return nextRow(row);
    case "ArrowUp":
      return previousRow(row);
    case "Home":
      return rowsOf(table)[0];
    case "End":
      return rowsOf(table).at(-1);
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
  if (!(next instanceof HTMLElement) || !next.matches(ROW)) return true;
  table.querySelector(`${ROW}[tabindex="0"]`)?.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
  return false;
}
