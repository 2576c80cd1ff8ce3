import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi } from "../../fake";
import { show } from "../../test/show";
import { AgentsView } from "./AgentsView";
import { Expiring } from "./Expiring";

it("hides expired certificates, and says how many", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const listCertificates = vi.fn(fake.listCertificates);
  show(<AgentsView />, { listCertificates });
  expect(await screen.findByText("One expired certificate is not shown.")).toBeTruthy();
  await userEvent.click(screen.getByRole("checkbox", { name: "Include expired (1)" }));
  await waitFor(() => {
    expect(listCertificates).toHaveBeenLastCalledWith("", true, null);
  });
  expect(await screen.findByText("archive_bot")).toBeTruthy();
});

it("asks Rust for the text once it has rested", async () => {
  const listCertificates = vi.fn(() =>
    Promise.resolve({ rows: [], total: 0, expired: 0, next: null }),
  );
  show(<AgentsView />, { listCertificates });
  await userEvent.type(await screen.findByRole("searchbox"), "bot", { delay: 10 });
  await waitFor(() => {
    expect(listCertificates).toHaveBeenLastCalledWith("bot", false, null);
  });
  expect(listCertificates).toHaveBeenCalledTimes(2);
  expect(screen.getByText(/No certificate matches/)).toBeTruthy();
});

it("offers no calendar of nothing, and says why", async () => {
  const none = { rows: [], total: 0, expired: 0, next: null };
  show(<Expiring />, { listExpiring: () => Promise.resolve(none) });
  const button = await screen.findByRole("button", { name: "Reminders (.ics)" });
  await waitFor(() => {
    expect(button.hasAttribute("disabled")).toBe(true);
  });
  expect(screen.getByText("Nothing ends in this time.")).toBeTruthy();
});
