//! What happened, by type.

use serde::{Deserialize, Serialize};

use crate::{
    Algorithm, Sha256Digest, Utc,
    agent::AgentId,
    officer::{OfficerId, Role},
    profile::ProfileId,
    request::RequestId,
};

/// What happened. Hashes name blobs.
// Stored: variants and fields may be added, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum EventBody {
    /// The workspace was founded.
    Founded {
        /// The founding object.
        object: Sha256Digest,
        /// Statements of the quorum over it.
        decisions: Vec<Sha256Digest>,
    },
    /// An officer began.
    OfficerEnrolled {
        /// Pseudonym.
        officer: OfficerId,
        /// Role.
        role: Role,
        /// Certificate.
        certificate: Sha256Digest,
        /// Label of their token.
        token_label: String,
        /// Serial of their token.
        token_serial: String,
        /// Name, committed; the blob can be erased.
        name: Sha256Digest,
    },
    /// A token was initialised.
    TokenInitialised {
        /// Label.
        label: String,
        /// Serial.
        serial: String,
        /// What it is for.
        purpose: TokenPurpose,
    },
    /// A key was made in a token.
    KeyGenerated {
        /// Serial of the token.
        token_serial: String,
        /// CKA_ID, hex.
        cka_id: String,
        /// CKA_LABEL.
        label: String,
        /// What it is for.
        purpose: KeyPurpose,
        /// Algorithm.
        algorithm: Algorithm,
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// Custody facts as the token stated them.
        custody: Sha256Digest,
    },
    /// A key was destroyed.
    KeyDestroyed {
        /// Serial of the token.
        token_serial: String,
        /// CKA_ID, hex.
        cka_id: String,
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// The request it was made for.
        request: Option<RequestId>,
    },
    /// An officer signed in: their token signed a fresh challenge.
    SignedIn {
        /// Serial of the token.
        token_serial: String,
        /// The challenge's hash.
        challenge: Sha256Digest,
    },
    /// A sign-in, or the PIN of a signature, was not accepted.
    SignInFailed {
        /// Who it was said to be.
        officer: OfficerId,
        /// Serial of the token.
        token_serial: String,
        /// What the token answered.
        answer: String,
    },
    /// A maker submitted a request.
    RequestSubmitted {
        /// Its id.
        request: RequestId,
        /// The agent.
        agent_id: AgentId,
        /// The object decided on.
        object: Sha256Digest,
        /// The maker's statement.
        decision: Sha256Digest,
        /// The agent's key.
        spki: Sha256Digest,
    },
    /// A checker approved it.
    RequestApproved {
        /// Which.
        request: RequestId,
        /// The object decided on.
        object: Sha256Digest,
        /// The checker's statement.
        decision: Sha256Digest,
    },
    /// A checker rejected it.
    RequestRejected {
        /// Which.
        request: RequestId,
        /// The object decided on.
        object: Sha256Digest,
        /// The checker's statement.
        decision: Sha256Digest,
    },
    /// A certificate is about to be signed: written before the token signs.
    IssuanceIntended {
        /// The request.
        request: RequestId,
        /// Serial number, hex.
        serial: String,
        /// The whole to-be-signed certificate.
        tbs: Sha256Digest,
    },
    /// A certificate was signed.
    CertificateIssued {
        /// The request, for an agent's certificate.
        request: Option<RequestId>,
        /// Profile.
        profile: ProfileId,
        /// Common name: the agent's id, for an agent.
        common_name: String,
        /// Serial number, hex.
        serial: String,
        /// Subject key identifier of the issuer, hex.
        issuer_ski: String,
        /// Certificate, DER.
        certificate: Sha256Digest,
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// First instant.
        not_before: Utc,
        /// Last instant.
        not_after: Utc,
    },
    /// An intended certificate was given up; its serial goes on the CRL.
    IssuanceAbandoned {
        /// The request.
        request: RequestId,
        /// Serial number, hex.
        serial: String,
        /// Why, as a code.
        code: String,
    },
    /// A certificate was revoked.
    CertificateRevoked {
        /// Serial number, hex.
        serial: String,
        /// Why.
        reason: RevocationReason,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// A CRL was signed and published.
    CrlPublished {
        /// Subject key identifier of the issuer, hex.
        issuer_ski: String,
        /// cRLNumber.
        number: u64,
        /// CRL, DER.
        crl: Sha256Digest,
        /// thisUpdate.
        this_update: Utc,
        /// nextUpdate.
        next_update: Utc,
        /// Entries.
        entries: u64,
    },
    /// A checkpoint was signed.
    CheckpointSigned {
        /// Tree size.
        size: u64,
        /// Root hash.
        root: Sha256Digest,
        /// The signed note.
        note: Sha256Digest,
    },
    /// The log was verified.
    LogVerified {
        /// Events recomputed.
        events: u64,
        /// Checkpoints checked.
        checkpoints: u64,
        /// True if no fault was found.
        sound: bool,
        /// Event numbers at fault, the first hundred.
        faults: Vec<u64>,
    },
    /// A report was rendered and sealed.
    ReportRendered {
        /// Its id.
        report: String,
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// SHA-256 of the sealed file.
        sha256: Sha256Digest,
        /// Pages.
        pages: u32,
        /// Bytes.
        bytes: u64,
        /// File name under `reports/`.
        file: String,
    },
    /// A rule said no.
    Refused {
        /// What was tried: `approve`, `submit`, ...
        operation: String,
        /// The failure's code.
        code: String,
        /// What it was about.
        subject: String,
        /// Fields at fault.
        fields: Vec<String>,
    },
}

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenPurpose {
    /// The root CA, offline.
    Root,
    /// The issuing CA.
    Issuing,
    /// Log, OCSP, report seal, service seal.
    Records,
    /// Agents' keys.
    Agents,
    /// One officer.
    Officer,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyPurpose {
    /// Signs the issuing CA's certificate and the root's CRL.
    RootCa,
    /// Signs certificates and CRLs.
    IssuingCa,
    /// Signs checkpoints, Ed25519.
    LogEd25519,
    /// Signs checkpoints, ECDSA.
    LogEcdsa,
    /// Signs OCSP responses.
    OcspResponder,
    /// Seals reports.
    ReportSeal,
    /// Seals what the workstation states.
    ServiceSeal,
    /// Signs an officer's decisions.
    Officer,
    /// Signs an agent's actions.
    Agent,
}

/// RFC 5280, 5.3.1: the reasons an officer can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RevocationReason {
    /// keyCompromise (1)
    KeyCompromise,
    /// affiliationChanged (3)
    AffiliationChanged,
    /// superseded (4)
    Superseded,
    /// cessationOfOperation (5)
    CessationOfOperation,
    /// privilegeWithdrawn (9)
    PrivilegeWithdrawn,
}

