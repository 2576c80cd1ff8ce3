//! Making a list: encoded under a throwaway key, read back, then signed with the
//! CA's key.

use chancery_domain::{Algorithm, SigningFailed, SigningKey, Utc};
use rcgen::{CertificateRevocationListParams, Issuer, KeyIdMethod, RevokedCertParams};

use super::{CrlContent, RevocationList, RevokedCertificate};
use crate::certificate::Certificate;
use crate::signature;
use crate::tbs::first_component;
use crate::throwaway;

/// Why a list was not made.
#[derive(Debug, thiserror::Error)]
pub enum CrlError {
    /// The issuer's certificate does not allow it to sign lists.
    #[error("the issuer may not sign revocation lists")]
    Issuer,
    /// The key is not the issuer's.
    #[error("the key is not that of the list's issuer")]
    AnotherKey,
    /// The library underneath did not encode it.
    #[error("the revocation list could not be encoded")]
    Encode(#[source] rcgen::Error),
    /// What was encoded does not say what was asked for.
    #[error("the encoded revocation list does not read back as it should")]
    ReadBack,
    /// The key did not sign.
    #[error("the issuer's key did not sign the revocation list")]
    Sign(#[source] SigningFailed),
    /// The key's answer is no signature over the list.
    #[error("the issuer's key gave a signature that does not verify")]
    BadSignature,
}

/// Makes a list and signs it with the issuer's key.
pub fn issue(
    content: &CrlContent,
    issuer: &Certificate,
    issuer_key: &dyn SigningKey,
) -> Result<RevocationList, CrlError> {
    if *issuer_key.spki() != issuer.spki {
        return Err(CrlError::AnotherKey);
    }
    let algorithm = issuer_key.algorithm();
    let tbs = to_be_signed(content, issuer, algorithm)?;
    let raw = issuer_key.sign(&tbs).map_err(CrlError::Sign)?;
    if raw.0.len() != algorithm.signature_len() {
        return Err(CrlError::BadSignature);
    }
    let der = signature::signed(&tbs, algorithm, &signature::encode(algorithm, &raw));
    let list = RevocationList::from_der(&der).map_err(|_| CrlError::ReadBack)?;
    if !list.is_signed_by(&issuer.spki) {
        return Err(CrlError::BadSignature);
    }
    Ok(list)
}

/// Encodes under a throwaway key, reads the result back, and keeps the part that is
/// to be signed.
pub(super) fn to_be_signed(
    content: &CrlContent,
    issuer: &Certificate,
    algorithm: Algorithm,
) -> Result<Vec<u8>, CrlError> {
    let identifier = issuer
        .subject_key_identifier
        .as_ref()
        .ok_or(CrlError::Issuer)?;
    if !issuer.key_usage.contains(&"cRLSign") {
        return Err(CrlError::Issuer);
    }
    let params = CertificateRevocationListParams {
        this_update: content.this_update.offset_date_time(),
        next_update: content.next_update.offset_date_time(),
        crl_number: content.number.into(),
        issuing_distribution_point: None,
        revoked_certs: content.revoked.iter().map(to_rcgen).collect(),
        key_identifier_method: KeyIdMethod::PreSpecified(identifier.as_bytes().to_vec()),
    };
    let signer = Issuer::from_ca_cert_der(&issuer.der().into(), throwaway::key(algorithm))
        .map_err(CrlError::Encode)?;
    let draft = params.signed_by(&signer).map_err(CrlError::Encode)?;
    let read = RevocationList::from_der(draft.der()).map_err(|_| CrlError::ReadBack)?;
    let by_issuer = read.issuer == issuer.subject && read.authority_key_identifier == *identifier;
    if !read.says(content) || !by_issuer {
        return Err(CrlError::ReadBack);
    }
    first_component(draft.der())
        .map(<[u8]>::to_vec)
        .ok_or(CrlError::ReadBack)
}

fn to_rcgen(entry: &RevokedCertificate) -> RevokedCertParams {
    RevokedCertParams {
        serial_number: entry.serial_number.magnitude().to_vec().into(),
        revocation_time: entry.revoked_at.offset_date_time(),
        reason_code: entry.reason.to_rcgen(),
        invalidity_date: entry.invalid_since.map(Utc::offset_date_time),
    }
}
