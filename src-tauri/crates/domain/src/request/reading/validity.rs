//! How long a certificate is to be valid.

use ::time::{Date, Duration, format_description::BorrowedFormatItem, macros::format_description};

use super::keep;
use crate::{
    problem::{Code, Problem},
    profile::{Profile, ValidityUnit},
    request::RequestInput,
};

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// How long a certificate is asked to be valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Up to and including a day, UTC.
    Until(Date),
    /// So many hours from issuance.
    Hours(u32),
}

impl Validity {
    /// The last day, if days are counted.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::Until(day) => Some(day),
            Self::Hours(_) => None,
        }
    }

    pub(super) fn days(self, today: Date) -> Option<u32> {
        self.last_day().and_then(|until| days_from(today, until))
    }
}

/// Reads how long the certificate is to be valid, under `profile`.
pub(super) fn read(
    input: &RequestInput,
    profile: &Profile,
    today: Date,
    problems: &mut Vec<Problem>,
) -> Option<Validity> {
    match profile.validity.unit {
        ValidityUnit::Days => read_last_day(input, profile, today, problems).map(Validity::Until),
        ValidityUnit::Hours => read_hours(input, profile, problems).map(Validity::Hours),
    }
}

fn read_hours(input: &RequestInput, profile: &Profile, problems: &mut Vec<Problem>) -> Option<u32> {
    for (field, given) in [
        ("validity_days", input.validity_days.is_some()),
        ("valid_until", input.valid_until.is_some()),
    ] {
        if given {
            problems.push(Problem::new(field, Code::NotInProfile));
        }
    }
    let hours = input.validity_hours.unwrap_or(profile.validity.default);
    let cap = profile.validity.cap;
    if hours == 0 {
        problems.push(Problem::new("validity_hours", Code::InThePast));
        return None;
    }
    if hours > cap {
        problems.push(Problem::new(
            "validity_hours",
            Code::OverCapHours { hours, cap },
        ));
    }
    Some(hours)
}

fn read_last_day(
    input: &RequestInput,
    profile: &Profile,
    today: Date,
    problems: &mut Vec<Problem>,
) -> Option<Date> {
    if input.validity_hours.is_some() {
        problems.push(Problem::new("validity_hours", Code::NotInProfile));
    }
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
            let days = days.unwrap_or(profile.validity.default);
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
    let cap = profile.validity.cap;
    if days > cap {
        problems.push(Problem::new(field, Code::OverCap { days, cap }));
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
                    cap: profile.validity.cap,
                },
            )
        })
}

fn days_from(today: Date, until: Date) -> Option<u32> {
    u32::try_from((until - today).whole_days() + 1)
        .ok()
        .filter(|days| *days > 0)
}
