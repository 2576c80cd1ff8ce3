//! `officer list|show|enrol|grant|retire|lost`.

use std::path::Path;

use chancery_operations::{
    Error, SoPin, UserPin, Workspace,
    certificate::ByOfficer,
    edge,
    officer::{self, TokenPins},
    view::{
        EnrolmentInput, OfficerDetailView, OfficerState, OfficerTokenState, OfficerTokenView,
        OfficerView, RoleView,
    },
};
use secrecy::ExposeSecret;
use serde::Serialize;

use super::change::proposed;
use crate::{
    arguments::{EnrolArguments, OfficerVerb},
    context::Context,
    output::{Output, Verdict, table},
    pin,
};

#[derive(Serialize)]
struct Officers {
    officers: Vec<OfficerView>,
}

pub(crate) fn run(
    context: &mut Context,
    verb: &OfficerVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let language = context.language;
    match verb {
        OfficerVerb::List => list(context, output),
        OfficerVerb::Show { id } => {
            let detail = officer::detail(&context.workspace, id)?;
            context.reads("officer", id)?;
            Ok(print(&detail, output))
        }
        OfficerVerb::Enrol(told) => enrol(context, told, output),
        OfficerVerb::Grant { id, role, reason } => {
            proposed(context, reason, output, |context, proposal| {
                let workspace = &mut context.workspace;
                officer::propose_role(workspace, id, role, proposal, language, edge::now())
            })
        }
        OfficerVerb::Retire { id, reason } => {
            proposed(context, reason, output, |context, proposal| {
                let workspace = &mut context.workspace;
                officer::propose_retirement(workspace, id, proposal, language, edge::now())
            })
        }
        OfficerVerb::Lost { id, token, reason } => lost(context, (id, token), reason, output),
    }
}

fn list(context: &Context, output: &mut Output) -> Result<Verdict, Error> {
    let officers = officer::list(&context.workspace)?;
    output.show(&Officers { officers }, |view| {
        let rows: Vec<Vec<String>> = view.officers.iter().map(row).collect();
        let heads = ["Officer", "Role", "Name", "State", "Token serial", "Until"];
        table(&heads, &rows)
    });
    Ok(Verdict::Done)
}

fn row(officer: &OfficerView) -> Vec<String> {
    vec![
        officer.id.clone(),
        officer.role.name().to_owned(),
        name(officer),
        state(officer.state).to_owned(),
        officer.token_serial.clone(),
        officer.certificate_until.clone(),
    ]
}

fn name(officer: &OfficerView) -> String {
    let erased = || "(erased)".to_owned();
    officer.name.clone().unwrap_or_else(erased)
}

fn state(state: OfficerState) -> &'static str {
    match state {
        OfficerState::Serving => "serves",
        OfficerState::WithoutToken => "without token",
        OfficerState::Retired => "retired",
    }
}

fn token_state(token: &OfficerTokenView) -> String {
    let state = match token.state {
        OfficerTokenState::InForce => "in force",
        OfficerTokenState::NotYetValid => {
            return format!("not valid yet, begins at {}", token.certificate_from);
        }
        OfficerTokenState::Expired => "expired",
        OfficerTokenState::Ended => "ended",
    };
    state.to_owned()
}

