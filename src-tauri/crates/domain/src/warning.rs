//! What a maker and a checker should think about before they sign. Nothing here refuses: a request
//! with warnings can be submitted and approved.

mod person;
mod words;

pub use person::names_a_person;

use crate::{
    instrument::Instrument,
    money::{Currency, Money},
    profile::{Profile, ValidityUnit},
    scope::{Scope, ScopeReach},
    time::Utc,
};

/// Why to think again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ground {
    /// The field permits what the certificate now in force does not.
    WiderThanBefore,
    /// The limit is higher than in the certificate now in force.
    LimitRaised {
        /// What it is there.
        before: Money,
        /// What is asked for.
        after: Money,
    },
    /// The validity is longer than the profile's default.
    LongerThanDefault {
        /// What is asked for.
        asked: u32,
        /// The profile's default.
        default: u32,
        /// What both count.
        unit: ValidityUnit,
    },
    /// It renews a certificate that is valid for longer than it would be itself.
    EndsBeforePredecessor {
        /// When it would end.
        ends: Utc,
        /// When the one that it follows ends.
        followed: Utc,
    },
    /// A wildcard: whatever is named so is permitted, also what is named so later.
    Wildcard {
        /// What those names begin with: `order.`.
        beginning: String,
    },
    /// An instrument that is not a crypto-asset, of a firm or an agent that is here for those.
    NotACryptoAsset {
        /// The instrument.
        instrument: Instrument,
    },
    /// Nobody, or no natural person, is named as accountable.
    NoAccountablePerson,
    /// The agent's last certificate was revoked because its key was compromised.
    PredecessorCompromised {
        /// Its serial number, hex.
        serial: String,
    },
}

/// A reason to think again about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Path of the field: `instruments[0]`.
    pub field: String,
    /// Why.
    pub ground: Ground,
}

/// A request, and what is known beside it.
#[derive(Debug, Clone, Copy)]
pub struct Considered<'a> {
    /// What it asks for.
    pub scope: &'a Scope,
    /// The scope of the agent's certificate now in force, if there is one.
    pub before: Option<&'a Scope>,
    /// Its profile.
    pub profile: &'a Profile,
    /// How long, in the profile's unit.
    pub asked: Option<u32>,
    /// When it would end, and when the certificate does that it is to follow, if there is one.
    pub ends: Option<Ends>,
    /// Who answers for the agent. None: it was erased. Empty: not filled in yet.
    pub accountable: Option<&'a str>,
    /// Serial number of the agent's last certificate, if that was revoked for a compromise.
    pub compromised: Option<&'a str>,
    /// True if only crypto-assets are expected: services under MiCA, and no answer for this agent
    /// that says otherwise.
    pub crypto_assets_only: bool,
}

/// When a certificate would end, and when the one does that it is to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// It.
    pub own: Utc,
    /// The one that it is to follow.
    pub followed: Utc,
}

impl Considered<'_> {
    /// All that there is to think about, in the order of the form.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut all = Vec::new();
        all.extend(self.compromised.map(predecessor));
        all.extend(self.person());
        all.extend(self.wider());
        all.extend(self.wildcards());
        all.extend(self.instruments());
        all.extend(self.longer());
        all.extend(self.sooner());
        all
    }

    fn person(&self) -> Option<Warning> {
        let named = self
            .accountable
            .is_some_and(|name| name.trim().is_empty() || names_a_person(name));
        (!named).then(|| warning("accountable", Ground::NoAccountablePerson))
    }

    fn wider(&self) -> Vec<Warning> {
        let Some(before) = self.before else {
            return vec![];
        };
        let reach = ScopeReach::of(before, self.scope);
        let raised = self.raised(before);
        let told = !raised.is_empty() && !reach.limit_per_day.gains();
        let fields = reach.gaining().into_iter();
        let fields = fields.filter(|field| *field != "limits" || !told);
        let mut all: Vec<Warning> = fields
            .map(|field| warning(field, Ground::WiderThanBefore))
            .collect();
        all.extend(raised);
        all
    }

    fn raised(&self, before: &Scope) -> Vec<Warning> {
        let in_force = |currency: Currency| {
            let mut limits = before.limits.iter().map(|limit| limit.per_action);
            limits.find(|old| old.currency() == currency)
        };
        let limits = self.scope.limits.iter().map(|limit| limit.per_action);
        let raised = limits.enumerate().filter_map(|(index, after)| {
            let before = in_force(after.currency())?;
            let field = format!("limits[{index}].per_action");
            (after.minor_units() > before.minor_units())
                .then(|| warning(&field, Ground::LimitRaised { before, after }))
        });
        raised.collect()
    }

    fn wildcards(&self) -> impl Iterator<Item = Warning> {
        let all = self.scope.actions.iter().enumerate();
        all.filter_map(|(index, action)| {
            let beginning = action.beginning()?.to_owned();
            let ground = Ground::Wildcard { beginning };
            Some(warning(&format!("actions[{index}]"), ground))
        })
    }

    fn instruments(&self) -> Vec<Warning> {
        if !self.crypto_assets_only {
            return vec![];
        }
        let all = self.scope.instruments.iter().enumerate();
        all.filter(|(_, instrument)| is_no_crypto_asset(instrument))
            .map(|(index, instrument)| {
                let instrument = instrument.clone();
                let ground = Ground::NotACryptoAsset { instrument };
                warning(&format!("instruments[{index}]"), ground)
            })
            .collect()
    }

    fn longer(&self) -> Option<Warning> {
        let rule = self.profile.validity;
        let asked = self.asked.filter(|asked| *asked > rule.default)?;
        let ground = Ground::LongerThanDefault {
            asked,
            default: rule.default,
            unit: rule.unit,
        };
        Some(warning(length_field(rule.unit), ground))
    }

    fn sooner(&self) -> Option<Warning> {
        let Ends { own, followed } = self.ends.filter(|ends| ends.own < ends.followed)?;
        let ground = Ground::EndsBeforePredecessor {
            ends: own,
            followed,
        };
        Some(warning(length_field(self.profile.validity.unit), ground))
    }
}

fn length_field(unit: ValidityUnit) -> &'static str {
    match unit {
        ValidityUnit::Days => "validity_days",
        ValidityUnit::Hours => "validity_hours",
    }
}

fn warning(field: &str, ground: Ground) -> Warning {
    Warning {
        field: field.to_owned(),
        ground,
    }
}

fn predecessor(serial: &str) -> Warning {
    let serial = serial.to_owned();
    warning("agent_id", Ground::PredecessorCompromised { serial })
}

/// True if it can't be a crypto-asset in the sense of MiCA Art. 3(1)(5) and 2(4): funds against
/// funds, a security, or a class of financial instruments or of currencies. Of a local code
/// nothing can be told.
pub fn is_no_crypto_asset(instrument: &Instrument) -> bool {
    match instrument {
        Instrument::Pair { base, quote } => is_money(base) && is_money(quote),
        // ISO 6166 gives tokens that are no security the prefix XT.
        Instrument::Isin(isin) => !isin.starts_with("XT"),
        Instrument::Cfi(class) => match class.category() {
            'M' => false,
            'I' => class.group() == Some('F'),
            'T' => class.group() == Some('C'),
            _ => true,
        },
        Instrument::Dti(_) | Instrument::Local(_) => false,
    }
}

fn is_money(code: &str) -> bool {
    Currency::parse("instruments", code).is_ok()
}

#[cfg(test)]
mod tests;
