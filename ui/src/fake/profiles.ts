/** The profiles of the fake workspace, and what a proposal would change of them. */
import type { ChangeView } from "../bindings/ChangeView";
import type { DiffRow } from "../bindings/DiffRow";
import type { ProfileView } from "../bindings/ProfileView";
import type { Failure } from "../bindings/Failure";
import { hex, ORIGIN } from "./people";

type Language = "en" | "de";

const POLICY = { name: "Certificate policy for agents, version 1", sha256: hex(500) };

/** A profile as Rust keeps it. */
export type Rules = {
  id: string;
  version: number;
  validity: { unit: string; default: number; cap: number };
  algorithms: string[];
  key_usage: string[];
  extended_key_usage: string[];
  scope: string;
  revocation: string;
  names: { prefixes?: string[]; max_length: number };
  decisions: number;
  policy: { name: string; sha256: string };
};

const rules = (id: string, changes: Partial<Rules>): Rules => ({
  id,
  version: 2,
  validity: { unit: "days", default: 90, cap: 397 },
  algorithms: ["P-256", "P-384", "Ed25519", "RSA-3072"],
  key_usage: ["digitalSignature", "contentCommitment"],
  extended_key_usage: ["1.2.840.113556.1.8000.2554.32641.2.1"],
  scope: "non-critical",
  revocation: "crl-and-ocsp",
  names: { max_length: 64 },
  decisions: 2,
  policy: POLICY,
  ...changes,
});

const ALL: [Rules, string, string][] = [
  [rules("agent", {}), "Agent, action signing", "Agent, signiert Handlungen"],
  [
    rules("agent-short-lived", {
      version: 1,
      validity: { unit: "hours", default: 24, cap: 24 },
      revocation: "not-available",
    }),
    "Agent, action signing, short-lived",
    "Agent, signiert Handlungen, kurzlebig",
  ],
  [
    rules("agent-tls", {
      version: 1,
      validity: { unit: "days", default: 90, cap: 90 },
      algorithms: ["P-256"],
      key_usage: ["digitalSignature"],
      extended_key_usage: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
      scope: "absent",
    }),
    "Agent, TLS connections",
    "Agent, TLS-Verbindungen",
  ],
  [
    rules("issuing-ca", {
      validity: { unit: "days", default: 1825, cap: 3650 },
      algorithms: ["P-256", "P-384"],
      key_usage: ["keyCertSign", "cRLSign"],
      extended_key_usage: [],
      scope: "absent",
      revocation: "crl",
    }),
    "Issuing CA",
    "Ausstellende Zertifizierungsstelle",
  ],
  [
    rules("ocsp-responder", {
      validity: { unit: "days", default: 30, cap: 30 },
      algorithms: ["P-256", "P-384"],
      key_usage: ["digitalSignature"],
      extended_key_usage: ["1.3.6.1.5.5.7.3.9"],
      scope: "absent",
      revocation: "unchecked",
    }),
    "OCSP responder",
    "OCSP-Auskunft",
  ],
];

const viewOf = ([r, en, de]: [Rules, string, string], language: Language): ProfileView => ({
  id: r.id,
  version: r.version,
  label: language === "de" ? de : en,
  sha256: hex(r.id.length * 11),
  validity_unit: r.validity.unit,
  validity_default: r.validity.default,
  validity_cap: r.validity.cap,
  algorithms: r.algorithms,
  key_usage: r.key_usage,
  extended_key_usage: r.extended_key_usage,
  scope: r.scope,
  revocation: r.revocation,
  name_prefixes: r.names.prefixes ?? [],
  name_max: r.names.max_length,
  decisions: r.decisions,
  policy: r.policy.name,
  policy_sha256: r.policy.sha256,
  for_agents: r.id.startsWith("agent"),
  next_json: JSON.stringify({ ...r, version: r.version + 1 }),
});

export const profiles = (language: Language): ProfileView[] =>
  ALL.map((entry) => viewOf(entry, language));

export function profileOf(id: string, language: Language): ProfileView {
  const found = profiles(language).find((p) => p.id === id);
  if (!found) throw new Error(`the fake knows no profile ${id}`);
  return found;
}

const outOfBounds: Failure = {
  code: "profile-out-of-bounds",
  kind: "refused",
  title: "The profile can’t be so",
  happened: "validity.cap: 1 to 397 days",
  unchanged: "Nothing was proposed.",
  changed: null,
  remedy: "Change the field and look at the difference again.",
  answer: null,
  event: null,
  fields: [{ field: "validity.cap", code: "out_of_bounds", message: "1 to 397 days." }],
};

const nothingDiffers: Failure = {
  ...outOfBounds,
  code: "profile-unchanged",
  title: "Nothing is different",
  happened: "The proposal says what is in force.",
  remedy: "Change a rule.",
  fields: [],
};

const texts = (r: Rules): [string, string][] => [
  ["version", String(r.version)],
  ["validity.default", `${String(r.validity.default)} ${r.validity.unit}`],
  ["validity.cap", `${String(r.validity.cap)} ${r.validity.unit}`],
  ["algorithms", r.algorithms.join(", ")],
  ["names.prefixes", (r.names.prefixes ?? []).join(", ") || "any"],
  ["names.max_length", String(r.names.max_length)],
  ["decisions", String(r.decisions)],
  ["scope", r.scope],
  ["policy.name", r.policy.name],
  ["policy.sha256", r.policy.sha256],
];

/** The rows of a change, those that differ first. */
export function diffOf(json: string): { now: Rules; then: Rules; diff: DiffRow[] } {
  const then = JSON.parse(json) as Rules;
  const entry = ALL.find(([r]) => r.id === then.id);
  if (!entry) throw new Error(`the fake knows no profile ${then.id}`);
  const [now] = entry;
  if (!(then.validity.cap >= 1 && then.validity.cap <= 397 * 25)) throw outOfBounds;
  if (then.id === "agent" && then.validity.cap > 397) throw outOfBounds;
  const after = new Map(texts(then));
  const diff = texts(now).map(([field, text]): DiffRow => {
    const value = after.get(field) ?? null;
    const change = value === text ? "same" : "changed";
    return { field, now: text, then: value, change, reach: null, now_hash: null, then_hash: null };
  });
  if (!diff.some((row) => row.change !== "same" && row.field !== "version")) throw nothingDiffers;
  return {
    now,
    then,
    diff: diff.sort((a, b) => Number(a.change === "same") - Number(b.change === "same")),
  };
}

/** What a proposal would change; without a number yet. */
export function readProfile(json: string, language: Language): ChangeView {
  const { now, then, diff } = diffOf(json);
  return {
    row: {
      id: "",
      kind: "profile",
      subject: then.id,
      label: profileOf(then.id, language).label,
      sentence: `Version ${String(then.version)} of this profile holds for every request that is submitted afterwards.`,
      approvals_needed: 1,
      approvals_given: 0,
      state: "submitted",
      proposer: "",
      proposer_name: null,
      proposed_at: "2026-11-22T15:10:00Z",
      waits_for_me: false,
    },
    diff,
    current_version: now.version,
    next_version: then.version,
    applies: true,
    object_sha256: hex(json.length),
    object_words: [],
    object_json: JSON.stringify({ type: "change", origin: ORIGIN, change: then }),
    decisions: [],
  };
}
