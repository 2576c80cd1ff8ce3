//! Why a standing authorisation does not cover what was asked.

use chancery_domain::{
    Language, Utc,
    standing::{Bound, StandingFault},
};
use chancery_pki::Validity;

/// Why the certificate of one who signed a standing authorisation is not in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ending {
    /// The officer retired, or the key was taken out of service.
    #[error("is out of service")]
    OutOfService,
    /// It is on hold.
    #[error("is on hold")]
    OnHold,
    /// It was revoked.
    #[error("was revoked")]
    Revoked,
    /// Its validity is over.
    #[error("has expired")]
    Expired,
    /// Its validity has not begun.
    #[error("is not valid yet: it begins at {}", .begins.to_seconds_string())]
    NotBegun {
        /// When it begins.
        begins: Utc,
    },
}

impl Ending {
    /// `None`: it is valid at this instant.
    pub(super) fn by_time(validity: Validity, now: Utc) -> Option<Self> {
        let begins = validity.not_before;
        match now < begins {
            true => Some(Self::NotBegun { begins }),
            false => (!validity.contains(now)).then_some(Self::Expired),
        }
    }

    fn words(self, language: Language) -> String {
        match (language, self) {
            (Language::En, ending) => ending.to_string(),
            (Language::De, Self::OutOfService) => "ist nicht mehr im Dienst".to_owned(),
            (Language::De, Self::OnHold) => "ist ausgesetzt".to_owned(),
            (Language::De, Self::Revoked) => "ist widerrufen".to_owned(),
            (Language::De, Self::Expired) => "ist abgelaufen".to_owned(),
            (Language::De, Self::NotBegun { begins }) => {
                let begins = begins.to_seconds_string();
                format!("gilt noch nicht: Es beginnt um {begins}")
            }
        }
    }
}

/// Why a standing authorisation does not cover what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StandingRefusal {
    /// A request is outside of its bounds.
    #[error("{agent} is outside of {standing}: {bound}")]
    Outside {
        /// Which authorisation.
        standing: String,
        /// The agent.
        agent: String,
        /// The bound.
        bound: Bound,
    },
    /// It was withdrawn.
    #[error("{standing} was withdrawn by {officer}")]
    Withdrawn {
        /// Which authorisation.
        standing: String,
        /// Who withdrew it.
        officer: String,
    },
    /// A certificate that signed it has ended.
    #[error("{standing} is void: the certificate by which {officer} signed it {ending}")]
    Void {
        /// Which authorisation.
        standing: String,
        /// Whose certificate.
        officer: String,
        /// How it ended.
        ending: Ending,
    },
    /// The bounds are none.
    #[error("the bounds can't be taken: {0}")]
    Bounds(#[from] StandingFault),
}

impl StandingRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Outside { .. } => "standing-outside",
            Self::Withdrawn { .. } => "standing-withdrawn",
            Self::Void { .. } => "standing-void",
            Self::Bounds(_) => "standing-bounds",
        }
    }

    /// The values that the catalogue's sentences name.
    pub(crate) fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Outside {
                standing,
                agent,
                bound,
            } => vec![
                ("standing", standing.clone()),
                ("agent", agent.clone()),
                ("bound", words(*bound, language).to_owned()),
            ],
            Self::Withdrawn { standing, officer } => {
                vec![("standing", standing.clone()), ("officer", officer.clone())]
            }
            Self::Void {
                standing,
                officer,
                ending,
            } => vec![
                ("standing", standing.clone()),
                ("officer", officer.clone()),
                ("ending", ending.words(language)),
            ],
            Self::Bounds(fault) => vec![("detail", fault_words(*fault, language))],
        }
    }
}

/// Why one is void, in a person's words.
pub(super) fn void_words(officer: &str, ending: Ending, language: Language) -> String {
    let ending = ending.words(language);
    match language {
        Language::En => format!("The certificate by which {officer} signed it {ending}."),
        Language::De => format!("Das Zertifikat, mit dem {officer} sie signiert hat, {ending}."),
    }
}

