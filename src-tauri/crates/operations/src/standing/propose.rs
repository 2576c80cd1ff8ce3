//! Proposing a standing authorisation. It is approved as any change is.

use chancery_domain::{Language, Utc, change::Change};

use super::input::StandingInput;
use crate::{
    Error, Workspace,
    change::{self, Proposal},
    view::ChangeView,
};

/// Proposes bounds, given as JSON; other officers decide.
pub fn propose(
    workspace: &mut Workspace,
    json: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |workspace: &mut Workspace| read_change(workspace, json, now);
    change::propose(workspace, "standing", make, proposal, language, now)
}

/// What a proposal would allow, before anyone signs it.
pub fn read(
    workspace: &Workspace,
    json: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let change = read_change(workspace, json, now)?;
    change::preview(workspace, change, language, now)
}

fn read_change(workspace: &Workspace, json: &str, now: Utc) -> Result<Change, Error> {
    let authorisation = StandingInput::parse(json)?.bounds(workspace, now)?;
    Ok(Change::Standing { authorisation })
}
