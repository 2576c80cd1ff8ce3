//! A request's life: one struct a state, consuming transitions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest, Utc,
    decision::APPROVAL_LIFETIME_SECONDS,
    numbered,
    officer::{Act, OfficerId, Role},
};

/// A request's number in the workspace: `REQ-2026-0118`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(String);

impl RequestId {
    /// The request of a year and number.
    pub fn numbered(year: i32, number: u64) -> Self {
        Self(numbered::id("REQ", year, number))
    }

    /// Reads `REQ-`, a year, and a number of at least four digits.
    pub fn parse(id: &str) -> Option<Self> {
        numbered::is_id("REQ", id).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who signed a decision, by everything that must differ between maker and checker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The officer.
    pub officer: OfficerId,
    /// Their role when they signed.
    pub role: Role,
    /// SHA-256 of their certificate.
    pub certificate: Sha256Digest,
    /// Serial of their token.
    pub token_serial: String,
}

impl Signer {
    /// One officer, one certificate or one token: one person, for all that we can tell.
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.officer == other.officer
            || self.certificate == other.certificate
            || self.token_serial == other.token_serial
    }
}

/// Waits for a checker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// Which request.
    pub id: RequestId,
    /// The hash decided on.
    pub object: Sha256Digest,
    /// Who submitted it.
    pub maker: Signer,
}

/// Accepted by as many officers as its profile asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// As it was submitted.
    pub submitted: Submitted,
    /// Who approved it, the first first.
    pub checkers: Vec<Signer>,
    /// When the first of them did: the approval ends a day after.
    pub at: Utc,
}

/// Turned down by a second officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// As it was submitted.
    pub submitted: Submitted,
    /// Who rejected it.
    pub checker: Signer,
}

/// Why a transition was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Four eyes: whoever asked may not decide.
    #[error("{officer} submitted {request} and can't decide on it")]
    SelfApproval {
        /// The request.
        request: RequestId,
        /// The officer.
        officer: OfficerId,
    },
    /// The role does not allow the act.
    #[error("a {role} can't {act}")]
    RoleForbids {
        /// The role.
        role: Role,
        /// What was tried.
        act: Act,
    },
    /// One officer approves once.
    #[error("{officer} approved {request} already")]
    ApprovedAlready {
        /// The request.
        request: RequestId,
        /// The officer.
        officer: OfficerId,
    },
    /// The profile asks for more approvals.
    #[error("{request} has {given} of {needed} approvals")]
    ApprovalsMissing {
        /// The request.
        request: RequestId,
        /// Approvals given.
        given: usize,
        /// Approvals needed.
        needed: usize,
    },
    /// The approval is older than it may be.
    #[error("the approval of {request} ended at {ended}")]
    ApprovalEnded {
        /// The request.
        request: RequestId,
        /// When it ended.
        ended: Utc,
    },
}

impl Submitted {
    /// Four eyes: another officer, another certificate and another token than the maker's.
    fn check_second(&self, checker: &Signer, act: Act) -> Result<(), Refusal> {
        if !checker.role.may(act) {
            return Err(Refusal::RoleForbids {
                role: checker.role,
                act,
            });
        }
        if checker.is_same_person(&self.maker) {
            return Err(Refusal::SelfApproval {
                request: self.id.clone(),
                officer: checker.officer.clone(),
            });
        }
        Ok(())
    }

    /// Other officers approve, each another than the maker and than those before, with another
    /// certificate and another token. `needed`: how many the profile asks for.
    pub fn approve(
        self,
        approvals: Vec<(Signer, Utc)>,
        needed: usize,
    ) -> Result<Approved, Refusal> {
        for (at, (checker, _)) in approvals.iter().enumerate() {
            self.check_second(checker, Act::Approve)?;
            let before = approvals[..at].iter().map(|(before, _)| before);
            if before
                .into_iter()
                .any(|before| before.is_same_person(checker))
            {
                return Err(Refusal::ApprovedAlready {
                    request: self.id.clone(),
                    officer: checker.officer.clone(),
                });
            }
        }
        let first = approvals.iter().map(|(_, at)| *at).min();
        let (Some(at), true) = (first, approvals.len() >= needed.max(1)) else {
            return Err(Refusal::ApprovalsMissing {
                request: self.id.clone(),
                given: approvals.len(),
                needed,
            });
        };
        Ok(Approved {
            submitted: self,
            checkers: approvals.into_iter().map(|(checker, _)| checker).collect(),
            at,
        })
    }

