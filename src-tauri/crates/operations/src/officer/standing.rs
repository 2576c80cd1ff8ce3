//! Whether every officer, key and role is there by decision: for `workspace check`. The founding
//! names the first; what came later names a change, and that change stands or falls with the
//! statements of who decided it.

use chancery_domain::{
    change::{Change, ChangeId, EnrolmentCause},
    event::EventBody,
    founding::FoundingOfficer,
    officer::OfficerId,
};
use chancery_ledger::read::{ChangeRow, DenialCause, OfficerKeyRow, OfficerRoleRow, OfficerRow};

use super::possession;
use crate::{Error, Workspace, change, workspace::stored_certificate};

/// The first key or role, by its event, that nobody decided as it had to be, and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    for officer in workspace.read().officers()? {
        if let Some((seq, detail)) = broken(workspace, &officer)? {
            return Ok(Some((seq, format!("{}: {detail}", officer.id))));
        }
    }
    Ok(None)
}

/// Officers whose keys and roles were checked.
pub(crate) fn counted(workspace: &Workspace) -> Result<usize, Error> {
    Ok(workspace.read().officers()?.len())
}

fn broken(workspace: &Workspace, officer: &OfficerRow) -> Result<Option<(u64, String)>, Error> {
    let read = workspace.read();
    let (keys, roles) = (
        read.officer_keys(&officer.id)?,
        read.officer_roles(&officer.id)?,
    );
    for key in &keys {
        if let Err(detail) = check_key(workspace, key)? {
            return Ok(Some((key.since_seq, format!("its key: {detail}"))));
        }
    }
    for role in &roles {
        if let Err(detail) = check_role(workspace, officer, role)? {
            return Ok(Some((role.since_seq, format!("its role: {detail}"))));
        }
    }
    let newest = roles.first();
    if newest.is_none_or(|newest| newest.role != officer.role) {
        let seq = newest.map_or(0, |newest| newest.since_seq);
        let detail = "its role is not the one that was decided last";
        return Ok(Some((seq, detail.to_owned())));
    }
    check_retirement(workspace, officer, &keys)
}

/// A change that was approved before event `seq`, or at it, by those who may.
fn decided(
    workspace: &Workspace,
    id: &ChangeId,
    seq: u64,
) -> Result<Result<(ChangeRow, Change), String>, Error> {
    let Some(row) = workspace.read().change(id)? else {
        return Ok(Err(format!("{id} is not there")));
    };
    if row.decide_seq.is_none_or(|decided| decided > seq) {
        return Ok(Err(format!("{id} was not approved before")));
    }
    if let Err(detail) = change::signers(workspace, &row) {
        return Ok(Err(format!("{id}: {detail}")));
    }
    let change = change::object_of(workspace, &row)?.change;
    Ok(Ok((row, change)))
}

fn check_key(workspace: &Workspace, key: &OfficerKeyRow) -> Result<Result<(), String>, Error> {
    let certificate = stored_certificate(workspace.read(), key.certificate)?;
    if let Err(detail) = check_end(workspace, key, &certificate.serial_number.to_string())? {
        return Ok(Err(detail));
    }
    let Some(id) = &key.change else {
        let named = |founder: &FoundingOfficer| {
            founder.officer == key.officer && founder.certificate == key.certificate
        };
        return Ok(match workspace.founding.officers.iter().any(named) {
            true => Ok(()),
            false => Err("nobody decided on it".to_owned()),
        });
    };
    let change = match decided(workspace, id, key.since_seq)? {
        Ok((_, change)) => change,
        Err(detail) => return Ok(Err(detail)),
    };
    if let Err(detail) = possession::verify(workspace.read(), &workspace.founding.origin, &change) {
        return Ok(Err(format!("{id}: possession: {detail}")));
    }
    let Change::Enrolment { officer, spki, .. } = &change else {
        return Ok(Err(format!("{id} is no enrolment")));
    };
    let same = *officer == key.officer && certificate.spki.sha256() == *spki;
    Ok(match same {
        true => Ok(()),
        false => Err(format!("{id} is about another officer or key")),
    })
}

