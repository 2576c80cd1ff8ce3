//! A certificate as any CA may have written it: what path validation asks about,
//! read strictly. Nothing is judged here.

use std::ops::Range;

use chancery_domain::{Spki, Utc};
use const_oid::ObjectIdentifier;
use der::Tag;

use super::distinguished_name::DistinguishedName;
use super::extensions::{BadExtension, Extensions, KeyUsage};
use super::oid::Oid;
use super::time;
use crate::asn1::{Elements, Malformed, context_constructed, context_primitive};
use crate::signature::{self, SignatureError};

/// No certificate is longer: what must be compared with everything stays small.
pub const LONGEST: usize = 1 << 18;

/// Why bytes are no certificate on which a path can be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not one certificate in DER.
    #[error("the bytes are not one X.509 certificate in DER")]
    Form,
    /// Longer than any certificate that is taken here.
    #[error("the certificate is longer than {LONGEST} bytes")]
    Long,
    /// The two places that name the signature algorithm disagree (RFC 5280, 4.1.1.2).
    #[error("the certificate names two signature algorithms")]
    TwoAlgorithms,
    /// An extension is malformed, or there twice (4.2).
    #[error("an extension can't be read, or is there twice: {}", .0.as_ref().map_or("?".to_owned(), ToString::to_string))]
    Extension(Option<Oid>),
}

impl From<Malformed> for Unreadable {
    fn from(Malformed: Malformed) -> Self {
        Self::Form
    }
}

/// A certificate, by anyone.
#[derive(Debug, Clone)]
pub struct ForeignCertificate {
    der: Vec<u8>,
    tbs: Range<usize>,
    algorithm: Range<usize>,
    /// The content of the BIT STRING.
    signature: Range<usize>,
    version: u8,
    /// The content of the serial number's INTEGER, which may be negative.
    pub(crate) serial: Vec<u8>,
    pub(crate) issuer: DistinguishedName,
    pub(crate) subject: DistinguishedName,
    /// First and last second, since 1970.
    pub(crate) validity: (i64, i64),
    pub(crate) spki: Spki,
    pub(crate) extensions: Extensions,
}

/// Where `part` lies in `whole`, of which it is a slice.
pub(crate) fn range_in(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr() as usize - whole.as_ptr() as usize;
    start..start + part.len()
}

