import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { open } from "../../test/open";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};

it("changes the officer with one click in practice, without a PIN in the page", async () => {
  const { fake } = open({ officer: "officer-02" });
  await press(/^Officer: Katharina Vogel/);
  await userEvent.click(await screen.findByRole("menuitem", { name: /checker.*Jonas/ }));
  expect(await screen.findByRole("button", { name: /^Officer: Jonas Reinhardt/ })).toBeTruthy();
  expect(fake.state.calls).toContain("continue_as");
  expect(fake.state.calls).not.toContain("practice_pin");
});

it("asks who one is when nobody is signed in", async () => {
  open({ officer: "none" });
  await press("Continue as auditor");
  expect(await screen.findByRole("button", { name: /^Officer: Tomasz Nowak/ })).toBeTruthy();
});

it("speaks German at once, and asks Rust to", async () => {
  const { fake } = open({ officer: "officer-02" });
  await press(/^Officer: Katharina Vogel/);
  await userEvent.click(await screen.findByRole("menuitemradio", { name: "Deutsch" }));
  expect(await screen.findByRole("button", { name: /^Zertifikatsanträge/ })).toBeTruthy();
  expect(document.documentElement.lang).toBe("de");
  await waitFor(() => {
    expect(fake.state.language).toBe("de");
  });
});

it("sets the theme on the document", async () => {
  open({ officer: "officer-02" });
  await press(/^Officer: Katharina Vogel/);
  await userEvent.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
});

it("finds an agent by the palette's key", async () => {
  open({ officer: "officer-02" });
  await screen.findByRole("button", { name: "Agents" });
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.type(await screen.findByRole("searchbox"), "hedge_bot");
  await userEvent.click(await screen.findByRole("menuitem", { name: /hedge_bot_v1/ }));
  expect(await screen.findByRole("heading", { level: 1, name: "hedge_bot_v1" })).toBeTruthy();
});

it("goes back to the screen before", async () => {
  open({ officer: "officer-02" });
  await press("Agents");
  await press("Log");
  await screen.findByRole("heading", { level: 1, name: "Log" });
  window.history.back();
  expect(await screen.findByRole("heading", { level: 1, name: "Agents" })).toBeTruthy();
});

it("says what practice means", async () => {
  open({ officer: "officer-02" });
  await press("What this means");
  expect(await screen.findByRole("dialog", { name: "What a practice workspace is" })).toBeTruthy();
});

it("closes the workspace and begins anew", async () => {
  open({ officer: "officer-02" });
  await press("Example Trading Desk GmbH");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Close this workspace" }));
  expect(await screen.findByText("How do you want to begin?")).toBeTruthy();
});

it("words a rejection that is no failure as a defect of its own", async () => {
  open({}, undefined, { openWorkspaceDialog: () => Promise.reject(new Error("bad argument")) });
  await press("Open folder…");
  expect(await screen.findByText("Something is wrong with this window")).toBeTruthy();
  expect(screen.getByText("window-defect")).toBeTruthy();
});
