//! The registers behind the figures, row by row.

use chancery_domain::{Sha256Digest, Utc};
use serde::Serialize;

use crate::stated::Stated;

/// All registers of the period.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Registers {
    /// Certificates that were valid, issued or revoked in the period.
    pub certificates: Vec<Certificate>,
    /// Certificate-storing devices: tokens.
    pub devices: Vec<Device>,
    /// Keys with what their token says about them.
    pub keys: Vec<Key>,
    /// Decisions on requests in the period.
    pub approvals: Vec<Approval>,
    /// Revocations in the period.
    pub revocations: Vec<Revocation>,
    /// Officers.
    pub officers: Vec<Officer>,
}

/// A certificate.
#[derive(Debug, Clone, Serialize)]
pub struct Certificate {
    /// Serial number in upper-case hexadecimal.
    pub serial: String,
    /// The agent, or the name of the service or authority.
    pub subject: String,
    /// Profile that it was issued under.
    pub profile: String,
    /// Key algorithm.
    pub algorithm: String,
    /// Fingerprint.
    pub sha256: Sha256Digest,
    /// First instant of validity.
    pub not_before: Utc,
    /// Last instant of validity.
    pub not_after: Utc,
    /// When it was issued.
    pub issued_at: Utc,
    /// Whether that was within the period.
    pub issued_in_period: bool,
    /// Its state at the end of the period.
    pub status: CertificateStatus,
    /// Label of the device that holds its key.
    pub device: Stated<String>,
    /// The request that it answers; an authority's certificate has none.
    pub request: Stated<String>,
    /// Sequence number of its event in the log.
    pub log_entry: u64,
}

/// The state of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CertificateStatus {
    /// In force.
    Active,
    /// Out of force until released.
    Suspended,
    /// Out of force for good.
    Revoked,
    /// Past its last day.
    Expired,
    /// Followed by a newer one.
    Superseded,
}

impl CertificateStatus {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Suspended => "Suspended",
            Self::Revoked => "Revoked",
            Self::Expired => "Expired",
            Self::Superseded => "Superseded",
        }
    }
}

/// A token.
#[derive(Debug, Clone, Serialize)]
pub struct Device {
    /// Its label.
    pub label: String,
    /// What it is for: `root`, `issuing`, `records`, `agents`, `officer`.
    pub role: String,
    /// CK_TOKEN_INFO manufacturerID.
    pub manufacturer: String,
    /// CK_TOKEN_INFO model.
    pub model: String,
    /// CK_TOKEN_INFO serialNumber.
    pub serial: String,
    /// CK_TOKEN_INFO firmwareVersion.
    pub firmware: String,
    /// How many private keys of ours it holds.
    pub keys: u64,
    /// `software` or `hardware`, as the module's profile says.
    pub kind: String,
}

/// What a token says about a key. `None`: not shown by the token, never "yes".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CustodyFacts {
    /// CKA_LOCAL.
    pub local: Option<bool>,
    /// CKA_NEVER_EXTRACTABLE.
    pub never_extractable: Option<bool>,
    /// CKA_ALWAYS_SENSITIVE.
    pub always_sensitive: Option<bool>,
    /// CKA_EXTRACTABLE.
    pub extractable: Option<bool>,
    /// CKA_SENSITIVE.
    pub sensitive: Option<bool>,
}

/// A private key.
#[derive(Debug, Clone, Serialize)]
pub struct Key {
    /// Its label.
    pub label: String,
    /// Label of its token.
    pub device: String,
    /// Algorithm.
    pub algorithm: String,
    /// SHA-256 of its public key.
    pub spki_sha256: Sha256Digest,
    /// When it was made.
    pub generated_at: Stated<Utc>,
    /// What the token says about it.
    pub custody: CustodyFacts,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum ApprovalOutcome {
    /// Approved.
    Approved,
    /// Rejected, with the checker's reason.
    Rejected {
        /// The reason.
        reason: String,
    },
}

/// A decision on a request: maker and checker.
#[derive(Debug, Clone, Serialize)]
pub struct Approval {
    /// The request.
    pub request: String,
    /// The agent that it is about.
    pub agent: String,
    /// Officer id of the maker.
    pub maker: String,
    /// Serial of the token that the maker signed with.
    pub maker_token: String,
    /// When the maker signed.
    pub submitted_at: Utc,
    /// Officer id of the checker.
    pub checker: String,
    /// Serial of the token that the checker signed with.
    pub checker_token: String,
    /// When the checker signed.
    pub decided_at: Utc,
    /// What the checker decided.
    pub outcome: ApprovalOutcome,
    /// Serial number of the certificate that followed.
    pub certificate: Stated<String>,
    /// Sequence number of the decision in the log.
    pub log_entry: u64,
}

impl Approval {
    /// Two officers and two tokens.
    pub fn is_four_eyes(&self) -> bool {
        self.maker != self.checker && self.maker_token != self.checker_token
    }
}

/// A revocation.
#[derive(Debug, Clone, Serialize)]
pub struct Revocation {
    /// Serial number of the certificate.
    pub serial: String,
    /// The agent.
    pub agent: String,
    /// Reason, RFC 5280 word and the officers' own.
    pub reason: String,
    /// Officer ids of those who decided.
    pub decided_by: String,
    /// When the denial was committed.
    pub decided_at: Utc,
    /// When the CRL that carries it was published.
    pub published_at: Stated<Utc>,
    /// Number of that CRL.
    pub crl_number: Stated<String>,
    /// Sequence number of the denial in the log.
    pub log_entry: u64,
}

impl Revocation {
    /// Milliseconds from the decision to the publication of the CRL, as recorded.
    pub fn latency_millis(&self) -> Option<i64> {
        match &self.published_at {
            Stated::Is(published) => Some(published.unix_millis() - self.decided_at.unix_millis()),
            Stated::Na(_) => None,
        }
    }
}

/// An officer, without name.
#[derive(Debug, Clone, Serialize)]
pub struct Officer {
    /// Pseudonymous id.
    pub id: String,
    /// Roles held.
    pub roles: String,
    /// Label of the token.
    pub token: String,
    /// Serial of the token.
    pub token_serial: String,
    /// Fingerprint of the certificate.
    pub sha256: Sha256Digest,
    /// When enrolled.
    pub enrolled_at: Utc,
    /// When retired.
    pub retired_at: Stated<Utc>,
}
