//! Signing a list with the CA's key, once, and reading back what came of it.

use chancery_domain::{Algorithm, SigningFailed, SigningKey, Spki};

use super::write::{CrlWriter, Unsigned};
use super::{CrlContent, CrlHead, RevocationList};
use crate::certificate::Certificate;
use crate::key_identifier::KeyIdentifier;
use crate::path::CertificateList;
use crate::serial::SerialNumber;
use crate::signature;

/// Why a list was not made.
#[derive(Debug, thiserror::Error)]
pub enum CrlError {
    /// The issuer's certificate does not allow it to sign lists.
    #[error("the issuer may not sign revocation lists")]
    Issuer,
    /// The key is not the issuer's.
    #[error("the key is not that of the list's issuer")]
    AnotherKey,
    /// It would end when it begins, or before.
    #[error("the revocation list's next update is not after this one")]
    Period,
    /// It would cover what no list can.
    #[error("the revocation list's scope is not possible: {0}")]
    Scope(&'static str),
    /// A serial number of more than 20 octets, or a removal in a full list.
    #[error("the certificate {0} can't stand in this revocation list")]
    Entry(SerialNumber),
    /// More entries than a list can hold.
    #[error("the revocation list is too long after {0} entries; it must be parted")]
    TooLong(usize),
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

/// A list that its issuer's key has signed, as bytes: there may be a million
/// entries in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCrl {
    der: Vec<u8>,
    entries: usize,
}

impl SignedCrl {
    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The same, given away.
    pub fn into_der(self) -> Vec<u8> {
        self.der
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// RFC 7468 text.
    pub fn to_pem(&self) -> String {
        crate::pem::encode(crate::pem::Label::X509Crl, &self.der)
    }
}

/// Makes a list and signs it with the issuer's key. For lists that fit into memory
/// as they are read; for others see [`CrlWriter`].
pub fn issue(
    content: &CrlContent,
    issuer: &Certificate,
    issuer_key: &dyn SigningKey,
) -> Result<RevocationList, CrlError> {
    let mut writer = CrlWriter::begin(content.head(), issuer)?;
    for entry in &content.revoked {
        writer.push(entry)?;
    }
    let signed = writer.sign(issuer_key)?;
    let list = RevocationList::from_der(signed.der()).map_err(|_| CrlError::ReadBack)?;
    let by_issuer = list.issuer == issuer.subject
        && issuer.subject_key_identifier.as_ref() == Some(&list.authority_key_identifier);
    if list.says(content) && by_issuer {
        Ok(list)
    } else {
        Err(CrlError::ReadBack)
    }
}

impl CrlWriter<'_> {
    /// Signs the list with its issuer's key, and verifies the result.
    pub fn sign(self, issuer_key: &dyn SigningKey) -> Result<SignedCrl, CrlError> {
        let unsigned = self.finish();
        let algorithm = unsigned.algorithm();
        if issuer_key.spki() != unsigned.issuer_key() || issuer_key.algorithm() != algorithm {
            return Err(CrlError::AnotherKey);
        }
        let tbs = unsigned.tbs_der();
        let raw = issuer_key.sign(tbs).map_err(CrlError::Sign)?;
        if raw.0.len() != algorithm.signature_len() {
            return Err(CrlError::BadSignature);
        }
        let signature = signature::encode(algorithm, &raw);
        if !signature::verifies(unsigned.issuer_key(), algorithm, tbs, &signature) {
            return Err(CrlError::BadSignature);
        }
        close(unsigned, &signature)
    }
}

/// Reads the whole list back, every entry of it.
fn close(unsigned: Unsigned<'_>, signature: &[u8]) -> Result<SignedCrl, CrlError> {
    let (entries, head, issuer) = (
        unsigned.entries(),
        unsigned.head().clone(),
        unsigned.issuer(),
    );
    let list = CertificateList::from_vec(unsigned.close(signature));
    let list = list.map_err(|_| CrlError::ReadBack)?;
    let identifier = issuer.subject_key_identifier.as_ref();
    let right = list.this_update == head.this_update.unix_seconds()
        && list.next_update == Some(head.next_update.unix_seconds())
        && list.authority_key_identifier.as_deref() == identifier.map(KeyIdentifier::as_bytes)
        && list.scope_der == head.scope.issuing_distribution_point()
        && list.base_number.is_some() == head.scope.is_delta()
        && list.number.is_some()
        && !list.unknown_critical
        && list.count == entries;
    if !right {
        return Err(CrlError::ReadBack);
    }
    let der = list.into_der();
    Ok(SignedCrl { der, entries })
}

/// What can be said before anything is written; the issuer's algorithm.
pub(super) fn check(head: &CrlHead, issuer: &Certificate) -> Result<Algorithm, CrlError> {
    let may_sign = issuer.key_usage.contains(&"cRLSign");
    let algorithm = issuer
        .key_algorithm
        .filter(|algorithm| Algorithm::OF_AUTHORITIES.contains(algorithm))
        .filter(|_| may_sign && issuer.subject_key_identifier.is_some())
        .ok_or(CrlError::Issuer)?;
    if head.this_update.to_whole_second() >= head.next_update.to_whole_second() {
        return Err(CrlError::Period);
    }
    check_scope(head)?;
    Ok(algorithm)
}

fn check_scope(head: &CrlHead) -> Result<(), CrlError> {
    let scope = &head.scope;
    let uris = [&scope.distribution_point, &scope.freshest];
    let mut texts = uris.into_iter().flatten();
    if texts.any(|uri| uri.is_empty() || !uri.is_ascii()) {
        return Err(CrlError::Scope("an address is empty or not ASCII"));
    }
    // RFC 5280, 5.2.6: "This extension MUST NOT appear in delta CRLs."
    if scope.is_delta() && scope.freshest.is_some() {
        return Err(CrlError::Scope("a delta has no delta of its own"));
    }
    if scope.delta_base.is_some_and(|base| base >= head.number) {
        return Err(CrlError::Scope("a delta is numbered above its base"));
    }
    Ok(())
}

impl Unsigned<'_> {
    fn issuer_key(&self) -> &Spki {
        &self.issuer().spki
    }
}
