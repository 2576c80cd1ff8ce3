import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const sign = async () => {
  const sheet = await screen.findByRole("dialog");
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "The new fleet.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await press("Submit and sign");
};

it("shows every fault by its cell, and offers only the sound part", async () => {
  open({ officer: "officer-02" }, { name: "import" });
  await press("Choose file…");
  const rows = await screen.findByRole("table", { name: "Rows of the file" });
  expect(within(rows).getByText("A limit is a currency and an amount.")).toBeTruthy();
  expect(within(rows).getByText("H4")).toBeTruthy();
  expect(within(rows).getByText(/^Follows certificate/)).toBeTruthy();
  const all = screen.getByRole("button", { name: "Submit all 5 rows" });
  expect(all.hasAttribute("disabled")).toBe(true);
  await userEvent.click(screen.getByText("Only rows with something wrong"));
  expect(within(rows).queryByText("fleet_2")).toBeNull();
});

it("says of a sound row what to think about before it is submitted", async () => {
  open({ officer: "officer-02" }, { name: "import" });
  await press("Choose file…");
  const rows = await screen.findByRole("table", { name: "Rows of the file" });
  const row = within(rows).getByText("fleet_6").closest("tr");
  if (row === null) throw new Error("no row");
  expect(within(row).getByText(/^This scope holds a wildcard/)).toBeTruthy();
  expect(within(rows).getAllByText(/holds a wildcard/)).toHaveLength(1);
});

it("submits the sound part under one signature, and says what was left out", async () => {
  const fake = createFakeApi({ officer: "officer-02" });
  const submitImport = vi.fn(fake.submitImport);
  open({ officer: "officer-02" }, { name: "import" }, { ...fake, submitImport });
  await press("Choose file…");
  await press("Submit the 3 sound rows");
  await sign();
  expect(await screen.findByText("3 requests were submitted")).toBeTruthy();
  expect(screen.getByText(/2 rows were left out/)).toBeTruthy();
  expect(submitImport.mock.calls[0]?.slice(0, 3)).toEqual([true, null, "The new fleet."]);
}, 40_000);

it("reads a mended file again, and submits all of it", async () => {
  open({ officer: "officer-02" }, { name: "import" });
  await press("Choose file…");
  await press("Read file again");
  await waitFor(() => {
    expect(screen.getByRole("button", { name: "Submit all 5 rows" }).hasAttribute("disabled")).toBe(
      false,
    );
  });
  await press("Submit all 5 rows");
  await sign();
  expect(await screen.findByText("5 requests were submitted")).toBeTruthy();
}, 40_000);

it("does not submit a file twice", async () => {
  const fake = createFakeApi({ officer: "officer-02" });
  const chooseImport = async () => {
    const chosen = await fake.chooseImport();
    if (chosen === null) return null;
    const earlier = { requests: ["REQ-2026-0130"], submitted_at: "2026-11-22T09:00:00Z" };
    return [chosen[0], { ...chosen[1], earlier }] as [string, (typeof chosen)[1]];
  };
  open({ officer: "officer-02" }, { name: "import" }, { ...fake, chooseImport });
  await press("Choose file…");
  expect(await screen.findByText(/It is not submitted again/)).toBeTruthy();
  const part = screen.getByRole("button", { name: "Submit the 3 sound rows" });
  expect(part.hasAttribute("disabled")).toBe(true);
});

it("submits under a standing authorisation that has enough left, and issues at once", async () => {
  const fake = createFakeApi({ officer: "officer-02" });
  const submitImport = vi.fn(fake.submitImport);
  const issueTogether = vi.fn(fake.issueTogether);
  const calls = { ...fake, submitImport, issueTogether };
  open({ officer: "officer-02" }, { name: "import" }, calls);
  await press("Choose file…");
  await press("Submit the 3 sound rows");
  await press(/Who approves them/);
  await userEvent.click(await screen.findByRole("option", { name: /^CHG-2026-0001 .* 787 left/ }));
  await sign();
  expect(await screen.findByText("3 requests were submitted")).toBeTruthy();
  expect(submitImport.mock.calls[0]?.[1]).toBe("CHG-2026-0001");
  expect(issueTogether.mock.calls[0]?.[0]).toBe("REQ-2026-0130");
}, 40_000);
