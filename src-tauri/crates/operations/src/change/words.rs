//! What a change does, in words.

use chancery_domain::{
    Language,
    change::{Change, LogKeyCause},
    standing::StandingAuthorisation,
};

use crate::standing::most;

/// What it is about, short.
pub(super) fn label(change: &Change, language: Language) -> String {
    let text = match (change, language) {
        (Change::Profile { next, .. }, _) => next.id.label(language),
        (Change::Witness { .. }, _) => return change.subject(),
        (Change::LogKeys { .. }, Language::En) => "Keys of the log",
        (Change::LogKeys { .. }, Language::De) => "Schlüssel des Protokolls",
        (Change::Retention { .. }, Language::En) => "Retention schedule",
        (Change::Retention { .. }, Language::De) => "Aufbewahrungsplan",
        (Change::Erasure { .. }, Language::En) => "Erasure of side data",
        (Change::Erasure { .. }, Language::De) => "Löschung von Nebendaten",
        (Change::HoldLift { hold }, _) => return hold.to_string(),
        (Change::Enrolment { .. } | Change::Role { .. } | Change::Retirement { .. }, _) => {
            return change.subject();
        }
        (Change::Policy { .. }, Language::En) => "Approval policy",
        (Change::Policy { .. }, Language::De) => "Genehmigungsregeln",
        (Change::Standing { authorisation }, _) => return authorisation.agents.to_string(),
        (Change::FirmFacts { .. }, Language::En) => "Facts about the firm",
        (Change::FirmFacts { .. }, Language::De) => "Angaben zum Unternehmen",
        (Change::AgentFacts { agent, .. }, _) => return agent.to_string(),
        (Change::Release { serial }, _) => return serial.to_uppercase(),
    };
    text.to_owned()
}

/// What is so once it is approved.
pub(super) fn sentence(change: &Change, language: Language) -> String {
    let de = language == Language::De;
    let subject = change.subject();
    match change {
        Change::Profile { next, .. } if de => format!(
            "Version {} dieses Profils gilt für alle Anträge, die danach eingereicht werden.",
            next.version
        ),
        Change::Profile { next, .. } => format!(
            "Version {} of this profile holds for every request that is submitted afterwards.",
            next.version
        ),
        Change::Witness { trusted, .. } => witness(&subject, *trusted, de),
        Change::LogKeys { cause, .. } => log_keys(*cause, de),
        Change::Retention { .. } if de => {
            "Nebendaten werden so lange aufbewahrt, wie dieser Plan es sagt.".to_owned()
        }
        Change::Retention { .. } => {
            "Side data is kept for as long as this schedule says.".to_owned()
        }
        Change::Erasure { blobs } => erasure(blobs.len(), de),
        Change::HoldLift { .. } if de => format!("Die Aufbewahrungssperre {subject} endet."),
        Change::HoldLift { .. } => format!("The legal hold {subject} ends."),
        Change::Enrolment { .. } | Change::Role { .. } | Change::Retirement { .. } => {
            of_officer(change, language)
        }
        Change::Policy { next, .. } => policy(next.version, de),
        Change::Standing { authorisation } => standing(authorisation, language),
        Change::FirmFacts { .. } if de => {
            "Diese Angaben zum Unternehmen gelten ab jetzt.".to_owned()
        }
        Change::FirmFacts { .. } => "These facts about the firm hold from now on.".to_owned(),
        Change::AgentFacts { .. } if de => format!("Diese Angaben zu {subject} gelten ab jetzt."),
        Change::AgentFacts { .. } => format!("These facts about {subject} hold from now on."),
        Change::Release { .. } if de => format!("Das Zertifikat {subject} ist wieder gültig."),
        Change::Release { .. } => format!("The certificate {subject} is valid again."),
    }
}

fn of_officer(change: &Change, language: Language) -> String {
    let de = language == Language::De;
    match change {
        Change::Enrolment {
            officer,
            role,
            token_label,
            ..
        } => {
            let role = role.label(language);
            match de {
                true => format!("{officer} handelt mit dem Token {token_label} als {role}."),
                false => format!("{officer} serves as {role} with the token {token_label}."),
            }
        }
        Change::Role { officer, next, .. } => {
            let role = next.label(language);
            match de {
                true => format!("{officer} handelt ab jetzt als {role}."),
                false => format!("{officer} serves as {role} from now on."),
            }
        }
        _ if de => format!(
            "{} entscheidet nicht mehr; die Zertifikate werden widerrufen.",
            change.subject()
        ),
        _ => format!(
            "{} decides no more; the certificates are revoked.",
            change.subject()
        ),
    }
}

fn policy(version: u32, de: bool) -> String {
    match de {
        true => format!(
            "Version {version} der Genehmigungsregeln gilt für alle Anträge, die danach eingereicht werden."
        ),
        false => format!(
            "Version {version} of the approval policy holds for every request that is submitted afterwards."
        ),
    }
}

/// How many for how long, and the most that each of them says.
fn standing(authorisation: &StandingAuthorisation, language: Language) -> String {
    let (agents, count) = (&authorisation.agents, authorisation.count);
    let until = authorisation.until.to_seconds_string();
    let most = most(authorisation, language).to_text();
    match language {
        Language::De => format!(
            "Bis zu {count} Zertifikate für {agents} werden bis {until} ohne weitere Genehmigung ausgestellt. Höchstens besagen sie: {most}"
        ),
        Language::En => format!(
            "Up to {count} certificates for {agents} are issued until {until} without further approval. At most they say: {most}"
        ),
    }
}

fn erasure(count: usize, de: bool) -> String {
    match (count, de) {
        (1, true) => "Ein Stück Nebendaten wird für immer gelöscht; sein gesalzener Hashwert bleibt im Protokoll.".to_owned(),
        (1, false) => "One piece of side data is erased for good; its salted hash stays in the log.".to_owned(),
        (_, true) => format!("{count} Stücke Nebendaten werden für immer gelöscht; ihre gesalzenen Hashwerte bleiben im Protokoll."),
        (_, false) => format!("{count} pieces of side data are erased for good; their salted hashes stay in the log."),
    }
}

fn witness(name: &str, trusted: bool, de: bool) -> String {
    match (trusted, de) {
        (true, true) => format!("Gegenzeichnungen des Zeugen {name} zählen ab jetzt."),
        (true, false) => format!("Cosignatures of the witness {name} count from now on."),
        (false, true) => format!("Gegenzeichnungen des Zeugen {name} zählen nicht mehr."),
        (false, false) => format!("Cosignatures of the witness {name} count no more."),
    }
}

fn log_keys(cause: LogKeyCause, de: bool) -> String {
    let text = match (cause, de) {
        (LogKeyCause::Rotation, true) => {
            "Die neuen Schlüssel unterzeichnen jeden Prüfpunkt ab dieser Entscheidung; den ersten auch die alten. Frühere Prüfpunkte bleiben gültig."
        }
        (LogKeyCause::Rotation, false) => {
            "The new keys sign every checkpoint from this decision on; the old ones sign the first of them too. Earlier checkpoints stay valid."
        }
        (LogKeyCause::Loss, true) => {
            "Die alten Schlüssel sind verloren. Die Gründungsberechtigten setzen neue ein; frühere Prüfpunkte bleiben gültig."
        }
        (LogKeyCause::Loss, false) => {
            "The old keys are lost. The founding quorum puts new ones in their place; earlier checkpoints stay valid."
        }
    };
    text.to_owned()
}
