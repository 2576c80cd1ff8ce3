//! Showing officers: the list, and one with every token and role.

use chancery_domain::{Utc, change::ChangeId, officer::Role};
use chancery_ledger::read::{OfficerKeyRow, OfficerRoleRow, OfficerRow};
use chancery_pki::Validity;

use super::{at_hand::by_token, committed, find};
use crate::{
    Error, Workspace, certificate, edge, token,
    view::{
        OfficerDetailView, OfficerRoleView, OfficerState, OfficerTokenState, OfficerTokenView,
        OfficerView, RoleView,
    },
    workspace::stored_certificate,
};

/// Open changes that are looked through for those about one officer.
const OPEN_CHANGES: u32 = 200;

/// All officers.
pub fn list(workspace: &Workspace) -> Result<Vec<OfficerView>, Error> {
    workspace
        .read()
        .officers()?
        .into_iter()
        .map(|officer| view(workspace, &by_token(workspace, officer)?))
        .collect()
}

/// One officer.
pub fn show(workspace: &Workspace, id: &str) -> Result<OfficerView, Error> {
    view(workspace, &find(workspace, id)?)
}

/// One officer with every token and every role.
pub fn detail(workspace: &Workspace, id: &str) -> Result<OfficerDetailView, Error> {
    let officer = find(workspace, id)?;
    let read = workspace.read();
    let (keys, roles) = (
        read.officer_keys(&officer.id)?,
        read.officer_roles(&officer.id)?,
    );
    let open = read.changes(true, None, OPEN_CHANGES)?;
    let about = open.iter().filter(|row| row.subject == officer.id.as_str());
    Ok(OfficerDetailView {
        open_changes: about.map(|row| row.id.to_string()).collect(),
        tokens: keys
            .iter()
            .map(|key| token_view(workspace, key))
            .collect::<Result<_, _>>()?,
        roles: role_views(workspace, &officer, &roles)?,
        officer: view(workspace, &officer)?,
    })
}

