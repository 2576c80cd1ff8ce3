//! Reading what was typed: into a scope where it can be read, into problems where it can't.
//!
//! One reading serves the form, which shows the sentence as it is typed, and the submission,
//! which goes on only without problems.

use std::collections::BTreeSet;

use ::time::{Date, Duration, format_description::BorrowedFormatItem, macros::format_description};

use super::input::{LimitInput, ModelInput, RequestInput, WindowInput};
use crate::{
    Sha256Digest, Utc,
    action::{self, ActionName},
    agent::AgentId,
    instrument::Instrument,
    money::{Currency, Money},
    problem::{Code, Problem},
    profile::Profile,
    resource::Resource,
    scope::{
        Limit, MAX_ACTIONS, MAX_INSTRUMENTS, MAX_LIMITS, MAX_RESOURCES, Model, PeriodLimit, Scope,
        UsageWindow,
    },
    text,
};

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const SECONDS_A_DAY: u32 = 86_400;

/// What the input says, as far as it can be read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The agent, if its id can be read.
    pub agent: Option<AgentId>,
    /// The scope, with what can't be read left out.
    pub scope: Scope,
    /// Last day of validity, if it can be told.
    pub valid_until: Option<Date>,
    /// Length of validity in days, today counted.
    pub days: Option<u32>,
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
    /// Last day of validity, inclusive, UTC.
    pub valid_until: Date,
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
        if !matches!(input.profile.as_str(), "" | "agent") {
            problems.push(Problem::new("profile", Code::UnknownProfile));
        }
        let scope = read_scope(input, &mut problems);
        let valid_until = read_validity(input, profile, today, &mut problems);
        let days = valid_until.and_then(|until| days_from(today, until));
        check_window(&scope, valid_until, &mut problems);
        Self {
            agent,
            scope,
            valid_until,
            days,
            problems,
        }
    }

    /// Goes on only without problems.
    pub fn complete(self, input: &RequestInput) -> Result<Complete, Vec<Problem>> {
        match (self.agent, self.valid_until) {
            (Some(agent), Some(valid_until)) if self.problems.is_empty() => Ok(Complete {
                agent,
                scope: self.scope,
                valid_until,
                accountable: input.accountable.trim().to_owned(),
                purpose: input.purpose.trim().to_owned(),
            }),
            _ => Err(self.problems),
        }
    }
}

fn keep<T>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn read_scope(input: &RequestInput, problems: &mut Vec<Problem>) -> Scope {
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

fn read_validity(
    input: &RequestInput,
    profile: &Profile,
    today: Date,
    problems: &mut Vec<Problem>,
) -> Option<Date> {
    let (field, until) = match (&input.validity_days, &input.valid_until) {
        (Some(_), Some(_)) => {
            problems.push(Problem::new("valid_until", Code::TwoValidities));
            return None;
        }
        (None, Some(day)) => {
            let day = Date::parse(day, DAY).map_err(|_| Problem::new("valid_until", Code::NotADay));
            ("valid_until", keep(day, problems)?)
        }
        (days, None) => {
            let days = days.unwrap_or(profile.default_days);
            (
                "validity_days",
                keep(last_day("validity_days", today, days, profile), problems)?,
            )
        }
    };
    let Some(days) = days_from(today, until) else {
        problems.push(Problem::new(field, Code::InThePast));
        return None;
    };
    if days > profile.cap_days {
        problems.push(Problem::new(
            field,
            Code::OverCap {
                days,
                cap: profile.cap_days,
            },
        ));
    }
    Some(until)
}

/// The last of `days` calendar days, today counted: so that a certificate issued today ends
/// within `days` times 86,400 seconds (RFC 5280, 4.1.2.5: both ends belong to the validity).
fn last_day(field: &str, today: Date, days: u32, profile: &Profile) -> Result<Date, Problem> {
    if days == 0 {
        return Err(Problem::new(field, Code::InThePast));
    }
    today
        .checked_add(Duration::days(i64::from(days) - 1))
        .ok_or_else(|| {
            Problem::new(
                field,
                Code::OverCap {
                    days,
                    cap: profile.cap_days,
                },
            )
        })
}

fn days_from(today: Date, until: Date) -> Option<u32> {
    u32::try_from((until - today).whole_days() + 1)
        .ok()
        .filter(|days| *days > 0)
}

fn check_window(scope: &Scope, valid_until: Option<Date>, problems: &mut Vec<Problem>) {
    if let (Some(window), Some(until)) = (scope.window, valid_until)
        && window.not_after > Utc::at_end_of(until)
    {
        problems.push(Problem::new("window.until", Code::WindowBeyondValidity));
    }
}

#[cfg(test)]
mod tests;
