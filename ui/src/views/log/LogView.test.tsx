import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { EventPage } from "../../bindings/EventPage";
import type { Failure } from "../../bindings/Failure";
import type { VerificationView } from "../../bindings/VerificationView";
import { createFakeApi } from "../../fake";
import { open } from "../../test/open";
import { show } from "../../test/show";
import { NO_FILTER } from "./filter";
import { EventPanel } from "./EventPanel";
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
const choose = async (label: string, option: string) => {
  await userEvent.click(screen.getByRole("button", { name: new RegExp(`${label}$`) }));
  await userEvent.click(await screen.findByRole("option", { name: option }));
};

it("shows the failure in place of the events", async () => {
  show(<LogView />, { listEvents: () => Promise.reject(busy as unknown as Error) });
  expect(await screen.findByText("The workspace could not be read")).toBeTruthy();
  expect(screen.queryByRole("grid")).toBeNull();
});

it("reads the next page where the first one ended", async () => {
  const whole = await createFakeApi({ officer: "officer-03" }).listEvents(null, NO_FILTER);
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

it("asks Rust for what it is narrowed by, and takes each back by its chip", async () => {
  const listEvents = vi.fn(() => Promise.resolve({ rows: [], total: 120, next: null }));
  show(<LogView />, { listEvents });
  await userEvent.type(await screen.findByLabelText("Search id, officer, text"), " REQ-2026-0118 ");
  await choose("Kind of event", "Request approved");
  await choose("By whom", "officer-03, Jonas Reinhardt");
  await userEvent.type(screen.getByRole("combobox", { name: "Agent" }), "ai_trader_bot_v2");
  await userEvent.tab();
  const asked = {
    kind: "request_approved",
    actor: "officer-03",
    agent: "ai_trader_bot_v2",
    from: "",
    to: "",
    text: "REQ-2026-0118",
  };
  await waitFor(() => {
    expect(listEvents).toHaveBeenLastCalledWith(null, asked);
  });
  expect(await screen.findByText(/No event matches/)).toBeTruthy();
  await userEvent.click(await button("Clear “Text: REQ-2026-0118”"));
  await waitFor(() => {
    expect(listEvents).toHaveBeenLastCalledWith(null, { ...asked, text: "" });
  });
  await userEvent.click(await button("Clear all filters"));
  await waitFor(() => {
    expect(listEvents).toHaveBeenLastCalledWith(null, NO_FILTER);
  });
}, 40_000);

it("says how far back was searched, and goes on from there", async () => {
  const pages = [
    { rows: [], total: 90_000, next: 70_001 },
    { rows: [], total: 90_000, next: null },
  ];
  const listEvents = vi.fn((before: number | null) =>
    Promise.resolve(pages[before === null ? 0 : 1] as EventPage),
  );
  show(<LogView />, { listEvents });
  await userEvent.type(await screen.findByLabelText("Search id, officer, text"), "margin");
  expect(await screen.findByText(/^No event matches so far.* event 70,001\.$/)).toBeTruthy();
  await userEvent.click(await button("Search further back"));
  expect(await screen.findByText(/^No event matches\. /)).toBeTruthy();
  expect(listEvents).toHaveBeenLastCalledWith(70_001, { ...NO_FILTER, text: "margin" });
});

it("finds the filters as they were left", async () => {
  open({ officer: "officer-03" }, { name: "log" });
  await userEvent.type(await screen.findByLabelText("Search id, officer, text"), "REQ-2026-0118");
  await userEvent.click(await button("Reports"));
  expect(await screen.findByRole("heading", { level: 1, name: "Reports" })).toBeTruthy();
  await userEvent.click(await button("Log"));
  expect(await button("Clear “Text: REQ-2026-0118”")).toBeTruthy();
});

it("saves the receipt of an event, and says what it shows", async () => {
  show(<LogView seq={112} />);
  await userEvent.click(await button("Save proof receipt…"));
  expect(await screen.findByText(/event-112\.tlog-proof/)).toBeTruthy();
  expect(screen.getByText(/Cosigned by auditor\.example\/witness\./)).toBeTruthy();
});

it("has no receipt for an event that no checkpoint covers", async () => {
  show(<LogView seq={119} />);
  const save = await button("Save proof receipt…");
  expect(save.hasAttribute("disabled")).toBe(true);
  expect(screen.getByText(/Sign one first/)).toBeTruthy();
});

it("leads from an event to its request", async () => {
  open({ officer: "officer-03" }, { name: "log", seq: 118 });
  const panel = await screen.findByRole("region", { name: "Event 118" });
  await userEvent.click(await within(panel).findByRole("button", { name: "REQ-2026-0118" }));
  expect(await screen.findByRole("heading", { level: 1, name: /REQ-2026-0118/ })).toBeTruthy();
});

it("exports the log with progress, and says what outsiders can check", async () => {
  const job = { done: (): unknown => null };
  const fake = createFakeApi({ officer: "officer-03" });
  show(<LogView />, {
    exportLog: (tell) => {
      tell({ step: "export.events", subject: "", done: 40, total: 117 });
      return new Promise((resolve) => {
        job.done = () => {
          resolve(fake.exportLog(() => undefined));
        };
      });
    },
  });
  await userEvent.click(await button("Export log…"));
  expect(await screen.findByText("Events: 40 of 117")).toBeTruthy();
  job.done();
  expect(await screen.findByText(/\/media\/auditor\/log/)).toBeTruthy();
  expect(screen.getByText(/^The checkpoint over 117 events/)).toBeTruthy();
});

it("says since when nobody else holds the log", async () => {
  show(<LogView />);
  expect(await screen.findByText("Events after 104 rest on this machine alone.")).toBeTruthy();
  expect(await button("Witnesses and time stamps")).toBeTruthy();
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
  const cancelWork = vi.fn(() => {
    job.stop(cancelled);
    return Promise.resolve(null);
  });
  show(<LogView />, {
    cancelWork,
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
  expect(cancelWork).toHaveBeenCalledOnce();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says a refusal in words, its code small beside them", async () => {
  const { rows } = await createFakeApi({ officer: "officer-03" }).listEvents(null, NO_FILTER);
  const refused = rows.find(({ kind }) => kind === "refused");
  show(<EventPanel seq={refused?.seq ?? 0} onClose={() => undefined} />);
  expect(await screen.findByText("You may not decide your own request")).toBeTruthy();
  expect(screen.getByText("approve: maker-is-checker").tagName).toBe("CODE");
});
