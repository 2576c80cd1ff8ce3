//! The signer's certificate: what RFC 3161 asks of a time-stamping authority's.

use const_oid::ObjectIdentifier;
use der::Tag;
use x509_parser::certificate::X509Certificate;

use chancery_domain::{Spki, Utc};

use super::{
    ResponseError,
    element::{Elements, Malformed, constructed, encode, only},
    oid,
    signed_data::SignerIdentifier,
};
use crate::certificate::parse;

/// digitalSignature and contentCommitment, the first two bits of a KeyUsage.
const SIGNS: u8 = 0b1100_0000;

/// A certificate in a time stamp.
pub(super) struct Authority<'a> {
    pub(super) der: &'a [u8],
    certificate: X509Certificate<'a>,
}

impl<'a> Authority<'a> {
    /// The one of `certificates` that the signer names, and the others.
    pub(super) fn among(
        certificates: &[&'a [u8]],
        identifier: &SignerIdentifier<'_>,
    ) -> Result<(Self, Vec<&'a [u8]>), ResponseError> {
        let mut signer = None;
        let mut others = Vec::new();
        for der in certificates {
            let certificate = parse(der).map_err(|_| ResponseError::Certificate)?;
            let one = Self { der, certificate };
            if signer.is_none() && one.is(identifier) {
                signer = Some(one);
            } else {
                others.push(*der);
            }
        }
        Ok((signer.ok_or(ResponseError::SignerAbsent)?, others))
    }

    fn is(&self, identifier: &SignerIdentifier<'_>) -> bool {
        match identifier {
            SignerIdentifier::IssuerAndSerialNumber { issuer, serial } => {
                *issuer == self.issuer() && *serial == self.serial()
            }
            SignerIdentifier::SubjectKeyIdentifier(identifier) => self
                .extension(oid::SUBJECT_KEY_IDENTIFIER)
                .and_then(|(_, value)| only(value, Tag::OctetString).ok())
                .is_some_and(|own| own.content == *identifier),
        }
    }

    /// The issuer's Name with its header.
    pub(super) fn issuer(&self) -> &[u8] {
        self.certificate.tbs_certificate.issuer.as_raw()
    }

    /// The octets of the serial number's INTEGER.
    pub(super) fn serial(&self) -> &[u8] {
        self.certificate.tbs_certificate.raw_serial()
    }

    /// The key that must have signed.
    pub(super) fn spki(&self) -> Spki {
        Spki::from_der(self.certificate.tbs_certificate.subject_pki.raw.to_vec())
    }

    /// RFC 3161, 2.3: the purpose alone and critical; a key that signs; valid at genTime.
    pub(super) fn check(&self, gen_time: Utc) -> Result<(), ResponseError> {
        let stamps = self
            .extension(oid::EXTENDED_KEY_USAGE)
            .is_some_and(|(critical, value)| critical && is_time_stamping_alone(value));
        if !stamps {
            return Err(ResponseError::Purpose);
        }
        if let Some((_, usage)) = self.extension(oid::KEY_USAGE) {
            let bits = only(usage, Tag::BitString).map_err(|_| ResponseError::KeyUsage)?;
            if !matches!(bits.content, [0..=7, first, ..] if first & SIGNS != 0) {
                return Err(ResponseError::KeyUsage);
            }
        }
        let validity = self.certificate.validity();
        let valid = validity.not_before.timestamp()..=validity.not_after.timestamp();
        valid
            .contains(&gen_time.unix_seconds())
            .then_some(())
            .ok_or(ResponseError::Validity)
    }

    /// RFC 3161, 2.4.2: the name in the time stamp "MUST correspond to one of the subject names
    /// included in the certificate".
    pub(super) fn check_called(&self, name: &[u8]) -> Result<(), ResponseError> {
        let subject = self.certificate.tbs_certificate.subject.as_raw();
        let called = encode(constructed(4), subject) == name
            || self
                .extension(oid::SUBJECT_ALT_NAME)
                .is_some_and(|(_, names)| contains(names, name).unwrap_or(false));
        called.then_some(()).ok_or(ResponseError::Authority)
    }

    /// Criticality and value of an extension; `None` if it is absent or there twice.
    fn extension(&self, oid: ObjectIdentifier) -> Option<(bool, &[u8])> {
        let of = |one: &&x509_parser::extensions::X509Extension<'_>| {
            one.oid.as_bytes() == oid.as_bytes()
        };
        let mut found = self.certificate.extensions().iter().filter(of);
        match (found.next(), found.next()) {
            (Some(one), None) => Some((one.critical, one.value)),
            _ => None,
        }
    }
}

fn is_time_stamping_alone(value: &[u8]) -> bool {
    only(value, Tag::Sequence)
        .and_then(|purposes| only(purposes.content, Tag::ObjectIdentifier))
        .is_ok_and(|purpose| purpose.content == oid::TIME_STAMPING.as_bytes())
}

fn contains(names: &[u8], name: &[u8]) -> Result<bool, Malformed> {
    let names = Elements::inside(names, Tag::Sequence)?.all(64)?;
    Ok(names.iter().any(|one| one.whole == name))
}
