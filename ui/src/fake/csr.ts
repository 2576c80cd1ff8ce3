/** A signing request as Rust would show it; any text that begins like one will do. */
import type { CsrView } from "../bindings/CsrView";
import { hex } from "./people";

export const CSR_PEM = `-----BEGIN CERTIFICATE REQUEST-----
MIIBGzCBwgIBADBgMQswCQYDVQQGEwJERTEiMCAGA1UECgwZRXhhbXBsZSBUcmFk
aW5nIERlc2sgR21iSDEtMCsGA1UEAwwkYWdlbnQtaG9zdC0wMy5kZXNrLmV4YW1w
-----END CERTIFICATE REQUEST-----
`;

export const readCsr = (pem: string | null): CsrView | null =>
  pem?.includes("BEGIN CERTIFICATE REQUEST")
    ? {
        subject: "C=DE, O=Example Trading Desk GmbH, CN=agent-host-03.desk.example",
        algorithm: "P-384",
        spki_sha256: hex(301),
        sha256: hex(302),
        extensions: [
          {
            name: "basicConstraints",
            oid: "2.5.29.19",
            critical: true,
            summary: "CA: true",
          },
          {
            name: "subjectAltName",
            oid: "2.5.29.17",
            critical: false,
            summary: "DNS: agent-host-03.desk.example",
          },
          {
            name: null,
            oid: "1.3.6.1.4.1.311.21.7",
            critical: false,
            summary: "30 0C 06 0A 2B 06 01 04 01 82 37 15 08 02",
          },
        ],
        attributes: ["challengePassword"],
      }
    : null;
