//! People who decide, under pseudonyms.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Language;

/// An officer's pseudonymous id, as in certificates and the log: `officer-03`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficerId(String);

impl OfficerId {
    /// Reads `officer-` and two to six digits.
    pub fn parse(id: &str) -> Option<Self> {
        let digits = id.strip_prefix("officer-")?;
        let well_formed =
            (2..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        well_formed.then(|| Self(id.to_owned()))
    }

    /// The officer of a number: 3 is `officer-03`.
    pub fn numbered(number: u32) -> Self {
        Self(format!("officer-{number:02}"))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OfficerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an officer may do. One role an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Tokens, officers, profiles, backups. Cannot approve.
    Administrator,
    /// Fills in and submits requests.
    Maker,
    /// Approves or rejects what others submitted.
    Checker,
    /// Reads, verifies, exports. Changes nothing.
    Auditor,
}

impl Role {
    /// The stable name: `maker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Maker => "maker",
            Self::Checker => "checker",
            Self::Auditor => "auditor",
        }
    }

    /// The name people read.
    pub fn label(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::En, _) => self.name(),
            (Language::De, Self::Administrator) => "Verwaltung",
            (Language::De, Self::Maker) => "Antragsteller",
            (Language::De, Self::Checker) => "Prüfer",
            (Language::De, Self::Auditor) => "Revision",
        }
    }

    /// Rule: who may do what.
    pub fn may(self, act: Act) -> bool {
        match act {
            Act::Found => true,
            Act::Submit => self == Self::Maker,
            Act::Approve | Act::Reject => self == Self::Checker,
            Act::Revoke | Act::Suspend | Act::Release | Act::Compromise | Act::Issue => {
                matches!(self, Self::Maker | Self::Checker)
            }
            Act::Propose => matches!(self, Self::Administrator | Self::Maker),
            Act::Administer => self == Self::Administrator,
            Act::Hold => self != Self::Auditor,
            Act::Withdraw => matches!(self, Self::Maker | Self::Checker),
            Act::Confirm | Act::Review => self == Self::Checker,
            Act::SignOff => self != Self::Auditor,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a decision does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Founds the workspace.
    Found,
    /// Submits a request.
    Submit,
    /// Approves a request.
    Approve,
    /// Rejects a request.
    Reject,
    /// Revokes a certificate.
    Revoke,
    /// Puts a certificate on hold.
    Suspend,
    /// Releases a certificate from hold.
    Release,
    /// Declares a key compromised.
    Compromise,
    /// Proposes a change of the workspace's rules.
    Propose,
    /// Uses tokens: initialises, takes, relinks, counts their keys. Needs no statement of its own.
    Administer,
    /// Places a legal hold on side data.
    Hold,
    /// Asks for the certificate of an approved request; needs no statement of its own.
    Issue,
    /// Takes back what waits, or what was allowed in advance: a request, a standing authorisation.
    Withdraw,
    /// Confirms what another officer did alone in an emergency.
    Confirm,
    /// Reviews an agent: what it may do is still what it should.
    Review,
    /// Signs a report off: as who prepared, reviewed or approved it.
    SignOff,
}

impl Act {
    /// The stable name: `approve`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
            Self::Suspend => "suspend",
            Self::Release => "release",
            Self::Compromise => "compromise",
            Self::Propose => "propose",
            Self::Administer => "administer",
            Self::Hold => "hold",
            Self::Issue => "issue",
            Self::Withdraw => "withdraw",
            Self::Confirm => "confirm",
            Self::Review => "review",
            Self::SignOff => "sign-off",
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duties_are_separated() {
        assert!(
            !Role::Administrator.may(Act::Approve),
            "an administrator can't approve"
        );
        assert!(!Role::Maker.may(Act::Approve) && !Role::Checker.may(Act::Submit));
        for act in [
            Act::Submit,
            Act::Approve,
            Act::Reject,
            Act::Revoke,
            Act::Suspend,
            Act::Release,
            Act::Compromise,
            Act::Propose,
            Act::Administer,
            Act::Hold,
            Act::Issue,
            Act::Withdraw,
            Act::Confirm,
            Act::Review,
            Act::SignOff,
        ] {
            assert!(!Role::Auditor.may(act), "an auditor changes nothing");
        }
    }
}