/// A bound in a person's words.
pub(super) fn words(bound: Bound, language: Language) -> &'static str {
    match (language, bound) {
        (Language::En, Bound::Until) => "its time is over",
        (Language::En, Bound::Profile) => "another profile",
        (Language::En, Bound::Agents) => "an agent of another name",
        (Language::En, Bound::Actions) => "an action that it does not name",
        (Language::En, Bound::Instruments) => "an instrument that it does not name",
        (Language::En, Bound::Resources) => "a resource that it does not name",
        (Language::En, Bound::Limits) => "a limit that is higher, or in another currency",
        (Language::En, Bound::Window) => "a longer time in which the agent may act",
        (Language::En, Bound::Model) => "another model",
        (Language::En, Bound::Validity) => "a longer validity",
        (Language::En, Bound::Count) => "as many certificates as it allows were asked for",
        (Language::En, Bound::Rate) => "as many certificates as it allows in an hour were issued",
        (Language::De, Bound::Until) => "ihre Zeit ist um",
        (Language::De, Bound::Profile) => "ein anderes Profil",
        (Language::De, Bound::Agents) => "ein Agent mit anderem Namen",
        (Language::De, Bound::Actions) => "eine Handlung, die sie nicht nennt",
        (Language::De, Bound::Instruments) => "ein Instrument, das sie nicht nennt",
        (Language::De, Bound::Resources) => "eine Ressource, die sie nicht nennt",
        (Language::De, Bound::Limits) => "eine höhere Grenze oder eine andere Währung",
        (Language::De, Bound::Window) => "ein längerer Zeitraum, in dem der Agent handeln darf",
        (Language::De, Bound::Model) => "ein anderes Modell",
        (Language::De, Bound::Validity) => "eine längere Gültigkeit",
        (Language::De, Bound::Count) => "so viele Zertifikate, wie sie erlaubt, sind beantragt",
        (Language::De, Bound::Rate) => {
            "so viele Zertifikate, wie sie in einer Stunde erlaubt, sind ausgestellt"
        }
    }
}

fn fault_words(fault: StandingFault, language: Language) -> String {
    match (language, fault) {
        (Language::En, fault) => fault.to_string(),
        (Language::De, StandingFault::Until) => {
            "Sie muss innerhalb von 90 Tagen enden und nicht, bevor sie beginnt".to_owned()
        }
        (Language::De, StandingFault::Count) => {
            "Anzahl und Anzahl je Stunde liegen zwischen 1 und 100.000, die zweite nicht über der ersten".to_owned()
        }
        (Language::De, StandingFault::Scope) => {
            "Sie muss wenigstens eine Handlung nennen".to_owned()
        }
        (Language::De, StandingFault::Profile) => {
            "Nur Zertifikate von Agenten lassen sich im Voraus genehmigen".to_owned()
        }
        (Language::De, StandingFault::Validity) => {
            "Zertifikate müssen wenigstens einen Tag gelten".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificate_that_has_not_begun_is_not_said_to_have_ended() {
        let at = |text| Utc::parse(text).expect("RFC 3339");
        let validity = Validity {
            not_before: at("2026-11-23T10:00:00Z"),
            not_after: at("2027-11-23T09:59:59Z"),
        };
        let words = |now, language| {
            let ending = Ending::by_time(validity, at(now))?;
            Some(void_words("officer-03", ending, language))
        };
        let signed = "The certificate by which officer-03 signed it";
        assert_eq!(
            words("2026-11-23T09:59:59Z", Language::En),
            Some(format!(
                "{signed} is not valid yet: it begins at 2026-11-23T10:00:00Z."
            ))
        );
        let german = words("2026-11-23T09:59:59Z", Language::De).expect("words");
        assert!(
            german.contains("gilt noch nicht: Es beginnt um 2026-11-23T10:00:00Z"),
            "{german}"
        );
        assert_eq!(words("2026-11-23T10:00:00Z", Language::En), None);
        assert_eq!(
            words("2027-11-23T10:00:00Z", Language::En),
            Some(format!("{signed} has expired."))
        );
    }
}