/// A key ends with the revocation of its certificate or the retirement; and a revoked one ended.
fn check_end(
    workspace: &Workspace,
    key: &OfficerKeyRow,
    serial: &str,
) -> Result<Result<(), String>, Error> {
    let Some(until) = key.until_seq else {
        let denied = workspace.read().denied(serial)?;
        return Ok(match denied.map(|denied| denied.cause) {
            Some(DenialCause::Revoked(_)) => Err("its certificate is revoked".to_owned()),
            // Where the authority's own key is compromised, officers go on: who else would act.
            _ => Ok(()),
        });
    };
    let event = workspace.read().event(until)?;
    let ends = match event.map(|event| event.event.event) {
        Some(EventBody::CertificateRevoked { serial: ended, .. }) => ended == serial,
        Some(EventBody::ChangeApproved { change, .. }) => {
            return retires(workspace, &change, &key.officer, until);
        }
        _ => false,
    };
    Ok(match ends {
        true => Ok(()),
        false => Err("no event ended it".to_owned()),
    })
}

fn retires(
    workspace: &Workspace,
    id: &ChangeId,
    officer: &OfficerId,
    seq: u64,
) -> Result<Result<(), String>, Error> {
    Ok(match decided(workspace, id, seq)? {
        Ok((row, Change::Retirement { officer: whose })) => {
            match whose == *officer && row.decide_seq == Some(seq) {
                true => Ok(()),
                false => Err(format!("{id} retired somebody else")),
            }
        }
        Ok(_) => Err(format!("{id} is no retirement")),
        Err(detail) => Err(detail),
    })
}

fn check_role(
    workspace: &Workspace,
    officer: &OfficerRow,
    role: &OfficerRoleRow,
) -> Result<Result<(), String>, Error> {
    let Some(id) = &role.change else {
        let named =
            |founder: &FoundingOfficer| founder.officer == officer.id && founder.role == role.role;
        return Ok(match workspace.founding.officers.iter().any(named) {
            true => Ok(()),
            false => Err("nobody decided on it".to_owned()),
        });
    };
    Ok(match decided(workspace, id, role.since_seq)? {
        Err(detail) => Err(detail),
        Ok((row, change)) => {
            let fits = match change {
                Change::Role {
                    officer: whose,
                    next,
                    ..
                } => {
                    whose == officer.id
                        && next == role.role
                        && row.decide_seq == Some(role.since_seq)
                }
                Change::Enrolment {
                    officer: whose,
                    role: given,
                    cause: EnrolmentCause::New,
                    name,
                    ..
                } => whose == officer.id && given == role.role && name == officer.name,
                _ => false,
            };
            match fits {
                true => Ok(()),
                false => Err(format!("{id} gave no such role")),
            }
        }
    })
}

fn check_retirement(
    workspace: &Workspace,
    officer: &OfficerRow,
    keys: &[OfficerKeyRow],
) -> Result<Option<(u64, String)>, Error> {
    let Some(seq) = officer.retired_seq else {
        return ended_by_retirement(workspace, keys);
    };
    if keys.iter().any(|key| key.until_seq.is_none()) {
        return Ok(Some((seq, "retired, and a key is in force".to_owned())));
    }
    let event = workspace.read().event(seq)?;
    let verdict = match event.map(|event| event.event.event) {
        Some(EventBody::ChangeApproved { change, .. }) => {
            retires(workspace, &change, &officer.id, seq)?
        }
        _ => Err("no event retired them".to_owned()),
    };
    Ok(verdict.err().map(|detail| (seq, detail)))
}

/// Whoever serves has no key that a retirement ended.
fn ended_by_retirement(
    workspace: &Workspace,
    keys: &[OfficerKeyRow],
) -> Result<Option<(u64, String)>, Error> {
    for seq in keys.iter().filter_map(|key| key.until_seq) {
        let event = workspace.read().event(seq)?;
        let body = event.map(|event| event.event.event);
        if matches!(body, Some(EventBody::ChangeApproved { .. })) {
            return Ok(Some((seq, "retired, and in service".to_owned())));
        }
    }
    Ok(None)
}
