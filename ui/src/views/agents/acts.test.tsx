import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeApi, PIN } from "../../fake";
import { decidedMeanwhile } from "../../fake/failures";
import { open } from "../../test/open";
import { show } from "../../test/show";
import { AgentView } from "./AgentView";

const ACTIVE = "4A1F77C0D2E35B1890C3";
const SUSPENDED = "2E90D1C4A0B377F1165A";
const SUPERSEDED = "3C5512AA90E1D4B86F07";
const OWN_KEY = "60FF18A0C3D9B2E47712";

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const choose = async (name: RegExp) => {
  await press("More acts");
  await userEvent.click(await screen.findByRole("menuitem", { name }));
};
const sign = async (act: string, reason: string) => {
  const sheet = await screen.findByRole("dialog");
  await userEvent.type(within(sheet).getByLabelText("Your reason"), reason);
  const pin = within(sheet).getByLabelText("PIN of your token");
  await userEvent.clear(pin);
  await userEvent.type(pin, PIN);
  await userEvent.click(within(sheet).getByRole("button", { name: act }));
};

it("suspends with the reason, then offers to release", async () => {
  const fake = createFakeApi({ officer: "officer-02" });
  const suspendCertificate = vi.fn(fake.suspendCertificate);
  show(<AgentView serial={ACTIVE} />, { ...fake, suspendCertificate });
  await press("Suspend certificate…");
  await sign("Suspend and sign", "Three denials in a minute.");
  expect(await screen.findByRole("button", { name: "Propose release…" })).toBeTruthy();
  expect(suspendCertificate).toHaveBeenCalledWith(ACTIVE, "Three denials in a minute.", PIN);
  expect(screen.getAllByText("Suspended").length).toBeGreaterThan(0);
});

it("says of a suspension that was refused what is true of it: it can be lifted again", async () => {
  const refused = (): Promise<never> =>
    Promise.reject(decidedMeanwhile(ACTIVE) as unknown as Error);
  show(<AgentView serial={ACTIVE} />, { suspendCertificate: refused }, { officer: "officer-02" });
  await press("Suspend certificate…");
  await sign("Suspend and sign", "Three denials in a minute.");
  const folded = await screen.findByText(/^3 entries will be recorded/);
  expect(folded.textContent).toContain("A suspension can be lifted again.");
  expect(folded.textContent).not.toContain("can’t be undone");
});

it("proposes that what is on hold is released, and says that it waits", async () => {
  show(<AgentView serial={SUSPENDED} />, {}, { officer: "officer-02" });
  await press("Propose release…");
  await sign("Propose and sign", "The feed was corrected.");
  expect(await screen.findByText(/^Its release is proposed/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "CHG-2026-0001" })).toBeTruthy();
});

it("tells who may renew, suspend and release, beside the buttons that they can't press", async () => {
  const locked = async (name: string, why: string) => {
    const button = await screen.findByRole<HTMLButtonElement>("button", { name });
    expect(button.disabled).toBe(true);
    const told = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(told?.textContent).toBe(why);
  };
  show(<AgentView serial={ACTIVE} />, {}, { officer: "officer-05" });
  await locked("Renew certificate…", "Only a maker renews it.");
  await locked("Suspend certificate…", "Only a maker or a checker may suspend or revoke.");
  await locked("More acts", "Only a maker or a checker may suspend or revoke.");
  cleanup();
  show(<AgentView serial={SUSPENDED} />, {}, { officer: "officer-03" });
  await locked(
    "Propose release…",
    "A maker or the administrator proposes its release; a checker decides.",
  );
});

it("lists everything beneath a key before it is declared compromised in one act", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const declareCompromised = vi.fn(fake.declareCompromised);
  show(<AgentView serial={ACTIVE} />, { ...fake, declareCompromised });
  await choose(/^Key compromised/);
  const list = await screen.findByRole("table", { name: "Certificates that are denied" });
  expect(within(list).getAllByRole("row")).toHaveLength(3);
  expect(screen.getByText("The revocation of 2 certificates")).toBeTruthy();
  await sign("Declare compromised and sign", "The host was taken over.");
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(declareCompromised).toHaveBeenCalledExactlyOnceWith(
    ACTIVE,
    null,
    "The host was taken over.",
    PIN,
  );
});

it("supersedes without asking for a ground", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const revokeCertificate = vi.fn(fake.revokeCertificate);
  const followed = async (serial: string) => {
    const certificate = await fake.showCertificate(serial);
    return { ...certificate, acts: { ...certificate.acts, supersede: true } };
  };
  show(<AgentView serial={ACTIVE} />, {
    ...fake,
    showCertificate: followed,
    revokeCertificate,
  });
  await choose(/^Supersede certificate/);
  await sign("Supersede and sign", "Its successor is deployed.");
  await waitFor(() => {
    expect(revokeCertificate).toHaveBeenCalledWith(
      ACTIVE,
      "superseded",
      "Its successor is deployed.",
      null,
      PIN,
    );
  });
});

it("offers no act on what is over, and leads to what follows it", async () => {
  open({ officer: "officer-03" }, { name: "agent", serial: SUPERSEDED });
  const next = await screen.findByText("Followed by");
  expect(screen.queryByRole("button", { name: /Revoke|Suspend|Renew|More acts/ })).toBeNull();
  await userEvent.click(within(next.nextElementSibling as HTMLElement).getByRole("button"));
  expect(await screen.findByText("Follows")).toBeTruthy();
});

it("says of an own key that nobody here knows where it lives", async () => {
  show(<AgentView serial={OWN_KEY} />);
  expect(await screen.findByText(/brought its own key \(P-256\)/)).toBeTruthy();
  expect(screen.queryByText("Made in the token")).toBeNull();
  expect(screen.getByRole("button", { name: "Copy hash of the public key" })).toBeTruthy();
});

it("asks before a renewal takes the place of a draft", async () => {
  open({ officer: "officer-02" }, { name: "request-new" });
  await userEvent.type(await screen.findByLabelText("Agent id"), "half_typed");
  await press("Agents");
  const [first] = await screen.findAllByText("ai_trader_bot_v2");
  await userEvent.click(first as HTMLElement);
  await press("Renew certificate…");
  await press("Open the draft");
  expect((await screen.findByLabelText<HTMLInputElement>("Agent id")).value).toBe("half_typed");
});
