//! Reading what was typed: into a scope where it can be read, into problems where it can't.
//!
//! One reading serves the form, which shows the sentence as it is typed, and the submission,
//! which goes on only without problems.

use std::collections::BTreeSet;

use ::time::Date;

mod key;
mod validity;

pub use key::KeyWanted;
pub use validity::Validity;

use super::input::{LimitInput, ModelInput, RequestInput, WindowInput};
use crate::{
    Sha256Digest, Utc,
    action::{self, ActionName},
    agent::AgentId,
    instrument::Instrument,
    money::{Currency, Money},
    problem::{Code, Problem},
    profile::{Profile, ProfileId},
    resource::Resource,
    scope::{
        Limit, MAX_ACTIONS, MAX_INSTRUMENTS, MAX_LIMITS, MAX_RESOURCES, Model, PeriodLimit, Scope,
        UsageWindow,
    },
    text,
};

const SECONDS_A_DAY: u32 = 86_400;

/// What the input says, as far as it can be read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The agent, if its id can be read.
    pub agent: Option<AgentId>,
    /// The scope, with what can't be read left out.
    pub scope: Scope,
    /// How long, if it can be told.
    pub validity: Option<Validity>,
    /// Length of validity in days, today counted; of a profile that counts days.
    pub days: Option<u32>,
    /// The key that is asked for, if that can be told.
    pub key: Option<KeyWanted>,
    /// What is wrong. Empty: the input may be submitted.
    pub problems: Vec<Problem>,
}

/// An input without problems.
#[derive(Debug, Clone)]
pub struct Complete {
    /// The agent.
    pub agent: AgentId,
    /// The scope.
    pub scope: Scope,
    /// How long.
    pub validity: Validity,
    /// Which key.
    pub key: KeyWanted,
    /// The certificate that this one is to follow, hex.
    pub renews: Option<String>,
    /// Who answers for the agent.
    pub accountable: String,
    /// What it is for.
    pub purpose: String,
}

impl Reading {
    /// Reads `input` under `profile`, as of `today`.
    pub fn of(input: &RequestInput, profile: &Profile, today: Date) -> Self {
        let mut problems = Vec::new();
        let agent = keep(AgentId::parse(&input.agent_id), &mut problems);
        keep(
            text::check("accountable", &input.accountable, 128),
            &mut problems,
        );
        keep(text::check("purpose", &input.purpose, 500), &mut problems);
        check_profile(input, profile, &mut problems);
        let scope = read_scope(input, profile, &mut problems);
        let validity = validity::read(input, profile, today, &mut problems);
        let days = validity.and_then(|validity| validity.days(today));
        check_window(&scope, validity, &mut problems);
        let key = keep(key::read(input, profile), &mut problems);
        Self {
            agent,
            scope,
            validity,
            days,
            key,
            problems,
        }
    }

    /// Last day of validity, if it is counted in days.
    pub fn valid_until(&self) -> Option<Date> {
        self.validity.and_then(Validity::last_day)
    }

    /// Goes on only without problems.
    pub fn complete(self, input: &RequestInput) -> Result<Complete, Vec<Problem>> {
        match (self.agent, self.validity, self.key) {
            (Some(agent), Some(validity), Some(key)) if self.problems.is_empty() => Ok(Complete {
                agent,
                scope: self.scope,
                validity,
                key,
                renews: input.renews.clone().filter(|serial| !serial.is_empty()),
                accountable: input.accountable.trim().to_owned(),
                purpose: input.purpose.trim().to_owned(),
            }),
            _ => Err(self.problems),
        }
    }
}

/// The profile is the one that was named, and allows the name.
fn check_profile(input: &RequestInput, profile: &Profile, problems: &mut Vec<Problem>) {
    let named = match input.profile.as_str() {
        "" => Some(ProfileId::Agent),
        name => ProfileId::from_name(name).filter(|id| id.is_of_agents()),
    };
    if named != Some(profile.id) {
        problems.push(Problem::new("profile", Code::UnknownProfile));
    }
    if !input.agent_id.is_empty() && !profile.names.allows(&input.agent_id) {
        let code = Code::NameNotAllowed {
            prefixes: profile.names.prefixes.join(", "),
            max: profile.names.max_length,
        };
        problems.push(Problem::new("agent_id", code));
    }
}

fn keep<T>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn read_scope(input: &RequestInput, profile: &Profile, problems: &mut Vec<Problem>) -> Scope {
    if !profile.has_scope() {
        return no_scope(input, problems);
    }
    let scope = Scope {
        actions: read_list(
            "actions",
            &input.actions,
            MAX_ACTIONS,
            ActionName::parse,
            problems,
        ),
        instruments: read_list(
            "instruments",
            &input.instruments,
            MAX_INSTRUMENTS,
            Instrument::parse,
            problems,
        ),
        resources: read_list(
            "resources",
            &input.resources,
            MAX_RESOURCES,
            Resource::parse,
            problems,
        ),
        limits: read_limits(&input.limits, problems),
        window: input
            .window
            .as_ref()
            .and_then(|window| read_window(window, problems)),
        model: input
            .model
            .as_ref()
            .and_then(|model| read_model(model, problems)),
    };
    if input.actions.is_empty() {
        problems.push(Problem::new("actions", Code::Empty));
    }
    check_permits_something(&scope, input, problems);
    scope
}