impl RevocationReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::KeyCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
        Self::PrivilegeWithdrawn,
    ];

    /// Name in RFC 5280.
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyCompromise => "keyCompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
        }
    }

    /// CRLReason value.
    pub fn code(self) -> u8 {
        match self {
            Self::KeyCompromise => 1,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::PrivilegeWithdrawn => 9,
        }
    }

    /// From its name in RFC 5280.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

impl EventBody {
    /// The type as a key: `certificate_issued`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::OfficerEnrolled { .. } => "officer_enrolled",
            Self::TokenInitialised { .. } => "token_initialised",
            Self::KeyGenerated { .. } => "key_generated",
            Self::KeyDestroyed { .. } => "key_destroyed",
            Self::SignedIn { .. } => "signed_in",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::RequestSubmitted { .. } => "request_submitted",
            Self::RequestApproved { .. } => "request_approved",
            Self::RequestRejected { .. } => "request_rejected",
            Self::IssuanceIntended { .. } => "issuance_intended",
            Self::CertificateIssued { .. } => "certificate_issued",
            Self::IssuanceAbandoned { .. } => "issuance_abandoned",
            Self::CertificateRevoked { .. } => "certificate_revoked",
            Self::CrlPublished { .. } => "crl_published",
            Self::CheckpointSigned { .. } => "checkpoint_signed",
            Self::LogVerified { .. } => "log_verified",
            Self::ReportRendered { .. } => "report_rendered",
            Self::Refused { .. } => "refused",
        }
    }

    /// What it is about, as the log page shows and searches it: a request id, a serial, a label.
    pub fn subject(&self) -> String {
        match self {
            Self::Founded { object, .. } => object.to_upper_hex(),
            Self::OfficerEnrolled { officer, .. } | Self::SignInFailed { officer, .. } => {
                officer.to_string()
            }
            Self::TokenInitialised { label, .. } | Self::KeyGenerated { label, .. } => {
                label.clone()
            }
            Self::KeyDestroyed {
                cka_id, request, ..
            } => request
                .as_ref()
                .map_or_else(|| cka_id.clone(), ToString::to_string),
            Self::SignedIn { token_serial, .. } => token_serial.clone(),
            Self::RequestSubmitted { request, .. }
            | Self::RequestApproved { request, .. }
            | Self::RequestRejected { request, .. } => request.to_string(),
            Self::IssuanceIntended { serial, .. }
            | Self::CertificateIssued { serial, .. }
            | Self::IssuanceAbandoned { serial, .. }
            | Self::CertificateRevoked { serial, .. } => serial.to_uppercase(),
            Self::CrlPublished { number, .. } => number.to_string(),
            Self::CheckpointSigned { size, .. } => size.to_string(),
            Self::LogVerified { events, .. } => events.to_string(),
            Self::ReportRendered { report, .. } => report.clone(),
            Self::Refused { subject, .. } => subject.clone(),
        }
    }

    /// True for refusals and failures.
    pub fn is_negative(&self) -> bool {
        matches!(
            self,
            Self::SignInFailed { .. }
                | Self::Refused { .. }
                | Self::RequestRejected { .. }
                | Self::CertificateRevoked { .. }
                | Self::IssuanceAbandoned { .. }
                | Self::LogVerified { sound: false, .. }
        )
    }

    /// True if a key in a token signed something that belongs to it.
    pub fn is_signed(&self) -> bool {
        matches!(
            self,
            Self::Founded { .. }
                | Self::SignedIn { .. }
                | Self::RequestSubmitted { .. }
                | Self::RequestApproved { .. }
                | Self::RequestRejected { .. }
                | Self::CertificateIssued { .. }
                | Self::CertificateRevoked { .. }
                | Self::CrlPublished { .. }
                | Self::CheckpointSigned { .. }
                | Self::ReportRendered { .. }
        )
    }
}
