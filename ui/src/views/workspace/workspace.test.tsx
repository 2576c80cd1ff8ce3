import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Failure } from "../../bindings/Failure";
import { createFakeApi } from "../../fake";
import { open } from "../../test/open";

const administrator = { officer: "officer-01" };
const settings = { name: "settings", part: "workspace" } as const;

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};

it("backs up with a passphrase, says that it was verified, and forgets the passphrase", async () => {
  const fake = createFakeApi(administrator);
  const backupWorkspace = vi.fn(fake.backupWorkspace);
  open(administrator, settings, { ...fake, backupWorkspace });
  expect(await screen.findByText("No backup was made of this workspace yet.")).toBeTruthy();
  const field = await screen.findByLabelText<HTMLInputElement>("Passphrase");
  await userEvent.type(field, "correct horse");
  await press("Back up to a file…");
  expect(await screen.findByText(/^Verified: it was restored/)).toBeTruthy();
  expect(backupWorkspace.mock.calls[0]?.slice(0, 2)).toEqual(["passphrase", "correct horse"]);
  expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("");
  expect(await screen.findByText(/^Last backup/)).toBeTruthy();
});

it("keeps the passphrase when the dialog was cancelled", async () => {
  const fake = createFakeApi(administrator);
  const backupWorkspace = vi.fn(() => Promise.resolve(null));
  open(administrator, settings, { ...fake, backupWorkspace });
  await userEvent.type(await screen.findByLabelText("Passphrase"), "correct horse");
  await press("Back up to a file…");
  await waitFor(() => {
    expect(backupWorkspace).toHaveBeenCalledOnce();
  });
  expect((await screen.findByLabelText<HTMLInputElement>("Passphrase")).value).toBe(
    "correct horse",
  );
});

it("backs nothing up under an empty passphrase", async () => {
  const { fake } = open(administrator, settings);
  await press("Back up to a file…");
  expect(await screen.findByText("Type a passphrase, of several words.")).toBeTruthy();
  expect(fake.state.calls).not.toContain("backup_workspace");
});

it("backs up for a recipient, and in the clear only on request", async () => {
  const fake = createFakeApi(administrator);
  const backupWorkspace = vi.fn(fake.backupWorkspace);
  open(administrator, settings, { ...fake, backupWorkspace });
  await userEvent.click(
    await screen.findByRole("radio", { name: "Whoever has a certain key (age)" }),
  );
  await userEvent.type(await screen.findByLabelText("Public key of the recipient"), "age1xyz");
  await press("Back up to a file…");
  await waitFor(() => {
    expect(backupWorkspace.mock.calls[0]?.slice(0, 2)).toEqual(["recipient", "age1xyz"]);
  });
  await userEvent.click(await screen.findByRole("radio", { name: "Anyone who has the file" }));
  await press("Back up to a file…");
  expect(await screen.findByText("No. Whoever has the file can read it.")).toBeTruthy();
  expect(backupWorkspace.mock.calls[1]?.slice(0, 2)).toEqual(["plain", ""]);
});

it("shows a verdict on everything, with the event since when", async () => {
  open({ officer: "officer-03" }, settings);
  await press("Check everything");
  const table = await screen.findByRole("table", { name: "Check of everything" });
  expect(within(table).getAllByText("Needs a look")).toHaveLength(2);
  expect(within(table).getByText("Interrupted issuances")).toBeTruthy();
  await userEvent.click(within(table).getByRole("button", { name: "Event 96" }));
  expect(await screen.findByRole("region", { name: "Event 96" })).toBeTruthy();
});

it("stops a check that was cancelled, and concludes nothing", async () => {
  const cancelled: Failure = {
    code: "cancelled",
    kind: "unavailable",
    title: "Cancelled",
    happened: "",
    unchanged: "",
    changed: null,
    remedy: "",
    answer: null,
    event: null,
    fields: [],
  };
  const job = { stop: (): unknown => null };
  const cancelWork = vi.fn(() => {
    job.stop();
    return Promise.resolve(null);
  });
  const fake = createFakeApi(administrator);
  open(administrator, settings, {
    ...fake,
    cancelWork,
    checkWorkspace: (tell) => {
      tell({ step: "verify.leaves", subject: "", done: 40, total: 120 });
      return new Promise((_, reject) => {
        job.stop = () => {
          reject(cancelled as unknown as Error);
        };
      });
    },
  });
  await press("Check everything");
  expect(await screen.findByText("Leaves: 40 of 120")).toBeTruthy();
  await press("Cancel check");
  expect(await screen.findByText(/^Cancelled\. Nothing was concluded/)).toBeTruthy();
  expect(screen.queryByRole("table", { name: "Check of everything" })).toBeNull();
});

it("lets only the administrator back up and rebuild", async () => {
  open({ officer: "officer-03" }, settings);
  const act = await screen.findByRole("button", { name: "Back up to a file…" });
  expect(act.hasAttribute("disabled")).toBe(true);
  const rebuild = screen.getByRole("button", { name: "Rebuild tables" });
  expect(rebuild.hasAttribute("disabled")).toBe(true);
});

it("says whether a table had said something else", async () => {
  const fake = createFakeApi(administrator);
  const rebuildWorkspace = () =>
    Promise.resolve({ events: 120, differed: ["certificate"], event: 121 });
  open(administrator, settings, { ...fake, rebuildWorkspace });
  await press("Rebuild tables");
  expect(await screen.findByText(/These had said something else: certificate\./)).toBeTruthy();
});
