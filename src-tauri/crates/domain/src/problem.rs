//! A problem with one field of what was handed in: its code, and its words in each language.

use crate::Language;

/// What is wrong, with the values that its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// Nothing was given.
    Empty,
    /// More characters than allowed.
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        max: usize,
    },
    /// A control character, such as a line break or NUL.
    ControlCharacter {
        /// Unicode code point.
        code_point: u32,
    },
    /// A character that changes how text is ordered or hides itself.
    BidiControl {
        /// Unicode code point.
        code_point: u32,
    },
    /// A character that this field does not take.
    CharacterNotAllowed {
        /// The character.
        character: char,
    },
    /// An id must begin with a letter or digit.
    BadFirstCharacter,
    /// More entries than allowed.
    TooMany {
        /// Entries given.
        count: usize,
        /// Entries allowed.
        max: usize,
    },
    /// The same entry twice.
    Duplicate {
        /// The entry.
        entry: String,
    },
    /// A wildcard anywhere but as a trailing `.*`.
    Wildcard,
    /// None of the forms of an instrument.
    NotAnInstrument,
    /// The ISIN's check digit is wrong.
    IsinCheckDigit,
    /// The DTI's check character is wrong.
    DtiCheckCharacter,
    /// A class of instruments that ISO 10962 does not have.
    UnknownCfi,
    /// A pair of one thing with itself.
    PairOfSame,
    /// Not an ISO 4217 code with minor units.
    UnknownCurrency,
    /// Not a decimal number.
    NotAnAmount,
    /// Zero.
    AmountZero,
    /// Below zero.
    AmountNegative,
    /// 2^63 minor units or more.
    AmountTooLarge,
    /// More decimals than the currency has.
    TooManyDecimals {
        /// The currency.
        currency: String,
        /// Its decimals.
        decimals: u8,
    },
    /// The day's limit is lower than one action's.
    DayBelowAction,
    /// Orders without an instrument permit nothing.
    InstrumentsMissing,
    /// Orders or payments without a limit permit nothing.
    LimitMissing,
    /// Reading reports without a resource permits nothing.
    ResourcesMissing,
    /// Not an absolute path or URI in normal form.
    NotAResource,
    /// A dot segment or an encoded slash in a resource.
    ResourceNotNormal,
    /// Not an instant in RFC 3339, UTC.
    NotAnInstant,
    /// Not a calendar day.
    NotADay,
    /// Ends before it begins.
    EndsBeforeStart,
    /// Not 64 hexadecimal digits.
    NotASha256,
    /// No such profile.
    UnknownProfile,
    /// No such role.
    UnknownRole,
    /// Both a number of days and a last day.
    TwoValidities,
    /// In the past.
    InThePast,
    /// In the future.
    NotYet,
    /// Longer than the profile allows.
    OverCap {
        /// Days asked for.
        days: u32,
        /// Days allowed.
        cap: u32,
    },
    /// The window reaches beyond the certificate's validity.
    WindowBeyondValidity,
    /// More hours than the profile allows.
    OverCapHours {
        /// Hours asked for.
        hours: u32,
        /// Hours allowed.
        cap: u32,
    },
    /// A field that certificates of this profile have no use for.
    NotInProfile,
    /// Two answers that can't both be true.
    Contradiction,
    /// No name that this profile allows.
    NameNotAllowed {
        /// Beginnings of which it must have one.
        prefixes: String,
        /// Its greatest length.
        max: u8,
    },
    /// No algorithm of that name.
    UnknownAlgorithm,
    /// A known algorithm that the token can't do.
    NotOnToken {
        /// Its name.
        algorithm: String,
    },
    /// A known algorithm that the profile does not allow.
    AlgorithmNotAllowed {
        /// Its name.
        algorithm: String,
        /// Those that are allowed.
        allowed: String,
    },
    /// Not a certificate signing request.
    CsrUnreadable {
        /// What is wrong, in English, as the parser says it.
        detail: String,
    },
    /// The request is not signed by the key that it names.
    CsrNotProven,
    /// A key that must not be certified.
    CsrWeakKey {
        /// Why, in English.
        detail: String,
    },
    /// A key that has been certified for another agent, or is named by another request.
    KeyNotFree,
    /// A key that is compromised: nothing new may stand on it.
    KeyCompromised {
        /// The certificate that was revoked for it; `None`: the key was declared compromised.
        serial: Option<String>,
    },
    /// The certificate to be followed is not one that can be.
    NotRenewable,
    /// A new key, the same key and a request of one's own exclude each other.
    TwoKeys,
}

