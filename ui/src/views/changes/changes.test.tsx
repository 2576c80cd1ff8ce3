import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const fill = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};
const propose = { name: "profile-change", id: "agent" } as const;
const change = { name: "change", id: "CHG-2026-0001", sign: true } as const;

it("proposes what was typed, after the difference was shown", async () => {
  const fake = createFakeApi({ officer: "officer-01" });
  const proposeProfile = vi.fn(fake.proposeProfile);
  open({ officer: "officer-01" }, propose, { ...fake, proposeProfile });
  const go = await screen.findByRole("button", { name: "Continue to signing" });
  expect(go.hasAttribute("disabled")).toBe(true);
  await fill("Cap in days", "180");
  expect(await screen.findByText("180 days")).toBeTruthy();
  await press("Continue to signing");
  await fill("Your reason", "Shorter lives.");
  await fill("PIN of your token", PIN);
  await press("Propose and sign");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG-/ })).toBeTruthy();
  const [json, reason] = proposeProfile.mock.calls[0] ?? [];
  expect(reason).toBe("Shorter lives.");
  expect(JSON.parse(json ?? "{}")).toMatchObject({
    id: "agent",
    version: 3,
    validity: { unit: "days", default: 90, cap: 180 },
    key_usage: ["digitalSignature", "contentCommitment"],
  });
}, 40_000);

it("shows at its field what Rust says is wrong with a rule", async () => {
  open({ officer: "officer-01" }, propose);
  await fill("Cap in days", "900");
  expect(await screen.findByText("1 to 397 days.")).toBeTruthy();
  expect(screen.getByLabelText("Cap in days").getAttribute("aria-invalid")).toBe("true");
});

it("approves a change with the reason, the difference first", async () => {
  const { fake } = open({ officer: "officer-03" }, change);
  const sheet = await screen.findByRole("dialog", { name: "Approve change CHG-2026-0001" });
  expect(within(sheet).getAllByText("Changed")).toHaveLength(6);
  await fill("Your reason", "As the committee decided.");
  await fill("PIN of your token", PIN);
  await press("Approve and sign");
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(fake.state.changes[0]?.row.state).toBe("approved");
}, 40_000);

it("keeps sheet and reason when another officer was faster", async () => {
  const { fake } = open({ officer: "officer-03" }, change);
  await fill("Your reason", "As the committee decided.");
  const [waiting] = fake.state.changes;
  if (waiting) waiting.row.state = "rejected";
  await press("Approve and sign");
  expect(await screen.findByRole("alert", { name: /is no longer open/ })).toBeTruthy();
  const typed = await screen.findByLabelText<HTMLTextAreaElement>("Your reason");
  expect(typed.value).toBe("As the committee decided.");
  expect(screen.getByText(/^This no longer waits for your decision/)).toBeTruthy();
}, 40_000);

it("lets a change that no longer applies only be rejected", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const showChange = async (id: string) => ({ ...(await fake.showChange(id)), applies: false });
  open({ officer: "officer-03" }, change, { ...fake, showChange });
  const sheet = await screen.findByRole("dialog");
  expect(within(sheet).getByText(/It can only be rejected/)).toBeTruthy();
  expect(within(sheet).queryByRole("button", { name: "Approve and sign" })).toBeNull();
  expect(within(sheet).getByRole("button", { name: "Reject with reason" })).toBeTruthy();
});

it("shows changes that wait on the overview and beneath the requests", async () => {
  open({ officer: "officer-03" });
  expect(await screen.findByText("Changes of rules that wait")).toBeTruthy();
  await press(/^Requests/);
  const queue = await screen.findByRole("grid", { name: "Changes of rules" });
  await userEvent.click(within(queue).getByText("CHG-2026-0001"));
  expect(await screen.findByRole("dialog")).toBeTruthy();
});

it("warns of CRLs that are overdue, and publishes", async () => {
  const { fake } = open({ officer: "officer-03" });
  await press("Open CRLs");
  expect(await screen.findByText(/^One CRL is overdue/)).toBeTruthy();
  await press("Publish delta CRL");
  await waitFor(() => {
    expect(fake.state.calls).toContain("publish_delta_crl");
  });
});

it("does not promise of a rejected change what follows once it is approved", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const [waiting] = fake.state.changes;
  if (waiting) waiting.row.state = "rejected";
  open({ officer: "officer-03" }, { name: "change", id: "CHG-2026-0001" }, fake);
  expect(await screen.findByText("What was proposed, and rejected")).toBeTruthy();
  expect(screen.queryByText("Once it is approved")).toBeNull();
});
