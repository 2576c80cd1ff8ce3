import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { i18n } from "../i18n";
import { CopyButton } from "./CopyButton";

const NAME = "Copy root hash";

const show = () =>
  render(
    <I18nProvider i18n={i18n}>
      <CopyButton text="C94EA6A9" label={NAME} />
    </I18nProvider>,
  );

it("copies, and says so in place", async () => {
  const user = userEvent.setup();
  show();
  await user.click(screen.getByRole("button", { name: NAME }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe("C94EA6A9");
});

it("does not say so when nothing was copied", async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
  const command = vi.fn(() => false);
  document.execCommand = command;
  show();
  await user.click(screen.getByRole("button", { name: NAME }));
  expect(command).toHaveBeenCalledWith("copy");
  expect(screen.queryByRole("button", { name: "Copied" })).toBeNull();
});
