import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { open } from "../../test/open";
import { show } from "../../test/show";
import { TokenView } from "./TokenView";

const AGENTS = "4B5C6D7E8F901234";
const ROOT = "2F61A0B3C4D5E6F7";
const OFFICER = "7C1D40AA9E210B35";
const administrator = { officer: "officer-01" };

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const act = async (name: string) => {
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name }));
};
const fill = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};

it("opens a token from the table and pages its keys", async () => {
  open(administrator, { name: "settings" });
  const table = await screen.findByRole("grid", { name: "Tokens" });
  await userEvent.click(await within(table).findByText("agents"));
  expect(await screen.findByRole("heading", { level: 1, name: "agents" })).toBeTruthy();
  expect(await screen.findByText("agent_key_20")).toBeTruthy();
  expect(screen.queryByText("agent_key_21")).toBeNull();
  await press("Show more");
  expect(await screen.findByText("agent_key_21")).toBeTruthy();
});

it("shows what the token said of a key when the key is chosen", async () => {
  show(<TokenView serial={AGENTS} />, {}, administrator);
  expect(screen.queryByText("Made in the token")).toBeNull();
  await userEvent.click(await screen.findByText("agent_key_2"));
  expect(await screen.findByText("Made in the token")).toBeTruthy();
});

it("names the algorithms that are not on the token", async () => {
  show(<TokenView serial={AGENTS} />, {}, administrator);
  const row = (await screen.findByText("ML-DSA-65")).closest("li");
  expect(row?.textContent).toContain("Not on this token");
});

it("names strangers and missing keys once the keys were counted", async () => {
  show(<TokenView serial={AGENTS} />, {}, administrator);
  await press("Count keys");
  const missing = await screen.findByRole("list", { name: "Missing keys" });
  expect(within(missing).getByText("agent_key_8")).toBeTruthy();
  const strangers = screen.getByRole("list", { name: "Strangers" });
  expect(within(strangers).getByText("imported-2019")).toBeTruthy();
});

it("unlocks by PIN, and keeps the sheet open when the PIN is refused", async () => {
  open(administrator, { name: "token", serial: ROOT });
  await press("Unlock token…");
  await fill("PIN of token root", "wrong");
  await act("Unlock token");
  expect(await screen.findByRole("alert", { name: "The PIN was not accepted" })).toBeTruthy();
  const pin = screen.getByLabelText<HTMLInputElement>("PIN of token root");
  expect(pin.value).toBe("");
  expect(document.activeElement).toBe(pin);
  await fill("PIN of token root", PIN);
  await act("Unlock token");
  expect(await screen.findByRole("button", { name: "Lock token" })).toBeTruthy();
});

it("does not change a PIN that was typed differently the second time", async () => {
  const fake = createFakeApi(administrator);
  const changePin = vi.fn(fake.changePin);
  show(<TokenView serial={AGENTS} />, { ...fake, changePin }, administrator);
  await press("Change PIN…");
  await fill("Old PIN", PIN);
  await fill("New PIN", "fresh-9876");
  await fill("New PIN again", "fresh-987");
  await act("Change PIN");
  expect(await screen.findByText("The two are not the same.")).toBeTruthy();
  expect(changePin).not.toHaveBeenCalled();
  await fill("New PIN again", "fresh-9876");
  await act("Change PIN");
  await waitFor(() => {
    expect(changePin).toHaveBeenCalledWith(AGENTS, PIN, "fresh-9876");
  });
});

it("asks for no PIN in the window when the token has a PIN pad", async () => {
  const fake = createFakeApi(administrator);
  const showToken = async (serial: string, after: string | null) => {
    const detail = await fake.showToken(serial, after);
    return { ...detail, token: { ...detail.token, pin_pad: true } };
  };
  show(<TokenView serial={ROOT} />, { ...fake, showToken }, administrator);
  await press("Unlock token…");
  expect(await screen.findByText(/Type the PIN on the token’s own PIN pad/)).toBeTruthy();
  expect(screen.queryByLabelText(/^PIN of/)).toBeNull();
});

it("says of a token with a PIN pad that a new PIN is set there, and asks for none", async () => {
  const fake = createFakeApi(administrator);
  const showToken = async (serial: string, after: string | null) => {
    const detail = await fake.showToken(serial, after);
    return { ...detail, token: { ...detail.token, pin_pad: true } };
  };
  show(<TokenView serial={ROOT} />, { ...fake, showToken }, administrator);
  for (const name of ["Change PIN…", "Replace PIN…"]) {
    await press(name);
    expect(await screen.findByText(/typed on its own pad/)).toBeTruthy();
    expect(screen.queryByLabelText("New PIN")).toBeNull();
    await act("Close");
  }
});

const locked = (purpose: string) => {
  const fake = createFakeApi(administrator);
  const token = fake.state.tokens.find((one) => one.purpose === purpose);
  if (!token) throw new Error(`no ${purpose} token`);
  token.pin_state = "locked";
  return { fake, serial: token.serial };
};

