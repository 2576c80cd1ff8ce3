//! Extensions of requests and answers: the nonce, and nothing else.

use const_oid::ObjectIdentifier;
use der::Tag;

use crate::asn1::{Elements, Malformed, oid, sequence, tlv};

/// id-pkix-ocsp-nonce
const NONCE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.2");

/// RFC 9654, 2.1: `Nonce ::= OCTET STRING(SIZE(1..128))`.
const NONCE_MAX: usize = 128;

/// Why a list of extensions is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExtensionError {
    Malformed,
    Nonce,
    Critical,
}

impl From<Malformed> for ExtensionError {
    fn from(Malformed: Malformed) -> Self {
        Self::Malformed
    }
}

/// Reads `Extensions`; the nonce, if one is there.
pub(super) fn nonce(der: &[u8]) -> Result<Option<Vec<u8>>, ExtensionError> {
    let mut elements = Elements::of(Elements::only(der, Tag::Sequence)?)?;
    let mut nonce = None;
    while let Some(extension) = elements.optional(Tag::Sequence)? {
        let mut parts = Elements::of(extension)?;
        let id = parts.required(Tag::ObjectIdentifier)?;
        let critical = match parts.optional(Tag::Boolean)? {
            None => false,
            Some([0xff]) => true,
            Some(_) => return Err(ExtensionError::Malformed),
        };
        let value = parts.required(Tag::OctetString)?;
        parts.finish()?;
        if id == NONCE.as_bytes() {
            let octets = Elements::only(value, Tag::OctetString)?;
            let good = (1..=NONCE_MAX).contains(&octets.len());
            if !good || nonce.replace(octets.to_vec()).is_some() {
                return Err(ExtensionError::Nonce);
            }
        } else if critical {
            return Err(ExtensionError::Critical);
        }
    }
    elements.finish()?;
    Ok(nonce)
}

/// `Extensions` with a nonce alone.
pub(super) fn with_nonce(nonce: &[u8]) -> Vec<u8> {
    let octets = tlv(Tag::OctetString, nonce);
    sequence(&[sequence(&[oid(NONCE), tlv(Tag::OctetString, &octets)])])
}
