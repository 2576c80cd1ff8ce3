//! Reminders of certificates that end, as a calendar that any program can take in (RFC 5545).
//!
//! A calendar leaves the workstation: it names agents and serial numbers, and nobody.

use std::path::Path;

use chancery_domain::{Language, Utc, event::ExportKind};

use super::expiring;
use crate::{
    Error, Workspace,
    calendar::{Calendar, Entry},
    export::{self, Leaving},
};

/// An alarm goes off so many days before.
const ALARM_DAYS: u8 = 14;

/// A calendar of the certificates that end within so many days; refused if none does.
pub fn reminders(
    workspace: &Workspace,
    days: u32,
    language: Language,
    now: Utc,
) -> Result<String, Error> {
    let mut calendar = Calendar::begin();
    put_expiring(workspace, days, language, now, &mut calendar)?;
    calendar.end()
}

/// Puts the certificates that end within so many days into a calendar.
pub(crate) fn put_expiring(
    workspace: &Workspace,
    days: u32,
    language: Language,
    now: Utc,
    calendar: &mut Calendar,
) -> Result<(), Error> {
    let words = Words::of(language);
    let domain = &workspace.founding.trust_domain;
    expiring::each(workspace, days, now, |row| {
        let end = row.not_after.to_seconds_string();
        let fill = |template: &str| {
            template
                .replace("{agent}", &row.common_name)
                .replace("{serial}", &row.serial)
                .replace("{end}", &end)
        };
        let entry = Entry {
            uid: &format!("{}@{domain}", row.serial),
            at: row.not_after,
            summary: &fill(words.summary),
            description: &fill(words.description),
            alarm_days: ALARM_DAYS,
        };
        calendar.event(&entry, now);
    })
}

/// Writes that calendar to a new file, never over another, and records that it left: with the
/// officer who is named, if one is.
pub fn export_reminders(
    workspace: &mut Workspace,
    days: u32,
    out: &Path,
    officer: Option<&str>,
    language: Language,
    now: Utc,
) -> Result<(), Error> {
    let calendar = reminders(workspace, days, language, now)?;
    let leaving = Leaving {
        what: ExportKind::Reminders,
        subject: &format!("{days} days"),
        bytes: calendar.as_bytes(),
        hashed: true,
    };
    export::hand_out(workspace, &leaving, out, officer, now)
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
