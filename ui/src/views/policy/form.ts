/** An approval policy as typed, and its way to and from the JSON that Rust reads. No rule lives here. */

export type Bound = { currency: string; amount: string };
export type StepForm = { group: string; approvals: string };
export type RuleForm = {
  profiles: string[];
  above: Bound[];
  inPeriod: Bound[];
  steps: StepForm[];
  /** What the form does not change, such as actions. */
  rest: Record<string, unknown>;
};
export type GroupForm = { name: string; officers: string[] };
export type PolicyForm = {
  version: number;
  lifetimeHours: string;
  groups: GroupForm[];
  rules: RuleForm[];
};

/** Decimals of a currency, as Rust tells them. */
export type Decimals = (currency: string) => number;

type MoneyJson = { amount: string; currency: string; exponent: number };
type WhenJson = Record<string, unknown> & {
  profiles?: string[];
  above?: MoneyJson[];
  above_in_period?: MoneyJson[];
};
type Json = {
  version: number;
  lifetime_hours: number;
  groups?: GroupForm[];
  rules: { when?: WhenJson; steps: { group?: string; approvals: number }[] }[];
};

/** Minor units as decimal text: 10000000 with two decimals is 100000.00. */
function decimalOf({ amount, exponent }: MoneyJson): string {
  const places = -exponent;
  if (places <= 0) return amount;
  const digits = amount.padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Decimal text as minor units; what is none goes to Rust as it was typed. */
function moneyOf({ currency, amount }: Bound, decimals: Decimals): MoneyJson {
  const places = decimals(currency);
  const parts = /^(\d+)(?:\.(\d*))?$/.exec(amount);
  const part = parts?.[2] ?? "";
  const minor =
    parts && part.length <= places ? `${parts[1] ?? ""}${part.padEnd(places, "0")}` : amount;
  return { amount: minor.replace(/^0+(?=\d)/, ""), currency, exponent: places === 0 ? 0 : -places };
}

const boundOf = (money: MoneyJson): Bound => ({
  currency: money.currency,
  amount: decimalOf(money),
});

/** Throws where the text is no policy at all. */
export function fromJson(json: string): PolicyForm {
  const policy = JSON.parse(json) as Json;
  return {
    version: policy.version,
    lifetimeHours: String(policy.lifetime_hours),
    groups: policy.groups ?? [],
    rules: policy.rules.map(({ when = {}, steps }) => {
      const { profiles, above, above_in_period: inPeriod, ...rest } = when;
      return {
        profiles: profiles ?? [],
        above: (above ?? []).map(boundOf),
        inPeriod: (inPeriod ?? []).map(boundOf),
        steps: steps.map(({ group, approvals }) => ({
          group: group ?? "",
          approvals: String(approvals),
        })),
        rest,
      };
    }),
  };
}

/** Lists that are empty are left out, as Rust leaves them out. */
const filled = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined);

export function toJson(form: PolicyForm, decimals: Decimals): string {
  return JSON.stringify({
    version: form.version,
    lifetime_hours: Number(form.lifetimeHours || "0"),
    groups: filled(form.groups),
    rules: form.rules.map(({ profiles, above, inPeriod, steps, rest }) => {
      const when = {
        ...rest,
        profiles: filled(profiles),
        above: filled(above.map((bound) => moneyOf(bound, decimals))),
        above_in_period: filled(inPeriod.map((bound) => moneyOf(bound, decimals))),
      };
      const names = Object.values(when).some((value) => value !== undefined);
      return {
        when: names ? when : undefined,
        steps: steps.map(({ group, approvals }) => ({
          group: group === "" ? undefined : group,
          approvals: Number(approvals || "0"),
        })),
      };
    }),
  });
}

export const emptyRule: RuleForm = {
  profiles: [],
  above: [],
  inPeriod: [],
  steps: [{ group: "", approvals: "1" }],
  rest: {},
};

/** A list with one of its parts changed. */
export const withAt = <T>(list: readonly T[], at: number, value: T): T[] =>
  list.map((one, index) => (index === at ? value : one));

export const withoutAt = <T>(list: readonly T[], at: number): T[] =>
  list.filter((_, index) => index !== at);
