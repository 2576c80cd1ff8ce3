import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const sign = async (act: string, reason: string) => {
  const sheet = await screen.findByRole("dialog");
  await userEvent.type(within(sheet).getByLabelText("Your reason"), reason);
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(within(sheet).getByRole("button", { name: act }));
};

it("says of each fact who decided it, and where nobody has", async () => {
  open({ officer: "officer-05" }, { name: "settings", part: "facts" });
  expect(await screen.findByText("Full framework (DORA, Art. 5 to 15)")).toBeTruthy();
  expect(screen.getByText("Nobody has decided")).toBeTruthy();
  expect(screen.getByText(/^Decided by Dr. Matthias Brandt, Jonas Reinhardt/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Propose facts…" }).disabled).toBe(
    true,
  );
  expect(screen.getByText("An administrator or a maker proposes this.")).toBeTruthy();
});

it("proposes facts about an agent, open questions left open for Rust to refuse", async () => {
  const fake = createFakeApi({ officer: "officer-02" });
  const proposeAgentFacts = vi.fn(fake.proposeAgentFacts);
  open(
    { officer: "officer-02" },
    { name: "agent-facts", id: "trader" },
    { ...fake, proposeAgentFacts },
  );
  await press("Propose facts…");
  await userEvent.click(await screen.findByText("Deployer (Art. 3(4))"));
  await sign("Propose and sign", "As counsel wrote.");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG-/ })).toBeTruthy();
  const [agent, json] = proposeAgentFacts.mock.calls[0] ?? [];
  expect(agent).toBe("trader");
  expect(JSON.parse(json ?? "{}")).toMatchObject({
    ai_act_role: "deployer",
    deals_in: "",
    critical_function: null,
  });
}, 40_000);

it("records a review by a checker, and then says when the next is due", async () => {
  open({ officer: "officer-03" }, { name: "agent-facts", id: "trader" });
  expect(await screen.findByText("overdue")).toBeTruthy();
  await press("Review agent…");
  await sign("Sign review", "Limits and model are as they should be.");
  expect(await screen.findByText("22 May 2027")).toBeTruthy();
  expect(screen.getByText("“Limits and model are as they should be.”")).toBeTruthy();
}, 40_000);
