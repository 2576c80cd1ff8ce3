//! The register and an agent's page.

use serde::Serialize;
use ts_rs::TS;

use super::{CustodyView, DecisionView, EventRow, SentenceView};

/// Where a certificate stands at the instant it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CertificateState {
    /// In force.
    Active,
    /// In force for less than 30 days more.
    Expiring,
    /// Past its last day.
    Expired,
    /// On hold: denied until it is released.
    Suspended,
    /// Revoked because another took its place.
    Superseded,
    /// Revoked.
    Revoked,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CertificateRow {
    /// Serial number, upper-case hex.
    pub serial: String,
    /// The agent.
    pub agent_id: String,
    /// Its profile: `agent`, `agent-short-lived`, `agent-tls`.
    pub profile: String,
    /// Where it stands.
    pub state: CertificateState,
    /// First instant, RFC 3339.
    pub not_before: String,
    /// Last instant, RFC 3339.
    pub not_after: String,
    /// The request it was issued for.
    pub request: String,
    /// The scope as plain text in one line.
    pub sentence: String,
    /// True if the CRL that lists its revocation is still owed.
    pub crl_owed: bool,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CertificatePage {
    /// The rows, newest first.
    pub rows: Vec<CertificateRow>,
    /// Certificates in all.
    #[ts(type = "number")]
    pub total: u64,
    /// Of these, expired ones, hidden unless asked for.
    #[ts(type = "number")]
    pub expired: u64,
    /// Pass this as `after` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// One certificate of a chain, the root first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainLink {
    /// Common name.
    pub name: String,
    /// `P-256`.
    pub algorithm: String,
    /// Last instant, RFC 3339.
    pub not_after: String,
    /// Where it stands.
    pub state: CertificateState,
    /// SHA-256 fingerprint, upper-case hex.
    pub sha256: String,
}

/// A revocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RevocationView {
    /// When it was decided, RFC 3339.
    pub at: String,
    /// RFC 5280 reason: `keyCompromise`, ...
    pub reason: String,
    /// Since when key or agent is thought to have been bad, RFC 3339, if that was said.
    pub invalid_since: Option<String>,
    /// Number of the CRL that first listed it; `None`: owed.
    #[ts(type = "number | null")]
    pub crl_number: Option<u64>,
    /// When that CRL was published, RFC 3339.
    pub published_at: Option<String>,
    /// True while one officer made it alone and a second one has not confirmed it.
    pub unconfirmed: bool,
}

/// Everything about one certificate and its agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CertificateView {
    /// Its line in the register.
    pub row: CertificateRow,
    /// What the agent may do.
    pub sentence: SentenceView,
    /// The firm.
    pub firm: String,
    /// Its LEI.
    pub lei: String,
    /// Accountable person, unless erased.
    pub accountable: Option<String>,
    /// Purpose, unless erased.
    pub purpose: Option<String>,
    /// Model name and version, if stated.
    pub model: Option<String>,
    /// SHA-256 of the model, upper-case hex.
    pub model_sha256: Option<String>,
    /// `spiffe://practice.example/agent/ai_trader_bot_v2`.
    pub spiffe_id: String,
    /// `P-256`.
    pub algorithm: String,
    /// SHA-256 of the key's SubjectPublicKeyInfo, upper-case hex.
    pub spki_sha256: String,
    /// SHA-256 fingerprint, upper-case hex.
    pub sha256: String,
    /// Name of the profile in the person's language, with its version.
    pub profile_label: String,
    /// The key's custody facts; `None` when the agent brought its own key.
    pub custody: Option<CustodyView>,
    /// Root, issuing CA, this certificate.
    pub chain: Vec<ChainLink>,
    /// The decisions of its request and of its revocation.
    pub decisions: Vec<DecisionView>,
    /// If it is revoked.
    pub revocation: Option<RevocationView>,
    /// Since when it is on hold, RFC 3339, if it is.
    pub suspended_at: Option<String>,
    /// The change by which it is to be released, that waits for a second officer: `CHG-2026-0003`.
    pub release: Option<String>,
    /// Serial of the certificate that this one follows, upper-case hex.
    pub renews: Option<String>,
    /// Serial of the certificate that follows this one, upper-case hex.
    pub renewed_by: Option<String>,
    /// What can be done with it as it stands.
    pub acts: CertificateActs,
    /// Its events, newest first.
    pub timeline: Vec<EventRow>,
    /// Serials of the agent's other certificates, newest first.
    pub others: Vec<CertificateRow>,
    /// PEM (RFC 7468).
    pub pem: String,
}

/// What can be done with a certificate as it stands, whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CertificateActs {
    /// A request for one that follows it can be made.
    pub renew: bool,
    /// It can be put on hold.
    pub suspend: bool,
    /// Its release from hold can be proposed.
    pub release: bool,
    /// It can be revoked.
    pub revoke: bool,
    /// It can be revoked because its successor is in force.
    pub supersede: bool,
    /// Its revocation can be confirmed by a second officer.
    pub confirm: bool,
}

/// Everything that stands on a key: what declaring it compromised denies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CompromiseView {
    /// SHA-256 of the SubjectPublicKeyInfo, upper-case hex.
    pub spki_sha256: String,
    /// `subject`, or `authority`: then everything that it issued is denied.
    pub of: String,
    /// Whose key, in words: the agent's id or the authority's name.
    pub name: String,
    /// The certificates that are denied by it; at most 200 are listed.
    pub certificates: Vec<CertificateRow>,
    /// How many there are.
    #[ts(type = "number")]
    pub total: u64,
    /// Of the key's certificates, those that were revoked before.
    #[ts(type = "number")]
    pub denied_before: u64,
    /// When it was declared, RFC 3339; `None`: not yet.
    pub declared_at: Option<String>,
    /// SHA-256 of the object that is signed, upper-case hex.
    pub object_sha256: String,
}

/// A CRL that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CrlView {
    /// Common name of the CA that issued it.
    pub issuer: String,
    /// Which of the two CAs that is: `root` or `issuing`.
    pub authority: String,
    /// When its key was declared compromised, RFC 3339, if it was.
    pub compromised_at: Option<String>,
    /// cRLNumber.
    #[ts(type = "number")]
    pub number: u64,
    /// thisUpdate, RFC 3339.
    pub this_update: String,
    /// nextUpdate, RFC 3339.
    pub next_update: String,
    /// Entries.
    #[ts(type = "number")]
    pub entries: u64,
    /// Which part of the certificates it covers, from 0.
    pub partition: u32,
    /// For a delta CRL: the number of the full one that it adds to.
    #[ts(type = "number | null")]
    pub base: Option<u64>,
    /// True when less than a quarter of its life is left.
    pub due_soon: bool,
    /// True when nextUpdate has passed.
    pub overdue: bool,
    /// True when a revocation waits for a newer CRL.
    pub owed: bool,
    /// File under `publish/`.
    pub file: String,
    /// SHA-256 of the DER, upper-case hex.
    pub sha256: String,
}
