import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Failure } from "../../bindings/Failure";
import { createFakeApi, PIN } from "../../fake";
import { show } from "../../test/show";
import { AgentView } from "./AgentView";

const SERIAL = "4A1F77C0D2E35B1890C3";

const openSheet = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Revoke certificate…" }));
  return screen.findByRole("dialog");
};

it("revokes with the ground, the reason and the PIN that were given", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const revokeCertificate = vi.fn(fake.revokeCertificate);
  show(<AgentView serial={SERIAL} />, { ...fake, revokeCertificate });
  const sheet = await openSheet();
  await userEvent.click(within(sheet).getByText("Someone else may have its key"));
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "Seen on another host.");
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(within(sheet).getByRole("button", { name: "Revoke and sign" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(revokeCertificate).toHaveBeenCalledWith(
    SERIAL,
    "keyCompromise",
    "Seen on another host.",
    null,
    PIN,
  );
});

it("says who may revoke to an officer who may not", async () => {
  show(<AgentView serial={SERIAL} />, {}, { officer: "officer-05" });
  const revoke = await screen.findByRole("button", { name: "Revoke certificate…" });
  expect(revoke.hasAttribute("disabled")).toBe(true);
  expect(screen.getByText("Only a maker or a checker may suspend or revoke.")).toBeTruthy();
});

const exportAs = async (entry: string) => {
  await userEvent.click(await screen.findByRole("button", { name: "Export…" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: entry }));
};

it("says where an exported certificate was saved", async () => {
  show(<AgentView serial={SERIAL} />, { exportCertificate: () => Promise.resolve("/tmp/a.pem") });
  await exportAs("Certificate (PEM)");
  expect(await screen.findByText("Saved as /tmp/a.pem")).toBeTruthy();
});

it("shows why a certificate was not exported", async () => {
  const exists: Failure = {
    code: "file-exists",
    kind: "refused",
    title: "There is a file of that name already",
    happened: "The file is there.",
    unchanged: "It was left as it is.",
    changed: null,
    remedy: "Choose another name.",
    answer: null,
    event: null,
    fields: [],
  };
  const exportCertificate = () => Promise.reject(exists as unknown as Error);
  show(<AgentView serial={SERIAL} />, { exportCertificate });
  await exportAs("Certificate (PEM)");
  expect(await screen.findByText("There is a file of that name already")).toBeTruthy();
  expect(screen.queryByText(/^Saved as/)).toBeNull();
});

it("does not ask the token before a ground is chosen", async () => {
  const revokeCertificate = vi.fn();
  show(<AgentView serial={SERIAL} />, { revokeCertificate });
  const sheet = await openSheet();
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "Seen on another host.");
  await userEvent.click(within(sheet).getByRole("button", { name: "Revoke and sign" }));
  expect(await within(sheet).findByText(/^Choose a ground/)).toBeTruthy();
  expect(revokeCertificate).not.toHaveBeenCalled();
});

it("keeps what was typed when the token refuses the PIN", async () => {
  show(<AgentView serial={SERIAL} />);
  const sheet = await openSheet();
  await userEvent.click(within(sheet).getByText("Someone else may have its key"));
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "Seen on another host.");
  const pin = within(sheet).getByLabelText<HTMLInputElement>("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, "0000");
  await userEvent.click(within(sheet).getByRole("button", { name: "Revoke and sign" }));
  expect(await within(sheet).findByRole("alert")).toBeTruthy();
  expect(pin.value).toBe("");
  expect(document.activeElement).toBe(pin);
  expect(within(sheet).getByDisplayValue("Seen on another host.")).toBeTruthy();
  expect(within(sheet).getByText(/^Someone else may have its key/)).toBeTruthy();
  await userEvent.click(within(sheet).getByRole("button", { name: "Change" }));
  const ground = within(sheet).getByLabelText<HTMLInputElement>(/^Someone else may have its key/);
  expect(ground.checked).toBe(true);
});

it("says that a revocation is not on a CRL yet, and offers to publish one", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const publishCrl = vi.fn(fake.publishCrl);
  const owed = async (serial: string) => {
    const certificate = await fake.showCertificate(serial);
    const revocation = {
      at: "2026-11-22T15:00:00Z",
      reason: "superseded",
      invalid_since: null,
      crl_number: null,
      published_at: null,
      unconfirmed: false,
    };
    const acts = { ...certificate.acts, suspend: false, revoke: false };
    return {
      ...certificate,
      row: { ...certificate.row, state: "revoked" as const },
      revocation,
      acts,
    };
  };
  show(<AgentView serial={SERIAL} />, { showCertificate: owed, publishCrl });
  expect(await screen.findByText(/no CRL says so yet/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Revoke certificate…" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Publish CRL" }));
  await waitFor(() => {
    expect(publishCrl).toHaveBeenCalledOnce();
  });
});

it("tells a custody fact that the token does not show from one that speaks against the key", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const odd = async (serial: string) => {
    const certificate = await fake.showCertificate(serial);
    const custody = certificate.custody && {
      ...certificate.custody,
      local: false,
      never_extractable: null,
    };
    return { ...certificate, custody };
  };
  show(<AgentView serial={SERIAL} />, { showCertificate: odd });
  const made = (await screen.findByText("Made in the token")).nextElementSibling;
  expect(made?.querySelector(".st--caution")?.textContent).toBe("No");
  const was = screen.getByText("Was ever extractable").nextElementSibling;
  expect(was?.textContent).toBe("Not shown by the token");
});

it("narrows what happened to a kind, with counts", async () => {
  show(<AgentView serial={SERIAL} />);
  const refusals = await screen.findByRole("button", { name: /^Refusals \d/ });
  const count = Number(/\d+/.exec(refusals.textContent)?.[0]);
  await userEvent.click(refusals);
  const list = screen.getByRole("list", { name: "What happened" });
  expect(list.querySelectorAll("time")).toHaveLength(count);
});

it("closes the sheet when the revocation stands but the CRL is owed", async () => {
  const owed: Failure = {
    code: "crl-owed",
    kind: "unavailable",
    title: "Denied here; the CRL is owed",
    happened: "The CRL could not be signed.",
    unchanged: "Others who look only at the CRL don’t know yet.",
    changed: "The revocation is in the log.",
    remedy: "Bring the issuing CA’s token and publish the CRL.",
    answer: "CKR_TOKEN_NOT_PRESENT",
    event: null,
    fields: [],
  };
  show(<AgentView serial={SERIAL} />, {
    revokeCertificate: () => Promise.reject(owed as unknown as Error),
  });
  const sheet = await openSheet();
  await userEvent.click(within(sheet).getByText("Another certificate takes its place"));
  await userEvent.type(within(sheet).getByLabelText("Your reason"), "Replaced.");
  await userEvent.click(within(sheet).getByRole("button", { name: "Revoke and sign" }));
  expect(await screen.findByText("Denied here; the CRL is owed")).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});