/// Certificates without a scope permit no action: what was typed would be lost.
fn no_scope(input: &RequestInput, problems: &mut Vec<Problem>) -> Scope {
    let given = [
        ("actions", !input.actions.is_empty()),
        ("instruments", !input.instruments.is_empty()),
        ("resources", !input.resources.is_empty()),
        ("limits", !input.limits.is_empty()),
        ("window", input.window.is_some()),
        ("model", input.model.is_some()),
    ];
    for (field, _) in given.iter().filter(|(_, given)| *given) {
        problems.push(Problem::new(field, Code::NotInProfile));
    }
    Scope::default()
}

/// Deny by default: a scope that names orders but no instrument would permit nothing, and nobody
/// means that.
fn check_permits_something(scope: &Scope, input: &RequestInput, problems: &mut Vec<Problem>) {
    let pays = scope.names(action::PAYMENT_INITIATE);
    if scope.places_orders() && input.instruments.is_empty() {
        problems.push(Problem::new("instruments", Code::InstrumentsMissing));
    }
    if (scope.places_orders() || pays) && input.limits.is_empty() {
        problems.push(Problem::new("limits", Code::LimitMissing));
    }
    if scope.names(action::REPORT_READ) && input.resources.is_empty() {
        problems.push(Problem::new("resources", Code::ResourcesMissing));
    }
}

fn read_list<T: Ord + Clone + ToString>(
    field: &str,
    entries: &[String],
    max: usize,
    parse: impl Fn(&str, &str) -> Result<T, Problem>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    if entries.len() > max {
        problems.push(Problem::new(
            field,
            Code::TooMany {
                count: entries.len(),
                max,
            },
        ));
        return vec![];
    }
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let field = format!("{field}[{index}]");
        let Some(value) = keep(parse(&field, entry), problems) else {
            continue;
        };
        if seen.insert(value.clone()) {
            read.push(value);
        } else {
            problems.push(Problem::new(
                &field,
                Code::Duplicate {
                    entry: value.to_string(),
                },
            ));
        }
    }
    read
}

fn read_limits(limits: &[LimitInput], problems: &mut Vec<Problem>) -> Vec<Limit> {
    if limits.len() > MAX_LIMITS {
        let code = Code::TooMany {
            count: limits.len(),
            max: MAX_LIMITS,
        };
        problems.push(Problem::new("limits", code));
        return vec![];
    }
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for (index, limit) in limits.iter().enumerate() {
        let field = format!("limits[{index}]");
        if !limit.currency.is_empty() && !seen.insert(limit.currency.clone()) {
            let entry = limit.currency.clone();
            problems.push(Problem::new(
                &format!("{field}.currency"),
                Code::Duplicate { entry },
            ));
            continue;
        }
        read.extend(keep(read_limit(&field, limit), problems));
    }
    read
}

fn read_limit(field: &str, limit: &LimitInput) -> Result<Limit, Problem> {
    let currency = Currency::parse(&format!("{field}.currency"), &limit.currency)?;
    let per_action = Money::parse(&format!("{field}.per_action"), currency, &limit.per_action)?;
    let Some(per_day) = limit
        .per_day
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    else {
        return Ok(Limit {
            per_action,
            per_period: None,
        });
    };
    let field = format!("{field}.per_day");
    let amount = Money::parse(&field, currency, per_day)?;
    if amount.minor_units() < per_action.minor_units() {
        return Err(Problem::new(&field, Code::DayBelowAction));
    }
    Ok(Limit {
        per_action,
        per_period: Some(PeriodLimit {
            amount,
            seconds: SECONDS_A_DAY,
        }),
    })
}

fn read_window(window: &WindowInput, problems: &mut Vec<Problem>) -> Option<UsageWindow> {
    let instant = |field: &str, text: &str| {
        Utc::parse(text)
            .map(Utc::to_whole_second)
            .ok_or_else(|| Problem::new(field, Code::NotAnInstant))
    };
    let not_before = keep(instant("window.from", &window.from), problems);
    let not_after = keep(instant("window.until", &window.until), problems);
    let window = UsageWindow {
        not_before: not_before?,
        not_after: not_after?,
    };
    if window.not_after <= window.not_before {
        problems.push(Problem::new("window.until", Code::EndsBeforeStart));
        return None;
    }
    Some(window)
}

fn read_model(model: &ModelInput, problems: &mut Vec<Problem>) -> Option<Model> {
    let name = keep(text::check("model.name", &model.name, 128), problems);
    let sha256 = Sha256Digest::from_hex(&model.sha256)
        .ok_or_else(|| Problem::new("model.sha256", Code::NotASha256));
    let sha256 = keep(sha256, problems)?;
    name.map(|()| Model {
        name: model.name.clone(),
        sha256,
    })
}

fn check_window(scope: &Scope, validity: Option<Validity>, problems: &mut Vec<Problem>) {
    if let (Some(window), Some(until)) = (scope.window, validity.and_then(Validity::last_day))
        && Utc::at_end_of(until).is_some_and(|end| window.not_after > end)
    {
        problems.push(Problem::new("window.until", Code::WindowBeyondValidity));
    }
}

#[cfg(test)]
mod tests;
