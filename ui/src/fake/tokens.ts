/** Tokens and modules of the fake workspace. */
import type { AlgorithmView } from "../bindings/AlgorithmView";
import type { FoundTokenView } from "../bindings/FoundTokenView";
import type { InventoryView } from "../bindings/InventoryView";
import type { KeyView } from "../bindings/KeyView";
import type { ModuleView } from "../bindings/ModuleView";
import type { TokenDetailView } from "../bindings/TokenDetailView";
import type { TokenView } from "../bindings/TokenView";
import { custody, hex, OFFICERS } from "./people";

const MODULE = "/usr/lib/softhsm/libsofthsm2.so";

export const ALGORITHMS: AlgorithmView[] = [
  ...["P-256", "P-384", "P-521", "Ed25519", "RSA-2048", "RSA-3072", "RSA-4096"].map((name) => ({
    name,
    on_token: true,
  })),
  ...["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"].map((name) => ({ name, on_token: false })),
];

const uri = (label: string, serial: string) =>
  `pkcs11:token=${label};manufacturer=SoftHSM%20project;serial=${serial};model=SoftHSM%20v2`;

const token = (
  label: string,
  purpose: string,
  serial: string,
  keys: number,
  changes: Partial<TokenView> = {},
): TokenView => ({
  label,
  serial,
  purpose,
  manufacturer: "SoftHSM project",
  model: "SoftHSM v2",
  firmware: purpose === "root" ? null : "2.6",
  pin_state: "good",
  pin_paused_until: null,
  pin_pad: false,
  module_name: "SoftHSM",
  module_path: MODULE,
  uri: uri(label, serial),
  present: true,
  unlocked: purpose !== "root" && purpose !== "officer",
  keys,
  ...changes,
});

export const firstTokens = (): TokenView[] => [
  token("root", "root", "2F61A0B3C4D5E6F7", 1),
  token("issuing", "issuing", "8E90123456789ABC", 1),
  token("records", "records", "0C1D2E3F40516273", 5),
  token("agents", "agents", "4B5C6D7E8F901234", 27),
  ...OFFICERS.map((o, index) =>
    token(o.token_label, "officer", o.token_serial, 1, {
      pin_state: ["good", "good", "count_low", "final_try", "locked"][index] ?? "good",
      pin_paused_until: index === 2 ? "2026-11-22T15:25:00Z" : null,
      pin_pad: index === 1,
      present: index !== 4,
    }),
  ),
];

const KEY_ALGORITHMS = ["P-256", "P-384", "Ed25519", "RSA-3072"];

const key = (of: TokenView, index: number): KeyView => ({
  cka_id: hex(index + of.label.length, 16),
  label:
    of.purpose === "agents" ? `agent_key_${String(index + 1)}` : `${of.label}-${String(index + 1)}`,
  algorithm: of.purpose === "agents" ? (KEY_ALGORITHMS[index % 4] ?? "P-256") : "P-256",
  spki_sha256: hex(index + of.label.length * 7),
  state: index === 3 ? "destroyed" : "active",
  custody: custody(of.label, of.serial),
});

const PAGE = 20;

export const keysOf = (of: TokenView): KeyView[] =>
  Array.from({ length: of.keys }, (_, index) => key(of, index));

export function detail(
  of: TokenView,
  after: string | null,
  inventory: InventoryView | null,
): TokenDetailView {
  const from = Number(after ?? "0");
  const keys = keysOf(of);
  return {
    token: of,
    algorithms: ALGORITHMS,
    mechanisms: of.present
      ? ["CKM_EC_KEY_PAIR_GEN", "CKM_ECDSA", "CKM_EC_EDWARDS_KEY_PAIR_GEN", "CKM_EDDSA"].concat([
          "CKM_RSA_PKCS_KEY_PAIR_GEN",
          "CKM_RSA_PKCS_PSS",
          "CKM_SHA256_RSA_PKCS_PSS",
          "CKM_SHA256",
          "CKM_SHA384",
          "CKM_SHA512",
        ])
      : [],
    evidence_note:
      "SoftHSM keeps keys in files of this machine: “made in the token” says that the module made them, not that hardware holds them.",
    keys: keys.slice(from, from + PAGE),
    next: keys.length > from + PAGE ? String(from + PAGE) : null,
    inventory,
  };
}

export const counted = (of: TokenView, at: string): InventoryView => ({
  at,
  known: of.keys,
  strangers:
    of.purpose === "agents"
      ? [
          {
            cka_id: "0A1B2C3D4E5F6071",
            label: "imported-2019",
            halves: "private",
            algorithm: "RSA-2048",
            spki_sha256: hex(700),
          },
          { cka_id: "99", label: "", halves: "public", algorithm: null, spki_sha256: null },
        ]
      : [],
  strangers_total: of.purpose === "agents" ? 2 : 0,
  missing: of.purpose === "agents" ? [key(of, 7)] : [],
  missing_total: of.purpose === "agents" ? 1 : 0,
});

const found = (
  label: string,
  serial: string,
  initialised: boolean,
  purpose: string | null,
): FoundTokenView => ({
  label,
  serial,
  manufacturer: "SoftHSM project",
  model: "SoftHSM v2",
  firmware: "2.6",
  initialised,
  uri: uri(label, serial),
  purpose,
});

export const moduleAt = (path: string): ModuleView => ({
  path,
  name: path.includes("softhsm") ? "SoftHSM" : "libacme-pkcs11.so",
  known: path.includes("softhsm"),
  tokens: [
    found("agents", "4B5C6D7E8F901234", true, "agents"),
    found("agents-2027", "77AA00BB11CC22DD", true, null),
    found("", "0000000000000001", false, null),
  ],
});
export const DEFAULT_MODULE = MODULE;
