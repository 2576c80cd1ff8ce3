//! Errors in the words of the person's language: one catalogue a language, by code.

mod token;

use std::{collections::BTreeMap, sync::OnceLock};

use chancery_domain::Language;
use chancery_domain::{problem::Problem, profile::SuccessorError, request::Refusal};
use chancery_token::PinStanding;
use serde::Deserialize;

use crate::{
    Error,
    certificate::CertificateRefusal,
    request::field_problem,
    view::{Failure, FieldProblem},
};

pub(crate) use token::{load_code, practice_code};
use token::{load_values, practice_values, token_values};

/// Requests that one line names.
const NAMED: usize = 8;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    title: String,
    happened: String,
    unchanged: String,
    #[serde(default)]
    changed: Option<String>,
    remedy: String,
}

type Catalogue = BTreeMap<String, Text>;

fn catalogue(language: Language) -> &'static Catalogue {
    static EN: OnceLock<Catalogue> = OnceLock::new();
    static DE: OnceLock<Catalogue> = OnceLock::new();
    let read = |json: &str| serde_json::from_str(json).expect("the catalogues are well-formed");
    match language {
        Language::En => EN.get_or_init(|| read(include_str!("messages/failures.en.json"))),
        Language::De => DE.get_or_init(|| read(include_str!("messages/failures.de.json"))),
    }
}

/// The title of each refusal by its code, as the log names it.
pub fn titles(language: Language) -> BTreeMap<String, String> {
    let texts = catalogue(language).iter();
    texts
        .map(|(code, text)| (code.clone(), text.title.clone()))
        .collect()
}

impl Error {
    /// What happened, what was and was not changed, what to do.
    pub fn to_failure(&self, language: Language) -> Failure {
        if let Self::IssuanceOwed { requests, source } = self {
            let (unchanged, changed) = not_issued(requests, language);
            return Failure {
                unchanged,
                changed: Some(changed),
                ..source.to_failure(language)
            };
        }
        let text = &catalogue(language)[self.code()];
        let values = self.values(language);
        let fill = |template: &str| {
            values
                .iter()
                .fold(template.to_owned(), |text, (name, value)| {
                    text.replace(&format!("{{{name}}}"), value)
                })
        };
        let problems = match self {
            Self::Input { problems, .. } => problems.as_slice(),
            _ => &[],
        };
        Failure {
            code: self.code().to_owned(),
            kind: self.kind(),
            title: fill(&text.title),
            happened: fill(&text.happened),
            unchanged: fill(&text.unchanged),
            changed: text
                .changed
                .as_deref()
                .map(fill)
                // A service token's refusal is no event: nobody signed in with it.
                .filter(|_| !matches!(self, Self::PinRefused { event: None, .. }))
                .or_else(|| self.event().map(|event| recorded(event, language))),
            remedy: fill(&text.remedy),
            answer: self.answer(),
            event: self.event(),
            fields: self.fields(problems, language),
        }
    }

    fn fields(&self, problems: &[Problem], language: Language) -> Vec<FieldProblem> {
        let field = match self {
            Self::ProfileRefused {
                source: SuccessorError::OutOfBounds { field, .. } | SuccessorError::Fixed { field },
            } => field,
            Self::Recorded { refusal, .. } => return refusal.fields(problems, language),
            _ => {
                return problems
                    .iter()
                    .map(|problem| field_problem(problem, language))
                    .collect();
            }
        };
        vec![FieldProblem {
            field: (*field).to_owned(),
            code: self.code().to_owned(),
            message: self.to_string(),
        }]
    }

