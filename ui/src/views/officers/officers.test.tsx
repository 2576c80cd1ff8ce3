import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { open } from "../../test/open";

it("lists officers, and shows one with every token and role", async () => {
  open({ officer: "officer-05" }, { name: "settings", part: "officers" });
  const list = await screen.findByRole("grid", { name: "Officers" });
  await userEvent.click(await within(list).findByText("Jonas Reinhardt"));
  const tokens = await screen.findByRole("table", { name: "Tokens" });
  expect(
    within(tokens)
      .getAllByText(/^(In force|Ended)$/)
      .map((word) => word.textContent),
  ).toEqual(["In force", "Ended"]);
  expect(screen.getByRole("table", { name: "Roles" })).toBeTruthy();
  expect(screen.getByText(/^A change about this officer waits/)).toBeTruthy();
});
