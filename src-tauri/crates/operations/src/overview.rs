//! The overview, and the frame around every screen.

use chancery_domain::{Language, Utc, profile::ProfileId};

use crate::{
    Error, Workspace, certificate, checkpoint, crl, log, officer, request, token,
    view::{OverviewView, SettledIntent, WorkspaceView},
};

/// Rows of each list.
const ROWS: usize = 8;

/// What waits, what ends soon, how things stand.
pub fn overview(
    workspace: &Workspace,
    viewer: Option<&str>,
    language: Language,
    now: Utc,
) -> Result<OverviewView, Error> {
    let days = certificate::EXPIRING_DAYS.unsigned_abs();
    let days = u32::try_from(days).expect("a month");
    let mut expiring = certificate::list_expiring(workspace, days, None, language, now)?.rows;
    expiring.truncate(ROWS);
    let mut active = 0;
    for profile in ProfileId::OF_AGENTS {
        active += workspace.read().certificates_in_force(profile, now)?;
    }
    let most = u32::try_from(ROWS).expect("a few");
    let waiting = request::newest_open(workspace, most, viewer, language)?;
    let mut confirmations = certificate::confirmations(workspace, viewer)?.rows;
    confirmations.truncate(ROWS);
    let issuer = crl::common_name(&workspace.authorities.issuing);
    let events = log::newest(workspace, ROWS)?;
    Ok(OverviewView {
        waiting,
        confirmations,
        active,
        expiring,
        // Of several parts the first that needs someone.
        crl: crl::list(workspace, now)?
            .into_iter()
            .filter(|crl| crl.issuer == issuer && crl.base.is_none())
            .min_by_key(|crl| !(crl.owed || crl.overdue || crl.due_soon)),
        head: checkpoint::head(workspace)?,
        tokens: token::list(workspace)?,
        events,
    })
}

/// A number that becomes another once somebody else wrote into the workspace: another program, or
/// another window. What is shown is read anew then.
pub fn written_elsewhere(workspace: &Workspace) -> Result<u32, Error> {
    Ok(workspace.read().written_elsewhere()?)
}

/// The frame around every screen.
pub fn frame(
    workspace: &Workspace,
    viewer: Option<&str>,
    settled: &[SettledIntent],
) -> Result<WorkspaceView, Error> {
    let founding = &workspace.founding;
    let organisation = &founding.entity.organisation;
    let who = viewer.map(|id| officer::find(workspace, id)).transpose()?;
    let decides = who
        .as_ref()
        .is_some_and(|officer| officer.role.may(chancery_domain::officer::Act::Approve));
    Ok(WorkspaceView {
        path: workspace.paths.root().display().to_string(),
        practice: founding.practice,
        firm: organisation.name.clone(),
        lei: organisation.lei.as_str().to_owned(),
        trust_domain: founding.trust_domain.clone(),
        origin: founding.origin.clone(),
        officer: who
            .as_ref()
            .map(|officer| officer::view(workspace, officer))
            .transpose()?,
        officers: officer::list(workspace)?,
        unlocked: token::unlocked(workspace)?,
        events: workspace.read().size()?,
        verified_at: log::last_verification(workspace)?.map(|view| view.at),
        waiting: if decides {
            workspace.read().requests_waiting()? + workspace.read().changes_waiting()?
        } else {
            0
        },
        settled: settled.to_vec(),
    })
}
