//! Object identifiers: our own arc and the few of others that certificates here
//! use.

use const_oid::ObjectIdentifier;

/// The base arc, derived from a GUID. A workspace may set another at creation.
// Stored: every certificate written before carries it.
pub const ARC: &str = chancery_domain::profile::OID_ARC;

macro_rules! own {
    ($suffix:literal) => {
        ObjectIdentifier::new_unwrap(concat!(
            "1.2.840.113556.1.8000.2554.32641.16273.7077.18649.46521.2646206.10125236.",
            $suffix
        ))
    };
}

/// `A.1.1` id-pe-agentScope: the scope extension.
pub const AGENT_SCOPE: ObjectIdentifier = own!("1.1");
/// `A.2.1` id-kp-agentAction: signs an agent's actions.
pub const AGENT_ACTION: ObjectIdentifier = own!("2.1");
/// `A.2.2` id-kp-officerDecision: signs a person's decisions.
pub const OFFICER_DECISION: ObjectIdentifier = own!("2.2");
/// `A.2.3` id-kp-serviceStatement: signs what the workstation itself states.
pub const SERVICE_STATEMENT: ObjectIdentifier = own!("2.3");
/// `A.3.1` id-cp-agent.
pub const POLICY_AGENT: ObjectIdentifier = own!("3.1");
/// `A.3.2` id-cp-practice: a verifier says "practice", never "authentic".
pub const POLICY_PRACTICE: ObjectIdentifier = own!("3.2");

/// id-kp-documentSigning, RFC 9336.
pub const DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");
/// id-kp-emailProtection, RFC 5280.
pub const EMAIL_PROTECTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.4");
/// id-kp-OCSPSigning, RFC 6960.
pub const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");
/// id-pkix-ocsp-nocheck, RFC 6960.
pub const OCSP_NOCHECK: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.5");

/// id-kp-timeStamping, RFC 3161.
pub const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// id-kp-serverAuth, RFC 5280.
pub const SERVER_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
/// id-kp-clientAuth, RFC 5280.
pub const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
/// id-ce-noRevAvail, RFC 9608.
pub const NO_REV_AVAIL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.56");

/// id-at-organizationIdentifier, X.520.
pub const ORGANIZATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

pub(crate) const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
pub(crate) const COUNTRY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
pub(crate) const ORGANIZATION_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

pub(crate) const AD_OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");
pub(crate) const AD_CA_ISSUERS: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");
pub(crate) const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("2.5.29.14");
pub(crate) const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
pub(crate) const SUBJECT_ALT_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
pub(crate) const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
pub(crate) const CRL_DISTRIBUTION_POINTS: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("2.5.29.31");
pub(crate) const CERTIFICATE_POLICIES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32");
pub(crate) const AUTHORITY_KEY_IDENTIFIER: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("2.5.29.35");
pub(crate) const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
pub(crate) const AUTHORITY_INFO_ACCESS: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.1");
pub(crate) const QC_STATEMENTS: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.3");
/// id-etsi-qcs-QcLimitValue, EN 319 412-5.
pub(crate) const QC_LIMIT_VALUE: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.2");

pub(crate) const ECDSA_WITH_SHA256: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
pub(crate) const ECDSA_WITH_SHA384: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
pub(crate) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_identifiers_lie_under_the_arc_that_domain_names() {
        let own = [
            (AGENT_SCOPE, "1.1"),
            (AGENT_ACTION, "2.1"),
            (OFFICER_DECISION, "2.2"),
            (SERVICE_STATEMENT, "2.3"),
            (POLICY_AGENT, "3.1"),
            (POLICY_PRACTICE, "3.2"),
        ];
        for (oid, suffix) in own {
            assert_eq!(oid.to_string(), format!("{ARC}.{suffix}"));
        }
    }
}
