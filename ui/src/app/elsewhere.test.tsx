import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { open } from "../test/open";

type Fake = ReturnType<typeof open>["fake"];

/** Another program takes a waiting request out of the queue. */
const elsewhere = (fake: Fake, id: string) => {
  fake.state.requests = fake.state.requests.filter((request) => request.row.id !== id);
  fake.state.elsewhere += 1;
};
const waiting = (fake: Fake) => fake.state.requests.filter((r) => r.row.state === "submitted");
const first = (fake: Fake) => waiting(fake)[0]?.row.id ?? "";

it("follows what another program wrote: badge and list", async () => {
  const { fake } = open({ officer: "officer-03" });
  const id = first(fake);
  const badge = () => screen.getByRole("button", { name: /^Requests/ }).textContent;
  const queue = await screen.findByRole("grid", { name: "Waits for a checker" });
  await within(queue).findByText(id);
  const before = badge();
  elsewhere(fake, id);
  await waitFor(() => {
    expect(within(queue).queryByText(id)).toBeNull();
  });
  expect(badge()).not.toBe(before);
});

it("leaves an open sheet and what is typed into it alone, and reads once it is closed", async () => {
  const { fake } = open({ officer: "officer-03" });
  const id = first(fake);
  await userEvent.click(await screen.findByRole("button", { name: /^Requests/ }));
  await userEvent.click(await screen.findByText(id));
  await userEvent.type(await screen.findByLabelText(/^Your reason/), "Half a thou");
  const asked = fake.state.calls.length;
  elsewhere(fake, id);
  act(() => {
    window.dispatchEvent(new Event("focus"));
  });
  await new Promise((done) => setTimeout(done, 0));
  expect(fake.state.calls.slice(asked)).toEqual([]);
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Your reason/).value).toBe("Half a thou");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(await screen.findByRole("button", { name: "Close and lose the reason" }));
  await waitFor(() => {
    expect(fake.state.calls.slice(asked)).toContain("show_workspace");
  });
});

it("opens no record again for an auditor, whose every reading is recorded", async () => {
  const { fake } = open({ officer: "officer-05" }, { name: "request", id: "REQ-2026-0119" });
  await waitFor(() => {
    expect(fake.state.calls).toContain("show_request");
  });
  await screen.findByRole("heading", { level: 1 });
  const opened = () => fake.state.calls.filter((call) => call === "show_request").length;
  const framed = () => fake.state.calls.filter((call) => call === "show_workspace").length;
  const [before, frames] = [opened(), framed()];
  fake.state.elsewhere += 1;
  await waitFor(() => {
    expect(framed()).toBeGreaterThan(frames);
  });
  expect(opened()).toBe(before);
});
