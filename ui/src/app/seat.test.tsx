import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { SignedOutView } from "../bindings/SignedOutView";
import type { FakeState } from "../fake";
import { open } from "../test/open";

const idle: SignedOutView = {
  officer: "officer-03",
  token_label: "officer-03",
  cause: "idle",
  minutes: 15,
  at: "2026-11-22T15:25:00Z",
};

/** Rust ends the session. */
async function end(state: FakeState, view: SignedOutView) {
  state.officer = null;
  await act(async () => {
    state.onEnd(view);
    await Promise.resolve();
  });
}

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};

/** The checker, with a reason typed into the sheet that decides. */
async function deciding() {
  const { fake } = open(
    { officer: "officer-03" },
    { name: "request", id: "REQ-2026-0118", sign: true },
  );
  const reason = await screen.findByLabelText(/^Your reason/);
  await userEvent.type(reason, "Agreed by the committee.");
  return fake;
}

it("says why somebody was signed out, and hides what was on the screen", async () => {
  const fake = await deciding();
  await end(fake.state, idle);
  expect((await screen.findByRole("alert")).textContent).toContain(
    "Jonas Reinhardt was signed out: nothing was done for 15 minutes.",
  );
  expect(screen.getByRole("heading", { name: "Who are you?" })).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("gives back what was typed to who typed it, but no PIN", async () => {
  const fake = await deciding();
  await end(fake.state, idle);
  await screen.findByRole("alert");
  await press(/^Officer: Nobody/);
  await userEvent.click(await screen.findByRole("menuitem", { name: /checker.*Jonas/ }));
  const reason = await screen.findByLabelText<HTMLInputElement>(/^Your reason/);
  expect(reason.value).toBe("Agreed by the committee.");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("gives what was typed to nobody else", async () => {
  const fake = await deciding();
  await end(fake.state, idle);
  await screen.findByRole("alert");
  await press(/^Officer: Nobody/);
  await userEvent.click(await screen.findByRole("menuitem", { name: /checker.*Amara/ }));
  await waitFor(() => {
    expect(screen.queryByRole("alert")).toBeNull();
  });
  const reason = await screen.findByLabelText<HTMLInputElement>(/^Your reason/);
  expect(reason.value).toBe("");
});

it("names the token that was taken out, and tells no limit", async () => {
  const fake = await deciding();
  await end(fake.state, { ...idle, cause: "token_removed", minutes: null });
  expect((await screen.findByRole("alert")).textContent).toContain(
    "the token officer-03 is no longer in its slot",
  );
});

it("keeps nothing of who signs out by hand", async () => {
  open({ officer: "officer-02" }, { name: "agents" });
  await press(/^Officer: Katharina/);
  await userEvent.click(await screen.findByRole("menuitem", { name: "Sign out" }));
  await screen.findByRole("heading", { name: "Who are you?" });
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByRole("heading", { name: "Agents", hidden: true })).toBeNull();
});
