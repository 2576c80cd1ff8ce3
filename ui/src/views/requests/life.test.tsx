import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const request = { name: "request", id: "REQ-2026-0118" } as const;

it("says which step of the approval waits for whom", async () => {
  open({ officer: "officer-02" }, request);
  expect(await screen.findByText("Group “risk”: 1 of 1")).toBeTruthy();
  const now = screen.getByText("Group “compliance”: 1 of 2").closest("li");
  expect(now?.getAttribute("aria-current")).toBe("step");
  expect(within(now as HTMLElement).getByText(/^Waits for Jonas Reinhardt or/)).toBeTruthy();
});

it("warns the checker before the PIN, and says which row permits more", async () => {
  open({ officer: "officer-03" }, { ...request, sign: true });
  const sheet = await screen.findByRole("dialog", { name: /^Approve request/ });
  const warnings = within(sheet).getByRole("region", { name: "To think about before you sign" });
  expect(within(warnings).getByText(/^The limit per action rises/)).toBeTruthy();
  expect(within(sheet).getAllByText("permits more")).toHaveLength(3);
});

it("takes a request back with the reason, and then shows it as withdrawn", async () => {
  const { fake } = open({ officer: "officer-02" }, request);
  await press("Withdraw request…");
  await userEvent.type(await screen.findByLabelText("Your reason"), "The desk no longer needs it.");
  const pin = screen.getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await press("Withdraw and sign");
  expect(await screen.findByText("Withdrawn")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Withdraw request…" })).toBeNull();
  expect(fake.state.requests[0]?.row.state).toBe("withdrawn");
}, 40_000);

it("keeps a draft under one name, and continues it", async () => {
  const { fake } = open({ officer: "officer-02" }, { name: "requests" });
  await press("Continue draft DRF-2026-0002");
  expect(await screen.findByDisplayValue("Weekly figures for the board")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Agent id"), "board_bot");
  await press("Keep draft");
  await waitFor(() => {
    expect(fake.state.drafts.map(({ id, input }) => [id, input?.agent_id])).toEqual([
      ["DRF-2026-0002", "board_bot"],
    ]);
  });
  await press("Discard draft");
  await waitFor(() => {
    expect(fake.state.drafts).toEqual([]);
  });
}, 40_000);

it("lets nobody but its writer continue a draft", async () => {
  open({ officer: "officer-03" }, { name: "requests" });
  expect(await screen.findByText("DRF-2026-0002")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Continue draft/ })).toBeNull();
});

it("fills the form in from an earlier certificate", async () => {
  open({ officer: "officer-02" }, { name: "request-new" });
  await press("Like an earlier one…");
  const sheet = await screen.findByRole("dialog", { name: "Like an earlier certificate" });
  await userEvent.type(within(sheet).getByRole("combobox", { name: "Agent" }), "ai_trader_bot_v2");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(within(sheet).getByRole("button", { name: "Fill form" }));
  await waitFor(() => {
    expect(screen.getByLabelText<HTMLInputElement>("Agent id").value).toBe("ai_trader_bot_v2");
  });
}, 40_000);

it("approves what was submitted together under one decision, and issues it", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  fake.state.together = true;
  open({ officer: "officer-03" }, request, fake);
  await press("Decide on all 2 together");
  const sheet = await screen.findByRole("dialog", { name: "Approve 2 requests together" });
  expect(within(sheet).getByText("REQ-2026-0117")).toBeTruthy();
  const warned = within(sheet)
    .getByText(/^The limit per action rises/)
    .closest("tr");
  expect(within(warned as HTMLElement).getByText("REQ-2026-0118")).toBeTruthy();
  expect(within(sheet).getByText(/^One of these 2 requests has warnings/)).toBeTruthy();
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "The whole fleet.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(within(sheet).getByRole("button", { name: "Approve and sign" }));
  await waitFor(() => {
    expect(fake.state.requests.slice(0, 2).map((one) => one.row.state)).toEqual([
      "issued",
      "issued",
    ]);
  });
}, 40_000);

it("lets only a maker begin a request or a file of them, and says so", async () => {
  open({ officer: "officer-03" }, { name: "requests" });
  for (const name of ["New request", "Import…"]) {
    const button = await screen.findByRole<HTMLButtonElement>("button", { name });
    expect(button.disabled).toBe(true);
    const told = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(told?.textContent).toBe("Only a maker submits requests.");
  }
});
