//! Certificate profiles as data.

use serde::{Deserialize, Serialize};

use crate::{Language, Sha256Digest, jcs, signing::Algorithm};

/// A certificate profile. Versioned; a request names its version and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// `agent`, `officer`, ...
    pub id: ProfileId,
    /// Version of this profile's rules.
    pub version: u32,
    /// Validity if the request says nothing, in days.
    pub default_days: u32,
    /// The most a request may ask for, in days.
    pub cap_days: u32,
    /// Subject key algorithms.
    pub algorithms: Vec<Algorithm>,
    /// Key usages (RFC 5280, 4.2.1.3), critical.
    pub key_usage: Vec<String>,
    /// Extended key usages, dotted OIDs.
    pub extended_key_usage: Vec<String>,
    /// Signed decisions that a certificate needs.
    pub decisions: u8,
}

/// The profiles there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileId {
    /// Root CA.
    RootCa,
    /// Issuing CA.
    IssuingCa,
    /// Agent, action signing.
    Agent,
    /// Officer, decisions.
    Officer,
    /// OCSP responder.
    OcspResponder,
    /// Report seal.
    ReportSeal,
    /// Service seal.
    ServiceSeal,
}

/// Base arc of the OIDs of this product.
pub const OID_ARC: &str =
    "1.2.840.113556.1.8000.2554.32641.16273.7077.18649.46521.2646206.10125236";

impl ProfileId {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::RootCa,
        Self::IssuingCa,
        Self::Agent,
        Self::Officer,
        Self::OcspResponder,
        Self::ReportSeal,
        Self::ServiceSeal,
    ];

    /// The stable name: `agent`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RootCa => "root-ca",
            Self::IssuingCa => "issuing-ca",
            Self::Agent => "agent",
            Self::Officer => "officer",
            Self::OcspResponder => "ocsp-responder",
            Self::ReportSeal => "report-seal",
            Self::ServiceSeal => "service-seal",
        }
    }

    /// The name people read.
    pub fn label(self, language: Language) -> &'static str {
        let (en, de) = match self {
            Self::RootCa => ("Root CA", "Wurzelzertifizierungsstelle"),
            Self::IssuingCa => ("Issuing CA", "Ausstellende Zertifizierungsstelle"),
            Self::Agent => ("Agent, action signing", "Agent, signiert Handlungen"),
            Self::Officer => ("Officer, decisions", "Zuständige Person, Entscheidungen"),
            Self::OcspResponder => ("OCSP responder", "OCSP-Auskunft"),
            Self::ReportSeal => ("Report seal", "Berichtssiegel"),
            Self::ServiceSeal => ("Service seal", "Dienstsiegel"),
        };
        match language {
            Language::En => en,
            Language::De => de,
        }
    }
}

impl Profile {
    /// The rules of a profile, version 1.
    // Stored: requests name the hash of this; a change is a new version.
    pub fn built_in(id: ProfileId) -> Self {
        let own = |suffix: &str| format!("{OID_ARC}.{suffix}");
        let year = 365;
        let (default_days, cap_days) = match id {
            ProfileId::RootCa => (20 * year, 25 * year),
            ProfileId::IssuingCa => (5 * year, 10 * year),
            ProfileId::Agent => (90, 397),
            ProfileId::Officer => (year, 2 * year),
            ProfileId::OcspResponder => (30, 30),
            ProfileId::ReportSeal | ProfileId::ServiceSeal => (year, year),
        };
        let algorithms = match id {
            ProfileId::RootCa => vec![Algorithm::EcdsaP384Sha384],
            ProfileId::IssuingCa => vec![Algorithm::EcdsaP256Sha256, Algorithm::EcdsaP384Sha384],
            _ => vec![Algorithm::EcdsaP256Sha256],
        };
        let key_usage: &[&str] = match id {
            ProfileId::RootCa | ProfileId::IssuingCa => &["keyCertSign", "cRLSign"],
            ProfileId::Agent | ProfileId::ReportSeal => &["digitalSignature", "contentCommitment"],
            _ => &["digitalSignature"],
        };
        let extended_key_usage = match id {
            ProfileId::RootCa | ProfileId::IssuingCa => vec![],
            ProfileId::Agent => vec![own("2.1")],
            ProfileId::Officer => vec![own("2.2")],
            ProfileId::OcspResponder => vec!["1.3.6.1.5.5.7.3.9".to_owned()],
            ProfileId::ReportSeal => {
                vec![
                    "1.3.6.1.5.5.7.3.36".to_owned(),
                    "1.3.6.1.5.5.7.3.4".to_owned(),
                ]
            }
            ProfileId::ServiceSeal => vec![own("2.3")],
        };
        Self {
            id,
            version: 1,
            default_days,
            cap_days,
            algorithms,
            key_usage: key_usage.iter().map(|usage| (*usage).to_owned()).collect(),
            extended_key_usage,
            decisions: 2,
        }
    }

    /// SHA-256 of the canonical JSON.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }
}