/// The officer whose certificate it is, by its serial number; `None` if it is no officer's.
pub fn of_certificate(
    workspace: &Workspace,
    serial: &str,
) -> Result<Option<OfficerDetailView>, Error> {
    let row = certificate::find(workspace, serial)?;
    match workspace.read().officer_key(row.der)? {
        Some(key) => detail(workspace, key.officer.as_str()).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn view(workspace: &Workspace, officer: &OfficerRow) -> Result<OfficerView, Error> {
    let certificate = stored_certificate(workspace.read(), officer.certificate)?;
    let keys = workspace.read().officer_keys(&officer.id)?;
    let tokens = keys.iter().filter(|key| key.until_seq.is_none()).count();
    let first = keys.last().ok_or(Error::Stored {
        what: "officer key",
    })?;
    Ok(OfficerView {
        id: officer.id.to_string(),
        name: committed(workspace, officer.name)?,
        role: role_view(officer.role),
        token_label: officer.token_label.clone(),
        token_serial: officer.token_serial.clone(),
        token_model: model(workspace, &officer.token_serial)?,
        certificate_until: certificate.validity.not_after.date().to_string(),
        practice_pin: has_practice_pin(workspace, &officer.token_serial)?,
        state: match (officer.retired_seq, tokens) {
            (Some(_), _) => OfficerState::Retired,
            (None, 0) => OfficerState::WithoutToken,
            (None, _) => OfficerState::Serving,
        },
        since: at(workspace, first.since_seq)?.to_string(),
        retired_at: officer
            .retired_seq
            .map(|seq| at(workspace, seq))
            .transpose()?
            .map(|at| at.to_string()),
        tokens: u32::try_from(tokens).expect("an officer has few tokens"),
    })
}

/// Another module's token of a label that practice knows has a PIN of its own.
fn has_practice_pin(workspace: &Workspace, serial: &str) -> Result<bool, Error> {
    let token = workspace.token_row(serial)?;
    let kept = workspace.pins.of_practice(&token.label);
    Ok(token.module.is_none() && kept.is_some())
}

/// The model of a token as it said it when its key was made.
fn model(workspace: &Workspace, serial: &str) -> Result<String, Error> {
    match workspace.read().keys_on(serial, 1)?.pop() {
        Some(key) => Ok(token::custody(workspace, &key)?.model),
        None => Ok(String::new()),
    }
}

fn at(workspace: &Workspace, seq: u64) -> Result<Utc, Error> {
    let event = workspace.read().event(seq)?;
    Ok(event.ok_or(Error::Stored { what: "event" })?.event.at)
}

fn token_view(workspace: &Workspace, key: &OfficerKeyRow) -> Result<OfficerTokenView, Error> {
    let certificate = stored_certificate(workspace.read(), key.certificate)?;
    let ended = key.until_seq.map(|seq| at(workspace, seq)).transpose()?;
    let validity = certificate.validity;
    let state = match ended {
        Some(_) => OfficerTokenState::Ended,
        None => state_at(validity, edge::now()),
    };
    Ok(OfficerTokenView {
        label: key.token_label.clone(),
        serial: key.token_serial.clone(),
        model: model(workspace, &key.token_serial)?,
        state,
        present: token::is_present(workspace, &key.token_serial)?,
        certificate: certificate.serial_number.to_string(),
        certificate_from: validity.not_before.to_seconds_string(),
        certificate_until: validity.not_after.date().to_string(),
        since: at(workspace, key.since_seq)?.to_string(),
        until: ended.map(|at| at.to_string()),
        change: key.change.as_ref().map(ChangeId::to_string),
        practice_pin: has_practice_pin(workspace, &key.token_serial)?,
    })
}

/// Of a certificate that nothing but time ends.
fn state_at(validity: Validity, now: Utc) -> OfficerTokenState {
    if now < validity.not_before {
        return OfficerTokenState::NotYetValid;
    }
    match validity.contains(now) {
        true => OfficerTokenState::InForce,
        false => OfficerTokenState::Expired,
    }
}

/// Each role ends where the next begins, the last one with the service.
fn role_views(
    workspace: &Workspace,
    officer: &OfficerRow,
    roles: &[OfficerRoleRow],
) -> Result<Vec<OfficerRoleView>, Error> {
    let mut until = officer
        .retired_seq
        .map(|seq| at(workspace, seq))
        .transpose()?;
    let mut views = Vec::with_capacity(roles.len());
    for row in roles {
        let since = at(workspace, row.since_seq)?;
        views.push(OfficerRoleView {
            role: role_view(row.role),
            since: since.to_string(),
            until: until.map(|at| at.to_string()),
            change: row.change.as_ref().map(ChangeId::to_string),
        });
        until = Some(since);
    }
    Ok(views)
}

pub(crate) fn role_view(role: Role) -> RoleView {
    match role {
        Role::Administrator => RoleView::Administrator,
        Role::Maker => RoleView::Maker,
        Role::Checker => RoleView::Checker,
        Role::Auditor => RoleView::Auditor,
        Role::CeremonyAdministrator => RoleView::CeremonyAdministrator,
        Role::CryptoOfficer => RoleView::CryptoOfficer,
        Role::Witness => RoleView::Witness,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_whose_certificate_has_not_begun_is_not_shown_as_expired() {
        let at = |text| Utc::parse(text).expect("RFC 3339");
        let validity = Validity {
            not_before: at("2026-11-23T10:00:00Z"),
            not_after: at("2027-11-23T09:59:59Z"),
        };
        let state = |now| state_at(validity, at(now));
        let begun = "2026-11-23T10:00:00Z";
        assert_eq!(
            state("2026-11-23T09:59:59Z"),
            OfficerTokenState::NotYetValid
        );
        assert_eq!(state(begun), OfficerTokenState::InForce);
        assert_eq!(state("2027-11-23T10:00:00Z"), OfficerTokenState::Expired);
    }
}
