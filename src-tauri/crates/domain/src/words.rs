//! Days and times as people read them, bound by no-break spaces.

use ::time::{Date, Month};

use crate::{Language, Utc};

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
