import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { RequestInput } from "../../bindings/RequestInput";
import { readDraft } from "../../fake/sentence";
import { trader } from "../../fake/samples";
import { open } from "../../test/open";

const first = { name: "request-new" } as const;
const press = async (name: string) => {
  await userEvent.click(await screen.findByRole("button", { name }));
};
const fill = async (agent: RegExp) => {
  await press("Fill from a sample");
  await userEvent.click(await screen.findByRole("menuitem", { name: agent }));
};

function watched() {
  const read = vi.fn((input: RequestInput) => Promise.resolve(readDraft(input, "en")));
  open({ officer: "officer-02" }, first, { readDraft: read });
  return read;
}

it("sends Rust the sample as it is", async () => {
  const read = watched();
  await fill(/^ai_trader_bot_v2/);
  await waitFor(() => {
    expect(read.mock.calls.at(-1)?.[0]).toEqual(trader);
  });
});

it("shows no problem before a field was left, and every problem when signing is asked for", async () => {
  watched();
  const agent = await screen.findByLabelText("Agent id");
  expect(screen.queryByText("This field must not be empty.")).toBeNull();
  await press("Continue to signing");
  expect((await screen.findAllByText("This field must not be empty.")).length).toBe(4);
  expect(document.activeElement).toBe(agent);
  expect(screen.getByText("4 fields need mending before you can sign.")).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("shows a problem beneath its field once the field was left", async () => {
  watched();
  await userEvent.type(await screen.findByLabelText("Agent id"), "-bad");
  expect(screen.queryByText(/Begin with a letter or digit/)).toBeNull();
  await userEvent.tab();
  expect(await screen.findByText(/Begin with a letter or digit/)).toBeTruthy();
  expect(screen.getByLabelText("Agent id").getAttribute("aria-invalid")).toBe("true");
});

it("sends an amount as decimal text, whatever it is", async () => {
  const read = watched();
  await userEvent.type(await screen.findByLabelText("Per action"), "9,223,372,036,854,775,808");
  await waitFor(() => {
    expect(read.mock.calls.at(-1)?.[0].limits).toEqual([
      { currency: "EUR", per_action: "9223372036854775808", per_day: null },
    ]);
  });
});

it("takes pasted instruments apart and none twice", async () => {
  const read = watched();
  await userEvent.click(await screen.findByLabelText("Instruments"));
  await userEvent.paste("BTC/EUR, ETH/EUR\nBTC/EUR");
  await waitFor(() => {
    expect(read.mock.calls.at(-1)?.[0].instruments).toEqual(["BTC/EUR", "ETH/EUR"]);
  });
  await press("Remove BTC/EUR");
  await waitFor(() => {
    expect(read.mock.calls.at(-1)?.[0].instruments).toEqual(["ETH/EUR"]);
  });
});

it("asks for other actions word for word", async () => {
  const read = watched();
  await userEvent.click(await screen.findByLabelText("other, word for word…"));
  await userEvent.type(await screen.findByLabelText("Other actions, word for word"), "desk.quote ");
  await waitFor(() => {
    expect(read.mock.calls.at(-1)?.[0].actions).toEqual(["desk.quote"]);
  });
});

it("keeps the draft while another screen is looked at", async () => {
  watched();
  await fill(/^reporting_bot/);
  await press("Agents");
  await screen.findByRole("heading", { level: 1, name: "Agents" });
  await press("Requests");
  await press("New request");
  expect((await screen.findByLabelText<HTMLInputElement>("Agent id")).value).toBe("reporting_bot");
  await press("Discard draft");
  expect(screen.getByLabelText<HTMLInputElement>("Agent id").value).toBe("");
});

it("shows markup as text", async () => {
  watched();
  await userEvent.type(await screen.findByLabelText("Purpose"), "<img src=x>");
  await fill(/^reporting_bot/);
  expect(document.querySelector("img")).toBeNull();
});
