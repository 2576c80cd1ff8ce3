//! Validating a path in our own hierarchy at a given instant: root, issuing CAs,
//! end entity. It covers what our profiles use of RFC 5280, section 6: names,
//! signatures, validity, basic constraints, key usage, the purpose asked for, and
//! revocation. Policies are only reported; there are no name constraints here.

use chancery_domain::Utc;
use const_oid::ObjectIdentifier;

use crate::certificate::Certificate;
use crate::crl::{RevocationList, RevokedCertificate};

/// Whether and how revocation is asked about.
#[derive(Debug, Clone, Copy)]
pub enum Revocation<'a> {
    /// Every certificate below the root must be covered by a current list.
    Checked(&'a [RevocationList]),
    /// Not asked; the verdict does not say.
    NotAsked,
}

/// A path to be validated.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    /// The end entity.
    pub leaf: &'a Certificate,
    /// CAs between it and the root, in any order.
    pub intermediates: &'a [Certificate],
    /// The root, trusted from elsewhere.
    pub root: &'a Certificate,
    /// The instant to which the verdict applies.
    pub at: Utc,
    /// The extended key usage that the leaf must have.
    pub purpose: Option<ObjectIdentifier>,
    /// What is known of revocation.
    pub revocation: Revocation<'a>,
}

/// The verdict on a path that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidatedChain {
    /// Subjects from the leaf up to the root.
    certificates: Vec<Certificate>,
}

impl ValidatedChain {
    /// The leaf first, the root last.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Whether the leaf is for practice: then nothing it signs is authentic.
    pub fn is_practice(&self) -> bool {
        self.certificates[0].is_practice()
    }
}

/// Why a path does not hold. `subject` names the certificate at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// None of the CAs at hand is the issuer.
    #[error("the issuer of {subject} is not known")]
    NoIssuer {
        /// The certificate at fault.
        subject: String,
    },
    /// The issuer's key did not sign it.
    #[error("the signature on {subject} does not verify")]
    Signature {
        /// The certificate at fault.
        subject: String,
    },
    /// Not valid at the instant asked about.
    #[error("{subject} is not valid at {at}")]
    Validity {
        /// The certificate at fault.
        subject: String,
        /// The instant.
        at: Utc,
    },
    /// It issued, and is no CA, or one that may not sign certificates.
    #[error("{subject} may not issue certificates")]
    NotACa {
        /// The certificate at fault.
        subject: String,
    },
    /// More CAs below it than it allows.
    #[error("{subject} allows fewer CAs below it")]
    PathLen {
        /// The certificate at fault.
        subject: String,
    },
    /// The leaf lacks the purpose asked for.
    #[error("{subject} is not for this purpose")]
    Purpose {
        /// The certificate at fault.
        subject: String,
    },
    /// A critical extension that is not known here.
    #[error("{subject} has a critical extension that is not understood")]
    UnknownCritical {
        /// The certificate at fault.
        subject: String,
    },
    /// No list at hand covers it at that instant.
    #[error("the status of {subject} is not known: no current revocation list covers it")]
    StatusUnknown {
        /// The certificate at fault.
        subject: String,
    },
    /// Revoked or on hold at that instant.
    #[error("{subject} was revoked on {}: {}", entry.revoked_at, entry.reason.name())]
    Revoked {
        /// The certificate at fault.
        subject: String,
        /// What the list says.
        entry: RevokedCertificate,
    },
}

/// Validates a path. The first fault found from the leaf upwards is the answer.
pub fn validate(path: &Path<'_>) -> Result<ValidatedChain, ChainError> {
    let certificates = build(path)?;
    for (below, pair) in certificates.windows(2).enumerate() {
        check_link(path, pair[0], pair[1], below)?;
    }
    check_certificate(path, path.root)?;
    let purpose = path
        .purpose
        .is_none_or(|purpose| path.leaf.has_purpose(purpose));
    if !purpose {
        return Err(ChainError::Purpose {
            subject: path.leaf.subject.to_string(),
        });
    }
    Ok(ValidatedChain {
        certificates: certificates.into_iter().cloned().collect(),
    })
}

/// From the leaf to the root by names and key identifiers.
fn build<'a>(path: &Path<'a>) -> Result<Vec<&'a Certificate>, ChainError> {
    let mut chain = vec![path.leaf];
    let mut current = path.leaf;
    while current.der() != path.root.der() {
        let issued = |issuer: &&Certificate| {
            issuer.subject.der() == current.issuer.der()
                && current.authority_key_identifier == issuer.subject_key_identifier
                && !chain.contains(issuer)
        };
        let mut candidates = std::iter::once(path.root).chain(path.intermediates);
        let subject = || current.subject.to_string();
        current = candidates
            .find(issued)
            .ok_or_else(|| ChainError::NoIssuer { subject: subject() })?;
        chain.push(current);
    }
    Ok(chain)
}

fn check_link(
    path: &Path<'_>,
    certificate: &Certificate,
    issuer: &Certificate,
    cas_below_issuer: usize,
) -> Result<(), ChainError> {
    let of = |certificate: &Certificate| certificate.subject.to_string();
    if !certificate.is_signed_by(&issuer.spki) {
        return Err(ChainError::Signature {
            subject: of(certificate),
        });
    }
    check_certificate(path, certificate)?;
    let Some(ca) = issuer
        .ca
        .filter(|_| issuer.key_usage.contains(&"keyCertSign"))
    else {
        return Err(ChainError::NotACa {
            subject: of(issuer),
        });
    };
    let allowed = ca.path_len.and_then(|len| usize::try_from(len).ok());
    if allowed.is_some_and(|allowed| cas_below_issuer > allowed) {
        return Err(ChainError::PathLen {
            subject: of(issuer),
        });
    }
    match path.revocation {
        Revocation::Checked(lists) => check_status(path.at, lists, certificate, issuer),
        Revocation::NotAsked => Ok(()),
    }
}

fn check_certificate(path: &Path<'_>, certificate: &Certificate) -> Result<(), ChainError> {
    let subject = || certificate.subject.to_string();
    if !certificate.validity.contains(path.at) {
        return Err(ChainError::Validity {
            subject: subject(),
            at: path.at,
        });
    }
    if !certificate.unknown_critical.is_empty() {
        return Err(ChainError::UnknownCritical { subject: subject() });
    }
    Ok(())
}

/// The list that counts is the newest good one of the issuer: made by its key, and
/// not past its next update at the instant asked about. A list made after that
/// instant may be used, since it tells when each certificate was revoked; a
/// certificate released from hold in between is then as if never held.
fn check_status(
    at: Utc,
    lists: &[RevocationList],
    certificate: &Certificate,
    issuer: &Certificate,
) -> Result<(), ChainError> {
    let subject = || certificate.subject.to_string();
    let covers = |list: &&RevocationList| {
        list.issuer.der() == issuer.subject.der()
            && issuer.subject_key_identifier.as_ref() == Some(&list.authority_key_identifier)
            && issuer.key_usage.contains(&"cRLSign")
            && at <= list.content.next_update
            && list.is_signed_by(&issuer.spki)
    };
    let newest = lists
        .iter()
        .filter(covers)
        .max_by_key(|list| list.content.number);
    let list = newest.ok_or_else(|| ChainError::StatusUnknown { subject: subject() })?;
    match list.entry(&certificate.serial_number) {
        Some(entry) if entry.revoked_at <= at => Err(ChainError::Revoked {
            subject: subject(),
            entry: entry.clone(),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
