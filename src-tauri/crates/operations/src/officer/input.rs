//! What an administrator asks for when an officer is to be enrolled, read and held against what is
//! so.

use std::path::PathBuf;

use chancery_domain::{
    Utc,
    change::{Change, ChangeKind, EnrolmentCause},
    event::TokenPurpose,
    officer::{OfficerId, Role},
    problem::{Code, Problem},
    text,
};
use chancery_ledger::read::{ChangeRow, ChangeState};

use super::{CauseFault, OfficerRefusal, find, rules};
use crate::{Error, Workspace, change, view::EnrolmentInput};

/// The longest name of a person.
const NAME_MAX: usize = 200;

/// An enrolment that can be proposed.
#[derive(Debug)]
pub(super) struct Enrolling {
    pub(super) officer: OfficerId,
    pub(super) role: Role,
    pub(super) cause: EnrolmentCause,
    /// The name of somebody new.
    pub(super) name: Option<String>,
    pub(super) token: TokenAsked,
}

/// The token that the officer is to have.
#[derive(Debug)]
pub(super) struct TokenAsked {
    pub(super) label: String,
    pub(super) module: Option<PathBuf>,
    /// Of one that is initialised already.
    pub(super) serial: Option<String>,
}

/// A cause by its name: `second-token`.
pub(super) fn cause(name: &str) -> Result<EnrolmentCause, OfficerRefusal> {
    Ok(match name {
        "new" => EnrolmentCause::New,
        "second-token" => EnrolmentCause::SecondToken,
        "replacement" => EnrolmentCause::Replacement,
        "recovery" => EnrolmentCause::Recovery,
        _ => {
            return Err(OfficerRefusal::Cause {
                officer: name.chars().filter(|c| !c.is_control()).take(40).collect(),
                fault: CauseFault::Unknown,
            });
        }
    })
}

impl Enrolling {
    /// Reads what was asked for.
    pub(super) fn read(
        workspace: &Workspace,
        input: &EnrolmentInput,
        now: Utc,
    ) -> Result<Self, Error> {
        let cause = cause(&input.cause)?;
        let named = input.officer.as_deref().filter(|id| !id.is_empty());
        let (officer, role, name) = match (cause, named) {
            (EnrolmentCause::New, None) => {
                let (role, name) = newcomer(input)?;
                (next_id(workspace)?, role, Some(name))
            }
            (EnrolmentCause::New, Some(_)) => return Err(fault(input, CauseFault::NamedNew)),
            (_, None) => return Err(fault(input, CauseFault::Unnamed)),
            (_, Some(id)) => {
                let row = find(workspace, id)?;
                (row.id, row.role, None)
            }
        };
        rules::check_cause(workspace.read(), &officer, cause, now)?;
        let token = TokenAsked {
            label: label(workspace, input, &officer)?,
            module: input.module.as_ref().map(PathBuf::from),
            serial: input
                .token_serial
                .clone()
                .filter(|serial| !serial.is_empty()),
        };
        Ok(Self {
            officer,
            role,
            cause,
            name,
            token,
        })
    }
}

fn fault(input: &EnrolmentInput, fault: CauseFault) -> Error {
    let officer = input.officer.clone().unwrap_or_default();
    let officer = match officer.is_empty() {
        true => input.token_label.clone(),
        false => officer,
    };
    OfficerRefusal::Cause { officer, fault }.into()
}

fn newcomer(input: &EnrolmentInput) -> Result<(Role, String), Error> {
    let name = input.name.clone().unwrap_or_default().trim().to_owned();
    let mut problems = Vec::new();
    problems.extend(text::check("name", &name, NAME_MAX).err());
    let role = input.role.as_deref().and_then(Role::parse);
    if role.is_none() {
        problems.push(Problem::new("role", Code::UnknownRole));
    }
    match (role, problems.is_empty()) {
        (Some(role), true) => Ok((role, name)),
        _ => Err(Error::Input {
            problems,
            event: None,
        }),
    }
}

/// The number after the last one that was given or proposed: a pseudonym is of one person only.
fn next_id(workspace: &Workspace) -> Result<OfficerId, Error> {
    let number = |id: &OfficerId| -> u32 {
        let digits = id.as_str().trim_start_matches("officer-");
        digits.parse().unwrap_or(0)
    };
    let read = workspace.read();
    let mut last = read.officers()?.iter().map(|row| number(&row.id)).max();
    for row in enrolments(workspace)? {
        if let Change::Enrolment { officer, .. } = change::object_of(workspace, &row)?.change {
            last = last.max(Some(number(&officer)));
        }
    }
    Ok(OfficerId::numbered(last.unwrap_or(0) + 1))
}

/// Every enrolment that was ever proposed.
pub(super) fn enrolments(workspace: &Workspace) -> Result<Vec<ChangeRow>, Error> {
    let kind = ChangeKind::Enrolment;
    let mut all = Vec::new();
    for state in [
        ChangeState::Proposed,
        ChangeState::Approved,
        ChangeState::Rejected,
    ] {
        all.extend(workspace.read().changes_of(kind, state)?);
    }
    Ok(all)
}

/// As given, or the officer's id, with a number if a token has that label already.
fn label(
    workspace: &Workspace,
    input: &EnrolmentInput,
    officer: &OfficerId,
) -> Result<String, Error> {
    if !input.token_label.is_empty() {
        return Ok(input.token_label.clone());
    }
    let mut label = officer.to_string();
    let mut number = 2;
    while is_taken(workspace, &label)? {
        label = format!("{officer}-{number}");
        number += 1;
    }
    Ok(label)
}

/// A token without a key, that nobody had one on, is what an earlier try left: it is used. One that
/// the log does not know is left alone.
fn is_taken(workspace: &Workspace, label: &str) -> Result<bool, Error> {
    let read = workspace.read();
    let mut named = read.tokens()?;
    named.retain(|row| row.label == label);
    for row in &named {
        let used = row.purpose != TokenPurpose::Officer
            || row.keys > 0
            || read.officer_key_on(&row.serial)?.is_some();
        if used {
            return Ok(true);
        }
    }
    Ok(named.is_empty() && workspace.has_practice_token(label)?)
}
