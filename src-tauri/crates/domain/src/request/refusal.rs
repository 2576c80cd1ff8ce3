//! Why a request does not go from one state to another.

use super::RequestId;
use crate::{
    Utc,
    officer::{Act, OfficerId, Role},
};

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
    /// The step that is open is for others.
    #[error("{request} waits for {group}, of which {officer} is none")]
    NotInGroup {
        /// The request.
        request: RequestId,
        /// The officer.
        officer: OfficerId,
        /// Who may approve now.
        group: String,
    },
    /// Policy or profile ask for more approvals.
    #[error("{request} has {given} of {needed} approvals")]
    ApprovalsMissing {
        /// The request.
        request: RequestId,
        /// Approvals given.
        given: usize,
        /// Approvals needed.
        needed: usize,
    },
    /// There are more approvals than anyone asked for.
    #[error("{request} has all approvals that it takes")]
    ApprovalsComplete {
        /// The request.
        request: RequestId,
    },
    /// The approval is older than it may be.
    #[error("the approval of {request} ended at {ended}")]
    ApprovalEnded {
        /// The request.
        request: RequestId,
        /// When it ended.
        ended: Utc,
    },
    /// Only who asked takes it back, or hands in what they wrote.
    #[error("{subject} is not of {officer}")]
    NotTheMaker {
        /// The request or draft.
        subject: String,
        /// The officer.
        officer: OfficerId,
    },
}
