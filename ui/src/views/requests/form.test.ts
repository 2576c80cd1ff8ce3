import { expect, test } from "vitest";
import { reporter, trader, usTrader } from "../../fake/samples";
import { emptyForm, emptyLimit, fromInput, isEmpty, problemsOf, toInput } from "./form";

const vocabulary = ["order.buy", "order.sell", "order.cancel", "report.read", "payment.initiate"];
const problem = (field: string) => ({ field, code: "x", message: `about ${field}` });

test.each([trader, usTrader, reporter])("a sample comes through the form unchanged", (sample) => {
  expect(toInput(fromInput(sample, vocabulary))).toEqual(sample);
});

test("actions outside the vocabulary are kept word for word", () => {
  const form = fromInput({ ...trader, actions: ["order.buy", "desk.*"] }, vocabulary);
  expect(form.others).toEqual(["desk.*"]);
  expect(toInput(form).actions).toEqual(["order.buy", "desk.*"]);
});

test("an empty form sends no limit, no model and no window", () => {
  const input = toInput(emptyForm);
  expect(input.limits).toEqual([]);
  expect(input.model).toBeNull();
  expect(input.window).toBeNull();
  expect(isEmpty(emptyForm)).toBe(true);
});

test("a day takes the place of a length", () => {
  const form = { ...fromInput(trader, vocabulary), valid_until: "2027-05-28" };
  expect(toInput(form)).toMatchObject({ valid_until: "2027-05-28", validity_days: null });
});

test("a hash may be grouped", () => {
  expect(toInput({ ...emptyForm, modelHash: "1D79 F745:AC30\nF892" }).model?.sha256).toBe(
    "1D79F745AC30F892",
  );
});

test("a problem with a list's member is shown at the list and marks the member", () => {
  const form = fromInput(trader, vocabulary);
  const problems = problemsOf([problem("instruments[1]")], form);
  expect(problems.of("instruments")).toBe("about instruments[1]");
  expect([...problems.positions("instruments")]).toEqual([1]);
});

test("a problem with a limit is shown at that limit, though empty ones before it are not sent", () => {
  const limits = [emptyLimit, { currency: "USD", per_action: "0", per_day: "" }];
  const problems = problemsOf([problem("limits[0].per_action")], { ...emptyForm, limits });
  expect(problems.of("limits[1].per_action")).toBe("about limits[0].per_action");
  expect(problems.of("limits[0].per_action")).toBeNull();
});

test("a problem with all limits is shown at the first amount", () => {
  expect(problemsOf([problem("limits")], emptyForm).of("limits[0].per_action")).toBe(
    "about limits",
  );
});

test("a problem with an action word for word is shown there", () => {
  const form = { ...emptyForm, actions: ["order.buy"], others: ["x y"] };
  expect(problemsOf([problem("actions[1]")], form).of("others")).toBe("about actions[1]");
});
