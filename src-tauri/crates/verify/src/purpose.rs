//! For what a certificate is asked to be good.

use std::{fmt, str::FromStr};

use chancery_pki::oid;
use chancery_pki::path::KeyUsage;
use const_oid::ObjectIdentifier;

/// For what a certificate is asked to be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signs an agent's actions.
    AgentAction,
    /// Signs an officer's decisions.
    OfficerDecision,
    /// TLS server.
    Server,
    /// TLS client.
    Client,
    /// Any other extended key usage.
    Other(ObjectIdentifier),
}

/// Neither one of the names nor an OID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a purpose is agent-action, officer-decision, server, client or a dotted OID")]
pub struct UnknownPurpose;

impl Purpose {
    const NAMED: [(&'static str, Self); 4] = [
        ("agent-action", Self::AgentAction),
        ("officer-decision", Self::OfficerDecision),
        ("server", Self::Server),
        ("client", Self::Client),
    ];

    /// The extended key usage that must be listed.
    pub fn extended_key_usage(self) -> ObjectIdentifier {
        match self {
            Self::AgentAction => oid::AGENT_ACTION,
            Self::OfficerDecision => oid::OFFICER_DECISION,
            Self::Server => oid::SERVER_AUTH,
            Self::Client => oid::CLIENT_AUTH,
            Self::Other(oid) => oid,
        }
    }

    /// What the key must be allowed to do; `None` where that depends on how it is used.
    pub fn key_usage(self) -> Option<KeyUsage> {
        match self {
            Self::AgentAction | Self::OfficerDecision => Some(KeyUsage::DIGITAL_SIGNATURE),
            Self::Server | Self::Client | Self::Other(_) => None,
        }
    }
}

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        if let Some((_, purpose)) = Self::NAMED.into_iter().find(|(name, _)| *name == text) {
            return Ok(purpose);
        }
        // The reader takes `1..2` for `1.0.2`.
        let oid = ObjectIdentifier::new(text)
            .ok()
            .filter(|oid| oid.to_string() == text)
            .ok_or(UnknownPurpose)?;
        let named = Self::NAMED.into_iter().map(|(_, purpose)| purpose);
        let known = named
            .into_iter()
            .find(|one| one.extended_key_usage() == oid);
        Ok(known.unwrap_or(Self::Other(oid)))
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::NAMED.into_iter().find(|(_, named)| named == self) {
            Some((name, _)) => f.write_str(name),
            None => write!(f, "{}", self.extended_key_usage()),
        }
    }
}
