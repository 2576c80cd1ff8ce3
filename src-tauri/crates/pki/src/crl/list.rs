//! A list as read.

use chancery_domain::{Algorithm, Spki, Utc};
use x509_parser::extensions::{ParsedExtension, X509Extension};
use x509_parser::prelude::FromDer;
use x509_parser::revocation_list::{CertificateRevocationList, RevokedCertificate as ParsedEntry};

use super::{CrlContent, CrlScope, RevocationReason, RevokedCertificate};
use crate::certificate::instant;
use crate::key_identifier::KeyIdentifier;
use crate::name::Name;
use crate::serial::SerialNumber;
use crate::signature;

/// The bytes are no revocation list that can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACrl {
    /// Not one CertificateList in DER.
    #[error("the bytes are not one certificate revocation list in DER")]
    Form,
    /// nextUpdate, number or authority key identifier is missing.
    #[error("the revocation list lacks its next update, its number or its key identifier")]
    Incomplete,
    /// Something critical in it is not known here: it may cover less than it seems.
    #[error("the revocation list has a critical extension that is not understood")]
    UnknownCritical,
    /// An entry can't be read.
    #[error("an entry of the revocation list can't be read")]
    Entry,
}

/// A list as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevocationList {
    der: Vec<u8>,
    tbs: Vec<u8>,
    signature: Vec<u8>,
    algorithm: Option<Algorithm>,
    /// Who issued it.
    pub issuer: Name,
    /// Which of the issuer's keys signed it.
    pub authority_key_identifier: KeyIdentifier,
    /// What it says.
    pub content: CrlContent,
}

impl RevocationList {
    /// Reads exactly one list.
    pub fn from_der(der: &[u8]) -> Result<Self, NotACrl> {
        let (rest, crl) = CertificateRevocationList::from_der(der).map_err(|_| NotACrl::Form)?;
        if !rest.is_empty() || crl.signature_algorithm != crl.tbs_cert_list.signature {
            return Err(NotACrl::Form);
        }
        let scope = scope_of(&crl)?;
        let algorithm = signature::algorithm_of(crl.signature_algorithm.algorithm.as_bytes());
        let (tbs, bits) = (crl.tbs_cert_list.as_ref(), &crl.signature_value.data);
        if !signature::is_exactly(der, tbs, algorithm, bits) {
            return Err(NotACrl::Form);
        }
        Ok(Self {
            der: der.to_vec(),
            tbs: tbs.to_vec(),
            signature: bits.to_vec(),
            algorithm,
            issuer: Name::read(crl.issuer()),
            authority_key_identifier: crl
                .extensions()
                .iter()
                .find_map(key_identifier)
                .ok_or(NotACrl::Incomplete)?,
            content: CrlContent {
                number: number(&crl).ok_or(NotACrl::Incomplete)?,
                this_update: instant(crl.last_update()).ok_or(NotACrl::Form)?,
                next_update: crl
                    .next_update()
                    .and_then(instant)
                    .ok_or(NotACrl::Incomplete)?,
                scope,
                revoked: crl
                    .iter_revoked_certificates()
                    .map(entry)
                    .collect::<Result<_, _>>()?,
            },
        })
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// RFC 7468 text.
    pub fn to_pem(&self) -> String {
        crate::pem::encode(crate::pem::Label::X509Crl, &self.der)
    }

    /// Whether the list's signature is by this key.
    pub fn is_signed_by(&self, issuer_key: &Spki) -> bool {
        self.algorithm.is_some_and(|algorithm| {
            signature::verifies(issuer_key, algorithm, &self.tbs, &self.signature)
        })
    }

    /// The entry of a certificate.
    pub fn entry(&self, serial_number: &SerialNumber) -> Option<&RevokedCertificate> {
        self.content
            .revoked
            .iter()
            .find(|entry| entry.serial_number == *serial_number)
    }

    /// Whether it says this, to the second.
    pub(super) fn says(&self, content: &CrlContent) -> bool {
        let whole = |entry: &RevokedCertificate| RevokedCertificate {
            revoked_at: entry.revoked_at.to_whole_second(),
            invalid_since: entry.invalid_since.map(Utc::to_whole_second),
            ..entry.clone()
        };
        self.content
            == CrlContent {
                number: content.number,
                this_update: content.this_update.to_whole_second(),
                next_update: content.next_update.to_whole_second(),
                scope: content.scope.clone(),
                revoked: content.revoked.iter().map(whole).collect(),
            }
    }
}

fn key_identifier(extension: &X509Extension<'_>) -> Option<KeyIdentifier> {
    match extension.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(aki) => aki
            .key_identifier
            .as_ref()
            .map(|id| KeyIdentifier::from_bytes(id.0)),
        _ => None,
    }
}

/// A critical extension that limits the list in a way that is not known here makes
/// it cover less than it seems to.
fn scope_of(crl: &CertificateRevocationList<'_>) -> Result<CrlScope, NotACrl> {
    let mut scope = CrlScope::default();
    for extension in crl.extensions() {
        let id = extension.oid.to_id_string();
        scope.read(&id, extension.value)?;
        if extension.critical && !CrlScope::is_named_by(&id) {
            return Err(NotACrl::UnknownCritical);
        }
    }
    Ok(scope)
}

fn number(crl: &CertificateRevocationList<'_>) -> Option<u64> {
    crl.crl_number().and_then(|number| number.try_into().ok())
}

fn entry(parsed: &ParsedEntry<'_>) -> Result<RevokedCertificate, NotACrl> {
    let reason = match parsed.reason_code() {
        None => RevocationReason::Unspecified,
        Some((_, code)) => RevocationReason::from_code(code.0).ok_or(NotACrl::Entry)?,
    };
    let invalid_since = match parsed.invalidity_date() {
        None => None,
        Some((_, date)) => Some(instant(date).ok_or(NotACrl::Entry)?),
    };
    if parsed
        .extensions()
        .iter()
        .any(|extension| extension.critical)
    {
        return Err(NotACrl::UnknownCritical);
    }
    Ok(RevokedCertificate {
        serial_number: SerialNumber::from_magnitude(parsed.raw_serial()).ok_or(NotACrl::Entry)?,
        revoked_at: instant(parsed.revocation_date).ok_or(NotACrl::Entry)?,
        reason,
        invalid_since,
    })
}
