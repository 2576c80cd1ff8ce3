//! Warnings in each language.

use super::{Ground, Warning};
use crate::{Language, profile::ValidityUnit, time::Utc, words};

impl Ground {
    /// The stable name that programs branch on.
    pub fn name(&self) -> &'static str {
        match self {
            Self::WiderThanBefore | Self::LimitRaised { .. } => "wider_than_before",
            Self::LongerThanDefault { .. } => "longer_than_default",
            Self::EndsBeforePredecessor { .. } => "ends_before_predecessor",
            Self::Wildcard { .. } => "wildcard",
            Self::NotACryptoAsset { .. } => "not_a_crypto_asset",
            Self::NoAccountablePerson => "no_accountable_person",
            Self::PredecessorCompromised { .. } => "predecessor_compromised",
        }
    }
}

impl Warning {
    /// The sentence to show beside the field.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::En => self.in_english(),
            Language::De => self.in_german(),
        }
    }

    fn in_english(&self) -> String {
        match &self.ground {
            Ground::WiderThanBefore => format!(
                "The {} permit what the certificate now in force does not.",
                field_in_english(&self.field)
            ),
            Ground::LimitRaised { before, after } => format!(
                "The limit rises to {}: it is {} in the certificate now in force.",
                after.to_words(Language::En),
                before.to_words(Language::En)
            ),
            Ground::LongerThanDefault {
                asked,
                default,
                unit,
            } => {
                let unit = match unit {
                    ValidityUnit::Days => "days",
                    ValidityUnit::Hours => "hours",
                };
                format!("Valid for {asked} {unit}: the profile’s default is {default}.")
            }
            Ground::EndsBeforePredecessor { ends, followed } => {
                let [ends, followed] = told_apart([*ends, *followed], Language::En);
                format!(
                    "This certificate would end on {ends}: the one that it follows is valid until {followed}."
                )
            }
            Ground::Wildcard { beginning } => format!(
                "This scope holds a wildcard: every action whose name begins with “{beginning}” is permitted, also one that is named so only later."
            ),
            Ground::NotACryptoAsset { instrument } => format!(
                "{instrument} is not a crypto-asset: MiCA does not cover it. Financial instruments fall under MiFID II, funds under payment law."
            ),
            Ground::NoAccountablePerson => {
                "No natural person is named as accountable for this agent.".into()
            }
            Ground::PredecessorCompromised { serial } => format!(
                "The agent’s last certificate, {serial}, was revoked because its key was compromised. Make sure that the cause is mended and the key is new."
            ),
        }
    }

    fn in_german(&self) -> String {
        match &self.ground {
            Ground::WiderThanBefore => format!(
                "{} erlauben, was das geltende Zertifikat nicht erlaubt.",
                field_in_german(&self.field)
            ),
            Ground::LimitRaised { before, after } => format!(
                "Die Grenze steigt auf {}: Im geltenden Zertifikat sind es {}.",
                after.to_words(Language::De),
                before.to_words(Language::De)
            ),
            Ground::LongerThanDefault {
                asked,
                default,
                unit,
            } => {
                let unit = match unit {
                    ValidityUnit::Days => "Tage",
                    ValidityUnit::Hours => "Stunden",
                };
                format!("{asked} {unit} gültig: Der Standard des Profils ist {default}.")
            }
            Ground::EndsBeforePredecessor { ends, followed } => {
                let [ends, followed] = told_apart([*ends, *followed], Language::De);
                format!(
                    "Dieses Zertifikat würde am {ends} enden: Das, dem es folgt, gilt bis {followed}."
                )
            }
            Ground::Wildcard { beginning } => format!(
                "Diese Vollmacht enthält einen Platzhalter: Jede Handlung, deren Name mit „{beginning}“ beginnt, ist erlaubt, auch eine, die erst später so benannt wird."
            ),
            Ground::NotACryptoAsset { instrument } => format!(
                "{instrument} ist kein Kryptowert: MiCA gilt dafür nicht. Finanzinstrumente fallen unter MiFID II, Geldbeträge unter das Zahlungsrecht."
            ),
            Ground::NoAccountablePerson => {
                "Für diesen Agenten ist keine natürliche Person als verantwortlich benannt.".into()
            }
            Ground::PredecessorCompromised { serial } => format!(
                "Das letzte Zertifikat des Agenten, {serial}, wurde widerrufen, weil sein Schlüssel kompromittiert war. Die Ursache muss behoben und der Schlüssel neu sein."
            ),
        }
    }
}

/// Two instants as their days; with the time of day if that is the same.
fn told_apart(both: [Utc; 2], language: Language) -> [String; 2] {
    let same_day = both[0].date() == both[1].date();
    both.map(|at| match same_day {
        true => format!("{} (UTC)", words::moment(at, language)),
        false => words::day(at.date(), language),
    })
}

fn field_in_english(field: &str) -> &str {
    match field {
        "window" => "times of use",
        field => field,
    }
}

fn field_in_german(field: &str) -> &'static str {
    match field {
        "actions" => "Die Handlungen",
        "instruments" => "Die Instrumente",
        "limits" => "Die Grenzen",
        "resources" => "Die Ressourcen",
        _ => "Die Nutzungszeiten",
    }
}