    /// Whether one more officer may approve after those who did.
    pub fn check_approval(&self, before: &[Signer], checker: &Signer) -> Result<(), Refusal> {
        self.check_second(checker, Act::Approve)?;
        if before.iter().any(|before| before.is_same_person(checker)) {
            return Err(Refusal::ApprovedAlready {
                request: self.id.clone(),
                officer: checker.officer.clone(),
            });
        }
        Ok(())
    }

    /// A second officer rejects.
    pub fn reject(self, checker: Signer) -> Result<Rejected, Refusal> {
        self.check_second(&checker, Act::Reject)?;
        Ok(Rejected {
            submitted: self,
            checker,
        })
    }
}

impl Approved {
    /// When the approval ends.
    pub fn ends_at(&self) -> Utc {
        self.at.plus_seconds(APPROVAL_LIFETIME_SECONDS)
    }

    /// Refuses an approval that is older than 24 hours.
    pub fn check_current(&self, now: Utc) -> Result<(), Refusal> {
        if now > self.ends_at() {
            let request = self.submitted.id.clone();
            return Err(Refusal::ApprovalEnded {
                request,
                ended: self.ends_at(),
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(number: u32, role: Role) -> Signer {
        Signer {
            officer: OfficerId::numbered(number),
            role,
            certificate: Sha256Digest::of(&number.to_be_bytes()),
            token_serial: format!("token-{number}"),
        }
    }

    fn submitted() -> Submitted {
        Submitted {
            id: RequestId::numbered(2026, 1),
            object: Sha256Digest::of(b"object"),
            maker: signer(2, Role::Maker),
        }
    }

    fn instant() -> Utc {
        Utc::from_unix_seconds(1_795_000_000).expect("in range")
    }

    fn approve(checkers: Vec<Signer>, needed: usize) -> Result<Approved, Refusal> {
        let approvals = checkers.into_iter().map(|checker| (checker, instant()));
        submitted().approve(approvals.collect(), needed)
    }

    #[test]
    fn as_many_approve_as_the_profile_asks_for_and_each_once() {
        let (third, fourth) = (signer(3, Role::Checker), signer(4, Role::Checker));
        assert!(approve(vec![third.clone(), fourth.clone()], 2).is_ok());
        assert!(matches!(
            approve(vec![third.clone()], 2),
            Err(Refusal::ApprovalsMissing { .. })
        ));
        let mut disguised = fourth;
        disguised.token_serial.clone_from(&third.token_serial);
        for again in [third.clone(), disguised] {
            assert!(matches!(
                approve(vec![third.clone(), again], 2),
                Err(Refusal::ApprovedAlready { .. })
            ));
        }
        assert!(approve(vec![], 0).is_err(), "nobody is nobody");
    }

    #[test]
    fn another_checker_may_approve() {
        assert!(approve(vec![signer(3, Role::Checker)], 1).is_ok());
    }

    #[test]
    fn maker_can_not_approve_even_as_a_checker_with_another_token() {
        let mut maker = signer(2, Role::Checker);
        maker.token_serial = "second token".into();
        maker.certificate = Sha256Digest::of(b"second certificate");
        assert!(matches!(
            approve(vec![maker], 1),
            Err(Refusal::SelfApproval { .. })
        ));
    }

    #[test]
    fn makers_token_in_another_hand_can_not_approve() {
        let mut other = signer(3, Role::Checker);
        other.token_serial = submitted().maker.token_serial;
        assert!(matches!(
            submitted().reject(other),
            Err(Refusal::SelfApproval { .. })
        ));
    }

    #[test]
    fn administrator_can_not_approve() {
        assert!(matches!(
            approve(vec![signer(1, Role::Administrator)], 1),
            Err(Refusal::RoleForbids { .. })
        ));
    }

    #[test]
    fn approval_ends_after_a_day() {
        let approved = approve(vec![signer(3, Role::Checker)], 1).expect("another officer");
        assert!(
            approved
                .check_current(instant().plus_seconds(86_400))
                .is_ok()
        );
        assert!(
            approved
                .check_current(instant().plus_seconds(86_401))
                .is_err()
        );
    }

    #[test]
    fn ids_read_back() {
        let id = RequestId::numbered(2026, 118);
        assert_eq!(id.as_str(), "REQ-2026-0118");
        assert_eq!(RequestId::parse("REQ-2026-0118"), Some(id));
        assert_eq!(RequestId::parse("REQ-26-1"), None);
    }
}