impl ForeignCertificate {
    /// Reads exactly one certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        if der.len() > LONGEST {
            return Err(Unreadable::Long);
        }
        let mut parts = Elements::of(Elements::only(der, Tag::Sequence)?)?;
        let tbs = parts.required_tlv(Tag::Sequence)?;
        let algorithm = parts.required_tlv(Tag::Sequence)?;
        let signature = parts.required(Tag::BitString)?;
        parts.finish()?;
        let mut certificate = Self {
            tbs: range_in(der, tbs),
            algorithm: range_in(der, algorithm),
            signature: range_in(der, signature),
            ..Self::of_tbs(tbs, algorithm)?
        };
        certificate.der = der.to_vec();
        Ok(certificate)
    }

    fn of_tbs(tbs: &[u8], outer_algorithm: &[u8]) -> Result<Self, Unreadable> {
        let mut fields = Elements::of(Elements::only(tbs, Tag::Sequence)?)?;
        let version = version(&mut fields)?;
        let serial = integer(fields.required(Tag::Integer)?)?;
        if fields.required_tlv(Tag::Sequence)? != outer_algorithm {
            return Err(Unreadable::TwoAlgorithms);
        }
        let issuer = DistinguishedName::of_content(fields.required(Tag::Sequence)?)?;
        let mut dates = Elements::of(fields.required(Tag::Sequence)?)?;
        let validity = (time::required(&mut dates)?, time::required(&mut dates)?);
        dates.finish()?;
        let subject = DistinguishedName::of_content(fields.required(Tag::Sequence)?)?;
        let spki = Spki::from_der(fields.required_tlv(Tag::Sequence)?.to_vec());
        let extensions = extensions(&mut fields, version, &issuer)?;
        fields.finish()?;
        Ok(Self {
            der: Vec::new(),
            tbs: 0..0,
            algorithm: 0..0,
            signature: 0..0,
            version,
            serial: serial.to_vec(),
            issuer,
            subject,
            validity,
            spki,
            extensions,
        })
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whose it is.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// Who issued it.
    pub fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// The subject's key.
    pub fn spki(&self) -> &Spki {
        &self.spki
    }

    /// The content of the serial number's INTEGER in upper-case hexadecimal.
    pub fn serial_hex(&self) -> String {
        let octets = match self.serial.as_slice() {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        octets.iter().map(|octet| format!("{octet:02X}")).collect()
    }

    /// The first and the last second of its validity; `None` for one that is not
    /// shown here.
    pub fn valid_between(&self) -> (Option<Utc>, Option<Utc>) {
        let (first, last) = self.validity;
        (Utc::from_unix_seconds(first), Utc::from_unix_seconds(last))
    }

    /// Whether it names this policy.
    pub fn names_policy(&self, policy: ObjectIdentifier) -> bool {
        let policies = self.extensions.policies.as_deref().unwrap_or_default();
        policies.iter().any(|named| named.is(policy))
    }

    /// Whether it lists this extended key usage by name.
    pub fn names_purpose(&self, purpose: ObjectIdentifier) -> bool {
        let purposes = self.extensions.extended_key_usage.as_deref();
        let purposes = purposes.unwrap_or_default();
        purposes.iter().any(|named| named.is(purpose))
    }

    /// RFC 9608: the issuer says that no status will ever be told. That is not for CAs,
    /// nor believed beside a distribution point.
    pub fn status_is_never_told(&self) -> bool {
        self.extensions.no_revocation_available
            && !self.is_ca()
            && self.extensions.distribution_points.is_none()
    }

    /// What errors call it: its subject, or its serial number if it has none.
    pub fn called(&self) -> String {
        if self.subject.is_empty() {
            return format!("the certificate with serial number {}", self.serial_hex());
        }
        self.subject.to_string()
    }

    pub(crate) fn is_signed_by(&self, key: &Spki) -> Result<(), SignatureError> {
        let part = |range: &Range<usize>| &self.der[range.clone()];
        verify(
            key,
            part(&self.algorithm),
            part(&self.tbs),
            part(&self.signature),
        )
    }

    /// Subject and issuer are the same name (RFC 5280, 6.1).
    pub(crate) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    pub(crate) fn is_ca(&self) -> bool {
        self.version == 3 && self.extensions.basic_constraints.is_some_and(|c| c.ca)
    }

    /// Whether its key may be used so: where nothing is said, it may.
    pub(crate) fn allows(&self, usage: KeyUsage) -> bool {
        self.extensions
            .key_usage
            .is_none_or(|allowed| allowed.allows(usage))
    }

    /// Whether its issuer key is named as this one's own.
    pub(crate) fn names_key_of(&self, issuer: &Self) -> Option<bool> {
        let named = self.extensions.authority_key_identifier.as_ref()?;
        let own = issuer.extensions.subject_key_identifier.as_ref()?;
        Some(named == own)
    }
}

/// Whether `bits`, the content of a BIT STRING, is a signature. One with unused bits is
/// none by any algorithm.
pub(crate) fn verify(
    key: &Spki,
    algorithm: &[u8],
    tbs: &[u8],
    bits: &[u8],
) -> Result<(), SignatureError> {
    let octets = bits.strip_prefix(&[0]).ok_or(SignatureError::Signature)?;
    signature::verify(key, algorithm, tbs, octets)
}

/// The content of an INTEGER, which must be the shortest.
pub(crate) fn integer(content: &[u8]) -> Result<&[u8], Malformed> {
    match content {
        [] => Err(Malformed),
        [0, second, ..] if *second < 0x80 => Err(Malformed),
        [0xff, second, ..] if *second >= 0x80 => Err(Malformed),
        _ => Ok(content),
    }
}

fn version(fields: &mut Elements<'_>) -> Result<u8, Malformed> {
    let Some(explicit) = fields.optional(context_constructed(0))? else {
        return Ok(1);
    };
    match Elements::only(explicit, Tag::Integer)? {
        [1] => Ok(2),
        [2] => Ok(3),
        // A default that is written is no DER; nor is there any other version.
        _ => Err(Malformed),
    }
}

/// RFC 5280, 4.1.2.8 and 4.1.2.9: unique identifiers from version 2 on, extensions in
/// version 3.
fn extensions(
    fields: &mut Elements<'_>,
    version: u8,
    issuer: &DistinguishedName,
) -> Result<Extensions, Unreadable> {
    for number in [1, 2] {
        if fields.optional(context_primitive(number))?.is_some() && version < 2 {
            return Err(Unreadable::Form);
        }
    }
    let Some(explicit) = fields.optional(context_constructed(3))? else {
        return Ok(Extensions::default());
    };
    if version != 3 {
        return Err(Unreadable::Form);
    }
    Extensions::of_content(Elements::only(explicit, Tag::Sequence)?, issuer)
        .map_err(|BadExtension(oid)| Unreadable::Extension(oid))
}
