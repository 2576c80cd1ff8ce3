//! Checking a detached `SignedData`.

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{Encode, Reader, SliceReader};
use x509_cert::{Certificate, attr::Attributes, ext::pkix::SubjectKeyIdentifier};

use super::{ID_DATA, ID_SIGNED_DATA, Scheme, attributes};
use crate::certificate::{CertificateError, SignerKey};

/// Why a `SignedData` can't even be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CmsError {
    /// Not DER, or not of the type expected.
    #[error("the seal is not a DER-encoded SignedData")]
    Der(#[from] der::Error),
    /// Bytes other than zero behind the end.
    #[error("the seal is followed by other bytes")]
    TrailingBytes,
    /// Another content type, or the content is inside.
    #[error("the seal is not a detached signature over plain data")]
    NotDetached,
    /// The versions are not those that RFC 5652 asks for, or the digest
    /// algorithm is not announced.
    #[error("the seal's versions or digest algorithms contradict its content")]
    Inconsistent,
    /// None or several.
    #[error("the seal has {0} signers, not one")]
    SignerCount(usize),
    /// The certificate that the signer names is not inside.
    #[error("the seal does not contain its signer's certificate")]
    SignerAbsent,
    /// The signer's certificate can't be used.
    #[error("reading the signer's certificate failed")]
    Certificate(#[source] CertificateError),
    /// Other than P-256 with SHA-256 or P-384 with SHA-384.
    #[error("the seal's algorithms are not those of its signer's key")]
    Algorithm,
    /// content-type or message-digest is missing, twice, or something else.
    #[error("the seal lacks a signed attribute that it must have")]
    Attributes,
}

/// What a readable seal says, each answer by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureFound {
    /// The content has the digest that was signed.
    pub digest_matches: bool,
    /// The signature over the attributes is that of the signer's key, and the
    /// attributes name the signer's certificate.
    pub signature_valid: bool,
    /// The signer's certificate, DER.
    pub signer: Vec<u8>,
    /// All certificates inside, DER, the signer's first, the others as found.
    pub chain: Vec<Vec<u8>>,
}

/// Checks the `ContentInfo` in `padded` (zeros may follow) against `content`,
/// given in pieces.
pub(crate) fn verify_detached(
    padded: &[u8],
    content: &[&[u8]],
) -> Result<SignatureFound, CmsError> {
    let signed_data = signed_data(padded)?;
    let signer_info = match signed_data.signer_infos.0.as_slice() {
        [one] => one,
        several => return Err(CmsError::SignerCount(several.len())),
    };
    let (signer, chain) = certificates(&signed_data, &signer_info.sid)?;
    let key = SignerKey::of_certificate(&signer).map_err(CmsError::Certificate)?;
    let scheme = scheme(&key, signer_info)?;
    check_consistent(&signed_data, signer_info)?;
    let attributes = signer_info
        .signed_attrs
        .as_ref()
        .ok_or(CmsError::Attributes)?;
    let signed_digest = check_attributes(attributes)?;
    let signature_valid = key.signed_der(&attributes.to_der()?, signer_info.signature.as_bytes());
    Ok(SignatureFound {
        digest_matches: scheme.digest(content).as_ref() == signed_digest,
        signature_valid: signature_valid && attributes::names_signer(attributes, &signer),
        signer,
        chain,
    })
}

fn signed_data(padded: &[u8]) -> Result<SignedData, CmsError> {
    let mut reader = SliceReader::new(padded)?;
    let info: ContentInfo = reader.decode()?;
    let rest = reader.read_slice(reader.remaining_len())?;
    if rest.iter().any(|byte| *byte != 0) {
        return Err(CmsError::TrailingBytes);
    }
    if info.content_type != ID_SIGNED_DATA {
        return Err(CmsError::NotDetached);
    }
    let signed_data: SignedData = info.content.decode_as()?;
    let content = &signed_data.encap_content_info;
    if content.econtent_type != ID_DATA || content.econtent.is_some() {
        return Err(CmsError::NotDetached);
    }
    Ok(signed_data)
}

type Chain = (Vec<u8>, Vec<Vec<u8>>);

/// The signer's certificate, and all with the signer's first.
fn certificates(signed_data: &SignedData, sid: &SignerIdentifier) -> Result<Chain, CmsError> {
    let mut signer = None;
    let mut others = Vec::new();
    for choice in signed_data.certificates.iter().flat_map(|set| set.0.iter()) {
        let CertificateChoices::Certificate(certificate) = choice else {
            continue;
        };
        let der = certificate.to_der()?;
        if signer.is_none() && is_named(certificate, sid) {
            signer = Some(der);
        } else {
            others.push(der);
        }
    }
    let signer = signer.ok_or(CmsError::SignerAbsent)?;
    others.insert(0, signer.clone());
    Ok((signer, others))
}

fn is_named(certificate: &Certificate, sid: &SignerIdentifier) -> bool {
    let tbs = &certificate.tbs_certificate;
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer,
            serial_number,
        }) => tbs.issuer == *issuer && tbs.serial_number == *serial_number,
        SignerIdentifier::SubjectKeyIdentifier(identifier) => {
            matches!(tbs.get::<SubjectKeyIdentifier>(), Ok(Some((_, own))) if own == *identifier)
        }
    }
}

fn scheme(key: &SignerKey, signer_info: &SignerInfo) -> Result<Scheme, CmsError> {
    Scheme::of(key.algorithm())
        .filter(|scheme| {
            signer_info.digest_alg.oid == scheme.digest_oid
                && signer_info.signature_algorithm.oid == scheme.signature_oid
        })
        .ok_or(CmsError::Algorithm)
}

/// Nothing of this is signed. RFC 5652, 5.1 and 5.3: the version of both is 1,
/// or 3 where the signer is named by its key identifier.
fn check_consistent(signed_data: &SignedData, signer_info: &SignerInfo) -> Result<(), CmsError> {
    let version = match signer_info.sid {
        SignerIdentifier::IssuerAndSerialNumber(_) => CmsVersion::V1,
        SignerIdentifier::SubjectKeyIdentifier(_) => CmsVersion::V3,
    };
    let versions = signed_data.version == version && signer_info.version == version;
    let announced = match signed_data.digest_algorithms.as_slice() {
        [one] => one.oid == signer_info.digest_alg.oid,
        _ => false,
    };
    (versions && announced)
        .then_some(())
        .ok_or(CmsError::Inconsistent)
}

fn check_attributes(attributes: &Attributes) -> Result<&[u8], CmsError> {
    if !attributes::content_type_is_data(attributes) {
        return Err(CmsError::Attributes);
    }
    attributes::message_digest(attributes).ok_or(CmsError::Attributes)
}
