//! The profiles that every workspace starts with.

use super::{
    NameRule, OID_ARC, PolicyText, Profile, ProfileId, RevocationRule, ScopeRule, ValidityRule,
};
use crate::signing::Algorithm;

const YEAR: u32 = 365;
/// ub-common-name is 64 (RFC 5280, appendix A.1).
const NAME_MAX: u8 = 64;

impl Profile {
    /// The rules of a profile as a workspace starts with them.
    // Stored: requests name the hash of this; a change is a new version.
    pub fn built_in(id: ProfileId) -> Self {
        Self {
            id,
            version: version(id),
            validity: validity(id),
            algorithms: algorithms(id),
            key_usage: key_usage(id).iter().map(ToString::to_string).collect(),
            extended_key_usage: extended_key_usage(id),
            scope: match id {
                ProfileId::Agent | ProfileId::AgentShortLived => ScopeRule::NonCritical,
                _ => ScopeRule::Absent,
            },
            revocation: revocation(id),
            names: NameRule {
                prefixes: vec![],
                max_length: NAME_MAX,
            },
            decisions: 2,
            policy: PolicyText::built_in(),
        }
    }
}

/// The older ones had fewer fields once: version 1 of them is gone.
fn version(id: ProfileId) -> u32 {
    match id {
        ProfileId::AgentShortLived | ProfileId::AgentTls | ProfileId::TimeStamp => 1,
        _ => 2,
    }
}

fn validity(id: ProfileId) -> ValidityRule {
    match id {
        ProfileId::RootCa => ValidityRule::days(20 * YEAR, 25 * YEAR),
        ProfileId::IssuingCa => ValidityRule::days(5 * YEAR, 10 * YEAR),
        ProfileId::Agent => ValidityRule::days(90, 397),
        ProfileId::AgentShortLived => ValidityRule::hours(24, 24),
        ProfileId::AgentTls => ValidityRule::days(90, 90),
        ProfileId::Officer => ValidityRule::days(YEAR, 2 * YEAR),
        ProfileId::OcspResponder => ValidityRule::days(30, 30),
        ProfileId::ReportSeal | ProfileId::ServiceSeal | ProfileId::TimeStamp => {
            ValidityRule::days(YEAR, YEAR)
        }
    }
}

fn algorithms(id: ProfileId) -> Vec<Algorithm> {
    match id {
        ProfileId::RootCa => vec![Algorithm::EcdsaP384Sha384],
        ProfileId::IssuingCa | ProfileId::OcspResponder => Algorithm::OF_AUTHORITIES.to_vec(),
        ProfileId::Agent | ProfileId::AgentShortLived => vec![
            Algorithm::EcdsaP256Sha256,
            Algorithm::EcdsaP384Sha384,
            Algorithm::Ed25519,
            Algorithm::Rsa3072,
        ],
        _ => vec![Algorithm::EcdsaP256Sha256],
    }
}

fn key_usage(id: ProfileId) -> &'static [&'static str] {
    match id {
        ProfileId::RootCa | ProfileId::IssuingCa => &["keyCertSign", "cRLSign"],
        ProfileId::Agent | ProfileId::AgentShortLived | ProfileId::ReportSeal => {
            &["digitalSignature", "contentCommitment"]
        }
        _ => &["digitalSignature"],
    }
}

fn extended_key_usage(id: ProfileId) -> Vec<String> {
    let own = |suffix: &str| vec![format!("{OID_ARC}.{suffix}")];
    let pkix = |names: &[u8]| {
        names
            .iter()
            .map(|name| format!("1.3.6.1.5.5.7.3.{name}"))
            .collect()
    };
    match id {
        ProfileId::RootCa | ProfileId::IssuingCa => vec![],
        ProfileId::Agent | ProfileId::AgentShortLived => own("2.1"),
        ProfileId::AgentTls => pkix(&[1, 2]),
        ProfileId::Officer => own("2.2"),
        ProfileId::OcspResponder => pkix(&[9]),
        ProfileId::ReportSeal => pkix(&[36, 4]),
        ProfileId::ServiceSeal => own("2.3"),
        ProfileId::TimeStamp => pkix(&[8]),
    }
}

fn revocation(id: ProfileId) -> RevocationRule {
    match id {
        ProfileId::RootCa | ProfileId::OcspResponder => RevocationRule::Unchecked,
        ProfileId::IssuingCa => RevocationRule::Crl,
        ProfileId::AgentShortLived => RevocationRule::NotAvailable,
        _ => RevocationRule::CrlAndOcsp,
    }
}
