import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { createFakeApi } from "../../fake";
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

it("tells a certificate that has not begun from one that has ended", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const showOfficer = async (id: string) => {
    const detail = await fake.showOfficer(id);
    const tokens = detail.tokens.map((token) => ({
      ...token,
      state: "not_yet_valid" as const,
      certificate_from: "2026-12-01T09:00:00Z",
    }));
    return { ...detail, tokens };
  };
  const there = { name: "officer", id: "officer-04" } as const;
  open({ officer: "officer-03" }, there, { ...fake, showOfficer });
  const tokens = await screen.findByRole("table", { name: "Tokens" });
  expect(within(tokens).getByText("Not valid yet")).toBeTruthy();
  expect(within(tokens).getByText(/^begins .*2026/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Replace token…" })).toBeNull();
  expect(screen.getByRole("button", { name: "Report token lost…" })).toBeTruthy();
});

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};

/** Signs what is proposed, with the prefilled PIN. */
async function propose() {
  await userEvent.type(await screen.findByLabelText(/^Your reason/), "As the board decided.");
  await press("Propose and sign");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG/ })).toBeTruthy();
}

it("asks who is to be enrolled, and proposes it", async () => {
  const { fake } = open({ officer: "officer-01" }, { name: "settings", part: "officers" });
  await press("Enrol an officer…");
  await press("Continue to signing");
  expect(await screen.findByText("Fill this in.")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Name"), "Ada Okonkwo");
  await userEvent.click(screen.getByRole("radio", { name: /^Checker/ }));
  await press("Continue to signing");
  expect(
    await screen.findByText(
      "Ada Okonkwo (officer-06) serves as checker with the token officer-06.",
    ),
  ).toBeTruthy();
  await propose();
  expect(fake.state.calls).toContain("propose_enrolment");
  expect(fake.state.changes[0]?.row.kind).toBe("enrolment");
});

it("lets nobody propose who may not, and says why", async () => {
  open({ officer: "officer-02" }, { name: "officer", id: "officer-03" });
  const role = await screen.findByRole<HTMLButtonElement>("button", { name: "Change role…" });
  expect(role.disabled).toBe(true);
  const described = role.getAttribute("aria-describedby") ?? "";
  expect(document.getElementById(described)?.textContent).toBe(
    "The administrator proposes this; a checker decides.",
  );
  const lost = screen.getByRole<HTMLButtonElement>("button", { name: "Report token lost…" });
  expect(lost.disabled).toBe(false);
});

it("lets nobody propose what is about themselves", async () => {
  open({ officer: "officer-01" }, { name: "officer", id: "officer-01" });
  expect(await screen.findAllByText("Nobody proposes what is about themselves.")).toBeTruthy();
  for (const name of ["Change role…", "Retire…", "Report token lost…"])
    expect(screen.getByRole<HTMLButtonElement>("button", { name }).disabled).toBe(true);
});

it("reports a token lost, and leaves it to a second officer to confirm", async () => {
  const { fake } = open({ officer: "officer-02" }, { name: "officer", id: "officer-04" });
  await press("Report token lost…");
  expect(await screen.findByText(/has no other token/)).toBeTruthy();
  await userEvent.type(await screen.findByLabelText(/^Your reason/), "Left on a train.");
  await press("Report lost and sign");
  expect(await screen.findByText(/It is to be confirmed by a second officer/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Confirm the loss…" })).toBeNull();
  await press(/^Officer: Katharina/);
  await userEvent.click(await screen.findByRole("menuitem", { name: /checker.*Jonas/ }));
  await press("Confirm the loss…");
  await userEvent.type(await screen.findByLabelText(/^Your reason/), "She told me.");
  await press("Confirm and sign");
  await waitFor(() => {
    expect(screen.queryByText(/It is to be confirmed/)).toBeNull();
  });
  expect(fake.state.calls).toContain("confirm_lost");
});

it("asks for the new role before it proposes one", async () => {
  const { fake } = open({ officer: "officer-01" }, { name: "officer", id: "officer-04" });
  await press("Change role…");
  await userEvent.type(await screen.findByLabelText(/^Your reason/), "She moves to the desk.");
  await press("Propose and sign");
  expect(await screen.findByText("Choose the new role.")).toBeTruthy();
  expect(fake.state.calls).not.toContain("propose_role");
  await userEvent.click(screen.getByRole("radio", { name: "Maker" }));
  await press("Propose and sign");
  expect(await screen.findByRole("heading", { level: 1, name: /^Change CHG/ })).toBeTruthy();
});
