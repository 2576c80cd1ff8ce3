//! The scope extension, id-pe-agentScope: what an agent may do and who allowed
//! it, in DER.
//!
//! ```text
//! AgentScope ::= SEQUENCE {
//!   version       INTEGER { v1(1) },
//!   actions       [0] SEQUENCE SIZE (1..64) OF UTF8String (SIZE (1..64)),
//!   instruments   [1] SEQUENCE SIZE (1..256) OF Instrument OPTIONAL,
//!   resources     [2] SEQUENCE SIZE (1..64) OF IA5String (SIZE (1..256)) OPTIONAL,
//!   limits        [3] SEQUENCE SIZE (1..16) OF Limit OPTIONAL,
//!   window        [4] SEQUENCE { notBefore GeneralizedTime, notAfter GeneralizedTime } OPTIONAL,
//!   maxDelegation [5] INTEGER (0..7) DEFAULT 0,
//!   authorisation [6] Authorisation,
//!   policyRef     [7] SEQUENCE { uri IA5String, hash OCTET STRING (SIZE (32)) } OPTIONAL,
//!   model         [8] SEQUENCE { name UTF8String (SIZE (1..128)), hash OCTET STRING (SIZE (32)) } OPTIONAL,
//!   ... }
//! ```
//!
//! All tags are implicit. Whatever is not understood in full is an error, and an
//! error means: denied.

mod decode;
mod encode;

pub(crate) use encode::monetary_value_of;

use chancery_domain::scope::{Authorisation, Scope};

/// The extension's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentScope {
    /// What the agent may do.
    pub scope: Scope,
    /// Who allowed it.
    pub authorisation: Authorisation,
}

/// Why an extension grants nothing, or could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScopeError {
    /// Not DER, trailing bytes, or components missing or out of order.
    #[error("the scope extension is malformed at {0}")]
    Malformed(&'static str),
    /// A version that is not 1.
    #[error("the scope extension has an unknown version")]
    Version,
    /// A list or a text outside the size that the definition gives.
    #[error("{0} in the scope extension is out of range")]
    OutOfRange(&'static str),
    /// Well formed, and this version does not know what it means: an instrument
    /// kind, a delegation, a policy reference, a component added later.
    #[error("{0} in the scope extension is not understood")]
    NotUnderstood(&'static str),
    /// A value that breaks the rules of its kind.
    #[error("{0} in the scope extension is not valid")]
    Invalid(&'static str),
}

impl AgentScope {
    /// The DER bytes, which go into the extension's OCTET STRING.
    pub fn to_der(&self) -> Result<Vec<u8>, ScopeError> {
        encode::agent_scope(self)
    }

    /// Reads DER strictly: exactly the bytes that [`AgentScope::to_der`] would
    /// write for the result.
    pub fn from_der(der: &[u8]) -> Result<Self, ScopeError> {
        let value = decode::agent_scope(der)?;
        // The rules above let no second encoding through; this holds even if one
        // of them is ever loosened by mistake.
        if encode::agent_scope(&value)? != der {
            return Err(ScopeError::Malformed("the encoding"));
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests;
