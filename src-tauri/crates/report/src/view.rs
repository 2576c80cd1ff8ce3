//! The audit view: all that a report prints, as plain values. Whoever renders
//! fills it from the ledger at one checkpoint; this crate adds only layout,
//! the words of the catalogue, and sums over the rows given here.

use chancery_domain::{Sha256Digest, Utc};
use chancery_regulation::Gates;
use serde::Serialize;
use time::Date;

pub use crate::registers::{
    Approval, ApprovalOutcome, Certificate, CertificateStatus, CustodyFacts, Device, Key, Officer,
    Registers, Revocation,
};
pub use crate::stated::Stated;

/// Everything that one report prints.
#[derive(Debug, Clone, Serialize)]
pub struct AuditView {
    /// The report itself.
    pub report: ReportFacts,
    /// Whom it is about.
    pub entity: EntityFacts,
    /// Who answers for it.
    pub responsibility: Responsibility,
    /// What it covers.
    pub scope: Scope,
    /// The log that it rests on.
    pub log: LogFacts,
    /// What was known before mapping.
    pub gates: Gates,
    /// Regulation and article of each row to map, such as `("AIA", "12")`; empty: the spine.
    pub articles: Vec<(String, String)>,
    /// The rows behind the figures.
    pub registers: Registers,
    /// What a reader needs to check it.
    pub verification: VerificationFacts,
    /// The evidence, embedded in this order.
    pub embedded: Vec<EmbeddedFile>,
}

/// The report itself.
#[derive(Debug, Clone, Serialize)]
pub struct ReportFacts {
    /// Its id, `RPT-2026-11-04`.
    pub id: String,
    /// First instant of the period.
    pub from: Utc,
    /// Last instant of the period.
    pub to: Utc,
    /// When it was rendered.
    pub issued_at: Utc,
    /// What request it answers.
    pub request_reference: Stated<String>,
    /// The program and its version.
    pub generator: String,
    /// SHA-256 of the program.
    pub build: Stated<Sha256Digest>,
    /// Made in a practice workspace: every page says so.
    pub practice: bool,
}

/// Whom the report is about.
#[derive(Debug, Clone, Serialize)]
pub struct EntityFacts {
    /// Legal name.
    pub name: String,
    /// Legal entity identifier, ISO 17442.
    pub lei: String,
    /// Type, in words.
    pub kind: Stated<String>,
    /// Competent authority.
    pub authority: Stated<String>,
    /// Number of the authorisation.
    pub authorisation_number: Stated<String>,
    /// Date of the authorisation.
    pub authorisation_date: Stated<Date>,
    /// Registered seat.
    pub seat: Stated<String>,
}

/// Who answers for the report. Persons appear by their officer id and role.
#[derive(Debug, Clone, Serialize)]
pub struct Responsibility {
    /// Who prepared it.
    pub prepared_by: Stated<String>,
    /// Who reviewed it.
    pub reviewed_by: Stated<String>,
    /// Who approved it.
    pub approved_by: Stated<String>,
    /// Date of the approval by management.
    pub approved_on: Stated<Date>,
}

/// What the report covers.
#[derive(Debug, Clone, Serialize)]
pub struct Scope {
    /// Agents.
    pub agents: Vec<Agent>,
    /// Certification authorities.
    pub authorities: Vec<Authority>,
    /// Relying parties known to the entity, in words.
    pub relying_parties: Stated<String>,
    /// What is left out, and why.
    pub exclusions: Vec<Exclusion>,
    /// Log against register.
    pub completeness: Completeness,
}

/// An agent in scope.
#[derive(Debug, Clone, Serialize)]
pub struct Agent {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub purpose: String,
    /// Accountable person, by officer id or role.
    pub accountable: String,
    /// Its scope as one sentence.
    pub scope: String,
    /// Services and instruments: `crypto-assets`, `financial instruments`, `neither`.
    pub instruments: Stated<String>,
}

/// A certification authority in scope.
#[derive(Debug, Clone, Serialize)]
pub struct Authority {
    /// Subject, as one line.
    pub subject: String,
    /// `root` or `issuing`.
    pub role: String,
    /// Key algorithm.
    pub algorithm: String,
    /// Fingerprint of the certificate.
    pub sha256: Sha256Digest,
    /// Last day of validity.
    pub not_after: Utc,
}

