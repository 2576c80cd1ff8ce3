/** Acts on certificates and CRLs over memory. */
import type { Api } from "../api";
import type { CertificateState } from "../bindings/CertificateState";
import type { CompromiseView } from "../bindings/CompromiseView";
import type { CrlView } from "../bindings/CrlView";
import { actsOf, firstCrls } from "./certificates";
import { NOW, type Context } from "./context";
import { CSR_PEM } from "./csr";
import { unknownThing } from "./failures";
import { hex } from "./people";
import { decision } from "./requests";
import { trader } from "./samples";

type Acts = Pick<
  Api,
  | "revokeCertificate"
  | "confirmRevocation"
  | "suspendCertificate"
  | "releaseCertificate"
  | "renewalDraft"
  | "compromisePreview"
  | "declareCompromised"
  | "listExpiring"
  | "exportReminders"
  | "chooseCsr"
  | "listCrls"
  | "publishCrl"
  | "publishDeltaCrl"
>;

export function acts(context: Context): Acts {
  const { state, answer, checkPin, record, certificate } = context;

  const decide = (
    serial: string,
    act: string,
    kind: string,
    to: CertificateState,
    comment: string,
  ) => {
    const found = certificate(serial);
    found.row.state = to;
    found.acts = actsOf(to);
    found.suspended_at = to === "suspended" ? NOW : null;
    const seq = record(kind, serial, comment);
    found.decisions.push(decision(act, state.officer?.id ?? "", NOW, comment, seq));
    return found;
  };
  const beneathIssuing = (declaredAt: string | null): CompromiseView => {
    const rows = state.certificates.map((c) => c.row).filter((row) => row.state !== "revoked");
    return {
      spki_sha256: hex(802),
      of: "authority",
      name: "Practice Issuing CA 1",
      certificates: rows,
      total: rows.length,
      denied_before: 1,
      declared_at: declaredAt,
      object_sha256: hex(803),
    };
  };
  const beneath = (serial: string, declaredAt: string | null): CompromiseView => {
    if (serial === "issuing") return beneathIssuing(declaredAt);
    const found = certificate(serial);
    const rows = state.certificates
      .filter((c) => c.row.agent_id === found.row.agent_id && c.row.state !== "revoked")
      .map((c) => c.row);
    return {
      spki_sha256: found.spki_sha256,
      of: "subject",
      name: found.row.agent_id,
      certificates: rows,
      total: rows.length,
      denied_before: 1,
      declared_at: declaredAt,
      object_sha256: hex(801),
    };
  };
  const publish = (delta: boolean): CrlView => {
    const last = state.crls.find((c) => (c.base !== null) === delta) ?? firstCrls()[0];
    if (!last) throw unknownThing("CRL");
    const next = { ...last, number: last.number + 1, this_update: NOW, owed: false };
    state.crls = [next, ...state.crls.filter((c) => c !== last)];
    record("crl_published", String(next.number));
    return next;
  };

  return {
    revokeCertificate: (serial, reason, comment, invalidSince, pin) =>
      answer("revoke_certificate", () => {
        checkPin(pin);
        const to = reason === "superseded" ? "superseded" : "revoked";
        const found = decide(serial, "revoke", "certificate_revoked", to, comment);
        found.revocation = {
          at: NOW,
          reason,
          invalid_since: invalidSince,
          crl_number: 59,
          published_at: NOW,
          unconfirmed: false,
        };
        return found;
      }),
    confirmRevocation: (serial, comment, pin) =>
      answer("confirm_revocation", () => {
        checkPin(pin);
        const found = certificate(serial);
        if (found.revocation) found.revocation.unconfirmed = false;
        found.acts.confirm = false;
        const seq = record("revocation_confirmed", serial, comment);
        found.decisions.push(decision("confirm", state.officer?.id ?? "", NOW, comment, seq));
        return found;
      }),
    suspendCertificate: (serial, comment, pin) =>
      answer("suspend_certificate", () => {
        checkPin(pin);
        return decide(serial, "suspend", "certificate_suspended", "suspended", comment);
      }),
    releaseCertificate: (serial, comment, pin) =>
      answer("release_certificate", () => {
        checkPin(pin);
        const found = certificate(serial);
        found.release = "CHG-2026-0001";
        found.acts.release = false;
        record("change_proposed", "CHG-2026-0001", comment);
        return found;
      }),
    renewalDraft: (serial) =>
      answer("renewal_draft", () => {
        const { row } = certificate(serial);
        return { ...trader, agent_id: row.agent_id, profile: row.profile, renews: serial };
      }),
    compromisePreview: (serial) => answer("compromise_preview", () => beneath(serial, null)),
    declareCompromised: (serial, since, comment, pin) =>
      answer("declare_compromised", () => {
        checkPin(pin);
        const made = beneath(serial, NOW);
        for (const row of made.certificates) {
          decide(row.serial, "revoke", "key_compromised", "revoked", comment).revocation = {
            at: NOW,
            reason: "keyCompromise",
            invalid_since: since,
            crl_number: 60,
            published_at: NOW,
            unconfirmed: false,
          };
        }
        if (made.of === "authority")
          for (const crl of state.crls) if (crl.authority === "issuing") crl.compromised_at = NOW;
        return made;
      }),
    listExpiring: (days) =>
      answer("list_expiring", () => {
        const until = Date.parse(NOW) + days * 86_400_000;
        const rows = state.certificates
          .map((c) => c.row)
          .filter((row) => ["active", "expiring", "suspended"].includes(row.state))
          .filter((row) => Date.parse(row.not_after) <= until);
        return { rows, total: rows.length, expired: 0, next: null };
      }),
    exportReminders: (days) =>
      answer("export_reminders", () => `/home/person/expiring-${String(days)}-days.ics`),
    chooseCsr: () => answer("choose_csr", () => CSR_PEM),

    listCrls: () => answer("list_crls", () => state.crls),
    publishCrl: () => answer("publish_crl", () => publish(false)),
    publishDeltaCrl: () => answer("publish_delta_crl", () => publish(true)),
  };
}