it("replaces a locked PIN with that of the security officer, once both agree", async () => {
  const { fake, serial } = locked("agents");
  const replacePin = vi.fn(fake.replacePin);
  show(<TokenView serial={serial} />, { ...fake, replacePin }, administrator);
  expect(await screen.findByText(/The token has locked its PIN/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Change PIN…" })).toBeNull();
  await press("Replace PIN…");
  await fill("New PIN", "fresh-9876");
  await fill("New PIN again", "fresh-987");
  await act("Replace PIN");
  expect(await screen.findByText("Type the PIN of the security officer.")).toBeTruthy();
  await fill("Security officer’s PIN", "wrong");
  await act("Replace PIN");
  expect(await screen.findByText("The two are not the same.")).toBeTruthy();
  expect(replacePin).not.toHaveBeenCalled();
  await fill("New PIN again", "fresh-9876");
  await act("Replace PIN");
  const refused = "The security officer’s PIN was not accepted";
  expect(await screen.findByRole("alert", { name: refused })).toBeTruthy();
  const so = screen.getByLabelText<HTMLInputElement>("Security officer’s PIN");
  expect(so.value).toBe("");
  expect(document.activeElement).toBe(so);
  await fill("Security officer’s PIN", PIN);
  await act("Replace PIN");
  await waitFor(() => {
    expect(replacePin).toHaveBeenLastCalledWith(serial, PIN, "fresh-9876");
  });
  await waitFor(() => {
    expect(screen.queryByText(/The token has locked its PIN/)).toBeNull();
  });
});

it("lets the administrator replace an officer's PIN, and says who is to type it", async () => {
  show(<TokenView serial={OFFICER} />, {}, administrator);
  await press("Replace PIN…");
  expect(await screen.findByText(/nobody else is to know it/)).toBeTruthy();
});

it("tells who may replace a locked PIN to an officer who may not", async () => {
  const { fake, serial } = locked("agents");
  show(<TokenView serial={serial} />, { showToken: fake.showToken }, { officer: "officer-03" });
  expect(await screen.findByText("The administrator may give it a new one.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Replace PIN…" })).toBeNull();
});

it("compares keys before a relink, and relinks only when none is missing", async () => {
  const fake = createFakeApi(administrator);
  const relinkToken = vi.fn(fake.relinkToken);
  show(<TokenView serial={AGENTS} />, { ...fake, relinkToken }, administrator);
  await press("Relink token…");
  await userEvent.click(await screen.findByText("agents-2027"));
  await fill("PIN of the other token", PIN);
  await act("Compare keys");
  expect(await screen.findByText(/holds all 27 keys/)).toBeTruthy();
  expect(relinkToken).not.toHaveBeenCalled();
  await act("Relink token");
  await waitFor(() => {
    expect(relinkToken).toHaveBeenCalledWith(
      AGENTS,
      "/usr/lib/softhsm/libsofthsm2.so",
      "77AA00BB11CC22DD",
      PIN,
    );
  });
});

it("initialises a blank token of a module that was chosen", async () => {
  const { fake } = open(administrator, { name: "token-add" });
  await press("Choose module…");
  await press("Initialise token 0000000000000001…");
  await fill("Label", "agents-2028");
  await fill("Security officer’s PIN", "so-1234");
  await fill("Security officer’s PIN again", "so-1234");
  await fill("PIN of the new token", PIN);
  await fill("PIN of the new token again", PIN);
  await act("Initialise token");
  expect(await screen.findByRole("heading", { level: 1, name: "agents-2028" })).toBeTruthy();
  expect(fake.state.calls).toContain("initialise_token");
});

it("tells who may manage tokens to an officer who may not", async () => {
  show(<TokenView serial={AGENTS} />, {}, { officer: "officer-03" });
  expect(await screen.findByText("Only the administrator may do this.")).toBeTruthy();
  const count = await screen.findByRole("button", { name: "Count keys" });
  expect(count.hasAttribute("disabled")).toBe(true);
});

it("lets only the officer change the PIN of an officer's token", async () => {
  show(<TokenView serial={OFFICER} />, {}, administrator);
  const change = await screen.findByRole("button", { name: "Change PIN…" });
  expect(change.hasAttribute("disabled")).toBe(true);
  expect(screen.getByText("Only the officer whose token it is may change its PIN.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Unlock token/ })).toBeNull();
});

it("says of a token that is away what it last said, and of the rest that it is not known", async () => {
  const api = createFakeApi(administrator);
  const away = api.state.tokens.find((token) => token.purpose === "issuing");
  if (!away) throw new Error("no issuing token");
  const nothing = { manufacturer: "", model: "", firmware: null, module_name: "", uri: "" };
  Object.assign(away, nothing, { present: false, unlocked: true, pin_state: "unknown" });
  show(<TokenView serial={away.serial} />, { showToken: api.showToken }, administrator);
  const side = await screen.findByRole("complementary", { name: "Facts about the token" });
  expect(within(side).getByText("What it last said of itself")).toBeTruthy();
  expect(within(side).getByText("SoftHSM v2")).toBeTruthy();
  expect(within(side).getByText("Not known while it is not there")).toBeTruthy();
  expect(within(side).getByText("Not known while the token is not there")).toBeTruthy();
  expect(within(side).queryByRole("button", { name: "Copy URI" })).toBeNull();
  expect(within(side).queryByText(/^(Not on|On) this token/)).toBeNull();
  expect(screen.queryByRole("button", { name: "Lock token" })).toBeNull();
});

it("offers to declare the issuing CA's key compromised where the key lies", async () => {
  open({ officer: "officer-03" }, { name: "token", serial: "8E90123456789ABC" });
  await press("Key compromised…");
  const title = "Declare the key of Practice Issuing CA 1 compromised";
  expect(await screen.findByRole("dialog", { name: title })).toBeTruthy();
});