    /// The values that the templates name.
    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Input { problems, .. } => input_values(problems, language),
            Self::InputForm { detail } => vec![("detail", detail.clone())],
            Self::BatchSize { count, max } => {
                vec![("count", count.to_string()), ("max", max.to_string())]
            }
            Self::ProfileRefused { source } => vec![("detail", source.to_string())],
            Self::ChangeState { change, state } => vec![
                ("change", change.clone()),
                ("state", state_words(state, language)),
            ],
            Self::ChangeOutdated { change } => vec![("change", change.clone())],
            Self::ChangeApprovedAlready { change, officer } => {
                vec![("change", change.clone()), ("officer", officer.clone())]
            }
            Self::NotOfQuorum { officer } => vec![("officer", officer.clone())],
            Self::WitnessKey { detail } | Self::Witness { detail } => {
                vec![("detail", detail.clone())]
            }
            Self::Recorded { refusal, .. } => refusal.values(language),
            Self::Rule { refusal, .. } => rule_values(refusal, language),
            Self::RequestState { request, state } => {
                vec![
                    ("request", request.clone()),
                    ("state", state_words(state, language)),
                ]
            }
            Self::DecisionInvalid {
                request,
                act,
                detail,
            } => vec![
                ("request", request.clone()),
                ("act", act_words(act, language)),
                ("detail", detail.clone()),
            ],
            Self::NoSuch { what, id } => {
                vec![("what", (*what).to_owned()), ("id", shown(id))]
            }
            Self::AlreadyRevoked { serial } => vec![("serial", serial.clone())],
            Self::AlreadyExpired { serial, ended } => {
                vec![("serial", serial.clone()), ("ended", ended.clone())]
            }
            Self::NotYetValid {
                serial,
                begins,
                clock,
            } => vec![
                ("serial", serial.clone()),
                ("begins", begins.clone()),
                ("clock", clock.clone()),
            ],
            Self::Certificate(refusal) => refusal.values(language),
            Self::Officer(refusal) => refusal.values(language),
            Self::Policy(refusal) => refusal.values(),
            Self::SignOff(refusal) => refusal.values(),
            Self::RulesChanged { request, detail } => vec![
                ("request", request.clone()),
                ("detail", rules_words(detail, language)),
            ],
            Self::Import(refusal) => refusal.values(language),
            Self::Standing(refusal) => refusal.values(language),
            Self::Timestamp(refusal) => refusal.values(),
            Self::Backup(refusal) => refusal.values(language),
            Self::Log(refusal) => refusal.values(),
            Self::Retention(refusal) => refusal.values(language),
            Self::SoPin(refusal) => refusal.values(),
            Self::UnknownReason { reason } => vec![("reason", reason.chars().take(80).collect())],
            Self::Lint { findings } => vec![("detail", findings.join("; ") + ".")],
            Self::PinRefused {
                token, standing, ..
            } => vec![
                ("token", token.clone()),
                ("standing", standing_words(*standing, language).to_owned()),
            ],
            Self::PinPaused { token, until } => {
                vec![("token", token.clone()), ("until", until.clone())]
            }
            Self::KeysMissing {
                token,
                missing,
                keys,
            } => vec![
                ("token", token.clone()),
                ("missing", missing.to_string()),
                ("keys", keys.to_string()),
            ],
            Self::TokenUri(source) => vec![("detail", source.to_string())],
            Self::SeveralTokens { named, serials } => {
                vec![("named", shown(named)), ("serials", serials.join(", "))]
            }
            Self::SerialKnown { serial, label } => {
                vec![("serial", serial.clone()), ("label", label.clone())]
            }
            Self::TokenInUse { token }
            | Self::PinNeeded { token }
            | Self::TokenAbsent { token } => {
                vec![("token", token.clone())]
            }
            Self::CrlOwed { serial, source } => {
                vec![
                    ("serial", serial.clone()),
                    ("detail", owed_words(source, language)),
                ]
            }
            Self::Report { detail } => vec![("detail", detail.clone())],
            Self::Ledger(source) => vec![("detail", source.to_string())],
            Self::Token(source) => token_values(source),
            Self::Module(source) => practice_values(source),
            Self::Load(source) => load_values(source),
            other => vec![("detail", other.to_string())],
        }
    }
}

/// Why a list is owed.
fn owed_words(source: &Error, language: Language) -> String {
    match (source, language) {
        (Error::Certificate(CertificateRefusal::ClockBehind { clock, known }), Language::De) => {
            let clock = clock.to_seconds_string();
            format!("die Uhr zeigt {clock}, aber {}", known.words(language))
        }
        _ => source.to_string(),
    }
}

/// What somebody typed, as far as it can be shown in a line.
pub(crate) fn shown(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_control());
    plain.take(80).collect()
}

fn input_values(
    problems: &[chancery_domain::problem::Problem],
    language: Language,
) -> Vec<(&'static str, String)> {
    let first = problems.first();
    vec![
        ("count", problems.len().to_string()),
        (
            "field",
            first.map_or_else(String::new, |problem| problem.field.clone()),
        ),
        (
            "detail",
            first.map_or_else(String::new, |problem| problem.code.message(language)),
        ),
    ]
}

fn rule_values(refusal: &Refusal, language: Language) -> Vec<(&'static str, String)> {
    match refusal {
        Refusal::SelfApproval { request, officer } => {
            vec![
                ("request", request.to_string()),
                ("officer", officer.to_string()),
            ]
        }
        Refusal::RoleForbids { role, act } => vec![
            ("role", role.label(language).to_owned()),
            ("act", act_words(act.name(), language)),
        ],
        Refusal::ApprovalEnded { request, ended } => {
            vec![
                ("request", request.to_string()),
                ("ended", ended.to_seconds_string()),
            ]
        }
        Refusal::ApprovedAlready { request, officer } => vec![
            ("request", request.to_string()),
            ("officer", officer.to_string()),
        ],
        Refusal::ApprovalsComplete { request } => vec![("request", request.to_string())],
        Refusal::NotInGroup {
            request,
            officer,
            group,
        } => vec![
            ("request", request.to_string()),
            ("officer", officer.to_string()),
            ("group", group.clone()),
        ],
        Refusal::NotTheMaker { subject, officer } => {
            vec![
                ("subject", subject.clone()),
                ("officer", officer.to_string()),
            ]
        }
        Refusal::ApprovalsMissing {
            request,
            given,
            needed,
        } => vec![
            ("request", request.to_string()),
            ("given", given.to_string()),
            ("needed", needed.to_string()),
        ],
    }
}

