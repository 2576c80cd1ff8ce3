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
    /// Leads a ceremony by its script. Decides nothing outside of one.
    CeremonyAdministrator,
    /// Brings a share of what a ceremony needs. Decides nothing outside of one.
    CryptoOfficer,
    /// Attests what happened in a ceremony. Decides nothing.
    Witness,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::Maker,
        Self::Checker,
        Self::Auditor,
        Self::CeremonyAdministrator,
        Self::CryptoOfficer,
        Self::Witness,
    ];

    /// The role of a stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// True if they work at the workstation: not those who only look, or only meet in ceremonies.
    pub fn works_here(self) -> bool {
        matches!(self, Self::Administrator | Self::Maker | Self::Checker)
    }

    /// The stable name: `maker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Maker => "maker",
            Self::Checker => "checker",
            Self::Auditor => "auditor",
            Self::CeremonyAdministrator => "ceremony-administrator",
            Self::CryptoOfficer => "crypto-officer",
            Self::Witness => "witness",
        }
    }

    /// The name people read.
    pub fn label(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::En, Self::CeremonyAdministrator) => "ceremony administrator",
            (Language::En, Self::CryptoOfficer) => "crypto officer",
            (Language::En, _) => self.name(),
            (Language::De, Self::Administrator) => "Verwaltung",
            (Language::De, Self::Maker) => "Antragsteller",
            (Language::De, Self::Checker) => "Prüfer",
            (Language::De, Self::Auditor) => "Revision",
            (Language::De, Self::CeremonyAdministrator) => "Zeremonienleitung",
            (Language::De, Self::CryptoOfficer) => "Crypto Officer",
            (Language::De, Self::Witness) => "Zeuge",
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
            Act::Hold | Act::SignOff | Act::Withdraw => self.works_here(),
            Act::Confirm | Act::Review => self == Self::Checker,
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
            for role in Role::ALL.into_iter().filter(|role| !role.works_here()) {
                assert!(!role.may(act), "{role} does {}", act.name());
            }
        }
    }

    #[test]
    fn roles_read_back_by_the_name_that_is_stored() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.name()), Some(role));
            let stored = serde_json::to_value(role).expect("text");
            assert_eq!(stored, role.name());
        }
        assert_eq!(Role::parse("root"), None);
    }
}
