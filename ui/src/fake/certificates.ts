/** Certificates, the CRL and the chain of the fake workspace. */
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
    sha256: hex(serial.length + input.agent_id.length * 3),
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
  ];
  const revoked = list[3];
  if (revoked)
    revoked.revocation = {
      at: "2026-09-14T14:05:00Z",
      reason: "keyCompromise",
      crl_number: 41,
      published_at: "2026-09-14T14:05:02Z",
    };
  return list;
}

export const firstCrls = (): CrlView[] => [
  {
    issuer: "Practice Issuing CA 1",
    number: 58,
    this_update: "2026-11-22T13:31:12Z",
    next_update: "2026-11-29T13:31:12Z",
    entries: 1,
    overdue: false,
    owed: false,
    file: "publish/practice-issuing-ca-1.crl",
    sha256: hex(58),
  },
];
