import { beforeAll, expect, it } from "vitest";
import type { DiffRow } from "../../bindings/DiffRow";
import { formatter } from "../../format";
import { activate, i18n, type Translate } from "../../i18n";
import { withAmounts } from "./amounts";
import { fieldOf, valueOf } from "./words";

const t: Translate = (id, values) => i18n._(id, values);
const format = formatter("en");
const row = (field: string, now: string | null, then: string | null): DiffRow => ({
  field,
  now,
  then,
  change: now === null ? "added" : now === then ? "same" : "changed",
  reach: null,
  now_hash: null,
  then_hash: null,
});

beforeAll(() => {
  activate("en");
});

it("names places in lists by their numbers", () => {
  expect(fieldOf(t, "policy.rules.2.steps.1.approvals")).toBe("Rule 2, step 1: approvals");
  expect(fieldOf(t, "standing.scope.limits.1.per_action")).toBe("Limit 1 per action");
});

it("words what it does not know without the marks of a machine", () => {
  expect(fieldOf(t, "agent.new_thing.3.of_it")).toBe("new thing · 3 · of it");
});

it("words roles, yes and no, and instants", () => {
  const words = { t, format };
  expect(valueOf(words, "officer.role", "checker")).toBe("Checker");
  expect(valueOf(words, "agent.critical_function", "true")).toBe("Yes");
  expect(valueOf(words, "policy.lifetime_hours", "24")).toBe("24 hours");
  expect(valueOf(words, "standing.until", "2026-12-01T08:00:00Z")).toMatch(/^1\sDec\s2026, 08:00/);
});

it("tells an amount as one line, however large", () => {
  const stem = "policy.rules.1.when.above.1";
  const rows = withAmounts(
    [
      row(`${stem}.amount`, "10000000", "9223372036854775807"),
      row("policy.version", "1", "2"),
      row(`${stem}.currency`, "EUR", "EUR"),
      row(`${stem}.exponent`, "-2", "-2"),
    ],
    format,
  );
  expect(rows.map(({ field, now, then, change }) => [field, now, then, change])).toEqual([
    [stem, "EUR\u00A0100,000.00", "EUR\u00A092,233,720,368,547,758.07", "changed"],
    ["policy.version", "1", "2", "changed"],
  ]);
});
