import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { ReminderView } from "../../bindings/ReminderView";
import { open } from "../../test/open";

const reminder = (kind: string, subject: string): ReminderView => ({
  kind,
  subject,
  agent: null,
  text: `Certificate of ${subject} ends`,
  due: "2026-12-23T13:31:12Z",
  overdue: false,
});

const follow = async (row: ReminderView) => {
  const listReminders = () => Promise.resolve([row]);
  open({ officer: "officer-01" }, { name: "overview" }, { listReminders });
  const table = await screen.findByRole("grid", { name: "Waits for you" });
  await userEvent.click(await within(table).findByText(row.text));
  return table;
};

it("leads from a service's certificate to the CRLs, with which it is renewed", async () => {
  const table = await follow(reminder("service", "OCSP responder"));
  expect(within(table).getByText("Service’s certificate")).toBeTruthy();
  expect(await screen.findByRole("heading", { level: 1, name: "CRLs" })).toBeTruthy();
});

it("leads from an officer's certificate to the officer", async () => {
  const table = await follow(reminder("officer", "officer-02"));
  expect(within(table).getByText("Officer’s certificate")).toBeTruthy();
  expect(await screen.findByRole("heading", { level: 1, name: /Katharina Vogel/ })).toBeTruthy();
});
