//! The signed attributes of a PAdES B-B signature.

use chancery_domain::Sha256Digest;
use const_oid::ObjectIdentifier;
use der::{
    Any, Decode, Encode, Sequence, Tag, Tagged,
    asn1::{OctetString, SetOfVec},
};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::{Attribute, Attributes};

use super::ID_DATA;

const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// RFC 5035, section 3. `policies` is left out of what we write.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// RFC 5035, section 4.
#[derive(Sequence)]
struct EssCertIdV2 {
    /// `None` means SHA-256, the default, which DER leaves out.
    #[asn1(optional = "true")]
    hash_algorithm: Option<AlgorithmIdentifierOwned>,
    cert_hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<IssuerSerial>,
}

/// RFC 5035, section 5; only its place matters here.
#[derive(Sequence)]
struct IssuerSerial {
    issuer: Any,
    serial_number: Any,
}

/// Attributes that bind `digest` of the content and the signer's certificate.
pub(super) fn build(digest: &[u8], leaf: &[u8]) -> der::Result<Attributes> {
    let signing_certificate = SigningCertificateV2 {
        certs: vec![EssCertIdV2 {
            hash_algorithm: None,
            cert_hash: OctetString::new(Sha256Digest::of(leaf).0)?,
            issuer_serial: None,
        }],
        policies: None,
    };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::new(Tag::OctetString, digest)?)?,
        attribute(
            SIGNING_CERTIFICATE_V2,
            Any::encode_from(&signing_certificate)?,
        )?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute {
        oid,
        values: SetOfVec::try_from(vec![value])?,
    })
}

/// Whether content-type is there once and says plain data.
pub(super) fn content_type_is_data(attributes: &Attributes) -> bool {
    single(attributes, CONTENT_TYPE)
        .and_then(|value| value.decode_as::<ObjectIdentifier>().ok())
        .is_some_and(|oid| oid == ID_DATA)
}

/// The message digest, if it is there once.
pub(super) fn message_digest(attributes: &Attributes) -> Option<&[u8]> {
    let value = single(attributes, MESSAGE_DIGEST)?;
    (value.tag() == Tag::OctetString).then(|| value.value())
}

/// Whether signing-certificate-v2 is there once and names `leaf` first, by SHA-256.
pub(super) fn names_signer(attributes: &Attributes, leaf: &[u8]) -> bool {
    let Some(first) = signing_certificate(attributes) else {
        return false;
    };
    let by_sha256 = first
        .hash_algorithm
        .is_none_or(|algorithm| algorithm.oid == SHA_256);
    by_sha256 && first.cert_hash.as_bytes() == Sha256Digest::of(leaf).0
}

fn signing_certificate(attributes: &Attributes) -> Option<EssCertIdV2> {
    let value = single(attributes, SIGNING_CERTIFICATE_V2)?.to_der().ok()?;
    let parsed = SigningCertificateV2::from_der(&value).ok()?;
    parsed.certs.into_iter().next()
}

/// The one value of the one attribute of this type (RFC 5652, 11: each of these
/// "MUST NOT include multiple instances").
fn single(attributes: &Attributes, oid: ObjectIdentifier) -> Option<&Any> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let (attribute, None) = (found.next()?, found.next()) else {
        return None;
    };
    match attribute.values.as_slice() {
        [value] => Some(value),
        _ => None,
    }
}
