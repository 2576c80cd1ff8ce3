/** Certificates, the CRL and the chain of the fake workspace. */
import type { CertificateActs } from "../bindings/CertificateActs";
import type { CertificateRow } from "../bindings/CertificateRow";
import type { CertificateView } from "../bindings/CertificateView";
import type { CrlView } from "../bindings/CrlView";
import type { RequestInput } from "../bindings/RequestInput";
import { eventsAbout } from "./events";
import { custody, FIRM, hex, LEI } from "./people";
import { decision } from "./requests";
import { reporter, trader, usTrader } from "./samples";
import { sentenceOf } from "./sentence";

const PEM = `-----BEGIN CERTIFICATE-----
MIIC3jCCAoWgAwIBAgIKSh93wNLjWxiQwzAKBggqhkjOPQQDAjBLMQswCQYDVQQG
EwJERTEiMCAGA1UECgwZRXhhbXBsZSBUcmFkaW5nIERlc2sgR21iSDEYMBYGA1UE
-----END CERTIFICATE-----
`;

const PROFILE_LABELS: Record<string, string> = {
  agent: "Agent, action signing, version 2",
  "agent-short-lived": "Agent, action signing, short-lived, version 1",
  "agent-tls": "Agent, TLS connections, version 1",
};

/** Near enough to the rules of Rust. */
export const actsOf = (state: CertificateRow["state"], successor = false): CertificateActs => {
  const inForce = state === "active" || state === "expiring";
  const live = inForce || state === "suspended";
  return {
    renew: inForce || state === "expired",
    suspend: inForce,
    release: state === "suspended",
    revoke: live,
    supersede: live && successor,
    confirm: false,
  };
};

export function makeCertificate(
  serial: string,
  request: string,
  input: RequestInput,
  state: CertificateRow["state"],
  from: string,
  until: string,
): CertificateView {
  const sentence = sentenceOf({ ...input, valid_until: until.slice(0, 10) }, "en");
  return {
    row: {
      serial,
      agent_id: input.agent_id,
      profile: input.profile,
      state,
      not_before: from,
      not_after: until,
      request,
      sentence: sentence.spans.map((s) => s.text).join(""),
      crl_owed: false,
    },
    sentence,
    firm: FIRM,
    lei: LEI,
    accountable: input.accountable,
    purpose: input.purpose,
    model: input.model?.name ?? null,
    model_sha256: input.model?.sha256 ?? null,
    spiffe_id: `spiffe://practice.example/agent/${input.agent_id}`,
    algorithm: "P-256",
    spki_sha256: hex(serial.length * 5 + input.agent_id.length),
    sha256: hex(serial.length + input.agent_id.length * 3),
    profile_label: PROFILE_LABELS[input.profile] ?? input.profile,
    custody: custody("agents", "4B5C6D7E8F901234"),
    chain: [
      {
        name: "Practice Root CA 1",
        algorithm: "P-384",
        not_after: "2046-11-17T23:59:59Z",
        state: "active",
        sha256: hex(31),
      },
      {
        name: "Practice Issuing CA 1",
        algorithm: "P-256",
        not_after: "2031-11-20T23:59:59Z",
        state: "active",
        sha256: hex(32),
      },
      { name: input.agent_id, algorithm: "P-256", not_after: until, state, sha256: hex(33) },
    ],
    decisions: [
      decision("submit", "officer-02", from, "Limit raised by the committee.", 4790),
      decision("approve", "officer-03", from, "Checked against the minutes of 19 Nov 2026.", 4796),
    ],
    revocation: null,
    release: null,
    suspended_at: state === "suspended" ? "2026-11-21T08:14:00Z" : null,
    renews: null,
    renewed_by: null,
    acts: actsOf(state),
    timeline: eventsAbout(input.agent_id),
    others: [],
    pem: PEM,
  };
}

