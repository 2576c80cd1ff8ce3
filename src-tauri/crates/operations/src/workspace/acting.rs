//! Who keeps the workspace: the administrator, or the workstation where nobody signed in.

use chancery_domain::{Utc, event::Actor, officer::Act};

use crate::{Error, Workspace, officer, record::Refused};

/// Whoever acts, if their role lets them; else the refusal is recorded.
pub(super) fn administrator(
    workspace: &mut Workspace,
    officer: Option<&str>,
    operation: &str,
    subject: &str,
    now: Utc,
) -> Result<Actor, Error> {
    let Some(id) = officer else {
        return Ok(Actor::service("workstation"));
    };
    let officer = officer::find(workspace, id)?;
    let actor = officer::actor(&officer);
    let Err(error) = officer::check_may(&officer, Act::Administer) else {
        return Ok(actor);
    };
    let refused = Refused { operation, subject };
    Err(workspace.refuse(now, actor, &refused, error))
}
