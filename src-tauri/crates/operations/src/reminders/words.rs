//! Reminders in the person's language.

use chancery_domain::{Language, Utc, words};

use crate::view::ReminderView;

/// In which language, and when.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) language: Language,
    pub(super) now: Utc,
}

impl Said {
    /// Something that can be done now.
    pub(super) fn at_once(
        self,
        kind: &str,
        subject: String,
        agent: Option<String>,
        text: String,
    ) -> ReminderView {
        ReminderView {
            kind: kind.to_owned(),
            subject,
            agent,
            text,
            due: None,
            overdue: false,
        }
    }

    /// Something that is to be done by an instant.
    pub(super) fn by(
        self,
        kind: &str,
        subject: String,
        agent: Option<String>,
        text: String,
        due: Utc,
    ) -> ReminderView {
        ReminderView {
            due: Some(due.to_seconds_string()),
            overdue: due < self.now,
            ..self.at_once(kind, subject, agent, text)
        }
    }

    pub(super) fn request(self, id: &str, agent: &str) -> String {
        match self.language {
            Language::En => format!("Request {id} for {agent} waits for your decision."),
            Language::De => format!("Antrag {id} für {agent} wartet auf Ihre Entscheidung."),
        }
    }

    pub(super) fn change(self, id: &str, label: &str) -> String {
        match self.language {
            Language::En => format!("Change {id} ({label}) waits for your decision."),
            Language::De => format!("Änderung {id} ({label}) wartet auf Ihre Entscheidung."),
        }
    }

    pub(super) fn confirmation(self, serial: &str, agent: &str, officer: &str) -> String {
        match self.language {
            Language::En => format!(
                "{officer} revoked certificate {serial} of {agent} alone: a second officer is to confirm it."
            ),
            Language::De => format!(
                "{officer} hat das Zertifikat {serial} von {agent} allein widerrufen: Eine zweite Person bestätigt das."
            ),
        }
    }

    pub(super) fn review(self, agent: &str, due: Utc) -> String {
        let day = self.day(due);
        match (self.language, due < self.now) {
            (Language::En, false) => format!("{agent} is to be reviewed by {day}."),
            (Language::En, true) => format!("{agent} was to be reviewed by {day}."),
            (Language::De, false) => format!("{agent} ist bis zum {day} zu überprüfen."),
            (Language::De, true) => format!("{agent} war bis zum {day} zu überprüfen."),
        }
    }

    pub(super) fn standing(self, id: &str, until: Utc) -> String {
        let day = self.day(until);
        match self.language {
            Language::En => format!("Standing authorisation {id} ends on {day}."),
            Language::De => format!("Die Dauergenehmigung {id} endet am {day}."),
        }
    }

    pub(super) fn certificate(self, agent: &str, due: Utc) -> String {
        let day = self.day(due);
        match self.language {
            Language::En => format!("The certificate of {agent} ends on {day}."),
            Language::De => format!("Das Zertifikat von {agent} endet am {day}."),
        }
    }

    pub(super) fn list(self, issuer: &str, owed: bool, due: Utc) -> String {
        let minute = words::minute(due, self.language);
        match (self.language, owed) {
            (Language::En, true) => {
                format!("The CRL of {issuer} is owed: something changed since the last one.")
            }
            (Language::En, false) => {
                format!("The CRL of {issuer} is to be renewed before {minute} (UTC).")
            }
            (Language::De, true) => format!(
                "Die Sperrliste von {issuer} steht aus: Seit der letzten hat sich etwas geändert."
            ),
            (Language::De, false) => {
                format!("Die Sperrliste von {issuer} ist vor {minute} (UTC) zu erneuern.")
            }
        }
    }

    pub(super) fn service(self, service: &str, due: Utc) -> String {
        let day = self.day(due);
        match self.language {
            Language::En => format!(
                "The certificate of the service “{service}” ends on {day}. Unlock the token of the issuing CA: the next one is made then."
            ),
            Language::De => format!(
                "Das Zertifikat des Dienstes „{service}“ endet am {day}. Entsperren Sie das Token der ausstellenden CA: Dann entsteht das nächste."
            ),
        }
    }

    pub(super) fn officer(self, id: &str, due: Utc) -> String {
        let day = self.day(due);
        match self.language {
            Language::En => format!(
                "The certificate of {id} ends on {day}. Enrol another key for {id} before, or nothing they sign counts from then on."
            ),
            Language::De => format!(
                "Das Zertifikat von {id} endet am {day}. Nehmen Sie davor einen weiteren Schlüssel für {id} auf, sonst zählt danach nichts, was diese Person signiert."
            ),
        }
    }

    /// In a few words, for a calendar.
    pub(super) fn summary(self, view: &ReminderView) -> String {
        let subject = view.agent.as_deref().unwrap_or(&view.subject);
        match (self.language, view.kind.as_str()) {
            (Language::En, "review") => format!("Review of {subject} due"),
            (Language::De, "review") => format!("Überprüfung von {subject} fällig"),
            (Language::En, "standing") => format!("Standing authorisation {subject} ends"),
            (Language::De, "standing") => format!("Dauergenehmigung {subject} endet"),
            (Language::En, "service") => format!("Certificate of the {subject} ends"),
            (Language::De, "service") => format!("Zertifikat endet: {subject}"),
            (Language::En, "officer") => format!("Certificate of {subject} ends"),
            (Language::De, "officer") => format!("Zertifikat von {subject} endet"),
            (Language::En, _) => format!("CRL of {subject} due"),
            (Language::De, _) => format!("Sperrliste von {subject} fällig"),
        }
    }

    fn day(self, due: Utc) -> String {
        words::day(due.date(), self.language)
    }
}
