import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { EventPage } from "../../bindings/EventPage";
import type { Failure } from "../../bindings/Failure";
import type { VerificationView } from "../../bindings/VerificationView";
import { createFakeApi } from "../../fake";
import { show } from "../../test/show";
import { LogView } from "./LogView";

const busy: Failure = {
  code: "ledger-busy",
  kind: "unavailable",
  title: "The workspace could not be read",
  happened: "Another program holds the database.",
  unchanged: "Nothing was changed.",
  changed: null,
  remedy: "Try again.",
  answer: null,
  event: null,
  fields: [],
};

const button = (name: string) => screen.findByRole("button", { name });

it("shows the failure in place of the events", async () => {
  show(<LogView />, { listEvents: () => Promise.reject(busy as unknown as Error) });
  expect(await screen.findByText("The workspace could not be read")).toBeTruthy();
  expect(screen.queryByRole("grid")).toBeNull();
});

it("reads the next page where the first one ended", async () => {
  const whole = await createFakeApi({ officer: "officer-03" }).listEvents(null, null, "");
  const listEvents = vi.fn((before: number | null): Promise<EventPage> => {
    const rest = whole.rows.filter((event) => before === null || event.seq < before);
    const rows = rest.slice(0, 10);
    return Promise.resolve({ rows, total: whole.total, next: rows.at(-1)?.seq ?? null });
  });
  show(<LogView />, { listEvents });
  await userEvent.click(await button("Show more"));
  await waitFor(() => {
    expect(screen.getByText(/^20 of /)).toBeTruthy();
  });
  expect(listEvents.mock.calls.map(([before]) => before)).toEqual([null, whole.rows[9]?.seq]);
});

it("asks Rust for the kind and the text that were chosen", async () => {
  const listEvents = vi.fn(() => Promise.resolve({ rows: [], total: 120, next: null }));
  show(<LogView />, { listEvents });
  await userEvent.type(await screen.findByRole("searchbox"), "REQ-2026-0118");
  await waitFor(() => {
    expect(listEvents).toHaveBeenLastCalledWith(null, null, "REQ-2026-0118");
  });
  expect(await screen.findByText(/No event matches/)).toBeTruthy();
});

it("opens an event beside the list", async () => {
  show(<LogView seq={112} />);
  const panel = await screen.findByRole("region", { name: "Event 112" });
  expect(await within(panel).findByRole("region", { name: "Leaf" })).toBeTruthy();
});

it("says what a verification found, by number", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const head = await fake.showHead();
  const found: VerificationView = {
    at: "2026-11-22T15:10:00Z",
    events: 120,
    checkpoints: 31,
    sound: false,
    faults: [{ seq: 57, code: "leaf_changed", message: "The leaf differs." }],
  };
  const last = { value: null as VerificationView | null };
  show(<LogView />, {
    showHead: () => Promise.resolve(head && { ...head, last_verified: last.value }),
    verifyLog: () => Promise.resolve((last.value = found)),
  });
  await userEvent.click(await button("Verify log"));
  const alert = await screen.findByRole("alert");
  expect(within(alert).getByText(/Its leaf was changed/)).toBeTruthy();
  expect(within(alert).getByRole("button", { name: "Event 57" })).toBeTruthy();
});

it("cancels a verification and concludes nothing", async () => {
  const cancelled: Failure = { ...busy, code: "cancelled", title: "Cancelled" };
  const job = { stop: (reason: unknown): unknown => reason };
  const cancelVerify = vi.fn(() => {
    job.stop(cancelled);
    return Promise.resolve(null);
  });
  show(<LogView />, {
    cancelVerify,
    verifyLog: (onProgress) => {
      onProgress({ step: "verify.leaves", subject: "", done: 40, total: 120 });
      return new Promise((_, reject) => {
        job.stop = reject;
      });
    },
  });
  await userEvent.click(await button("Verify log"));
  expect(await screen.findByText("Leaves: 40 of 120")).toBeTruthy();
  await userEvent.click(await button("Cancel verification"));
  expect(await screen.findByText(/^Cancelled\. Nothing was concluded/)).toBeTruthy();
  expect(cancelVerify).toHaveBeenCalledOnce();
  expect(screen.queryByRole("alert")).toBeNull();
});
