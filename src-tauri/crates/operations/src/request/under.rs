//! Requests under a standing authorisation: whether it covers all of them, before any key is made.

use chancery_domain::{
    Utc,
    policy::Required,
    request::{Approval, RequestId, Submitted},
};

use super::{examine::Sound, submit::Handing};
use crate::{
    Error, Workspace, decide,
    officer::actor,
    record::Refused,
    standing::{Allowed, Asked},
};

/// The authorisation, if one was named. Refused, and recorded as that, if one request is outside
/// of it, or if it has not the approvals that a request takes.
pub(super) fn allow(
    workspace: &mut Workspace,
    sound: &[Sound],
    handing: &Handing<'_>,
) -> Result<Option<Allowed>, Error> {
    let Some(id) = handing.standing else {
        return Ok(None);
    };
    match covered(workspace, id, sound, handing) {
        Ok(allowed) => Ok(Some(allowed)),
        Err(error) => {
            let refused = Refused {
                operation: "submit",
                subject: sound[0].complete.agent.as_str(),
            };
            Err(workspace.refuse(handing.now, actor(handing.maker), &refused, error))
        }
    }
}

fn covered(
    workspace: &Workspace,
    id: &str,
    sound: &[Sound],
    handing: &Handing<'_>,
) -> Result<Allowed, Error> {
    let _snapshot = workspace.ledger.snapshot()?;
    let allowed = Allowed::of(workspace, id, handing.now)?;
    let asked: Vec<Asked<'_>> = sound.iter().map(asked).collect();
    for one in &asked {
        allowed.check(one, handing.now)?;
    }
    allowed.check_room(workspace, &asked)?;
    check_approvals(workspace, &allowed, sound, handing)?;
    Ok(allowed)
}

fn asked(sound: &Sound) -> Asked<'_> {
    Asked {
        profile: sound.profile.id,
        agent: &sound.complete.agent,
        scope: &sound.complete.scope,
        validity: sound.complete.validity,
    }
}

/// The same rules between maker and checkers, and as many of these, as for a request that is
/// decided on by itself.
fn check_approvals(
    workspace: &Workspace,
    allowed: &Allowed,
    sound: &[Sound],
    handing: &Handing<'_>,
) -> Result<(), Error> {
    let policy = workspace.read().policy_in_force()?;
    let maker = decide::signer(handing.maker);
    let first = workspace.read().requests_total()? + 1;
    for (number, sound) in (first..).zip(sound) {
        let of_profile = sound.profile.decisions.saturating_sub(1);
        let scope = &sound.complete.scope;
        let required = Required::by(Some(&policy), sound.profile.id, of_profile, scope);
        let total = usize::from(required.total());
        let id = RequestId::numbered(handing.now.date().year(), number);
        let nothing = chancery_domain::Sha256Digest::of(&[]);
        let submitted = Submitted::by(id, nothing, maker.clone(), required)?;
        let given = submitted.approve_all(approvals(allowed, total, handing.now))?;
        given.complete()?;
    }
    Ok(())
}

fn approvals(allowed: &Allowed, most: usize, at: Utc) -> Vec<Approval> {
    let checkers = allowed.checkers().iter().take(most);
    let approval = |signer: &chancery_domain::request::Signer| Approval {
        signer: signer.clone(),
        at,
    };
    checkers.map(approval).collect()
}
