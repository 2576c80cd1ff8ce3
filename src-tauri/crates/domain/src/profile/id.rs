//! The kinds of certificates there are.

use serde::{Deserialize, Serialize};

use crate::Language;

/// Base arc of the OIDs of this product.
pub const OID_ARC: &str =
    "1.2.840.113556.1.8000.2554.32641.16273.7077.18649.46521.2646206.10125236";

/// The profiles there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileId {
    /// Root CA.
    RootCa,
    /// Issuing CA.
    IssuingCa,
    /// Agent, action signing.
    Agent,
    /// Agent, action signing, for a day at most: denied, not revoked.
    AgentShortLived,
    /// Agent, for its own TLS connections; an X.509-SVID.
    AgentTls,
    /// Officer, decisions.
    Officer,
    /// OCSP responder.
    OcspResponder,
    /// Report seal.
    ReportSeal,
    /// Service seal.
    ServiceSeal,
    /// Time stamps, RFC 3161.
    TimeStamp,
}

impl ProfileId {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::RootCa,
        Self::IssuingCa,
        Self::Agent,
        Self::AgentShortLived,
        Self::AgentTls,
        Self::Officer,
        Self::OcspResponder,
        Self::ReportSeal,
        Self::ServiceSeal,
        Self::TimeStamp,
    ];

    /// Those that a maker can ask for.
    pub const OF_AGENTS: [Self; 3] = [Self::Agent, Self::AgentShortLived, Self::AgentTls];

    /// True for a certificate of an agent.
    pub fn is_of_agents(self) -> bool {
        Self::OF_AGENTS.contains(&self)
    }

    /// True for a certification authority.
    pub fn is_authority(self) -> bool {
        matches!(self, Self::RootCa | Self::IssuingCa)
    }

    /// The stable name: `agent`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RootCa => "root-ca",
            Self::IssuingCa => "issuing-ca",
            Self::Agent => "agent",
            Self::AgentShortLived => "agent-short-lived",
            Self::AgentTls => "agent-tls",
            Self::Officer => "officer",
            Self::OcspResponder => "ocsp-responder",
            Self::ReportSeal => "report-seal",
            Self::ServiceSeal => "service-seal",
            Self::TimeStamp => "time-stamp",
        }
    }

    /// From its stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }

    /// The name people read.
    pub fn label(self, language: Language) -> &'static str {
        let (en, de) = match self {
            Self::RootCa => ("Root CA", "Wurzelzertifizierungsstelle"),
            Self::IssuingCa => ("Issuing CA", "Ausstellende Zertifizierungsstelle"),
            Self::Agent => ("Agent, action signing", "Agent, signiert Handlungen"),
            Self::AgentShortLived => (
                "Agent, action signing, short-lived",
                "Agent, signiert Handlungen, kurzlebig",
            ),
            Self::AgentTls => ("Agent, TLS connections", "Agent, TLS-Verbindungen"),
            Self::Officer => ("Officer, decisions", "Zuständige Person, Entscheidungen"),
            Self::OcspResponder => ("OCSP responder", "OCSP-Auskunft"),
            Self::ReportSeal => ("Report seal", "Berichtssiegel"),
            Self::ServiceSeal => ("Service seal", "Dienstsiegel"),
            Self::TimeStamp => ("Time stamp", "Zeitstempel"),
        };
        match language {
            Language::En => en,
            Language::De => de,
        }
    }
}
