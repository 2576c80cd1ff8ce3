import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Failure } from "../../bindings/Failure";
import { createFakeApi } from "../../fake";
import { show } from "../../test/show";
import { ReportsView } from "./ReportsView";

it("renders the suggested period, then offers a copy", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const renderReport = vi.fn(fake.renderReport);
  const exportReport = vi.fn(fake.exportReport);
  show(<ReportsView />, { ...fake, renderReport, exportReport });
  await userEvent.click(await screen.findByRole("button", { name: "Render and seal report" }));
  expect(await screen.findByText(/is rendered and sealed/)).toBeTruthy();
  expect(renderReport.mock.calls[0]?.slice(0, 2)).toEqual(["2026-11-01", "2026-11-22"]);
  await userEvent.click(screen.getByRole("button", { name: "Save a copy…" }));
  expect(exportReport).toHaveBeenCalledWith("RPT-2026-11-02");
  expect(await screen.findByText("Saved as /home/person/RPT-2026-11-02.pdf")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy path" })).toBeTruthy();
});

const saveFirst = async () => {
  const table = await screen.findByRole("table", { name: "History" });
  await userEvent.click(
    within(table).getByRole("button", { name: /^Save a copy.*RPT-2026-11-01/ }),
  );
  return table;
};

it("says beneath the row where its copy was saved", async () => {
  show(<ReportsView />);
  const table = await saveFirst();
  expect(await within(table).findByText("Saved as /home/person/RPT-2026-11-01.pdf")).toBeTruthy();
});

it("says nothing when the dialog is cancelled", async () => {
  const exportReport = vi.fn(() => Promise.resolve(null));
  show(<ReportsView />, { exportReport });
  await saveFirst();
  await waitFor(() => {
    expect(exportReport).toHaveBeenCalledOnce();
  });
  expect(screen.queryByText(/^Saved as/)).toBeNull();
});

it("names each report's own button", async () => {
  show(<ReportsView />);
  const table = await screen.findByRole("table", { name: "History" });
  expect(within(table).getByRole("button", { name: "Save a copy… (RPT-2026-11-01)" })).toBeTruthy();
});

it("puts a refused day under its field", async () => {
  const refused: Failure = {
    code: "period-reversed",
    kind: "refused",
    title: "The period ends before it begins",
    happened: "The last day lies before the first.",
    unchanged: "No report was made.",
    changed: null,
    remedy: "Change one of the days.",
    answer: null,
    event: null,
    fields: [{ field: "to", code: "before_from", message: "This day lies before the first." }],
  };
  show(<ReportsView />, { renderReport: () => Promise.reject(refused as unknown as Error) });
  await userEvent.click(await screen.findByRole("button", { name: "Render and seal report" }));
  expect(await screen.findByText("This day lies before the first.")).toBeTruthy();
});
