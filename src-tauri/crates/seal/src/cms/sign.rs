//! Making a detached `SignedData`.

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey};
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use const_oid::ObjectIdentifier;
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{OctetString, SetOfVec, UintRef},
};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, attr::Attributes};

use super::{ID_DATA, ID_SIGNED_DATA, Scheme, attributes};
use crate::certificate::{CertificateError, SignerKey};

/// Why no `SignedData` was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CmsSignError {
    /// No certificate was given.
    #[error("a seal carries at least the signer's certificate, none was given")]
    NoCertificate,
    /// The signer's certificate can't be used.
    #[error("reading the signer's certificate failed")]
    Certificate(#[source] CertificateError),
    /// The first certificate is not that of the key.
    #[error("the signer's certificate is for another key")]
    OtherKey,
    /// Ed25519: common verifiers can't check it inside CMS.
    #[error("a seal is signed with P-256 or P-384, not with {0}")]
    Algorithm(Algorithm),
    /// A certificate did not parse, or the result did not encode.
    #[error("encoding the signature failed")]
    Der(#[from] der::Error),
    /// The key did not sign.
    #[error("signing the seal failed")]
    Signing(#[from] SigningFailed),
    /// The key gave a signature that its own certificate does not verify.
    #[error("the key gave a signature that does not verify")]
    WrongSignature,
}

/// RFC 3279, 2.2.3.
#[derive(Sequence)]
struct EcdsaSigValue<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

/// Signs `content`, given in pieces, and leaves it outside. The result is the
/// DER of a `ContentInfo`; `chain` is DER, the signer's certificate first.
pub(crate) fn sign_detached(
    content: &[&[u8]],
    chain: &[&[u8]],
    key: &dyn SigningKey,
) -> Result<Vec<u8>, CmsSignError> {
    let leaf = *chain.first().ok_or(CmsSignError::NoCertificate)?;
    let signer = signer(leaf, key)?;
    let scheme = Scheme::of(key.algorithm()).ok_or(CmsSignError::Algorithm(key.algorithm()))?;
    let attributes = attributes::build(scheme.digest(content).as_ref(), leaf)?;
    // RFC 5652, 5.4: what is signed is the attributes under the tag of a SET.
    let message = attributes.to_der()?;
    let raw = key.sign(&message)?;
    if !signer.signed(&message, &raw.0) {
        return Err(CmsSignError::WrongSignature);
    }
    let signer_info = signer_info(scheme, leaf, attributes, &raw)?;
    Ok(content_info(scheme, chain, signer_info)?)
}

fn signer(leaf: &[u8], key: &dyn SigningKey) -> Result<SignerKey, CmsSignError> {
    let signer = SignerKey::of_certificate(leaf).map_err(CmsSignError::Certificate)?;
    if signer.spki() != key.spki() || signer.algorithm() != key.algorithm() {
        return Err(CmsSignError::OtherKey);
    }
    Ok(signer)
}

fn signer_info(
    scheme: Scheme,
    leaf: &[u8],
    attributes: Attributes,
    raw: &RawSignature,
) -> der::Result<SignerInfo> {
    let tbs = Certificate::from_der(leaf)?.tbs_certificate;
    Ok(SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer,
            serial_number: tbs.serial_number,
        }),
        digest_alg: without_parameters(scheme.digest_oid),
        signed_attrs: Some(attributes),
        signature_algorithm: without_parameters(scheme.signature_oid),
        signature: OctetString::new(ecdsa_der(raw)?)?,
        unsigned_attrs: None,
    })
}

fn ecdsa_der(raw: &RawSignature) -> der::Result<Vec<u8>> {
    let (r, s) = raw.0.split_at(raw.0.len() / 2);
    EcdsaSigValue {
        r: UintRef::new(r)?,
        s: UintRef::new(s)?,
    }
    .to_der()
}

fn content_info(scheme: Scheme, chain: &[&[u8]], signer: SignerInfo) -> der::Result<Vec<u8>> {
    let certificates = chain
        .iter()
        .map(|der| Certificate::from_der(der).map(CertificateChoices::Certificate))
        .collect::<der::Result<Vec<_>>>()?;
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![without_parameters(scheme.digest_oid)])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer])?,
    };
    ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::encode_from(&signed_data)?,
    }
    .to_der()
}

/// RFC 5754: parameters are absent for SHA-2 and for ECDSA.
fn without_parameters(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: None,
    }
}
