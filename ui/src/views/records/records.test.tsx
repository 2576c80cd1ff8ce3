import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";
import { changedIn, nextOf, typedOf, wrongIn } from "./schedule";

const administrator = { officer: "officer-01" };
const records = { name: "records" } as const;

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const fill = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};
const sign = async (reason: string, act: string) => {
  await fill("Your reason", reason);
  await fill("PIN of your token", PIN);
  await press(act);
};

it("proposes to erase what was ticked, each piece by its hash", async () => {
  const fake = createFakeApi(administrator);
  const proposeErasure = vi.fn(fake.proposeErasure);
  open(administrator, records, { ...fake, proposeErasure });
  const none = await screen.findByRole("button", { name: "Propose to erase…" });
  expect(none.hasAttribute("disabled")).toBe(true);
  const boxes = await screen.findAllByRole("checkbox", { name: /^Choose / });
  expect(boxes).toHaveLength(2);
  for (const box of boxes) await userEvent.click(box);
  await press("Propose to erase 2…");
  const sheet = await screen.findByRole("dialog", { name: "Propose to erase side data" });
  expect(within(sheet).getByText(/^2 pieces of side data are erased for good/)).toBeTruthy();
  await sign("Five years are over.", "Propose and sign");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG-/ })).toBeTruthy();
  const texts = screen.getAllByRole("cell").map((cell) => cell.textContent);
  expect(texts.filter((text) => text.includes("purpose of REQ-2020-0011"))).toHaveLength(2);
  const blobs = fake.state.records.sideData.slice(0, 2).map((row) => row.blob);
  expect(proposeErasure.mock.calls[0]?.[0]).toEqual(blobs);
}, 40_000);

it("shows of what stays why it stays, and offers no box for it", async () => {
  open(administrator, records);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Only what may go now" }));
  const table = await screen.findByRole("table", { name: "Side data" });
  expect(await within(table).findByText("Held by HOLD-2026-0001")).toBeTruthy();
  expect(within(table).getByText(/^Kept until/)).toBeTruthy();
  expect(within(table).getByText("Records of crypto-asset service providers")).toBeTruthy();
  expect(within(table).getByText("Goes by CHG-2026-0002")).toBeTruthy();
  expect(within(table).getAllByRole("checkbox")).toHaveLength(2);
});

it("places a hold with one signature", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const placeHold = vi.fn(fake.placeHold);
  open({ officer: "officer-03" }, { ...records, part: "holds" }, { ...fake, placeHold });
  await press("Place a legal hold…");
  await userEvent.click(
    await screen.findByRole("radio", { name: "All that is about one request" }),
  );
  await fill("Number of the request", "REQ-2026-0118");
  expect(screen.getByText(/^Nothing about the request REQ-2026-0118 is erased/)).toBeTruthy();
  await sign("A court asked.", "Place hold and sign");
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(await screen.findByText("HOLD-2026-0002")).toBeTruthy();
  expect(placeHold.mock.calls[0]?.slice(0, 3)).toEqual([
    "request",
    "REQ-2026-0118",
    "A court asked.",
  ]);
}, 40_000);

it("lifts a hold only by a change that another officer decides", async () => {
  open(administrator, { ...records, part: "holds" });
  await press("Lift HOLD-2026-0001…");
  await sign("The inquiry is closed.", "Propose and sign");
  expect(await screen.findByText("Legal hold HOLD-2026-0001")).toBeTruthy();
  expect(screen.getByText("The legal hold HOLD-2026-0001 ends.")).toBeTruthy();
}, 40_000);

it("proposes another schedule, the difference first", async () => {
  const fake = createFakeApi(administrator);
  const proposeSchedule = vi.fn(fake.proposeSchedule);
  open(administrator, { ...records, part: "schedule" }, { ...fake, proposeSchedule });
  await press("Propose another schedule");
  const go = await screen.findByRole("button", { name: "Continue to signing" });
  expect(go.hasAttribute("disabled")).toBe(true);
  await fill("Logs of AI systems, months", "six");
  expect(await screen.findByText("Whole months, such as 60.")).toBeTruthy();
  await fill("Logs of AI systems, months", "24");
  await userEvent.clear(screen.getByLabelText("ICT logs, months"));
  await press("Continue to signing");
  const sheet = await screen.findByRole("dialog");
  expect(sheet.textContent).toContain("2 years (24 months)");
  await sign("The board wants more.", "Propose and sign");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG-/ })).toBeTruthy();
  expect(JSON.parse(proposeSchedule.mock.calls[0]?.[0] ?? "{}")).toEqual({
    version: 2,
    rules: [
      { class: "ai-system-logs", months: 24 },
      { class: "casp-records", months: 60 },
      { class: "personal-data", months: 0 },
    ],
  });
}, 40_000);

it("reads months as they are typed", async () => {
  const view = await createFakeApi(administrator).showRetention();
  const typed = { ...typedOf(view), "casp-records": " 84 ", "ict-logs": "5.5" };
  expect(changedIn(view, typed)).toEqual(["casp-records", "ict-logs"]);
  expect(wrongIn(typed)).toEqual(["ict-logs"]);
  const rules = nextOf(view, { ...typed, "ict-logs": "" }).rules;
  expect(rules.find((rule) => rule.class === "casp-records")?.months).toBe(84);
  expect(rules.some((rule) => rule.class === "ict-logs")).toBe(false);
});
