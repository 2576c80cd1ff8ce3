//! Which step of a request's approval waits for whom.

use chancery_domain::{
    Utc,
    officer::{Act, OfficerId},
    policy::{Required, RequiredStep},
};
use chancery_ledger::read::{ApprovalRow, OfficerRow, RequestRow, RequestState};

use super::approval;
use crate::{
    Error, Workspace,
    officer::name_of,
    view::{StepOfficer, StepView},
};

/// A request's approval as it stands.
pub(super) struct Steps {
    required: Required,
    approvals: Vec<ApprovalRow>,
    waits: bool,
    /// A standing authorisation approved it: there are none of its own.
    in_advance: bool,
}

impl Steps {
    pub(super) fn of(workspace: &Workspace, row: &RequestRow) -> Result<Self, Error> {
        Ok(Self {
            required: approval::required(workspace, row)?,
            approvals: workspace.read().approvals_of(&row.id)?,
            waits: row.state == RequestState::Submitted,
            in_advance: row.standing.is_some(),
        })
    }

    /// True if the next approval can be this officer's.
    pub(super) fn waits_for(&self, row: &RequestRow, officer: &OfficerRow) -> bool {
        let open = self.required.open_step(self.approvals.len());
        self.waits && open.is_some_and(|(_, step)| self.may(step, row, officer))
    }

    fn may(&self, step: &RequiredStep, row: &RequestRow, officer: &OfficerRow) -> bool {
        officer.role.may(Act::Approve)
            && officer.retired_seq.is_none()
            && officer.id != row.maker
            && step.admits(&officer.id)
            && !self.approvals.iter().any(|one| one.officer == officer.id)
    }

    /// When the approvals that it has end.
    pub(super) fn ends_at(&self) -> Option<Utc> {
        let first = self.approvals.iter().map(|approval| approval.at).min()?;
        Some(first.plus_seconds(self.required.lifetime_seconds()))
    }

    pub(super) fn given(&self) -> usize {
        match self.in_advance {
            true => usize::from(self.required.total()),
            false => self.approvals.len(),
        }
    }

    pub(super) fn view(
        &self,
        workspace: &Workspace,
        row: &RequestRow,
    ) -> Result<Vec<StepView>, Error> {
        if self.in_advance {
            return Ok(vec![]);
        }
        let officers = workspace.read().officers()?;
        let open = self.required.open_step(self.approvals.len());
        let open = open.map(|(at, _)| at).filter(|_| self.waits);
        let mut left = self.approvals.len();
        let mut views = Vec::new();
        for (at, step) in self.required.steps().iter().enumerate() {
            let given = left.min(usize::from(step.approvals));
            left -= given;
            let done = given == usize::from(step.approvals);
            let may = officers
                .iter()
                .filter(|officer| self.waits && !done && self.may(step, row, officer));
            views.push(StepView {
                group: step.group.as_ref().map(|group| group.name.clone()),
                needed: step.approvals,
                given: u8::try_from(given).expect("at most as many as needed"),
                open: open == Some(at),
                may: may
                    .map(|officer| step_officer(workspace, &officer.id))
                    .collect::<Result<_, _>>()?,
            });
        }
        Ok(views)
    }
}

/// An officer by id and name.
pub(crate) fn step_officer(workspace: &Workspace, id: &OfficerId) -> Result<StepOfficer, Error> {
    Ok(StepOfficer {
        id: id.to_string(),
        name: name_of(workspace, id)?,
    })
}
