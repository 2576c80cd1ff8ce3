//! Days and times as people read them, bound by no-break spaces.

use ::time::{Date, Month};

use crate::{Language, Utc};

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;
const WEEK: u32 = 7 * DAY;

/// `28 May 2027`; `28. Mai 2027`.
pub fn day(day: Date, language: Language) -> String {
    let month = month(day.month(), language);
    match language {
        Language::En => format!("{}\u{a0}{month}\u{a0}{}", day.day(), day.year()),
        Language::De => format!("{}.\u{a0}{month}\u{a0}{}", day.day(), day.year()),
    }
}

/// `28 May 2027, 08:00`; the zone is said by whoever sets the sentence.
pub fn minute(instant: Utc, language: Language) -> String {
    let at = instant.offset_date_time();
    format!(
        "{}, {:02}:{:02}",
        day(instant.date(), language),
        at.hour(),
        at.minute()
    )
}

/// As [`minute`]; with the second, `28 May 2027, 08:00:30`, if it is not the minute's first.
pub fn moment(instant: Utc, language: Language) -> String {
    let minute = minute(instant, language);
    match instant.offset_date_time().second() {
        0 => minute,
        second => format!("{minute}:{second:02}"),
    }
}

/// `8 hours`; `8 Stunden`.
pub fn hours(hours: u32, language: Language) -> String {
    let unit = match (hours, language) {
        (1, Language::En) => "hour",
        (_, Language::En) => "hours",
        (1, Language::De) => "Stunde",
        (_, Language::De) => "Stunden",
    };
    format!("{hours}\u{a0}{unit}")
}

/// `30 days`; `30 Tage`.
pub fn days(days: u32, language: Language) -> String {
    let unit = match (days, language) {
        (1, Language::En) => "day",
        (_, Language::En) => "days",
        (1, Language::De) => "Tag",
        (_, Language::De) => "Tage",
    };
    format!("{days}\u{a0}{unit}")
}

/// How long a period is over which a sum is taken: `a day`, `in 30 days`; `am Tag`, `in 30 Tagen`.
pub fn period(seconds: u32, language: Language) -> String {
    let one = match seconds {
        1 => Some(("a second", "je Sekunde")),
        MINUTE => Some(("a minute", "je Minute")),
        HOUR => Some(("an hour", "je Stunde")),
        DAY => Some(("a day", "am Tag")),
        WEEK => Some(("a week", "je Woche")),
        _ => None,
    };
    let (unit, en, de) = match seconds {
        _ if seconds.is_multiple_of(DAY) => (DAY, "days", "Tagen"),
        _ if seconds.is_multiple_of(HOUR) => (HOUR, "hours", "Stunden"),
        _ if seconds.is_multiple_of(MINUTE) => (MINUTE, "minutes", "Minuten"),
        _ => (1, "seconds", "Sekunden"),
    };
    match (one, language) {
        (Some((en, _)), Language::En) => en.to_owned(),
        (Some((_, de)), Language::De) => de.to_owned(),
        (None, Language::En) => format!("in {} {en}", seconds / unit),
        (None, Language::De) => format!("in {} {de}", seconds / unit),
    }
}

fn month(month: Month, language: Language) -> &'static str {
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DE: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    let index = usize::from(u8::from(month)) - 1;
    match language {
        Language::En => EN[index],
        Language::De => DE[index],
    }
}
