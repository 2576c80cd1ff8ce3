import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";
import { fromJson, toJson } from "./form";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const page = { name: "settings", part: "policy" } as const;

it("says each rule as a sentence, in their order", async () => {
  open({ officer: "officer-05" }, page);
  const rules = await screen.findAllByRole("listitem");
  expect(rules.map((rule) => rule.textContent)).toEqual([
    "More than EUR\u00A0100,000.00 in one action: one of the group “risk”, then two of the group “compliance”.",
    "Every request: one checker.",
  ]);
  expect(
    screen.getByRole<HTMLButtonElement>("button", { name: "Propose a change…" }).disabled,
  ).toBe(true);
  expect(screen.getByText("An administrator or a maker proposes this.")).toBeTruthy();
});

it("proposes rules after showing what would differ, and its hash", async () => {
  const fake = createFakeApi({ officer: "officer-01" });
  const proposePolicy = vi.fn(fake.proposePolicy);
  open({ officer: "officer-01" }, page, { ...fake, proposePolicy });
  await press("Propose a change…");
  const hours = await screen.findByLabelText("Hours within which an approval is used");
  await userEvent.clear(hours);
  await userEvent.type(hours, "48");
  expect(await screen.findByText("48 hours")).toBeTruthy();
  await press("Continue to signing");
  const sheet = await screen.findByRole("dialog");
  expect(
    within(sheet).getByText("What exactly you sign: the change with this SHA-256"),
  ).toBeTruthy();
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "Weekends.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await press("Propose and sign");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG-/ })).toBeTruthy();
  expect(JSON.parse(proposePolicy.mock.calls[0]?.[0] ?? "{}")).toMatchObject({
    version: 2,
    lifetime_hours: 48,
    rules: [{ when: { above: [{ amount: "10000000", currency: "EUR", exponent: -2 }] } }, {}],
  });
}, 40_000);

it("says what Rust says of rules that can't hold, and lets nobody sign them", async () => {
  open({ officer: "officer-01" }, { name: "policy-change" });
  const [first] = await screen.findAllByLabelText("Approvals in step 1");
  await userEvent.clear(first as HTMLElement);
  await userEvent.type(first as HTMLElement, "0");
  expect(await screen.findByText(/each of 1 to 8 approvals/)).toBeTruthy();
  const go = screen.getByRole("button", { name: "Continue to signing" });
  await waitFor(() => {
    expect(go.hasAttribute("disabled")).toBe(true);
  });
});

it("takes rules from a file", async () => {
  open({ officer: "officer-01" }, { name: "policy-change" });
  await press("Choose file…");
  await waitFor(() => {
    expect(
      screen.getByLabelText<HTMLInputElement>("Hours within which an approval is used").value,
    ).toBe("48");
  });
});

it("keeps amounts to the last minor unit, and what it does not show", () => {
  const json = JSON.stringify({
    version: 2,
    lifetime_hours: 24,
    rules: [
      {
        when: {
          actions: ["order.buy"],
          above: [
            { amount: "9223372036854775807", currency: "EUR", exponent: -2 },
            { amount: "5", currency: "JPY", exponent: 0 },
          ],
        },
        steps: [{ approvals: 2 }],
      },
      { steps: [{ group: "risk", approvals: 1 }] },
    ],
  });
  const decimals = (currency: string) => (currency === "JPY" ? 0 : 2);
  expect(JSON.parse(toJson(fromJson(json), decimals))).toEqual(JSON.parse(json));
});
