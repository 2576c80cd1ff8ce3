//! Confirming: a second officer looks at what one revoked alone, and stands by it.

use chancery_domain::{
    Sha256Digest, Utc,
    event::{EventBody, RevocationReason},
    officer::Act,
};
use chancery_ledger::read::{CertificateRow, ConfirmationRow, OfficerRow};

use super::{
    CertificateRefusal, find,
    standing::{self, ByOfficer, Change},
    standing_object::StandingObject,
};
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, At, Over, Standing, Verifier},
    edge::Running,
    officer::{self, name_of},
    view::{ConfirmationList, ConfirmationView},
};

/// Confirmations that are listed.
const LISTED: u32 = 1_000;

/// A revocation that waits to be confirmed, as its event tells of it.
struct Unconfirmed {
    reason: RevocationReason,
    object: Vec<u8>,
    statement: Sha256Digest,
    seq: u64,
}

/// Confirms a revocation that another officer made alone: of an agent's certificate, or of an
/// officer's whose token is lost.
pub fn confirm(
    workspace: &mut Workspace,
    serial: &str,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<(), Error> {
    let row = find(workspace, serial)?;
    let officer = officer::find(workspace, by.officer)?;
    let object = match check(workspace, &row, &officer, by) {
        Ok(revoked) => revoked.object,
        Err(error) => {
            let act = Act::Confirm;
            let refused = standing::refuse(workspace, &officer, act, &row.serial, error, now);
            return Err(refused);
        }
    };
    let change = Change {
        officer: &officer,
        by,
        act: Act::Confirm,
        object: &object,
    };
    let serial = row.serial.clone();
    change.record(
        workspace,
        Running::from(now),
        |read| match read.confirmation_open(&row.serial)? {
            Some(_) => Ok(()),
            None => Err(nothing_to_confirm(&row)),
        },
        |decision| EventBody::RevocationConfirmed {
            serial,
            object: Sha256Digest::of(&object),
            decision,
        },
    )?;
    checkpoint::follow(workspace, now)
}

fn check(
    workspace: &Workspace,
    row: &CertificateRow,
    officer: &OfficerRow,
    by: &ByOfficer<'_>,
) -> Result<Unconfirmed, Error> {
    decide::check(officer, Act::Confirm, by.comment)?;
    let open = workspace.read().confirmation_open(&row.serial)?;
    let open = open.ok_or_else(|| nothing_to_confirm(row))?;
    let revoked = revocation(workspace, row, &open)?;
    let first = statement(workspace, &revoked).map_err(|detail| Error::DecisionInvalid {
        request: row.serial.clone(),
        act: Act::Revoke.name(),
        detail,
    })?;
    if first.signer.is_same_person(&decide::signer(officer)) {
        return Err(CertificateRefusal::OwnRevocation {
            serial: row.serial.clone(),
            officer: officer.id.to_string(),
        }
        .into());
    }
    Ok(revoked)
}

fn nothing_to_confirm(row: &CertificateRow) -> Error {
    let serial = row.serial.clone();
    CertificateRefusal::NothingToConfirm { serial }.into()
}

fn revocation(
    workspace: &Workspace,
    row: &CertificateRow,
    open: &ConfirmationRow,
) -> Result<Unconfirmed, Error> {
    let stored = || Error::Stored { what: "revocation" };
    let event = workspace.read().event(open.seq)?.ok_or_else(stored)?;
    let EventBody::CertificateRevoked {
        reason,
        decision,
        invalid_since,
        ..
    } = event.event.event
    else {
        return Err(stored());
    };
    let object = StandingObject::revocation(workspace, row, reason, invalid_since);
    Ok(Unconfirmed {
        reason,
        object: object.to_jcs(),
        statement: decision,
        seq: open.seq,
    })
}

/// The statement of who revoked alone.
fn statement(workspace: &Workspace, revoked: &Unconfirmed) -> Result<Standing, String> {
    let over = Over::object(Sha256Digest::of(&revoked.object), At::Event(revoked.seq));
    Verifier::default().verify(workspace, revoked.statement, Act::Revoke, over)
}

/// Revocations that one officer made alone and nobody has confirmed yet, the oldest first.
pub fn confirmations(
    workspace: &Workspace,
    viewer: Option<&str>,
) -> Result<ConfirmationList, Error> {
    let viewer = viewer.map(|id| officer::find(workspace, id)).transpose()?;
    let open = workspace.read().confirmations_open(LISTED)?;
    let rows = open
        .iter()
        .map(|open| view(workspace, open, viewer.as_ref()));
    Ok(ConfirmationList {
        rows: rows.collect::<Result<_, _>>()?,
    })
}

fn view(
    workspace: &Workspace,
    open: &ConfirmationRow,
    viewer: Option<&OfficerRow>,
) -> Result<ConfirmationView, Error> {
    let row = find(workspace, &open.serial)?;
    let revoked = revocation(workspace, &row, open)?;
    // What does not verify is told by `workspace check`, and refused when it is to be confirmed.
    let comment = statement(workspace, &revoked).map(|first| first.decision.reason);
    let may = |officer: &OfficerRow| officer.role.may(Act::Confirm) && officer.id != open.officer;
    Ok(ConfirmationView {
        serial: row.serial.clone(),
        agent_id: row.common_name.clone(),
        reason: revoked.reason.name().to_owned(),
        officer: open.officer.to_string(),
        officer_name: name_of(workspace, &open.officer)?,
        comment: comment.unwrap_or_default(),
        at: open.at.to_string(),
        event: open.seq,
        waits_for_me: viewer.is_some_and(may),
    })
}
