//! What tokens and keys are for.

use serde::{Deserialize, Serialize};

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
    /// Cosigns checkpoints of other logs, Ed25519.
    Witness,
    /// Signs an officer's decisions.
    Officer,
    /// Signs an agent's actions.
    Agent,
}