/// Something left out.
#[derive(Debug, Clone, Serialize)]
pub struct Exclusion {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The same things counted twice: in the log, and in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Completeness {
    /// Certificates issued in the period, counted in the log.
    pub issued_in_log: u64,
    /// The same, counted in the register.
    pub issued_in_register: u64,
    /// Certificates revoked in the period, counted in the log.
    pub revoked_in_log: u64,
    /// The same, counted in the register.
    pub revoked_in_register: u64,
    /// Events of the period.
    pub events_in_period: u64,
    /// Events that record a refusal, in the period.
    pub refusals_in_period: u64,
}

/// The log at the checkpoint of the report.
#[derive(Debug, Clone, Serialize)]
pub struct LogFacts {
    /// Origin line of its checkpoints.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root hash of the tree, RFC 6962.
    pub root: Sha256Digest,
    /// The root hash as words to be read aloud.
    pub root_words: Stated<Vec<String>>,
    /// When the checkpoint was signed.
    pub signed_at: Utc,
    /// Keys that signed it: name and fingerprint.
    pub keys: Vec<LogKey>,
    /// The result of verifying the whole log for this report.
    pub verdict: LogVerdict,
    /// When that was.
    pub verified_at: Utc,
    /// Who else holds a checkpoint, and of what size.
    pub held_elsewhere: Stated<String>,
    /// The newest time stamp over this checkpoint or an earlier one.
    pub time_stamp: Stated<TimeStamp>,
}

/// A time stamp (RFC 3161) over a checkpoint of the log. Its signature was verified; nobody was
/// asked to vouch for the authority.
#[derive(Debug, Clone, Serialize)]
pub struct TimeStamp {
    /// Entries under the checkpoint that it is over.
    pub size: u64,
    /// When the authority saw it.
    pub time: Utc,
    /// The authority, as its certificate says.
    pub authority: String,
}

/// A key that signs checkpoints.
#[derive(Debug, Clone, Serialize)]
pub struct LogKey {
    /// Its verifier key as C2SP writes it, or its name.
    pub name: String,
    /// SHA-256 of its public key.
    pub sha256: Sha256Digest,
}

/// What verifying the log found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum LogVerdict {
    /// Every entry, the tree and the signatures agree.
    Verified,
    /// They don't.
    Broken {
        /// Sequence number of the first entry that does not agree, where known.
        at: Option<u64>,
        /// What was found.
        finding: String,
    },
    /// It was not verified for this report.
    NotVerified {
        /// Why.
        reason: String,
    },
}

impl LogVerdict {
    /// As the report prints it.
    pub fn words(&self) -> String {
        match self {
            Self::Verified => "Verified: entries, tree and checkpoint signatures agree".to_owned(),
            Self::Broken {
                at: Some(at),
                finding,
            } => {
                format!("Broken at entry {at}: {finding}")
            }
            Self::Broken { at: None, finding } => format!("Broken: {finding}"),
            Self::NotVerified { reason } => format!("Not verified: {reason}"),
        }
    }
}

/// What a reader needs to check the report.
#[derive(Debug, Clone, Serialize)]
pub struct VerificationFacts {
    /// Subject of the root certificate.
    pub root_subject: String,
    /// Its fingerprint, to be compared out of band.
    pub root_sha256: Sha256Digest,
    /// Its fingerprint as words.
    pub root_words: Stated<Vec<String>>,
    /// Subject of the certificate that seals this report.
    pub seal_subject: String,
    /// Label of the token that holds the seal's key.
    pub seal_token: String,
    /// Names of embedded files that the instructions call by name.
    pub files: FileNames,
    /// The embedded events begin with the first entry of the log, so that the root can be recomputed.
    pub events_from_first_entry: bool,
}

/// Names of embedded files. All certificates and CRLs are PEM.
#[derive(Debug, Clone, Serialize)]
pub struct FileNames {
    /// The root certificate.
    pub root: String,
    /// Certificates of the issuing authorities.
    pub issuing: Vec<String>,
    /// The CRLs of root and issuing authorities.
    pub crls: Vec<String>,
    /// Every certificate of the register, one after the other.
    pub certificates: String,
    /// The events, one a line.
    pub events: String,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The newest time stamp, if there is one.
    pub time_stamp: Option<TimeStampFiles>,
}

/// Names of the embedded files of a time stamp.
#[derive(Debug, Clone, Serialize)]
pub struct TimeStampFiles {
    /// The signed checkpoint that it is over.
    pub checkpoint: String,
    /// The authority's answer, DER.
    pub response: String,
}

/// How an embedded file relates to the report, ISO 19005-3 `AFRelationship`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Relationship {
    /// The source of what the report prints.
    Source,
    /// Data behind figures of the report.
    Data,
    /// Anything that supplements it.
    Supplement,
}

impl Relationship {
    /// The name in the file specification.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Data => "Data",
            Self::Supplement => "Supplement",
        }
    }
}

/// A file inside the report.
#[derive(Clone, Serialize)]
pub struct EmbeddedFile {
    /// Its name, without folders.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// How it relates to the report.
    pub relationship: Relationship,
    /// Its bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// What it is, in words.
    pub description: String,
    /// When its content last changed.
    pub modified: Utc,
}

impl std::fmt::Debug for EmbeddedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EmbeddedFile({}, {} bytes)", self.name, self.bytes.len())
    }
}