export function firstCertificates(): CertificateView[] {
  const day = "T23:59:59Z";
  const list = [
    makeCertificate(
      "4A1F77C0D2E35B1890C3",
      "REQ-2026-0093",
      { ...trader, instruments: ["BTC/EUR"] },
      "active",
      "2026-05-28T09:00:00Z",
      `2027-05-28${day}`,
    ),
    makeCertificate(
      "0B7E19C44D20A8F35512",
      "REQ-2026-0116",
      usTrader,
      "active",
      "2026-11-20T10:20:30Z",
      `2027-11-19${day}`,
    ),
    makeCertificate(
      "7719E0A2B4C6D8F01123",
      "REQ-2026-0071",
      reporter,
      "expiring",
      "2025-12-09T08:00:00Z",
      `2026-12-09${day}`,
    ),
    makeCertificate(
      "5D20C19A8877665544E1",
      "REQ-2026-0064",
      { ...usTrader, agent_id: "hedge_bot_v1" },
      "revoked",
      "2026-03-02T08:00:00Z",
      `2027-03-01${day}`,
    ),
    makeCertificate(
      "1122AABBCCDDEEFF0099",
      "REQ-2025-0188",
      { ...reporter, agent_id: "archive_bot" },
      "expired",
      "2025-02-03T08:00:00Z",
      `2026-02-02${day}`,
    ),
    makeCertificate(
      "2E90D1C4A0B377F1165A",
      "REQ-2026-0102",
      { ...trader, agent_id: "quote_bot", profile: "agent-short-lived" },
      "suspended",
      "2026-11-21T06:00:00Z",
      `2026-12-22${day}`,
    ),
    makeCertificate(
      "60FF18A0C3D9B2E47712",
      "REQ-2026-0108",
      { ...reporter, agent_id: "gateway_link", profile: "agent-tls" },
      "active",
      "2026-11-10T06:00:00Z",
      `2027-02-08${day}`,
    ),
    makeCertificate(
      "3C5512AA90E1D4B86F07",
      "REQ-2026-0021",
      { ...trader, instruments: ["BTC/EUR"] },
      "superseded",
      "2026-01-12T06:00:00Z",
      `2027-01-11${day}`,
    ),
  ];
  const [renewed, , , revoked, , , own, old] = list;
  if (renewed && old) {
    renewed.renews = old.row.serial;
    old.renewed_by = renewed.row.serial;
    renewed.others = [old.row];
    old.revocation = {
      at: "2026-06-02T09:00:00Z",
      reason: "superseded",
      invalid_since: null,
      crl_number: 22,
      published_at: "2026-06-02T09:00:02Z",
      unconfirmed: false,
    };
  }
  if (own) own.custody = null;
  if (revoked)
    revoked.revocation = {
      at: "2026-09-14T14:05:00Z",
      reason: "keyCompromise",
      invalid_since: "2026-09-12T22:00:00Z",
      crl_number: 41,
      published_at: "2026-09-14T14:05:02Z",
      unconfirmed: false,
    };
  return list;
}

const crl = (number: number, changes: Partial<CrlView>): CrlView => ({
  issuer: "Practice Issuing CA 1",
  authority: "issuing",
  compromised_at: null,
  number,
  this_update: "2026-11-22T13:31:12Z",
  next_update: "2026-11-29T13:31:12Z",
  entries: 1,
  partition: 0,
  base: null,
  due_soon: false,
  overdue: false,
  owed: false,
  file: "publish/practice-issuing-ca-1.crl",
  sha256: hex(number),
  ...changes,
});

export const firstCrls = (): CrlView[] => [
  crl(58, {}),
  crl(59, {
    base: 58,
    entries: 2,
    due_soon: true,
    next_update: "2026-11-23T01:31:12Z",
    file: "publish/practice-issuing-ca-1-delta.crl",
  }),
  crl(31, {
    partition: 1,
    entries: 104_233,
    overdue: true,
    next_update: "2026-11-22T13:00:00Z",
    file: "publish/practice-issuing-ca-1-p1.crl",
  }),
  crl(4, {
    issuer: "Practice Root CA 1",
    authority: "root",
    entries: 0,
    next_update: "2027-05-22T13:31:12Z",
    file: "publish/practice-root-ca-1.crl",
  }),
];
