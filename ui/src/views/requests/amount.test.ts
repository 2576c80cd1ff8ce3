import { expect, test } from "vitest";
import { toDecimal, toShown } from "./amount";

test.each([
  ["50,000.00", "50000.00"],
  ["50000.00", "50000.00"],
  ["50000", "50000"],
  ["1,000", "1000"],
  ["50 000.00", "50000.00"],
  ["5.", "5"],
])("an English amount %s is read as %s", (typed, decimal) => {
  expect(toDecimal(typed, "en")).toBe(decimal);
});

test.each([
  ["50.000,00", "50000.00"],
  ["50000,00", "50000.00"],
  ["50.000", "50000"],
  ["50000.00", "50000.00"],
])("a German amount %s is read as %s", (typed, decimal) => {
  expect(toDecimal(typed, "de")).toBe(decimal);
});

test.each(["-1", "50,00", "1e9", "12,34,567", "", "fifty"])(
  "%s is left as typed, for Rust to refuse",
  (typed) => {
    expect(toDecimal(typed, "en")).toBe(typed);
  },
);

test("an amount keeps every digit", () => {
  expect(toShown("9223372036854775808.01", "en")).toBe("9,223,372,036,854,775,808.01");
  expect(toShown("50000.00", "de")).toBe("50.000,00");
  expect(toShown("-1", "en")).toBe("-1");
});

test("what is shown is read back as the same amount", () => {
  for (const language of ["en", "de"])
    for (const decimal of ["0", "1", "999", "1000", "50000.00", "1234567.8"])
      expect(toDecimal(toShown(decimal, language), language)).toBe(decimal);
});
