import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";

const revoked = () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const found = fake.state.certificates.find((one) => one.row.state === "revoked");
  if (!found?.revocation) throw new Error("the fake has no revoked certificate");
  found.revocation.unconfirmed = true;
  found.acts.confirm = true;
  return { fake, serial: found.row.serial };
};

it("asks a second officer to confirm what one revoked alone, until it is done", async () => {
  const { fake, serial } = revoked();
  open({ officer: "officer-03" }, { name: "agent", serial }, fake);
  expect(await screen.findByText("One officer revoked it alone.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Confirm revocation…" }));
  await userEvent.type(await screen.findByLabelText("Your reason"), "I saw the leak too.");
  const pin = screen.getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(screen.getByRole("button", { name: "Confirm and sign" }));
  await waitFor(() => {
    expect(screen.queryByText("One officer revoked it alone.")).toBeNull();
  });
  expect(fake.state.calls).toContain("confirm_revocation");
}, 40_000);

it("tells a maker who is to confirm it, and offers nothing", async () => {
  const { fake, serial } = revoked();
  open(
    { officer: "officer-02" },
    { name: "agent", serial },
    { showCertificate: fake.showCertificate },
  );
  expect(await screen.findByText(/A checker who did not revoke it/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Confirm revocation…" })).toBeNull();
});
