//! `CertID` (RFC 6960, 4.1.1): which certificate of which issuer.

use der::Tag;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};

use crate::asn1::{Elements, Malformed, oid, sequence, split_first, tlv, unsigned};
use crate::certificate::Certificate;
use crate::serial::SerialNumber;
use crate::signature::{AlgorithmIdentifier, public_key_bits};

const SHA1: &str = "1.3.14.3.2.26";
const SHA_256: &str = "2.16.840.1.101.3.4.2.1";

/// Under which hash a certificate's issuer is named. No security hangs on it: the
/// answer repeats the serial number and is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IssuerHash {
    /// What most clients send still.
    Sha1,
    /// SHA-256
    Sha256,
    /// One that is not computed here: no issuer matches it.
    Other,
}

/// One certificate that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertId {
    der: Vec<u8>,
    hash: IssuerHash,
    issuer_name_hash: Vec<u8>,
    issuer_key_hash: Vec<u8>,
    serial_number: Option<SerialNumber>,
}

impl CertId {
    /// Names a certificate by SHA-256, or by SHA-1 for those who know no other.
    /// `None` if the issuer's key is malformed.
    pub fn of(issuer: &Certificate, serial_number: &SerialNumber, sha1: bool) -> Option<Self> {
        let (hash, dotted) = if sha1 {
            (IssuerHash::Sha1, SHA1)
        } else {
            (IssuerHash::Sha256, SHA_256)
        };
        let [name, key] = hashes(hash, issuer)?;
        let algorithm = der::asn1::ObjectIdentifier::new_unwrap(dotted);
        let der = sequence(&[
            sequence(&[oid(algorithm), tlv(Tag::Null, &[])]),
            tlv(Tag::OctetString, &name),
            tlv(Tag::OctetString, &key),
            unsigned(serial_number.magnitude()),
        ]);
        Self::read(&der).ok()
    }

    pub(super) fn read(der: &[u8]) -> Result<Self, Malformed> {
        let (identifier, rest) = split_first(Elements::only(der, Tag::Sequence)?)?;
        let identifier = AlgorithmIdentifier::read(identifier)?;
        let mut elements = Elements::of(rest)?;
        let issuer_name_hash = elements.required(Tag::OctetString)?.to_vec();
        let issuer_key_hash = elements.required(Tag::OctetString)?.to_vec();
        let serial = elements.required(Tag::Integer)?;
        elements.finish()?;
        let positive = serial.first().is_some_and(|first| *first < 0x80);
        Ok(Self {
            der: der.to_vec(),
            hash: match identifier.oid.to_string().as_str() {
                SHA1 => IssuerHash::Sha1,
                SHA_256 => IssuerHash::Sha256,
                _ => IssuerHash::Other,
            },
            issuer_name_hash,
            issuer_key_hash,
            serial_number: SerialNumber::from_magnitude(serial).filter(|_| positive),
        })
    }

    /// The DER bytes, as they were asked and are answered.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The serial number; `None` for one that no certificate can have.
    pub fn serial_number(&self) -> Option<&SerialNumber> {
        self.serial_number.as_ref()
    }

    /// Whether it is a certificate of this issuer that is asked for.
    pub fn is_of(&self, issuer: &Certificate) -> bool {
        hashes(self.hash, issuer)
            .is_some_and(|[name, key]| name == self.issuer_name_hash && key == self.issuer_key_hash)
    }
}

/// Of the issuer's name and of its key's BIT STRING.
fn hashes(hash: IssuerHash, issuer: &Certificate) -> Option<[Vec<u8>; 2]> {
    let algorithm = match hash {
        IssuerHash::Sha1 => &SHA1_FOR_LEGACY_USE_ONLY,
        IssuerHash::Sha256 => &SHA256,
        IssuerHash::Other => return None,
    };
    let bits = public_key_bits(&issuer.spki)?;
    let of = |bytes: &[u8]| digest(algorithm, bytes).as_ref().to_vec();
    Some([of(issuer.subject.der()), of(&bits)])
}
