//! Proposing an officer, or another token of one: the key is made on the officer's own token, and
//! proves that it is theirs, before anyone decides. The certificate follows the decision.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    change::{Change, EnrolmentCause},
    commitment::Committed,
    event::{Actor, EventBody},
    jcs,
    officer::Act,
};
use chancery_ledger::read::OfficerRow;
use chancery_token::GeneratedKey;

use super::{
    actor, find,
    input::Enrolling,
    own_token::{OwnToken, TokenPins},
    possession::Possession,
    prove_pin, role_view, rules,
};
use crate::{
    Error, Workspace,
    change::{self, Drafted, Proposal},
    decide,
    edge::{self, Running},
    error::owed,
    lock::Lock,
    record::Refused,
    view::{ChangeView, EnrolmentInput, EnrolmentPreview},
};

/// What an enrolment would be, before a key is made or anything signed.
pub fn preview_enrolment(
    workspace: &Workspace,
    input: &EnrolmentInput,
) -> Result<EnrolmentPreview, Error> {
    let asked = Enrolling::read(workspace, input, edge::now())?;
    let known = asked.token.serial.as_deref();
    let known = known.map_or(Ok(None), |serial| workspace.read().token(serial))?;
    if let Some(row) = &known {
        rules::check_free(workspace.read(), &row.serial, &row.label)?;
    }
    Ok(EnrolmentPreview {
        officer: asked.officer.to_string(),
        role: role_view(asked.role),
        name: match asked.name {
            Some(name) => Some(name),
            None => super::name_of(workspace, &asked.officer)?,
        },
        cause: input.cause.clone(),
        token_label: known.map_or(asked.token.label, |row| row.label),
        initialises: asked.token.serial.is_none(),
    })
}

/// Proposes it: the token is initialised or taken, the key is made there and signs that it is the
/// officer's, the administrator signs the proposal. A checker decides; of a recovery, the founding
/// quorum.
pub fn propose_enrolment(
    workspace: &mut Workspace,
    input: &EnrolmentInput,
    pins: &TokenPins<'_>,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let clock = Running::from(now);
    let administrator = find(workspace, proposal.officer)?;
    let checked = check(workspace, input, &administrator, proposal.reason, now);
    if let Err(error) = checked {
        return Err(refuse(workspace, input, &administrator, error, now));
    }
    // Before any key is made.
    prove_pin(workspace, &administrator, proposal.pin, now)?;
    let _held = Lock::submitting(&workspace.paths).wait()?;
    // The number of somebody new is given where nobody else can give it.
    let asked = Enrolling::read(workspace, input, now)?;
    let token = OwnToken::obtain(workspace, &asked.token, pins, &administrator, clock);
    let token = match token {
        Ok(token) => token,
        Err(error) => return Err(refuse(workspace, input, &administrator, error, now)),
    };
    let made = token.make_key(workspace, asked.officer.as_str(), &administrator, clock)?;
    let drafted = draft(workspace, &asked, &token, &made);
    let subject = asked.officer.to_string();
    let make = |_: &mut Workspace| drafted;
    let proposed = change::propose(workspace, &subject, make, proposal, language, clock.now());
    if proposed.is_err() {
        owed(drop_key(workspace, &token, &made, clock.now()))?;
    }
    proposed
}

fn check(
    workspace: &Workspace,
    input: &EnrolmentInput,
    administrator: &OfficerRow,
    reason: &str,
    now: Utc,
) -> Result<(), Error> {
    decide::check(administrator, Act::Propose, reason)?;
    rules::check_administers(administrator, super::input::cause(&input.cause).ok())?;
    let asked = Enrolling::read(workspace, input, now)?;
    if asked.officer == administrator.id {
        return Err(super::OfficerRefusal::OwnCase {
            officer: asked.officer,
        }
        .into());
    }
    if let Some(serial) = &asked.token.serial {
        rules::check_free(workspace.read(), serial, serial)?;
    }
    match asked.cause {
        EnrolmentCause::Recovery => {
            change::check_recovery(workspace, &asked.officer, &administrator.id)
        }
        _ => Ok(()),
    }
}

fn refuse(
    workspace: &mut Workspace,
    input: &EnrolmentInput,
    administrator: &OfficerRow,
    error: Error,
    now: Utc,
) -> Error {
    let named = input.officer.as_deref().filter(|id| !id.is_empty());
    let refused = Refused {
        operation: "enrol",
        subject: named.unwrap_or(&input.token_label),
    };
    workspace.refuse(now, actor(administrator), &refused, error)
}

/// The change, with what its object names by hash: the proof of possession and the name.
fn draft(
    workspace: &Workspace,
    asked: &Enrolling,
    token: &OwnToken,
    made: &GeneratedKey,
) -> Result<Drafted, Error> {
    let key = token.key(made)?;
    let origin = &workspace.founding.origin;
    let possession = Possession::of(origin, &asked.officer, &token.row.serial, &key).sign(&key)?;
    let name = asked.name.as_ref();
    let name = name.map(|name| Committed::new(edge::random(), name));
    let commitment = match &name {
        Some(name) => name.commitment(),
        None => find(workspace, asked.officer.as_str())?.name,
    };
    let change = Change::Enrolment {
        officer: asked.officer.clone(),
        role: asked.role,
        cause: asked.cause,
        token_serial: token.row.serial.clone(),
        token_label: token.row.label.clone(),
        spki: made.spki.sha256(),
        possession: Sha256Digest::of(&possession),
        name: commitment,
    };
    Ok(Drafted {
        change,
        records: vec![possession],
        erasable: name.iter().map(jcs::to_vec).collect(),
    })
}

/// Destroys a key that was not proposed in the end, and records it.
fn drop_key(
    workspace: &mut Workspace,
    token: &OwnToken,
    made: &GeneratedKey,
    now: Utc,
) -> Result<(), Error> {
    token.destroy(workspace, &made.cka_id)?;
    let body = EventBody::KeyDestroyed {
        token_serial: token.row.serial.clone(),
        cka_id: made.cka_id.to_string(),
        spki: made.spki.sha256(),
        request: None,
    };
    let workstation = Actor::service("workstation");
    workspace.record(now, workstation, body).map(|_| ())
}
