import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const named = async (agent: string) => {
  await press("Fill from a sample");
  await userEvent.click(await screen.findByRole("menuitem", { name: /^reporting_bot/ }));
  const id = await screen.findByLabelText("Agent id");
  await userEvent.clear(id);
  await userEvent.type(id, agent);
};

it("offers a standing authorisation that fits, and names the bound that forbids another", async () => {
  open({ officer: "officer-02" }, { name: "request-new" });
  await named("other_1");
  expect(
    await screen.findByText("Not under CHG-2026-0001: an agent of another name."),
  ).toBeTruthy();
  await press(/Who approves it/);
  expect(await screen.findAllByRole("option")).toHaveLength(1);
}, 40_000);

it("submits under the one that was chosen, issues at once, and shows whose use it is", async () => {
  const fake = createFakeApi({ officer: "officer-02" });
  const submitRequest = vi.fn(fake.submitRequest);
  const issueCertificate = vi.fn(() => Promise.reject(new Error("the hour is used up")));
  const calls = { ...fake, submitRequest, issueCertificate };
  open({ officer: "officer-02" }, { name: "request-new" }, calls);
  await named("fleet_7");
  await press(/Who approves it/);
  await userEvent.click(await screen.findByRole("option", { name: /^CHG-2026-0001 .* 787 left/ }));
  await press("Continue to signing");
  const sheet = await screen.findByRole("dialog");
  expect(within(sheet).getByText(/A use of standing authorisation CHG-2026-0001/)).toBeTruthy();
  await userEvent.type(within(sheet).getByLabelText(/^Your reason/), "The fleet grows.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await press("Submit and sign");
  expect(await screen.findByText("Not used yet, for up to 1,000")).toBeTruthy();
  expect(submitRequest.mock.calls[0]?.[1]).toBe("CHG-2026-0001");
  expect(issueCertificate).toHaveBeenCalledOnce();
}, 40_000);
