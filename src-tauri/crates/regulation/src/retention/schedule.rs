//! Schedules: the built-in one, what the next may say, and counting in months.

use chancery_domain::{
    Utc,
    retention::{RetentionClass, RetentionRule, RetentionSchedule},
};
use time::{Date, Month};

use super::class::{CLASSES, basis_of};

/// More than a hundred years are a typing error.
const MOST: u32 = 1_200;
const DAY_MILLIS: i64 = 86_400_000;

/// The schedule that every workspace begins with.
pub fn built_in() -> RetentionSchedule {
    let rules = CLASSES.iter().filter_map(|one| {
        Some(RetentionRule {
            class: one.class,
            months: one.built_in?,
        })
    });
    RetentionSchedule {
        version: 1,
        rules: rules.collect(),
    }
}

/// Why a schedule can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// Versions count up by one.
    #[error("its version must be {expected}")]
    Version {
        /// The next.
        expected: u32,
    },
    /// One schedule has one form: classes in the order of the list, each at most once.
    #[error("{} stands twice or out of order", class_name(*class))]
    Order {
        /// The class at fault.
        class: RetentionClass,
    },
    /// The law asks for more.
    #[error("{} is kept at least {minimum} months ({basis})", class_name(*class))]
    TooShort {
        /// The class.
        class: RetentionClass,
        /// Months.
        minimum: u32,
        /// Regulation and article.
        basis: &'static str,
    },
    /// There is no ground for more.
    #[error("{} is kept at most {maximum} months ({basis})", class_name(*class))]
    TooLong {
        /// The class.
        class: RetentionClass,
        /// Months.
        maximum: u32,
        /// Regulation and article, or `this program`.
        basis: &'static str,
    },
    /// Nothing would change.
    #[error("it says what is in force already")]
    Same,
}

/// A class's stable name: `ai-system-logs`.
pub fn class_name(class: RetentionClass) -> String {
    match serde_json::to_value(class) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("classes are plain names in JSON"),
    }
}

/// Refuses a schedule that can't follow the one in force.
pub fn check_follows(
    next: &RetentionSchedule,
    current: &RetentionSchedule,
) -> Result<(), ScheduleError> {
    let expected = current.version + 1;
    if next.version != expected {
        return Err(ScheduleError::Version { expected });
    }
    if next.rules == current.rules {
        return Err(ScheduleError::Same);
    }
    if let Some(pair) = next
        .rules
        .windows(2)
        .find(|pair| place(pair[0].class) >= place(pair[1].class))
    {
        let class = pair[1].class;
        return Err(ScheduleError::Order { class });
    }
    next.rules.iter().try_for_each(check_bounds)
}

fn place(class: RetentionClass) -> usize {
    CLASSES
        .iter()
        .position(|one| one.class == class)
        .expect("every class has a basis")
}

fn check_bounds(rule: &RetentionRule) -> Result<(), ScheduleError> {
    let class = rule.class;
    let law = basis_of(class);
    match (law.minimum, law.maximum) {
        (Some(minimum), _) if rule.months < minimum => Err(ScheduleError::TooShort {
            class,
            minimum,
            basis: law.basis,
        }),
        (_, Some(maximum)) if rule.months > maximum => Err(ScheduleError::TooLong {
            class,
            maximum,
            basis: law.basis,
        }),
        _ if rule.months > MOST => Err(ScheduleError::TooLong {
            class,
            maximum: MOST,
            basis: "this program",
        }),
        _ => Ok(()),
    }
}

/// The same time of day so many calendar months later; where the month has no such day, its last.
pub fn months_after(from: Utc, months: u32) -> Utc {
    let date = from.date();
    let month = u32::from(u8::from(date.month())) - 1 + months;
    let year = date.year() + i32::try_from(month / 12).expect("a schedule is below centuries");
    let month = Month::try_from(u8::try_from(month % 12 + 1).expect("at most 12"))
        .expect("between 1 and 12");
    let last = month.length(year);
    let Ok(date) = Date::from_calendar_date(year, month, date.day().min(last)) else {
        return Utc::LAST;
    };
    let within = from.unix_millis().rem_euclid(DAY_MILLIS);
    Utc::at_start_of(date)
        .and_then(|start| Utc::from_unix_millis(start.unix_millis() + within))
        .unwrap_or(Utc::LAST)
}
