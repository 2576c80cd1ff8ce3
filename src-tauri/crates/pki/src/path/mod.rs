//! Certification path validation: RFC 5280, section 6, in full, for certificates and
//! lists that anyone may have written.
//!
//! - [`build`](self) climbs from the leaf to an anchor through whatever CAs are at
//!   hand, trying others when one way fails;
//! - each way is judged from the anchor down (6.1), with policies as a graph
//!   (RFC 9618);
//! - each certificate's status is read from lists (6.3): distribution points, reasons,
//!   deltas, indirect lists and signers of their own.
//!
//! All input is hostile. Whatever can grow with a product of sizes is counted, and
//! the question ends with [`Rule::Budget`] when the bounds are reached.
//!
//! Beyond RFC 5280: a purpose that is asked for must be listed by the leaf, and CAs
//! that list purposes must list it too; an anchor's own validity, constraints and key
//! usage count as those of a CA (RFC 5937); noRevAvail is understood (RFC 9608).
//! Signatures with SHA-1, by DSA or by RSA keys under 2048 bits are never accepted.

mod budget;
mod build;
pub(crate) mod certificate;
pub(crate) mod certificate_list;
pub(crate) mod constraints;
mod distinguished_name;
mod distribution_point;
pub(crate) mod extensions;
mod general_name;
mod oid;
mod policy;
mod process;
mod rule;
mod status;
pub(crate) mod time;

pub use budget::{Budget, Effort, Exhausted};
pub use certificate::{ForeignCertificate, LONGEST, Unreadable};
pub use certificate_list::{CertificateList, UnreadableList};
pub use distinguished_name::DistinguishedName;
pub(crate) use distribution_point::ALL_REASONS;
pub use distribution_point::{DistributionPoint, IssuingDistributionPoint};
pub use extensions::{BasicConstraints, KeyUsage};
pub use general_name::GeneralName;
pub use oid::Oid;
pub use policy::{PolicyInputs, ValidPolicies};
pub use rule::{PathError, Rule};

use chancery_domain::Utc;
use const_oid::ObjectIdentifier;

/// Whether and how revocation is asked about.
#[derive(Debug, Clone, Copy)]
pub enum Lists<'a> {
    /// Every certificate below the anchor must be covered by a list that is current.
    Checked(&'a [&'a CertificateList]),
    /// Not asked; the verdict does not say.
    NotAsked,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The end of the path: usually an end entity.
    pub leaf: &'a ForeignCertificate,
    /// Other certificates at hand, in any order.
    pub intermediates: &'a [ForeignCertificate],
    /// Whom the asker trusts.
    pub anchors: &'a [ForeignCertificate],
    /// The instant to which the verdict applies.
    pub at: Utc,
    /// The extended key usage that the leaf must list.
    pub purpose: Option<ObjectIdentifier>,
    /// What the leaf's key must be allowed to do.
    pub key_usage: Option<KeyUsage>,
    /// What is asked of policies.
    pub policies: PolicyInputs,
    /// What is known of revocation.
    pub lists: Lists<'a>,
    /// Critical extensions that the asker processes.
    pub understood: &'a [ObjectIdentifier],
    /// The bounds of the work.
    pub budget: Budget,
}

/// A path that holds.
#[derive(Debug, Clone)]
pub struct ValidPath<'a> {
    /// The leaf first, the anchor last.
    pub certificates: Vec<&'a ForeignCertificate>,
    /// The policies under which it holds.
    pub policies: ValidPolicies,
}

/// The answer, with what it cost.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// A path that holds, or why the most promising one does not.
    pub verdict: Result<ValidPath<'a>, PathError>,
    /// The work done.
    pub effort: Effort,
}

/// Looks for a path that holds.
pub fn answer<'a>(question: &Question<'a>) -> Answer<'a> {
    let mut search = build::Search::new(question);
    let verdict = search.verdict();
    Answer {
        verdict,
        effort: search.effort(),
    }
}

#[cfg(test)]
mod tests;
