//! Renewing: a new request, filled in from the certificate that it is to follow. The old one
//! stays as it is until it ends or is revoked on purpose.

use chancery_domain::request::{LimitInput, ModelInput, RequestInput, RequestObject, WindowInput};

use super::compare::{days_of, request_behind};
use crate::{Error, Workspace, certificate, officer::committed};

/// The request that would renew a certificate, to be looked at and submitted.
pub fn renewal(workspace: &Workspace, serial: &str) -> Result<RequestInput, Error> {
    let row = certificate::find(workspace, serial)?;
    let behind = request_behind(workspace, &row)?;
    let (request, object) = behind.ok_or_else(|| Error::NoSuch {
        what: "agent certificate",
        id: serial.to_owned(),
    })?;
    let mut input = filled(workspace, &object)?;
    let cap = workspace.profile(object.profile.id)?.validity.cap;
    // As long as was asked for before: a short mandate does not become a long one unsaid.
    input.validity_days = days_of(&object, request.submitted_at).map(|days| days.min(cap));
    input.validity_hours = object.valid_hours.map(|hours| hours.min(cap));
    input.renews = Some(row.serial);
    Ok(input)
}

/// Personal data comes along unless it was erased: then the fields are empty, to be filled in.
pub(super) fn filled(workspace: &Workspace, object: &RequestObject) -> Result<RequestInput, Error> {
    let mut input = input_of(object);
    input.accountable = committed(workspace, object.accountable)?.unwrap_or_default();
    input.purpose = committed(workspace, object.purpose)?.unwrap_or_default();
    Ok(input)
}

/// What was typed for a request, as far as its object tells: how long it is valid is left to the
/// profile.
fn input_of(object: &RequestObject) -> RequestInput {
    let scope = &object.scope;
    RequestInput {
        agent_id: object.agent_id.to_string(),
        profile: object.profile.id.name().to_owned(),
        actions: texts(&scope.actions),
        instruments: texts(&scope.instruments),
        resources: texts(&scope.resources),
        limits: scope
            .limits
            .iter()
            .map(|limit| LimitInput {
                currency: limit.per_action.currency().code().to_owned(),
                per_action: limit.per_action.to_decimal(),
                per_day: limit.per_period.map(|period| period.amount.to_decimal()),
            })
            .collect(),
        window: scope.window.map(|window| WindowInput {
            from: window.not_before.to_seconds_string(),
            until: window.not_after.to_seconds_string(),
        }),
        model: scope.model.as_ref().map(|model| ModelInput {
            name: model.name.clone(),
            sha256: model.sha256.to_hex(),
        }),
        ..RequestInput::default()
    }
}

fn texts(entries: &[impl ToString]) -> Vec<String> {
    entries.iter().map(ToString::to_string).collect()
}
