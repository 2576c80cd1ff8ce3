import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { PIN } from "../../fake";
import { open } from "../../test/open";

it("lets each part be signed by another officer, in their order", async () => {
  const { fake } = open({ officer: "officer-02" }, { name: "reports" });
  const name = "Sign off as preparer… (RPT-2026-11-01)";
  await userEvent.click(await screen.findByRole("button", { name }));
  const sheet = await screen.findByRole("dialog");
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "Drawn up by me.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(within(sheet).getByRole("button", { name: "Sign off and sign" }));
  expect(await screen.findByText(/^preparer: Katharina Vogel/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /off as reviewer/ })).toBeNull();
  expect(fake.state.reports[0]?.next_part).toBe("reviewer");
}, 40_000);

it("offers nothing to an auditor", async () => {
  open({ officer: "officer-05" }, { name: "reports" });
  expect(await screen.findByText("by nobody yet")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /off as/ })).toBeNull();
});
