//! Extensions as they are written: identifier, criticality, value.

use chancery_domain::money::Money;
use const_oid::ObjectIdentifier;
use der::Tag;

use super::BuildError;
use crate::asn1::{self, constructed, integer, primitive, sequence, tlv};
use crate::key_identifier::KeyIdentifier;
use crate::oid;
use crate::scope_extension::{AgentScope, monetary_value_of};

const URI: u8 = 6;

/// Names of RFC 5280, 4.2.1.3, by bit.
const KEY_USAGES: [&str; 9] = [
    "digitalSignature",
    "contentCommitment",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// One extension.
pub(super) struct Extension {
    oid: ObjectIdentifier,
    critical: bool,
    value: Vec<u8>,
}

impl Extension {
    fn critical(oid: ObjectIdentifier, value: Vec<u8>) -> Self {
        let critical = true;
        Self {
            oid,
            critical,
            value,
        }
    }

    fn plain(oid: ObjectIdentifier, value: Vec<u8>) -> Self {
        let critical = false;
        Self {
            oid,
            critical,
            value,
        }
    }

    /// X.690, 11.5: the default, FALSE, is not written.
    pub(super) fn to_der(&self) -> Vec<u8> {
        let mut parts = vec![asn1::oid(self.oid)];
        parts.extend(self.critical.then(|| tlv(Tag::Boolean, &[0xff])));
        parts.push(tlv(Tag::OctetString, &self.value));
        sequence(&parts)
    }
}

/// Of a CA, with the number of CAs that may follow below (RFC 5280, 4.2.1.9).
pub(super) fn basic_constraints(path_len: Option<u8>) -> Extension {
    let mut parts = vec![tlv(Tag::Boolean, &[0xff])];
    parts.extend(path_len.map(|len| integer(len.into())));
    Extension::critical(oid::BASIC_CONSTRAINTS, sequence(&parts))
}

/// RFC 5280, 4.2.1.3; X.690, 11.2.2: no zero bits at the end.
pub(super) fn key_usage(names: &[String]) -> Result<Extension, BuildError> {
    let mut bits = [0_u8; 2];
    for name in names {
        let bit = KEY_USAGES
            .iter()
            .position(|usage| usage == name)
            .ok_or_else(|| BuildError::Profile(name.clone()))?;
        bits[bit / 8] |= 0x80 >> (bit % 8);
    }
    let used = if bits[1] == 0 { &bits[..1] } else { &bits[..] };
    let unused = used.last().map_or(0, |last| last.trailing_zeros().min(7));
    let unused = u8::try_from(unused).expect("at most seven");
    let value = tlv(Tag::BitString, &[&[unused], used].concat());
    Ok(Extension::critical(oid::KEY_USAGE, value))
}

/// RFC 5280, 4.2.1.12; `None` without purposes. RFC 3161, 2.3: "This extension MUST
/// be critical" for time stamping, which stands alone.
pub(super) fn extended_key_usage(purposes: &[ObjectIdentifier]) -> Option<Extension> {
    if purposes.is_empty() {
        return None;
    }
    let parts: Vec<_> = purposes.iter().map(|purpose| asn1::oid(*purpose)).collect();
    Some(Extension {
        oid: oid::EXTENDED_KEY_USAGE,
        critical: purposes.contains(&oid::TIME_STAMPING),
        value: sequence(&parts),
    })
}

/// RFC 5280, 4.2.1.2.
pub(super) fn subject_key_identifier(identifier: &KeyIdentifier) -> Extension {
    let value = tlv(Tag::OctetString, identifier.as_bytes());
    Extension::plain(oid::SUBJECT_KEY_IDENTIFIER, value)
}

/// RFC 5280, 4.2.1.1, by key identifier only.
pub(super) fn authority_key_identifier(identifier: &KeyIdentifier) -> Extension {
    let value = sequence(&[primitive(0, identifier.as_bytes())]);
    Extension::plain(oid::AUTHORITY_KEY_IDENTIFIER, value)
}

/// RFC 5280, 4.2.1.6: not critical, since there is a subject.
pub(super) fn alternative_name(uri: &str) -> Result<Extension, BuildError> {
    let uri = primitive(URI, ia5(uri, "the SPIFFE ID")?);
    Ok(Extension::plain(oid::SUBJECT_ALT_NAME, sequence(&[uri])))
}

/// RFC 5280, 4.2.1.4, without qualifiers; `None` without policies.
pub(super) fn policies(policies: &[ObjectIdentifier]) -> Option<Extension> {
    let parts: Vec<Vec<u8>> = policies
        .iter()
        .map(|policy| sequence(&[asn1::oid(*policy)]))
        .collect();
    let value = || sequence(&parts);
    (!parts.is_empty()).then(|| Extension::plain(oid::CERTIFICATE_POLICIES, value()))
}

/// RFC 5280, 4.2.2.1.
pub(super) fn authority_info_access(
    ocsp_url: Option<&str>,
    issuer_url: &str,
) -> Result<Extension, BuildError> {
    let mut parts = Vec::new();
    if let Some(url) = ocsp_url {
        parts.push(access(oid::AD_OCSP, ia5(url, "the OCSP address")?));
    }
    let url = ia5(issuer_url, "the issuer's address")?;
    parts.push(access(oid::AD_CA_ISSUERS, url));
    let value = sequence(&parts);
    Ok(Extension::plain(oid::AUTHORITY_INFO_ACCESS, value))
}

fn access(method: ObjectIdentifier, url: &[u8]) -> Vec<u8> {
    sequence(&[asn1::oid(method), primitive(URI, url)])
}

/// RFC 5280, 4.2.1.13: one point with one full name.
pub(super) fn crl_distribution_point(url: &str) -> Result<Extension, BuildError> {
    let uri = primitive(URI, ia5(url, "the revocation list's address")?);
    let full_name = constructed(0, &[constructed(0, &[uri])]);
    let value = sequence(&[sequence(&[full_name])]);
    Ok(Extension::plain(oid::CRL_DISTRIBUTION_POINTS, value))
}

/// RFC 9608, 2: not critical, and NULL.
pub(super) fn no_revocation_available() -> Extension {
    Extension::plain(oid::NO_REV_AVAIL, tlv(Tag::Null, &[]))
}

/// id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1).
pub(super) fn ocsp_nocheck() -> Extension {
    Extension::plain(oid::OCSP_NOCHECK, tlv(Tag::Null, &[]))
}

/// id-pe-agentScope. Where it is not critical the extended key usage carries the
/// rule.
pub(super) fn agent_scope(scope: &AgentScope, critical: bool) -> Result<Extension, BuildError> {
    Ok(Extension {
        oid: oid::AGENT_SCOPE,
        critical,
        value: scope.to_der().map_err(BuildError::Scope)?,
    })
}

/// qcStatements (RFC 3739, 3.2.6) with the one QcLimitValue (EN 319 412-5, 4.3.2). Its exponent
/// is negative only where the amount is not whole: many take a negative one for a fault.
pub(super) fn qc_limit_value(limit: Money) -> Extension {
    let (currency, minor_units) = (limit.currency(), limit.minor_units());
    let decimals = currency.decimals();
    let unit = 10_i64.pow(decimals.into());
    let value = match minor_units % unit {
        0 => monetary_value_of(currency, minor_units / unit, 0),
        _ => monetary_value_of(currency, minor_units, -i64::from(decimals)),
    };
    let statement = sequence(&[asn1::oid(oid::QC_LIMIT_VALUE), sequence(&value)]);
    Extension::plain(oid::QC_STATEMENTS, sequence(&[statement]))
}

fn ia5<'a>(text: &'a str, what: &'static str) -> Result<&'a [u8], BuildError> {
    if text.is_ascii() && !text.is_empty() {
        Ok(text.as_bytes())
    } else {
        Err(BuildError::Text(what))
    }
}
