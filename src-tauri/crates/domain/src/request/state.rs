//! A request's life: one struct a state, consuming transitions.
//!
//! ```text
//! Draft -> Submitted -> Approved -> Issued
//!              |           |
//!              |           +-> Expired, Withdrawn
//!              +-> Rejected, Withdrawn, Expired (with some of its approvals)
//! ```
//!
//! Nothing leads back: whoever wants a request after all submits it anew, and it takes decisions
//! of its own. An [`Approved`] can only be had through every approval that was asked for, each
//! given in its step.

use super::{DraftId, Refusal, RequestId, Signer};
use crate::{
    Sha256Digest, Utc,
    officer::{Act, OfficerId},
    policy::Required,
};

/// Is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which draft.
    pub id: DraftId,
    /// Who writes it.
    pub maker: OfficerId,
}

/// Waits for checkers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    id: RequestId,
    object: Sha256Digest,
    maker: Signer,
    required: Required,
    approvals: Vec<Approval>,
}

/// One officer's approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who gave it.
    pub signer: Signer,
    /// When.
    pub at: Utc,
}

/// What an approval makes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// It takes more of them.
    Waits(Submitted),
    /// That was the last.
    Approved(Approved),
}

/// Accepted by as many officers as policy and profile ask for, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    submitted: Submitted,
}

/// Turned down by a second officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Which.
    pub id: RequestId,
    /// Who rejected it.
    pub checker: Signer,
}

/// Taken back by its maker before it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// Which.
    pub id: RequestId,
    /// Who took it back.
    pub by: Signer,
}

/// Its approvals were not used in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expired {
    /// Which.
    pub id: RequestId,
    /// When they ended.
    pub at: Utc,
}

/// A certificate was made of it: what it was approved for can't be used again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Which.
    pub id: RequestId,
    /// Serial number of the certificate, hex.
    pub serial: String,
}

impl Draft {
    /// Refuses whoever did not write it.
    pub fn check_maker(&self, maker: &OfficerId) -> Result<(), Refusal> {
        if self.maker == *maker {
            return Ok(());
        }
        Err(Refusal::NotTheMaker {
            subject: self.id.to_string(),
            officer: maker.clone(),
        })
    }

    /// Hands it in.
    pub fn submit(
        self,
        id: RequestId,
        object: Sha256Digest,
        maker: Signer,
        required: Required,
    ) -> Result<Submitted, Refusal> {
        self.check_maker(&maker.officer)?;
        Submitted::by(id, object, maker, required)
    }
}

impl Submitted {
    /// A request over an object, with what its approval takes.
    pub fn by(
        id: RequestId,
        object: Sha256Digest,
        maker: Signer,
        required: Required,
    ) -> Result<Self, Refusal> {
        check_role(&maker, Act::Submit)?;
        Ok(Self {
            id,
            object,
            maker,
            required,
            approvals: vec![],
        })
    }

    /// What its approval takes.
    pub fn required(&self) -> &Required {
        &self.required
    }

    /// The approvals that it has, the first first.
    pub fn approvals(&self) -> &[Approval] {
        &self.approvals
    }

    /// When those that it has end; `None` while it has none.
    pub fn ends_at(&self) -> Option<Utc> {
        let first = self.approvals.iter().map(|approval| approval.at).min()?;
        Some(first.plus_seconds(self.required.lifetime_seconds()))
    }

    /// Another officer approves: not the maker, nor anyone who did before, by officer, certificate
    /// and token; in the step that is open, as one of its group; while the earlier approvals last.
    pub fn approve(mut self, signer: Signer, at: Utc) -> Result<Given, Refusal> {
        self.check_second(&signer, Act::Approve)?;
        if self
            .approvals
            .iter()
            .any(|one| one.signer.is_same_person(&signer))
        {
            return Err(Refusal::ApprovedAlready {
                request: self.id,
                officer: signer.officer,
            });
        }
        self.check_step(&signer)?;
        self.check_current(at)?;
        self.approvals.push(Approval { signer, at });
        Ok(match self.required.open_step(self.approvals.len()) {
            Some(_) => Given::Waits(self),
            None => Given::Approved(Approved { submitted: self }),
        })
    }

    /// All approvals, in their order, and no more.
    pub fn approve_all(
        self,
        approvals: impl IntoIterator<Item = Approval>,
    ) -> Result<Given, Refusal> {
        let mut given = Given::Waits(self);
        for Approval { signer, at } in approvals {
            given = match given {
                Given::Waits(submitted) => submitted.approve(signer, at)?,
                Given::Approved(approved) => {
                    return Err(Refusal::ApprovalsComplete {
                        request: approved.submitted.id,
                    });
                }
            };
        }
        Ok(given)
    }

