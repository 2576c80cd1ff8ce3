import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const administrator = { officer: "officer-01" };
const held = { name: "held" } as const;

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const fill = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};
const sign = async (reason: string) => {
  await fill("Your reason", reason);
  await fill("PIN of your token", PIN);
  await press("Propose and sign");
};

it("proposes a witness by its key, the sentence in sight before the PIN", async () => {
  const fake = createFakeApi(administrator);
  const proposeWitness = vi.fn(fake.proposeWitness);
  open(administrator, held, { ...fake, proposeWitness });
  await press("Propose a witness…");
  const sheet = await screen.findByRole("dialog", { name: "Count a witness" });
  await fill("Key of the witness", " notary.example/w+0a1b2c3d+AQID ");
  expect(within(sheet).getByText(/witness notary\.example\/w count from now on/)).toBeTruthy();
  await sign("Agreed with the notary.");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG-/ })).toBeTruthy();
  expect(proposeWitness.mock.calls[0]?.slice(0, 3)).toEqual([
    "notary.example/w+0a1b2c3d+AQID",
    true,
    "Agreed with the notary.",
  ]);
}, 40_000);

it("writes what a witness is asked, and takes its answer in", async () => {
  open(administrator, held);
  await press("Write request to auditor.example/witness…");
  expect(await screen.findByText(/auditor\.example-witness\.request/)).toBeTruthy();
  await press("Take in cosignatures…");
  expect(await screen.findByText("auditor.example/witness cosigned up to event 117.")).toBeTruthy();
});

it("asks no witness that does not count", async () => {
  open(administrator, held);
  const table = await screen.findByRole("table", { name: "Witnesses" });
  expect(await within(table).findByText("Does not count")).toBeTruthy();
  expect(within(table).getAllByRole("button", { name: /^Write request/ })).toHaveLength(1);
});

it("shows what it is asked to cosign, and asks for keys the first time", async () => {
  const fake = createFakeApi(administrator);
  const cosignCheckpoint = vi.fn(fake.cosignCheckpoint);
  open(administrator, held, { ...fake, cosignCheckpoint });
  await press("Cosign a checkpoint…");
  const sheet = await screen.findByRole("dialog");
  await press("Cosign and save answer…");
  expect(within(sheet).getByText("Choose the request first.")).toBeTruthy();
  expect(cosignCheckpoint).not.toHaveBeenCalled();
  await press("Choose request…");
  expect(await within(sheet).findByText("third-desk.example/log")).toBeTruthy();
  await fill("Keys of that log", "third-desk.example/log+0a0b0c0d+AQID");
  await press("Cosign and save answer…");
  expect(await within(sheet).findByText(/\/home\/person\/cosigned\.txt/)).toBeTruthy();
  expect(cosignCheckpoint.mock.calls[0]?.[1]).toBe("third-desk.example/log+0a0b0c0d+AQID");
});

it("writes a query for a time stamp, and takes the answer in", async () => {
  const { fake } = open(administrator, held);
  await press("Write query…");
  expect(await screen.findByText(/checkpoint-117\.tsq/)).toBeTruthy();
  const table = await screen.findByRole("table", { name: "Time stamps" });
  await waitFor(() => {
    expect(within(table).getAllByText("Waits for the answer")).toHaveLength(2);
  });
  await press("Take in answer…");
  await waitFor(() => {
    expect(within(table).getAllByText("Fits the checkpoint")).toHaveLength(2);
  });
  expect(fake.state.calls).toContain("take_in_timestamp");
});

it("says that lost keys take the whole founding quorum", async () => {
  open(administrator, held);
  await press("Replace lost keys…");
  const sheet = await screen.findByRole("dialog", { name: "Replace the log’s lost keys" });
  expect(within(sheet).getByText(/All who founded the workspace have to approve/)).toBeTruthy();
  await sign("The token is broken.");
  expect(await screen.findByText(/It has 0 of the 2 approvals that it takes/)).toBeTruthy();
  expect(screen.getAllByText("Key of the log")).toHaveLength(2);
}, 40_000);

it("tells an auditor who may propose, and lets them look", async () => {
  open({ officer: "officer-05" }, held);
  const propose = await screen.findByRole("button", { name: "Propose a witness…" });
  expect(propose.hasAttribute("disabled")).toBe(true);
  expect(screen.getAllByText("An administrator or a maker proposes this.").length).toBeGreaterThan(
    0,
  );
});