fn rules_words(detail: &'static str, language: Language) -> String {
    match (language, detail) {
        (Language::De, "the profile has changed since") => "das Profil hat sich seither geändert",
        (Language::De, _) => "die Genehmigungsregeln haben sich seither geändert",
        (Language::En, detail) => detail,
    }
    .to_owned()
}

/// What stays as it was, and what does not, where requests are approved and not yet issued.
fn not_issued(requests: &[String], language: Language) -> (String, String) {
    let named = named(requests, language);
    let (unchanged, changed) = match (requests.len(), language) {
        (1, Language::En) => (
            "The certificate was not issued.".to_owned(),
            format!(
                "{named} is approved: the approvals are recorded and stand. It can be issued without another, and need not be handed in anew."
            ),
        ),
        (1, Language::De) => (
            "Das Zertifikat wurde nicht ausgestellt.".to_owned(),
            format!(
                "{named} ist genehmigt: Die Genehmigungen stehen im Protokoll und gelten. Ausgestellt werden kann ohne eine weitere und ohne neuen Antrag."
            ),
        ),
        (count, Language::En) => (
            format!("{count} certificates were not issued."),
            format!(
                "{named} are approved: the approvals are recorded and stand. They can be issued without others, and need not be handed in anew."
            ),
        ),
        (count, Language::De) => (
            format!("{count} Zertifikate wurden nicht ausgestellt."),
            format!(
                "{named} sind genehmigt: Die Genehmigungen stehen im Protokoll und gelten. Ausgestellt werden kann ohne weitere und ohne neue Anträge."
            ),
        ),
    };
    (unchanged, changed)
}

/// The first of many, and how many more there are.
fn named(requests: &[String], language: Language) -> String {
    let shown = requests.len().min(NAMED);
    let named = requests[..shown].join(", ");
    match (requests.len() - shown, language) {
        (0, _) => named,
        (more, Language::En) => format!("{named} and {more} more"),
        (more, Language::De) => format!("{named} und {more} weitere"),
    }
}

/// What a refusal changed: the log.
fn recorded(event: u64, language: Language) -> String {
    match language {
        Language::En => format!("The refusal is in the log as event {event}."),
        Language::De => format!("Die Ablehnung steht im Protokoll als Ereignis {event}."),
    }
}

fn act_words(act: &str, language: Language) -> String {
    match (language, act) {
        (Language::En, "administer") => "administer tokens and officers",
        (Language::En, "compromise") => "declare a key compromised",
        (Language::En, "propose") => "propose changes of the rules",
        (Language::En, act) => act,
        (Language::De, "submit") => "einreichen",
        (Language::De, "approve") => "genehmigen",
        (Language::De, "reject") => "ablehnen",
        (Language::De, "revoke") => "widerrufen",
        (Language::De, "issue") => "ausstellen",
        (Language::De, "suspend") => "aussetzen",
        (Language::De, "release") => "die Aussetzung aufheben",
        (Language::De, "compromise") => "einen Schlüssel für kompromittiert erklären",
        (Language::De, "withdraw") => "zurücknehmen",
        (Language::De, "confirm") => "einen Widerruf bestätigen",
        (Language::De, "sign-off") => "einen Bericht abzeichnen",
        (Language::De, "propose") => "Regeln vorschlagen",
        (Language::De, "administer") => "Token und Personen verwalten",
        (Language::De, "found") => "gründen",
        (Language::De, act) => act,
    }
    .to_owned()
}

fn state_words(state: &str, language: Language) -> String {
    match (language, state) {
        (Language::En, state) => state,
        (Language::De, "waiting for a checker") => "wartet auf Prüfung",
        (Language::De, "approved") => "genehmigt",
        (Language::De, "rejected") => "abgelehnt",
        (Language::De, "issued") => "ausgestellt",
        (Language::De, "withdrawn") => "zurückgenommen",
        (Language::De, "being issued") => "schon in der Ausstellung",
        (Language::De, "expired: its approval was not used in time") => {
            "verfallen: die Genehmigung wurde nicht rechtzeitig genutzt"
        }
        (Language::De, "abandoned") => "aufgegeben",
        (Language::De, state) => state,
    }
    .to_owned()
}

/// Tokens give flags, never a count; so do we.
fn standing_words(standing: PinStanding, language: Language) -> &'static str {
    match (language, standing) {
        (_, PinStanding::Good) => "",
        (Language::En, PinStanding::CountLow) => {
            " The token warns that few tries are left; it does not say how many."
        }
        (Language::En, PinStanding::FinalTry) => {
            " The token warns that the next wrong try locks it."
        }
        (Language::En, PinStanding::Locked) => " The token says that its PIN is locked now.",
        (Language::De, PinStanding::CountLow) => {
            " Das Token warnt, dass wenige Versuche bleiben; es sagt nicht, wie viele."
        }
        (Language::De, PinStanding::FinalTry) => {
            " Das Token warnt, dass der nächste falsche Versuch es sperrt."
        }
        (Language::De, PinStanding::Locked) => {
            " Das Token sagt, dass seine PIN jetzt gesperrt ist."
        }
    }
}

#[cfg(test)]
mod tests;
