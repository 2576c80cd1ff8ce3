//! Lint: what a certificate is held against before a CA key sees it. One rule a
//! file; the folder names the authority: `rfc5280`, or our own `profile`.
//!
//! The whole `TBSCertificate` is signed under a throwaway key first, and the
//! result read as any relying party would read it. Only [`lint`] makes a
//! [`Linted`], and only a [`Linted`] can be signed.

mod profile;
mod rfc5280;

use chancery_domain::profile::Profile;
use chancery_domain::{Spki, Utc};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::X509Extension;
use x509_parser::prelude::FromDer;

use crate::asn1::is_der;
use crate::certificate::Certificate;
use crate::name::Subject;
use crate::profile::{AgentContent, Locations};
use crate::tbs::ToBeSigned;

/// What was approved, and what the certificate must therefore be.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The profile's rules.
    pub profile: &'a Profile,
    /// Who will sign; `None` for a root.
    pub issuer: Option<&'a Certificate>,
    /// Whose it is.
    pub subject: &'a Subject,
    /// The subject's key.
    pub subject_key: &'a Spki,
    /// Whether it is for practice only.
    pub practice: bool,
    /// For an agent: name and scope. `None` for all others.
    pub agent: Option<&'a AgentContent>,
    /// Where relying parties find things; `None` for a root. Of an issuing CA only
    /// the list's address counts.
    pub locations: Option<&'a Locations>,
    /// The instant of issuance. For an intent taken up after a crash: the
    /// intent's.
    pub now: Utc,
}

impl Expectation<'_> {
    /// The key that will sign: the issuer's, or for a root the subject's own.
    fn issuer_key(&self) -> &Spki {
        self.issuer.map_or(self.subject_key, |issuer| &issuer.spki)
    }
}

/// Proof that a certificate was linted and found without fault. Made by [`lint`]
/// only.
#[derive(Debug)]
pub struct Linted {
    tbs: ToBeSigned,
    issuer_key: Spki,
}

impl Linted {
    /// What was linted.
    pub fn tbs(&self) -> &ToBeSigned {
        &self.tbs
    }

    /// The only key that may sign it.
    pub fn issuer_key(&self) -> &Spki {
        &self.issuer_key
    }
}

/// A rule that a certificate breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rule} ({clause}): {detail}")]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Where it is written.
    pub clause: &'static str,
    /// What was found.
    pub detail: String,
}

/// One rule.
struct Rule {
    name: &'static str,
    clause: &'static str,
    check: fn(&Examined<'_>) -> Result<(), String>,
}

/// A certificate under examination.
struct Examined<'a> {
    x509: &'a X509Certificate<'a>,
    certificate: &'a Certificate,
    expected: &'a Expectation<'a>,
}

impl<'a> Examined<'a> {
    fn extension(&self, oid: const_oid::ObjectIdentifier) -> Option<&X509Extension<'a>> {
        let wanted = oid.to_string();
        self.x509
            .extensions()
            .iter()
            .find(|extension| extension.oid.to_id_string() == wanted)
    }
}

/// Holds a certificate against every rule. All findings are reported, not only the
/// first.
pub fn lint(tbs: ToBeSigned, expected: &Expectation<'_>) -> Result<Linted, Vec<Finding>> {
    let der = tbs.under_throwaway_key();
    let findings = examine(&der, expected);
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Linted {
        tbs,
        issuer_key: expected.issuer_key().clone(),
    })
}

fn examine(der: &[u8], expected: &Expectation<'_>) -> Vec<Finding> {
    let unreadable = |detail: String| {
        let (rule, clause) = ("readable", "RFC 5280, 4.1");
        vec![Finding {
            rule,
            clause,
            detail,
        }]
    };
    if !is_der(der) {
        return unreadable("it is not DER".to_owned());
    }
    let (_, x509) = match X509Certificate::from_der(der) {
        Ok(parsed) => parsed,
        Err(error) => return unreadable(error.to_string()),
    };
    let certificate = match Certificate::from_der(der) {
        Ok(certificate) => certificate,
        Err(error) => return unreadable(error.to_string()),
    };
    let examined = Examined {
        x509: &x509,
        certificate: &certificate,
        expected,
    };
    rules()
        .filter_map(|rule| {
            let detail = (rule.check)(&examined).err()?;
            Some(Finding {
                rule: rule.name,
                clause: rule.clause,
                detail,
            })
        })
        .collect()
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    rfc5280::RULES.iter().chain(profile::RULES).copied()
}

/// `Err` with the text unless the condition holds.
fn require(condition: bool, detail: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(detail()) }
}

#[cfg(test)]
mod tests;
