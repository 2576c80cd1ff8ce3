/** The form's choices and its three samples. */
import type { FormOptions } from "../bindings/FormOptions";
import type { RequestInput } from "../bindings/RequestInput";
import { ALGORITHMS } from "./tokens";
import { FIRM, hex, LEI } from "./people";
import { profiles } from "./profiles";

const WORDS: Record<string, { en: string; de: string }> = {
  "order.buy": { en: "place buy orders", de: "Kaufaufträge erteilen" },
  "order.sell": { en: "place sell orders", de: "Verkaufsaufträge erteilen" },
  "order.cancel": { en: "cancel its orders", de: "eigene Aufträge stornieren" },
  "report.read": { en: "read reports", de: "Berichte lesen" },
  "payment.initiate": { en: "initiate payments", de: "Zahlungen auslösen" },
};

const beginning = (stem: string, language: "en" | "de"): string =>
  language === "de"
    ? `alles tun, dessen Name mit „${stem}“ beginnt`
    : `do anything whose name begins with “${stem}”`;

export const actionWord = (key: string, language: "en" | "de"): string =>
  WORDS[key]?.[language] ?? (key.endsWith(".*") ? beginning(key.slice(0, -1), language) : key);

export const trader: RequestInput = {
  agent_id: "ai_trader_bot_v2",
  accountable: "Dr. Henrike Ahlborn",
  purpose: "Market making in two pairs",
  profile: "agent",
  actions: ["order.buy", "order.sell"],
  instruments: ["BTC/EUR", "ETH/EUR"],
  resources: [],
  limits: [{ currency: "EUR", per_action: "50000.00", per_day: null }],
  window: null,
  model: { name: "gw-trader 2.4.1", sha256: hex(11) },
  validity_days: 365,
  valid_until: null,
  validity_hours: null,
  key_algorithm: "",
  csr: null,
  renews: null,
  same_key: false,
};

export const usTrader: RequestInput = {
  ...trader,
  agent_id: "trading_bot_v2",
  purpose: "Execution of client orders",
  instruments: ["US0378331005", "BTC/USD"],
  limits: [{ currency: "USD", per_action: "25000.00", per_day: "250000.00" }],
  model: null,
};

export const reporter: RequestInput = {
  ...trader,
  agent_id: "reporting_bot",
  purpose: "Collects the day's figures",
  actions: ["report.read"],
  instruments: [],
  resources: ["/reports/daily", "https://ledger.example/positions"],
  limits: [],
  model: null,
};

export const formOptions = (language: "en" | "de"): FormOptions => ({
  actions: Object.keys(WORDS).map((key) => ({ key, label: actionWord(key, language) })),
  currencies: [
    { code: "EUR", decimals: 2 },
    { code: "USD", decimals: 2 },
    { code: "GBP", decimals: 2 },
    { code: "JPY", decimals: 0 },
  ],
  profiles: profiles(language).filter((p) => p.for_agents),
  algorithms: ALGORITHMS,
  accountable: ["Dr. Henrike Ahlborn", "Markus Feldmann"],
  samples: [trader, usTrader, reporter].map((input) => ({ key: input.agent_id, input })),
  firm: FIRM,
  lei: LEI,
  checkers: ["Jonas Reinhardt", "Amara Lindqvist"],
});