    /// A second officer rejects.
    pub fn reject(self, checker: Signer) -> Result<Rejected, Refusal> {
        self.check_second(&checker, Act::Reject)?;
        Ok(Rejected {
            id: self.id,
            checker,
        })
    }

    /// Its maker takes it back.
    pub fn withdraw(self, by: Signer) -> Result<Withdrawn, Refusal> {
        check_role(&by, Act::Withdraw)?;
        if by.officer != self.maker.officer {
            return Err(Refusal::NotTheMaker {
                subject: self.id.to_string(),
                officer: by.officer,
            });
        }
        Ok(Withdrawn { id: self.id, by })
    }

    /// Gives itself back while its approvals last, or if it has none.
    pub fn expire(self, now: Utc) -> Result<Expired, Self> {
        match self.ends_at() {
            Some(at) if now > at => Ok(Expired { id: self.id, at }),
            _ => Err(self),
        }
    }

    /// Four eyes: another officer, another certificate and another token than the maker's.
    fn check_second(&self, checker: &Signer, act: Act) -> Result<(), Refusal> {
        check_role(checker, act)?;
        if checker.is_same_person(&self.maker) {
            return Err(Refusal::SelfApproval {
                request: self.id.clone(),
                officer: checker.officer.clone(),
            });
        }
        Ok(())
    }

    fn check_step(&self, signer: &Signer) -> Result<(), Refusal> {
        let Some((_, step)) = self.required.open_step(self.approvals.len()) else {
            return Err(Refusal::ApprovalsComplete {
                request: self.id.clone(),
            });
        };
        match &step.group {
            Some(group) if !step.admits(&signer.officer) => Err(Refusal::NotInGroup {
                request: self.id.clone(),
                officer: signer.officer.clone(),
                group: group.name.clone(),
            }),
            _ => Ok(()),
        }
    }

    fn check_current(&self, now: Utc) -> Result<(), Refusal> {
        match self.ends_at() {
            Some(ended) if now > ended => Err(Refusal::ApprovalEnded {
                request: self.id.clone(),
                ended,
            }),
            _ => Ok(()),
        }
    }
}

impl Given {
    /// Only with every approval that was asked for.
    pub fn complete(self) -> Result<Approved, Refusal> {
        match self {
            Self::Approved(approved) => Ok(approved),
            Self::Waits(submitted) => Err(Refusal::ApprovalsMissing {
                given: submitted.approvals.len(),
                needed: usize::from(submitted.required.total()),
                request: submitted.id,
            }),
        }
    }
}

impl Approved {
    /// The hash decided on.
    pub fn object(&self) -> Sha256Digest {
        self.submitted.object
    }

    /// Who submitted it.
    pub fn maker(&self) -> &Signer {
        &self.submitted.maker
    }

    /// Who approved it, the first first.
    pub fn checkers(&self) -> impl Iterator<Item = &Signer> {
        self.submitted.approvals.iter().map(|one| &one.signer)
    }

    /// When the approval ends: counted from the first one.
    pub fn ends_at(&self) -> Utc {
        let ends_at = self.submitted.ends_at();
        ends_at.expect("what is approved has an approval")
    }

    /// Refuses an approval that was not used in time.
    pub fn check_current(&self, now: Utc) -> Result<(), Refusal> {
        self.submitted.check_current(now)
    }

    /// Its maker takes it back.
    pub fn withdraw(self, by: Signer) -> Result<Withdrawn, Refusal> {
        self.submitted.withdraw(by)
    }

    /// Gives itself back while its approvals last.
    pub fn expire(self, now: Utc) -> Result<Expired, Self> {
        let expired = self.submitted.expire(now);
        expired.map_err(|submitted| Self { submitted })
    }

    /// A certificate is made of it, in time.
    pub fn issue(self, serial: String, now: Utc) -> Result<Issued, Refusal> {
        self.check_current(now)?;
        Ok(Issued {
            id: self.submitted.id,
            serial,
        })
    }
}

fn check_role(signer: &Signer, act: Act) -> Result<(), Refusal> {
    if signer.role.may(act) {
        return Ok(());
    }
    Err(Refusal::RoleForbids {
        role: signer.role,
        act,
    })
}

#[cfg(test)]
mod tests;
