//! Calendars that any program can take in (RFC 5545).

use std::fmt::Write as _;

use chancery_domain::Utc;

use crate::{Error, certificate::CertificateRefusal};

/// RFC 5545, 3.1: no line is longer, its end not counted.
const LINE: usize = 75;

/// Something that is to be thought of at an instant.
pub(crate) struct Entry<'a> {
    /// Stable, so that a second calendar moves reminders and does not double them.
    pub(crate) uid: &'a str,
    /// When.
    pub(crate) at: Utc,
    /// In a few words.
    pub(crate) summary: &'a str,
    /// In a sentence or two.
    pub(crate) description: &'a str,
    /// An alarm goes off so many days before.
    pub(crate) alarm_days: u8,
}

/// A calendar that is being written.
pub(crate) struct Calendar {
    text: String,
    events: usize,
}

impl Calendar {
    pub(crate) fn begin() -> Self {
        let mut calendar = Self {
            text: String::new(),
            events: 0,
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Chancery//Chancery//EN");
        calendar
    }

    pub(crate) fn event(&mut self, entry: &Entry<'_>, now: Utc) {
        let summary = escaped(entry.summary);
        self.events += 1;
        self.line("BEGIN", "VEVENT");
        self.line("UID", &escaped(entry.uid));
        self.line("DTSTAMP", &instant(now));
        self.line("DTSTART", &instant(entry.at));
        self.line("SUMMARY", &summary);
        self.line("DESCRIPTION", &escaped(entry.description));
        self.line("TRANSP", "TRANSPARENT");
        self.line("BEGIN", "VALARM");
        self.line("ACTION", "DISPLAY");
        self.line("TRIGGER", &format!("-P{}D", entry.alarm_days));
        self.line("DESCRIPTION", &summary);
        self.line("END", "VALARM");
        self.line("END", "VEVENT");
    }

    /// Refused without an event: "An iCalendar object MUST include [...] at least one calendar
    /// component" (3.6), and no program takes in another.
    pub(crate) fn end(mut self) -> Result<String, Error> {
        if self.events == 0 {
            return Err(CertificateRefusal::NothingToRemind.into());
        }
        self.line("END", "VCALENDAR");
        Ok(self.text)
    }

    /// A content line, folded at 75 octets and never within a character (3.1).
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= character.len_utf8();
            self.text.push(character);
        }
        self.text.push_str("\r\n");
    }
}

/// A date with time in UTC (3.3.5, form 2).
fn instant(at: Utc) -> String {
    at.to_seconds_string().replace(['-', ':'], "")
}

/// 3.3.11; a control character has no place in a text.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                let _ = write!(escaped, "\\{character}");
            }
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Utc {
        Utc::parse("2026-11-23T02:00:00.000Z").expect("an instant")
    }

    fn calendar(summary: &str, now: Utc) -> String {
        let mut calendar = Calendar::begin();
        let entry = Entry {
            uid: "7F01@practice.example",
            at: at().plus_seconds(86_400),
            summary,
            description: summary,
            alarm_days: 14,
        };
        calendar.event(&entry, now);
        calendar.end().expect("it has an event")
    }

    #[test]
    fn calendar_without_an_event_is_none() {
        let error = Calendar::begin().end().expect_err("nothing is in it");
        assert_eq!(error.code(), "nothing-to-remind");
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_within_no_character() {
        let summary = format!("Zertifikat von {} endet", "ä".repeat(60));
        let text = calendar(&summary, at());
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= LINE, "{line}");
            assert!(!line.contains(['\r', '\n']));
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{summary}")));
    }

    #[test]
    fn texts_can_end_no_line_and_begin_no_property() {
        let name = "a;b,c\\d\r\nATTACH:http://example.org/";
        let unfolded = calendar(name, at()).replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:a\\;b\\,c\\\\d\\nATTACH:http"));
        assert!(!unfolded.lines().any(|line| line.starts_with("ATTACH")));
    }

    #[test]
    fn same_entry_has_the_same_identifier_in_every_calendar() {
        let uid = |now: Utc| {
            let text = calendar("x", now);
            let line = text.lines().find(|line| line.starts_with("UID:"));
            line.expect("an identifier").to_owned()
        };
        assert_eq!(uid(at()), "UID:7F01@practice.example");
        assert_eq!(uid(at()), uid(at().plus_seconds(86_400)));
    }
}
