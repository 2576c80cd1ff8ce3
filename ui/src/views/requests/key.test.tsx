import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { RequestInput } from "../../bindings/RequestInput";
import { createFakeApi, PIN } from "../../fake";
import { CSR_PEM } from "../../fake/csr";
import { readDraft } from "../../fake/sentence";
import { open } from "../../test/open";

const first = { name: "request-new" } as const;
const maker = { officer: "officer-02" };

const press = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const sample = async () => {
  await press("Fill from a sample");
  await userEvent.click(await screen.findByRole("menuitem", { name: /^ai_trader_bot_v2/ }));
};
const choose = async (field: RegExp, option: RegExp) => {
  await press(field);
  await userEvent.click(await screen.findByRole("option", { name: option }));
};

function watched() {
  const read = vi.fn((input: RequestInput) => Promise.resolve(readDraft(input, "en")));
  open(maker, first, { readDraft: read });
  return () => read.mock.calls.at(-1)?.[0];
}

it("offers the algorithms that profile and token allow, and names those not on the token", async () => {
  const last = watched();
  await choose(/Algorithm$/, /^Ed25519$/);
  await waitFor(() => {
    expect(last()?.key_algorithm).toBe("Ed25519");
  });
  expect(screen.getByText(/^Not on this token: ML-DSA-44/)).toBeTruthy();
  await press(/Algorithm$/);
  expect(screen.queryByRole("option", { name: /ML-DSA|P-521/ })).toBeNull();
});

it("sends the agent's own signing request, and shows that only its key is used", async () => {
  const last = watched();
  await sample();
  await userEvent.click(await screen.findByText(/^The agent’s own key/));
  await press("Choose file…");
  await waitFor(() => {
    expect(last()).toMatchObject({ csr: CSR_PEM, key_algorithm: "" });
  });
  expect(await screen.findByText("Shown, not used: the profile decides.")).toBeTruthy();
  expect(screen.getAllByText("(not used)")).toHaveLength(2);
});

it("leaves scope clauses out for a profile without a scope, and keeps what was typed in them", async () => {
  const last = watched();
  await sample();
  await choose(/Profile$/, /^Agent, TLS/);
  await waitFor(() => {
    expect(last()).toMatchObject({
      profile: "agent-tls",
      actions: [],
      instruments: [],
      limits: [],
    });
  });
  expect(screen.queryByLabelText("Per action")).toBeNull();
  await choose(/Profile$/, /^Agent, action signing$/);
  await waitFor(() => {
    expect(last()?.instruments).toEqual(["BTC/EUR", "ETH/EUR"]);
  });
});

it("counts hours for a short-lived profile", async () => {
  const last = watched();
  await sample();
  await choose(/Profile$/, /short-lived/);
  await userEvent.type(await screen.findByLabelText("Hours"), "6h");
  await waitFor(() => {
    expect(last()).toMatchObject({ validity_hours: 6, validity_days: null, valid_until: null });
  });
  expect(await screen.findByText("cap 24 hours")).toBeTruthy();
});

it("renews with the same key, showing what differs, and submits whom it follows", async () => {
  const fake = createFakeApi(maker);
  const submitRequest = vi.fn(fake.submitRequest);
  open(maker, { name: "agent", serial: "4A1F77C0D2E35B1890C3" }, { ...fake, submitRequest });
  await press("Renew certificate…");
  expect(await screen.findByText("2 things differ from it:")).toBeTruthy();
  await userEvent.click(screen.getByText(/^The same key as the certificate it follows/));
  expect(await screen.findByText("One thing differs from it:")).toBeTruthy();
  await userEvent.type(await screen.findByLabelText("Purpose"), ", at night");
  expect(await screen.findByText("2 things differ from it:")).toBeTruthy();
  await press("Continue to signing");
  const end = within(await screen.findByRole("dialog")).getByRole("row", { name: /^Valid until/ });
  expect(end.textContent).toMatch(/28\sMay\s2027Changed22\sNovember\s2027/);
  await userEvent.type(await screen.findByLabelText("Your reason"), "It ends soon.");
  await waitFor(() => {
    expect(screen.getByLabelText<HTMLInputElement>("PIN of your token").value).toBe(PIN);
  });
  await press("Submit and sign");
  await waitFor(() => {
    expect(submitRequest).toHaveBeenCalledOnce();
  });
  expect(submitRequest.mock.calls[0]?.[0]).toMatchObject({
    renews: "4A1F77C0D2E35B1890C3",
    same_key: true,
    purpose: "Market making in two pairs, at night",
  });
}, 40_000);

it("issues only once the last approval is given", async () => {
  const fake = createFakeApi({ officer: "officer-03" });
  const two = async (id: string) => ({
    ...(await fake.showRequest(id)),
    approvals: 0,
    approvals_needed: 2,
  });
  const approveRequest = vi.fn(two);
  const issueCertificate = vi.fn(fake.issueCertificate);
  open(
    { officer: "officer-03" },
    { name: "request", id: "REQ-2026-0118", sign: true },
    { ...fake, showRequest: two, approveRequest, issueCertificate },
  );
  expect((await screen.findAllByText("0 of 2 approvals")).length).toBeGreaterThan(0);
  expect(screen.queryByText(/^The certificate, signed by/)).toBeNull();
  await userEvent.type(await screen.findByLabelText("Your reason"), "Checked.");
  await press("Approve and sign");
  await waitFor(() => {
    expect(approveRequest).toHaveBeenCalledOnce();
  });
  expect(issueCertificate).not.toHaveBeenCalled();
});
