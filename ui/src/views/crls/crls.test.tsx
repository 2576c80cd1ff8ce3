import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { PIN } from "../../fake";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};

it("declares the issuing CA's key compromised, all that it denies listed before the signature", async () => {
  const { fake } = open({ officer: "officer-03", production: true }, { name: "crls" });
  const issuing = await screen.findByRole("region", { name: "Practice Issuing CA 1" });
  const root = screen.getByRole("region", { name: "Practice Root CA 1" });
  expect(within(root).queryByRole("button", { name: "Key compromised…" })).toBeNull();
  await userEvent.click(within(issuing).getByRole("button", { name: "Key compromised…" }));
  const sheet = await screen.findByRole("dialog", {
    name: "Declare the key of Practice Issuing CA 1 compromised",
  });
  const denied = within(sheet).getByRole("table", { name: "Certificates that are denied" });
  const standing = fake.state.certificates.filter((c) => c.row.state !== "revoked");
  expect(within(denied).getAllByRole("row")).toHaveLength(standing.length + 1);
  expect(within(sheet).getByText(/everything that it issued is denied/)).toBeTruthy();
  await userEvent.type(within(sheet).getByLabelText(/^Your reason/), "The token was stolen.");
  await userEvent.type(within(sheet).getByLabelText("PIN of your token"), PIN);
  await press("Declare compromised and sign");
  expect(await screen.findByText(/^Key compromised, declared/)).toBeTruthy();
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(fake.state.certificates.every((c) => c.row.state === "revoked")).toBe(true);
});

it("tells whoever may not declare it why", async () => {
  open({ officer: "officer-05" }, { name: "crls" });
  const button = await screen.findByRole("button", { name: "Key compromised…" });
  expect(button.hasAttribute("disabled")).toBe(true);
  expect(screen.getByText(/^Only a maker or a checker may declare/)).toBeTruthy();
});

it("names each list's file whole, and the folder once", async () => {
  open({ officer: "officer-03" }, { name: "crls" });
  expect(await screen.findByText("practice-issuing-ca-1.crl")).toBeTruthy();
  expect(screen.getByText("publish")).toBeTruthy();
});
