//! A path in our own hierarchy at a given instant: root, issuing CAs, end entity.
//! [`crate::path`] judges it; here our certificates go in and come out, and the
//! scope extension counts as understood, since whoever asks reads it.

use chancery_domain::Utc;
use const_oid::ObjectIdentifier;

use crate::certificate::Certificate;
use crate::crl::RevocationList;
use crate::oid;
use crate::path::{
    Budget, CertificateList, ForeignCertificate, Lists, PathError, PolicyInputs, Question, Rule,
    answer,
};

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

/// Critical extensions that are ours.
const UNDERSTOOD: &[ObjectIdentifier] = &[oid::AGENT_SCOPE];

/// Validates a path; of several, the first that holds.
pub fn validate(path: &Path<'_>) -> Result<ValidatedChain, PathError> {
    let leaf = read(path.leaf)?;
    let root = read(path.root)?;
    // A CA that can't be read is one that is not there.
    let intermediates: Vec<_> = path
        .intermediates
        .iter()
        .filter_map(|certificate| read(certificate).ok())
        .collect();
    let lists = lists(path.revocation);
    let lists: Vec<&CertificateList> = lists.iter().collect();
    let question = Question {
        leaf: &leaf,
        intermediates: &intermediates,
        anchors: std::slice::from_ref(&root),
        at: path.at,
        purpose: path.purpose,
        key_usage: None,
        policies: PolicyInputs::default(),
        lists: match path.revocation {
            Revocation::Checked(_) => Lists::Checked(&lists),
            Revocation::NotAsked => Lists::NotAsked,
        },
        understood: UNDERSTOOD,
        budget: Budget::default(),
    };
    let valid = answer(&question).verdict?;
    let certificates = valid.certificates.iter().map(|found| ours(path, found));
    Ok(ValidatedChain {
        certificates: certificates.collect(),
    })
}

fn read(certificate: &Certificate) -> Result<ForeignCertificate, PathError> {
    ForeignCertificate::from_der(certificate.der()).map_err(|unreadable| PathError {
        subject: certificate.subject.to_string(),
        rule: Rule::Unreadable(unreadable),
    })
}

/// A list that can't be read is one that is not there.
fn lists(revocation: Revocation<'_>) -> Vec<CertificateList> {
    let Revocation::Checked(lists) = revocation else {
        return Vec::new();
    };
    lists
        .iter()
        .filter_map(|list| CertificateList::from_der(list.der()).ok())
        .collect()
}

fn ours(path: &Path<'_>, found: &ForeignCertificate) -> Certificate {
    [path.leaf, path.root]
        .into_iter()
        .chain(path.intermediates)
        .find(|certificate| certificate.der() == found.der())
        .expect("a path is made of what was given")
        .clone()
}

#[cfg(test)]
mod tests;