fn detail_lines(view: &OfficerDetailView) -> Vec<String> {
    let who = &view.officer;
    let mut lines = vec![
        format!("{} ({}): {}", who.id, who.role.name(), name(who)),
        format!("  {}, since {}", state(who.state), who.since),
    ];
    lines.extend(who.retired_at.iter().map(|at| format!("  retired at {at}")));
    let tokens: Vec<Vec<String>> = view
        .tokens
        .iter()
        .map(|token| {
            vec![
                token.label.clone(),
                token.serial.clone(),
                token_state(token),
                token.since.clone(),
                token.until.clone().unwrap_or_default(),
                token.change.clone().unwrap_or_default(),
                token.certificate.clone(),
            ]
        })
        .collect();
    let heads = [
        "Token",
        "Serial",
        "State",
        "Since",
        "Until",
        "By",
        "Certificate",
    ];
    lines.push(String::new());
    lines.extend(table(&heads, &tokens));
    let roles: Vec<Vec<String>> = view
        .roles
        .iter()
        .map(|one| {
            vec![
                one.role.name().to_owned(),
                one.since.clone(),
                one.until.clone().unwrap_or_default(),
                one.change.clone().unwrap_or_default(),
            ]
        })
        .collect();
    lines.push(String::new());
    lines.extend(table(&["Role", "Since", "Until", "By"], &roles));
    lines.extend(view.open_changes.iter().map(|id| format!("  waits: {id}")));
    lines
}

fn enrol(
    context: &mut Context,
    told: &EnrolArguments,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let input = EnrolmentInput {
        officer: told.of.clone(),
        role: told.role.clone(),
        name: told.name.clone(),
        cause: told.cause.clone().unwrap_or_else(|| "new".to_owned()),
        token_label: told.label.clone().unwrap_or_default(),
        module: told.module.as_ref().map(|path| path.display().to_string()),
        token_serial: told.token.clone(),
    };
    let language = context.language;
    let (pin, so_pin) = pins(context, told)?;
    proposed(context, &told.reason, output, |context, proposal| {
        let pins = TokenPins {
            pin: pin.as_ref(),
            so_pin: so_pin.as_ref(),
        };
        let workspace = &mut context.workspace;
        officer::propose_enrolment(workspace, &input, &pins, proposal, language, edge::now())
    })
}

/// PINs of the officer's token: of a practice token none.
fn pins(
    context: &Context,
    told: &EnrolArguments,
) -> Result<(Option<UserPin>, Option<SoPin>), Error> {
    let label = told.label.as_deref().or(told.token.as_deref());
    let label = label.unwrap_or("officer");
    let file = told.new_pin_file.as_deref();
    let new = |secret: secrecy::SecretString| secret.expose_secret().to_owned();
    Ok(match (&told.module, &told.token) {
        (None, _) if file.is_none() => (None, None),
        (Some(_), None) => {
            let so_pin = pin::new(label, "SO PIN", told.so_pin_file.as_deref())?;
            let user_pin = pin::new(label, "PIN", file)?;
            let pins = (UserPin::new(new(user_pin)), SoPin::new(new(so_pin)));
            (Some(pins.0), Some(pins.1))
        }
        (Some(module), Some(serial)) if file.is_none() => {
            let there = (module.as_path(), serial.as_str());
            let pin = pin_in_slot(&context.workspace, there, told.label.as_deref())?;
            (Some(pin), None)
        }
        _ => (Some(UserPin::new(new(pin::new(label, "PIN", file)?))), None),
    })
}

/// The label that the officer's token would get may be none of the token in the slot.
fn pin_in_slot(
    workspace: &Workspace,
    (module, serial): (&Path, &str),
    label: Option<&str>,
) -> Result<UserPin, Error> {
    let asking = match workspace.asking_of_slot(module, serial, label) {
        Err(Error::TokenAbsent { .. }) => workspace.asking_of_slot(module, serial, None)?,
        asking => asking?,
    };
    pin::of_token(workspace, &asking)
}

fn lost(
    context: &mut Context,
    (id, token): (&str, &str),
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let who = context.officer(RoleView::Administrator)?;
    let pin = context.pin(&who)?;
    let by = ByOfficer {
        officer: &who.id,
        comment: reason,
        pin: &pin,
    };
    let detail = officer::report_lost(&mut context.workspace, id, token, &by, edge::now())?;
    Ok(print(&detail, output))
}

pub(super) fn print(view: &OfficerDetailView, output: &mut Output) -> Verdict {
    output.show(view, detail_lines);
    Verdict::Done
}
