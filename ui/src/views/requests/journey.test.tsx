import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { PIN } from "../../fake";
import { open } from "../../test/open";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const press = async (name: string | RegExp) => {
  await userEvent.click(await button(name));
};
const reason = () => screen.findByLabelText("Your reason");
const pin = () => screen.findByLabelText<HTMLInputElement>("PIN of your token");
const decide = { name: "request", id: "REQ-2026-0118", sign: true } as const;

it("goes from the start screen to the first certificate with one form and one change of officer", async () => {
  const { fake } = open({ noRecent: true });
  await press("Start practising");
  await press("Fill a sample: ai_trader_bot_v2");
  await press("Continue to signing");
  await userEvent.type(await reason(), "A first agent.");
  await waitFor(async () => {
    expect((await pin()).value).toBe(PIN);
  });
  await press("Submit and sign");

  expect(await screen.findByText(/is submitted and waits for a checker/)).toBeTruthy();
  await press("Continue as checker");
  await userEvent.type(await reason(), "Checked.");
  await waitFor(async () => {
    expect((await pin()).value).toBe(PIN);
  });
  await press("Approve and sign");

  expect(await screen.findByText("Certificate issued")).toBeTruthy();
  expect(await button("Export a report")).toBeTruthy();
  expect(fake.state.certificates).toHaveLength(1);
  expect(fake.state.requests[0]?.decisions.map((d) => d.officer)).toEqual([
    "officer-02",
    "officer-03",
  ]);
  await press("Show agent");
  expect(await screen.findByRole("heading", { level: 1, name: "ai_trader_bot_v2" })).toBeTruthy();
}, 20_000);

it("keeps the reason after a wrong PIN, empties the PIN and goes to it", async () => {
  const { client } = open({ officer: "officer-03" }, decide);
  await userEvent.type(await reason(), "Checked against the minutes.");
  await userEvent.clear(await pin());
  await userEvent.type(await pin(), "wrong");
  await press("Approve and sign");

  expect(await screen.findByRole("alert", { name: "The PIN was not accepted" })).toBeTruthy();
  expect(((await reason()) as HTMLTextAreaElement).value).toBe("Checked against the minutes.");
  expect((await pin()).value).toBe("");
  expect(document.activeElement).toBe(await pin());
  expect(
    await screen.findByText("Not accepted. The token warns: few tries are left."),
  ).toBeTruthy();
  expect(JSON.stringify([client.getMutationCache().getAll()])).not.toContain("wrong");
}, 20_000);

it("asks for a reason before it calls the token", async () => {
  const { fake } = open({ officer: "officer-03" }, decide);
  await press("Reject with reason");
  expect(await screen.findByText(/Write a reason/)).toBeTruthy();
  expect(document.activeElement).toBe(await reason());
  expect(fake.state.calls).not.toContain("reject_request");
});

it("rejects with the reason that was typed", async () => {
  const { fake } = open({ officer: "officer-03" }, decide);
  await userEvent.type(await reason(), "Too wide.");
  await press("Reject with reason");
  expect(await screen.findByText("“Too wide.”")).toBeTruthy();
  expect(fake.state.requests[0]?.row.state).toBe("rejected");
  expect(fake.state.calls).not.toContain("issue_certificate");
});

it("leaves the request approved when the CA's token is absent, with a button to issue", async () => {
  open({ officer: "officer-03", tokenAbsent: true }, decide);
  await userEvent.type(await reason(), "Checked.");
  await waitFor(async () => {
    expect((await pin()).value).toBe(PIN);
  });
  await press("Approve and sign");
  expect(await screen.findByRole("alert", { name: /token “issuing” is not there/ })).toBeTruthy();
  expect(await button("Issue certificate")).toBeTruthy();
  expect(await screen.findByText("Approved")).toBeTruthy();
});

it("asks before Escape loses a reason", async () => {
  open({ officer: "officer-03" }, decide);
  await userEvent.type(await reason(), "Checked.");
  await userEvent.keyboard("{Escape}");
  await press("Stay on the sheet");
  expect(((await reason()) as HTMLTextAreaElement).value).toBe("Checked.");
  await userEvent.keyboard("{Escape}");
  await press("Close and lose the reason");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("closes without asking when nothing was typed", async () => {
  open({ officer: "officer-03" }, decide);
  await reason();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

it("shows no sheet to the officer who may not decide", async () => {
  open({ officer: "officer-02" }, decide);
  expect(await button("Continue as checker")).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("shows what will be recorded before the PIN", async () => {
  open({ officer: "officer-03" }, decide);
  const sheet = await screen.findByRole("dialog", { name: "Approve request REQ-2026-0118" });
  expect(within(sheet).getByText("Your approval and reason, signed with your key")).toBeTruthy();
  expect(within(sheet).getByText(/signed by “Practice Issuing CA 1”/)).toBeTruthy();
  expect(within(sheet).getAllByText("Changed")).toHaveLength(2);
});

it("keeps sheet and reason when another officer was faster, until the person closes it", async () => {
  const { fake } = open({ officer: "officer-03" }, decide);
  await userEvent.type(await reason(), "Checked against the minutes.");
  const [request] = fake.state.requests;
  if (request) request.row.state = "rejected";
  await press("Approve and sign");

  expect(await screen.findByRole("alert", { name: /is no longer open/ })).toBeTruthy();
  expect(await screen.findByText(/^This no longer waits for your decision/)).toBeTruthy();
  await waitFor(async () => {
    expect((await pin()).value).toBe(PIN);
  });
  expect(((await reason()) as HTMLTextAreaElement).value).toBe("Checked against the minutes.");
  await press("Close without deciding");
  await press("Close and lose the reason");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await screen.findByText("Rejected")).toBeTruthy();
}, 20_000);
