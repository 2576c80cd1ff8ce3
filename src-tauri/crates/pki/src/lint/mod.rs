//! Lint: what a certificate is held against before a CA key sees it, and again
//! after. One rule a file; the folder names the authority that wrote it, our own is
//! `profile`.
//!
//! The whole `TBSCertificate` is signed under a throwaway key first, and the
//! result read as any relying party would read it. Only [`lint`] makes a
//! [`Linted`], and only a [`Linted`] can be signed.

mod cabf;
mod countries;
mod en319412;
mod examined;
mod expectation;
mod profile;
mod rfc3161;
mod rfc5280;
mod rfc9608;
mod spiffe;
mod spki;
mod uri;
mod x690;

pub use expectation::Expectation;

use chancery_domain::Spki;

use self::examined::Examined;
use crate::asn1::is_der;
use crate::certificate::Certificate;
use crate::tbs::ToBeSigned;

/// Proof that a certificate was linted and found without fault. Made by [`lint`]
/// only.
#[derive(Debug)]
pub struct Linted {
    tbs: ToBeSigned,
    expected: Expectation,
}

impl Linted {
    /// What was linted.
    pub fn tbs(&self) -> &ToBeSigned {
        &self.tbs
    }

    /// The only key that may sign it.
    pub fn issuer_key(&self) -> &Spki {
        self.expected.issuer_key()
    }

    pub(crate) fn expected(&self) -> &Expectation {
        &self.expected
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

/// Holds a certificate against every rule. All findings are reported, not only the
/// first.
pub fn lint(tbs: ToBeSigned, expected: Expectation) -> Result<Linted, Vec<Finding>> {
    let der = tbs.under_throwaway_key();
    let findings = match read(&der) {
        Ok(draft) => examine(&draft, &expected),
        Err(unreadable) => vec![unreadable],
    };
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Linted { tbs, expected })
}

fn read(der: &[u8]) -> Result<Certificate, Finding> {
    if !is_der(der) {
        return Err(unreadable("it is not DER".to_owned()));
    }
    Certificate::from_der(der).map_err(|error| unreadable(error.to_string()))
}

fn unreadable(detail: String) -> Finding {
    Finding {
        rule: "readable",
        clause: "RFC 5280, 4.1; X.690, 10.1",
        detail,
    }
}

/// The same rules on a certificate that is signed by whomever.
pub(crate) fn examine(certificate: &Certificate, expected: &Expectation) -> Vec<Finding> {
    let Ok(examined) = Examined::of(certificate, expected) else {
        return vec![unreadable("its components can't be told apart".to_owned())];
    };
    let broken = |rule: &'static Rule| {
        let detail = (rule.check)(&examined).err()?;
        Some(Finding {
            rule: rule.name,
            clause: rule.clause,
            detail,
        })
    };
    rules().filter_map(broken).collect()
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        rfc5280::RULES,
        x690::RULES,
        spki::RULES,
        en319412::RULES,
        cabf::RULES,
        rfc3161::RULES,
        rfc9608::RULES,
        spiffe::RULES,
        profile::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// `Err` with the text unless the condition holds.
fn require(condition: bool, detail: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(detail()) }
}

#[cfg(test)]
mod tests;
