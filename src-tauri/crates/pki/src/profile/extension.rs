//! Extensions that the library underneath has no word for.

use chancery_domain::money::Money;
use const_oid::ObjectIdentifier;
use rcgen::{CrlDistributionPoint, CustomExtension};

use super::{BuildError, Locations};
use crate::asn1::{self, primitive, sequence, tlv};
use crate::key_identifier::KeyIdentifier;
use crate::oid;
use crate::scope_extension::{AgentScope, monetary_value};

const URI: u8 = 6;

fn extension(oid: ObjectIdentifier, content: Vec<u8>) -> CustomExtension {
    CustomExtension::from_oid_content(&oid::arcs(oid), content)
}

/// RFC 5280, 4.2.1.2. For CAs the library writes it; for others it does not.
pub(super) fn subject_key_identifier(identifier: &KeyIdentifier) -> CustomExtension {
    let content = tlv(der::Tag::OctetString, identifier.as_bytes());
    extension(oid::SUBJECT_KEY_IDENTIFIER, content)
}

/// RFC 5280, 4.2.1.4, without qualifiers.
pub(super) fn policies(policies: &[ObjectIdentifier]) -> CustomExtension {
    let policies: Vec<Vec<u8>> = policies
        .iter()
        .map(|policy| sequence(&[asn1::oid(*policy)]))
        .collect();
    extension(oid::CERTIFICATE_POLICIES, sequence(&policies))
}

/// RFC 5280, 4.2.2.1.
pub(super) fn authority_info_access(locations: &Locations) -> Result<CustomExtension, BuildError> {
    let mut descriptions = Vec::new();
    if let Some(url) = &locations.ocsp_url {
        descriptions.push(access_description(
            oid::AD_OCSP,
            ia5(url, "the OCSP address")?,
        ));
    }
    let url = ia5(&locations.issuer_url, "the issuer's address")?;
    descriptions.push(access_description(oid::AD_CA_ISSUERS, url));
    Ok(extension(
        oid::AUTHORITY_INFO_ACCESS,
        sequence(&descriptions),
    ))
}

fn access_description(method: ObjectIdentifier, url: &str) -> Vec<u8> {
    sequence(&[asn1::oid(method), primitive(URI, url.as_bytes())])
}

/// RFC 5280, 4.2.1.13.
pub(super) fn crl_distribution_point(url: &str) -> Result<CrlDistributionPoint, BuildError> {
    Ok(CrlDistributionPoint {
        uris: vec![ia5(url, "the revocation list's address")?.to_owned()],
    })
}

/// id-pe-agentScope, not critical: the extended key usage carries the rule.
pub(super) fn agent_scope(scope: &AgentScope) -> Result<CustomExtension, BuildError> {
    let content = scope.to_der().map_err(BuildError::Scope)?;
    Ok(extension(oid::AGENT_SCOPE, content))
}

/// qcStatements (RFC 3739, 3.2.6) with the one QcLimitValue (EN 319 412-5, 4.3.2).
pub(super) fn qc_limit_value(limit: Money) -> CustomExtension {
    let statement = sequence(&[
        asn1::oid(oid::QC_LIMIT_VALUE),
        sequence(&monetary_value(limit)),
    ]);
    extension(oid::QC_STATEMENTS, sequence(&[statement]))
}

/// id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1).
pub(super) fn ocsp_nocheck() -> CustomExtension {
    extension(oid::OCSP_NOCHECK, tlv(der::Tag::Null, &[]))
}

fn ia5<'a>(text: &'a str, what: &'static str) -> Result<&'a str, BuildError> {
    if text.is_ascii() && !text.is_empty() {
        Ok(text)
    } else {
        Err(BuildError::Text(what))
    }
}
