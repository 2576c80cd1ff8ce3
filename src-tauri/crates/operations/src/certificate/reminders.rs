//! Reminders of certificates that end, as a calendar that any program can take in (RFC 5545).
//!
//! A calendar leaves the workstation: it names agents and serial numbers, and nobody.

use std::{fmt::Write as _, path::Path};

use chancery_domain::{Language, Utc};

use super::{expiring, write_new};
use crate::{Error, Workspace};

/// An alarm goes off so long before.
const ALARM: &str = "-P14D";
/// RFC 5545, 3.1: no line is longer, its end not counted.
const LINE: usize = 75;

/// A calendar of the certificates that end within so many days.
pub fn reminders(
    workspace: &Workspace,
    days: u32,
    language: Language,
    now: Utc,
) -> Result<String, Error> {
    let words = Words::of(language);
    let mut calendar = Calendar::begin();
    let domain = &workspace.founding.trust_domain;
    expiring::each(workspace, days, now, |row| {
        let ending = Ending {
            serial: &row.serial,
            agent: &row.common_name,
            at: row.not_after,
        };
        calendar.event(domain, &ending, words, now);
    })?;
    Ok(calendar.end())
}

/// Writes that calendar to a new file; never over another.
pub fn export_reminders(
    workspace: &Workspace,
    days: u32,
    out: &Path,
    language: Language,
    now: Utc,
) -> Result<(), Error> {
    write_new(out, reminders(workspace, days, language, now)?.as_bytes())
}

#[derive(Clone, Copy)]
struct Words {
    summary: &'static str,
    description: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                summary: "Certificate of {agent} ends",
                description: "Certificate {serial} of the agent {agent} ends at {end}. \
                              If the agent is to go on, ask for a new one: chancery certificate renew {serial}",
            },
            Language::De => Self {
                summary: "Zertifikat von {agent} endet",
                description: "Das Zertifikat {serial} des Agenten {agent} endet um {end}. \
                              Soll er weiterarbeiten, ein neues beantragen: chancery certificate renew {serial}",
            },
        }
    }
}

/// What a reminder is about.
struct Ending<'a> {
    serial: &'a str,
    agent: &'a str,
    at: Utc,
}

struct Calendar {
    text: String,
}

impl Calendar {
    fn begin() -> Self {
        let mut calendar = Self {
            text: String::new(),
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Chancery//Chancery//EN");
        calendar
    }

    fn event(&mut self, domain: &str, ending: &Ending<'_>, words: Words, now: Utc) {
        let end = ending.at.to_seconds_string();
        let fill = |template: &str| {
            let text = template
                .replace("{agent}", ending.agent)
                .replace("{serial}", ending.serial)
                .replace("{end}", &end);
            escaped(&text)
        };
        let summary = fill(words.summary);
        self.line("BEGIN", "VEVENT");
        // Stable, so that a second calendar moves reminders and does not double them.
        self.line("UID", &escaped(&format!("{}@{domain}", ending.serial)));
        self.line("DTSTAMP", &instant(now));
        self.line("DTSTART", &instant(ending.at));
        self.line("SUMMARY", &summary);
        self.line("DESCRIPTION", &fill(words.description));
        self.line("TRANSP", "TRANSPARENT");
        self.line("BEGIN", "VALARM");
        self.line("ACTION", "DISPLAY");
        self.line("TRIGGER", ALARM);
        self.line("DESCRIPTION", &summary);
        self.line("END", "VALARM");
        self.line("END", "VEVENT");
    }

    fn end(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.text
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

    fn row(agent: &str) -> Ending<'_> {
        Ending {
            serial: "7F01",
            agent,
            at: at().plus_seconds(86_400),
        }
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_within_no_character() {
        let mut calendar = Calendar::begin();
        calendar.event(
            "practice.example",
            &row(&"ä".repeat(60)),
            Words::of(Language::De),
            at(),
        );
        let text = calendar.end();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= LINE, "{line}");
            assert!(!line.contains(['\r', '\n']));
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:Zertifikat von {} endet", "ä".repeat(60))));
    }

    #[test]
    fn texts_can_end_no_line_and_begin_no_property() {
        let mut calendar = Calendar::begin();
        let name = "a;b,c\\d\r\nATTACH:http://example.org/";
        calendar.event(
            "practice.example",
            &row(name),
            Words::of(Language::En),
            at(),
        );
        let unfolded = calendar.end().replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Certificate of a\\;b\\,c\\\\d\\nATTACH:http"));
        assert!(!unfolded.lines().any(|line| line.starts_with("ATTACH")));
    }

    #[test]
    fn same_certificate_has_the_same_identifier_in_every_calendar() {
        let uid = |now: Utc| {
            let mut calendar = Calendar::begin();
            calendar.event(
                "practice.example",
                &row("bot"),
                Words::of(Language::En),
                now,
            );
            let text = calendar.end();
            let line = text.lines().find(|line| line.starts_with("UID:"));
            line.expect("an identifier").to_owned()
        };
        assert_eq!(uid(at()), "UID:7F01@practice.example");
        assert_eq!(uid(at()), uid(at().plus_seconds(86_400)));
    }

    fn at() -> Utc {
        Utc::parse("2026-11-23T02:00:00.000Z").expect("an instant")
    }
}
