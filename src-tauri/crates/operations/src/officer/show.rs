//! Showing officers.

use chancery_domain::officer::Role;
use chancery_ledger::read::OfficerRow;

use super::{committed, find};
use crate::{
    Error, Workspace,
    view::{OfficerView, RoleView},
    workspace::stored_certificate,
};

/// All officers.
pub fn list(workspace: &Workspace) -> Result<Vec<OfficerView>, Error> {
    workspace
        .read()
        .officers()?
        .iter()
        .map(|officer| view(workspace, officer))
        .collect()
}

/// One officer.
pub fn show(workspace: &Workspace, id: &str) -> Result<OfficerView, Error> {
    view(workspace, &find(workspace, id)?)
}

pub(crate) fn view(workspace: &Workspace, officer: &OfficerRow) -> Result<OfficerView, Error> {
    let certificate = stored_certificate(workspace.read(), officer.certificate)?;
    let key = workspace.read().keys_on(&officer.token_serial, 1)?.pop();
    let model = match key {
        Some(key) => crate::token::custody(workspace, &key)?.model,
        None => String::new(),
    };
    Ok(OfficerView {
        id: officer.id.to_string(),
        name: committed(workspace, officer.name)?,
        role: role_view(officer.role),
        token_label: officer.token_label.clone(),
        token_serial: officer.token_serial.clone(),
        token_model: model,
        certificate_until: certificate.validity.not_after.date().to_string(),
        practice_pin: workspace.is_practice() && workspace.pins.of(&officer.token_label).is_some(),
    })
}

pub(crate) fn role_view(role: Role) -> RoleView {
    match role {
        Role::Administrator => RoleView::Administrator,
        Role::Maker => RoleView::Maker,
        Role::Checker => RoleView::Checker,
        Role::Auditor => RoleView::Auditor,
    }
}