/// A problem with one field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", code.message(Language::En))]
pub struct Problem {
    /// Path of the field: `limits[0].per_action`.
    pub field: String,
    /// What is wrong.
    pub code: Code,
}

impl Problem {
    /// A problem with `field`.
    pub fn new(field: &str, code: Code) -> Self {
        Self {
            field: field.to_owned(),
            code,
        }
    }
}

impl Code {
    /// The stable name that programs branch on.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter { .. } => "control_character",
            Self::BidiControl { .. } => "bidi_control",
            Self::CharacterNotAllowed { .. } => "character_not_allowed",
            Self::BadFirstCharacter => "bad_first_character",
            Self::TooMany { .. } => "too_many",
            Self::Duplicate { .. } => "duplicate",
            Self::Wildcard => "wildcard",
            Self::NotAnInstrument => "not_an_instrument",
            Self::IsinCheckDigit => "isin_check_digit",
            Self::DtiCheckCharacter => "dti_check_character",
            Self::UnknownCfi => "unknown_cfi",
            Self::PairOfSame => "pair_of_same",
            Self::UnknownCurrency => "unknown_currency",
            Self::NotAnAmount => "not_an_amount",
            Self::AmountZero => "amount_zero",
            Self::AmountNegative => "amount_negative",
            Self::AmountTooLarge => "amount_too_large",
            Self::TooManyDecimals { .. } => "too_many_decimals",
            Self::DayBelowAction => "day_below_action",
            Self::InstrumentsMissing => "instruments_missing",
            Self::LimitMissing => "limit_missing",
            Self::ResourcesMissing => "resources_missing",
            Self::NotAResource => "not_a_resource",
            Self::ResourceNotNormal => "resource_not_normal",
            Self::NotAnInstant => "not_an_instant",
            Self::NotADay => "not_a_day",
            Self::EndsBeforeStart => "ends_before_start",
            Self::NotASha256 => "not_a_sha256",
            Self::UnknownProfile => "unknown_profile",
            Self::UnknownRole => "unknown_role",
            Self::TwoValidities => "two_validities",
            Self::InThePast => "in_the_past",
            Self::NotYet => "not_yet",
            Self::OverCap { .. } => "over_cap",
            Self::WindowBeyondValidity => "window_beyond_validity",
            Self::OverCapHours { .. } => "over_cap_hours",
            Self::NotInProfile => "not_in_profile",
            Self::Contradiction => "contradiction",
            Self::NameNotAllowed { .. } => "name_not_allowed",
            Self::UnknownAlgorithm => "unknown_algorithm",
            Self::NotOnToken { .. } => "not_on_token",
            Self::AlgorithmNotAllowed { .. } => "algorithm_not_allowed",
            Self::CsrUnreadable { .. } => "csr_unreadable",
            Self::CsrNotProven => "csr_not_proven",
            Self::CsrWeakKey { .. } => "csr_weak_key",
            Self::KeyNotFree => "key_not_free",
            Self::KeyCompromised { .. } => "key_compromised",
            Self::NotRenewable => "not_renewable",
            Self::TwoKeys => "two_keys",
        }
    }

    /// The sentence to show beneath the field.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::En => self.in_english(),
            Language::De => self.in_german(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Empty => "This is needed.".into(),
            Self::TooLong { length, max } => {
                format!("{length} characters are too many; at most {max} fit.")
            }
            Self::ControlCharacter { code_point } => format!(
                "Holds a control character (U+{code_point:04X}). Type the text again instead of pasting it."
            ),
            Self::BidiControl { code_point } => format!(
                "Holds an invisible character (U+{code_point:04X}) that can make the text read differently from what is signed. Type it again instead of pasting it."
            ),
            Self::CharacterNotAllowed { character } => {
                format!("“{character}” is not allowed here.")
            }
            Self::BadFirstCharacter => "Must begin with a letter or a digit.".into(),
            Self::TooMany { count, max } => {
                format!("{count} entries are too many; at most {max} fit.")
            }
            Self::Duplicate { entry } => format!("“{entry}” is there twice."),
            Self::Wildcard => "A wildcard stands only at the end, as “.*”.".into(),
            Self::NotAnInstrument => {
                "Not an instrument. Write a pair (BTC/EUR), an ISIN, a DTI (DTI:X9J9K872S), a class (CFI:ESXXXX) or a local code (LOCAL:…)."
                    .into()
            }
            Self::IsinCheckDigit => {
                "The ISIN’s check digit does not fit: look for a typing error.".into()
            }
            Self::DtiCheckCharacter => {
                "The DTI’s check character does not fit: look for a typing error.".into()
            }
            Self::UnknownCfi => {
                "ISO 10962 has no such class. X stands for any group or attribute, not for any category."
                    .into()
            }
            Self::PairOfSame => "A pair needs two different codes.".into(),
            Self::UnknownCurrency => "Not an ISO 4217 currency code.".into(),
            Self::NotAnAmount => {
                "Not an amount. Write digits with a point, such as 50000.00.".into()
            }
            Self::AmountZero => "Zero would permit nothing. Give an amount above zero.".into(),
            Self::AmountNegative => "An amount can’t be below zero.".into(),
            Self::AmountTooLarge => "Too large: amounts end below 2^63 minor units.".into(),
            Self::TooManyDecimals { currency, decimals } => {
                format!("{currency} has {decimals} decimals, no more.")
            }
            Self::DayBelowAction => {
                "The limit for a day is lower than the one for an action.".into()
            }
            Self::InstrumentsMissing => {
                "Orders need at least one instrument; without one nothing is permitted.".into()
            }
            Self::LimitMissing => {
                "Orders and payments need a limit; without one nothing is permitted.".into()
            }
            Self::ResourcesMissing => {
                "Reading reports needs at least one resource; without one nothing is permitted."
                    .into()
            }
            Self::NotAResource => "Not an absolute path or URI, such as /reports/daily.".into(),
            Self::ResourceNotNormal => {
                "Dot segments, empty segments and encoded characters are not allowed in a resource."
                    .into()
            }
            Self::NotAnInstant => "Not a time in UTC from 1970 on, such as 2026-12-01T08:00:00Z.".into(),
            Self::NotADay => "Not a day from 1970 on, such as 2027-05-28.".into(),
            Self::EndsBeforeStart => "Ends before it begins.".into(),
            Self::NotASha256 => "Not a SHA-256: 64 hexadecimal digits.".into(),
            Self::UnknownProfile => "There is no such profile.".into(),
            Self::UnknownRole => "There is no such role.".into(),
            Self::TwoValidities => "Give a number of days or a last day, not both.".into(),
            Self::InThePast => "Lies in the past.".into(),
            Self::NotYet => "Lies in the future.".into(),
            Self::OverCap { days, cap } => {
                format!("{days} days are more than the profile’s {cap}.")
            }
            Self::WindowBeyondValidity => "Reaches beyond the certificate’s last day.".into(),
            Self::OverCapHours { hours, cap } => {
                format!("{hours} hours are more than the profile’s {cap}.")
            }
            Self::NotInProfile => "Certificates of this profile have no use for this.".into(),
            Self::Contradiction => "This contradicts another answer.".into(),
            Self::NameNotAllowed { prefixes, max } if prefixes.is_empty() => {
                format!("The profile allows names of at most {max} characters.")
            }
            Self::NameNotAllowed { prefixes, max } => format!(
                "The profile allows names of at most {max} characters that begin with {prefixes}."
            ),
            Self::UnknownAlgorithm => "There is no such algorithm.".into(),
            Self::NotOnToken { algorithm } => format!("{algorithm} is not on this token."),
            Self::AlgorithmNotAllowed { algorithm, allowed } => {
                format!("The profile does not allow {algorithm}; it allows {allowed}.")
            }
            Self::CsrUnreadable { detail } => {
                format!("Not a certificate signing request (PKCS#10): {detail}.")
            }
            Self::CsrNotProven => {
                "The request is not signed by the key that it names: whoever made it may not have that key.".into()
            }
            Self::CsrWeakKey { detail } => format!("This key must not be used: {detail}."),
            Self::KeyNotFree => {
                "This key is in use for another agent. A key belongs to one agent.".into()
            }
            Self::KeyCompromised { serial: None } => {
                "This key was declared compromised: nothing new may stand on it.".into()
            }
            Self::KeyCompromised { serial: Some(serial) } => format!(
                "This key is compromised: certificate {serial}, which stands on it, was revoked for that (keyCompromise). Nothing new may stand on it."
            ),
            Self::NotRenewable => {
                "Not a certificate of this agent that can be followed: it is not known, revoked, or of another agent.".into()
            }
            Self::TwoKeys => {
                "A request of one’s own brings its key: leave out the algorithm and “same key”.".into()
            }
        }
    }

    fn in_german(&self) -> String {
        match self {
            Self::Empty => "Diese Angabe fehlt.".into(),
            Self::TooLong { length, max } => {
                format!("{length} Zeichen sind zu viele; höchstens {max} passen.")
            }
            Self::ControlCharacter { code_point } => format!(
                "Enthält ein Steuerzeichen (U+{code_point:04X}). Bitte tippen statt einfügen."
            ),
            Self::BidiControl { code_point } => format!(
                "Enthält ein unsichtbares Zeichen (U+{code_point:04X}), durch das sich der Text anders liest, als er signiert wird. Bitte tippen statt einfügen."
            ),
            Self::CharacterNotAllowed { character } => format!("„{character}“ ist hier nicht erlaubt."),
            Self::BadFirstCharacter => "Muss mit einem Buchstaben oder einer Ziffer beginnen.".into(),
            Self::TooMany { count, max } => format!("{count} Einträge sind zu viele; höchstens {max} passen."),
            Self::Duplicate { entry } => format!("„{entry}“ steht zweimal da."),
            Self::Wildcard => "Ein Platzhalter steht nur am Ende, als „.*“.".into(),
            Self::NotAnInstrument => "Kein Instrument. Ein Paar (BTC/EUR), eine ISIN, einen DTI (DTI:X9J9K872S), eine Klasse (CFI:ESXXXX) oder einen lokalen Code (LOCAL:…) schreiben.".into(),
            Self::IsinCheckDigit => "Die Prüfziffer der ISIN passt nicht: vermutlich ein Tippfehler.".into(),
            Self::DtiCheckCharacter => "Das Prüfzeichen des DTI passt nicht: vermutlich ein Tippfehler.".into(),
            Self::UnknownCfi => "Diese Klasse kennt ISO 10962 nicht. X steht für jede Gruppe und jedes Merkmal, nicht für jede Kategorie.".into(),
            Self::PairOfSame => "Ein Paar braucht zwei verschiedene Kürzel.".into(),
            Self::UnknownCurrency => "Kein Währungskürzel nach ISO 4217.".into(),
            Self::NotAnAmount => "Kein Betrag. Ziffern mit Punkt schreiben, etwa 50000.00.".into(),
            Self::AmountZero => "Null würde nichts erlauben. Bitte einen Betrag über null angeben.".into(),
            Self::AmountNegative => "Ein Betrag kann nicht unter null liegen.".into(),
            Self::AmountTooLarge => "Zu groß: Beträge enden unter 2^63 kleinsten Einheiten.".into(),
            Self::TooManyDecimals { currency, decimals } => {
                format!("{currency} hat {decimals} Nachkommastellen, nicht mehr.")
            }
            Self::DayBelowAction => "Die Grenze für einen Tag liegt unter der für eine Handlung.".into(),
            Self::InstrumentsMissing => "Aufträge brauchen mindestens ein Instrument; ohne ist nichts erlaubt.".into(),
            Self::LimitMissing => "Aufträge und Zahlungen brauchen eine Grenze; ohne ist nichts erlaubt.".into(),
            Self::ResourcesMissing => "Berichte lesen braucht mindestens eine Ressource; ohne ist nichts erlaubt.".into(),
            Self::NotAResource => "Kein absoluter Pfad und keine URI, etwa /reports/daily.".into(),
            Self::ResourceNotNormal => "Punktsegmente, leere Segmente und kodierte Zeichen sind in einer Ressource nicht erlaubt.".into(),
            Self::NotAnInstant => "Keine Zeit in UTC ab 1970, etwa 2026-12-01T08:00:00Z.".into(),
            Self::NotADay => "Kein Tag ab 1970, etwa 2027-05-28.".into(),
            Self::EndsBeforeStart => "Endet, bevor es beginnt.".into(),
            Self::NotASha256 => "Keine SHA-256-Prüfsumme: 64 Hexadezimalziffern.".into(),
            Self::UnknownProfile => "Dieses Profil gibt es nicht.".into(),
            Self::UnknownRole => "Diese Rolle gibt es nicht.".into(),
            Self::TwoValidities => "Entweder eine Zahl von Tagen oder einen letzten Tag angeben, nicht beides.".into(),
            Self::InThePast => "Liegt in der Vergangenheit.".into(),
            Self::NotYet => "Liegt in der Zukunft.".into(),
            Self::OverCap { days, cap } => format!("{days} Tage sind mehr als die {cap} des Profils."),
            Self::WindowBeyondValidity => "Reicht über den letzten Tag des Zertifikats hinaus.".into(),
            Self::OverCapHours { hours, cap } => format!("{hours} Stunden sind mehr als die {cap} des Profils."),
            Self::NotInProfile => "Zertifikate dieses Profils brauchen das nicht.".into(),
            Self::Contradiction => "Das widerspricht einer anderen Angabe.".into(),
            Self::NameNotAllowed { prefixes, max } if prefixes.is_empty() => {
                format!("Das Profil erlaubt Namen mit höchstens {max} Zeichen.")
            }
            Self::NameNotAllowed { prefixes, max } => format!(
                "Das Profil erlaubt Namen mit höchstens {max} Zeichen, die mit {prefixes} beginnen."
            ),
            Self::UnknownAlgorithm => "Dieses Verfahren gibt es nicht.".into(),
            Self::NotOnToken { algorithm } => format!("{algorithm} gibt es auf diesem Token nicht."),
            Self::AlgorithmNotAllowed { algorithm, allowed } => {
                format!("Das Profil erlaubt {algorithm} nicht, nur {allowed}.")
            }
            Self::CsrUnreadable { detail } => {
                format!("Kein Zertifikatsantrag (PKCS#10). Der Leser meldet: {detail}.")
            }
            Self::CsrNotProven => {
                "Der Antrag ist nicht mit dem Schlüssel signiert, den er nennt: Wer ihn stellte, hat ihn vielleicht nicht.".into()
            }
            Self::CsrWeakKey { detail } => {
                format!("Dieser Schlüssel darf nicht verwendet werden. Der Prüfer meldet: {detail}.")
            }
            Self::KeyNotFree => {
                "Dieser Schlüssel gehört schon zu einem anderen Agenten. Ein Schlüssel gehört zu einem Agenten.".into()
            }
            Self::KeyCompromised { serial: None } => {
                "Dieser Schlüssel wurde für kompromittiert erklärt: Auf ihm darf nichts Neues stehen.".into()
            }
            Self::KeyCompromised { serial: Some(serial) } => format!(
                "Dieser Schlüssel ist kompromittiert: Das Zertifikat {serial} über ihn wurde deshalb widerrufen (keyCompromise). Auf ihm darf nichts Neues stehen."
            ),
            Self::NotRenewable => {
                "Kein Zertifikat dieses Agenten, das verlängert werden kann: unbekannt, gesperrt oder von einem anderen Agenten.".into()
            }
            Self::TwoKeys => {
                "Ein eigener Antrag bringt seinen Schlüssel mit: Verfahren und „gleicher Schlüssel“ weglassen.".into()
            }
        }
    }
}
