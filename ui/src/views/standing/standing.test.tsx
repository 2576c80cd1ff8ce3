import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const sign = async (act: string) => {
  const sheet = await screen.findByRole("dialog");
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "The fleet is complete.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(within(sheet).getByRole("button", { name: act }));
};
const page = { name: "settings", part: "standing" } as const;

it("says what was used and what is left, and hides what is over", async () => {
  open({ officer: "officer-05" }, page);
  expect(await screen.findByText("212 of 1,000")).toBeTruthy();
  expect(screen.getByText("788 left")).toBeTruthy();
  expect(screen.queryByText("Void")).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Withdraw/ }).disabled).toBe(true);
  expect(screen.getByText("The administrator, a maker or a checker withdraws it.")).toBeTruthy();
  await userEvent.click(screen.getByText("Those that are over too"));
  expect(await screen.findByText("Void")).toBeTruthy();
  expect(
    screen.getByText("The certificate by which officer-06 signed it was revoked."),
  ).toBeTruthy();
});

it("lists what one was used for, page by page, and leads to the request", async () => {
  open({ officer: "officer-05" }, page);
  await press("Uses of standing authorisation CHG-2026-0001");
  const sheet = await screen.findByRole("dialog");
  const rows = await within(sheet).findAllByRole("row");
  expect(rows.length).toBe(51);
  expect(rows[1]?.textContent).toContain("REQ-2026-1212");
  await userEvent.click(within(sheet).getByRole("button", { name: "Show more" }));
  expect(await within(sheet).findByText("REQ-2026-1113")).toBeTruthy();
}, 40_000);

it("lets any one officer take it back at once", async () => {
  const { fake } = open({ officer: "officer-03" }, page);
  await press("Withdraw standing authorisation CHG-2026-0001…");
  await sign("Withdraw and sign");
  expect(await screen.findByText("No standing authorisation.")).toBeTruthy();
  expect(fake.state.standings[0]?.state).toBe("withdrawn");
}, 40_000);

it("shows a problem at its field once signing is asked for, and then proposes", async () => {
  const { fake } = open({ officer: "officer-02" }, { name: "standing-new" });
  await userEvent.type(await screen.findByLabelText("Certificates at most"), "500");
  expect(screen.queryByText("Name the agents.")).toBeNull();
  await press("Continue to signing");
  expect(await screen.findByText("Name the agents.")).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(fake.state.calls).not.toContain("propose_standing");
}, 40_000);
