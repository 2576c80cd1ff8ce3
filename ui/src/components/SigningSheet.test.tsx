import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { open } from "../test/open";

afterEach(() => {
  vi.restoreAllMocks();
});

const openSheet = async () => {
  open({ officer: "officer-03" }, { name: "crls" });
  await userEvent.click(await screen.findByRole("button", { name: "Key compromised…" }));
  return screen.findByRole("dialog");
};

it("begins in the first field where it stands beside what is signed", async () => {
  const sheet = await openSheet();
  expect(document.activeElement).toBe(within(sheet).getByLabelText(/^Your reason/));
});

it("begins at its head where the field would be out of sight", async () => {
  const narrow = (media: string) => ({ media, matches: true }) as MediaQueryList;
  vi.spyOn(window, "matchMedia").mockImplementation(narrow);
  const sheet = await openSheet();
  expect(document.activeElement).toBe(sheet);
});
