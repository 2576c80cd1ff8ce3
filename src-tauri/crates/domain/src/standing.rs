//! Standing authorisations: requests within bounds that two officers approve in advance.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Language, Utc,
    agent::AgentId,
    money::Money,
    profile::ProfileId,
    scope::{Limit, Scope},
};

/// At most so long ahead.
pub const MAX_DAYS: i64 = 90;
/// At most so many certificates.
pub const MAX_COUNT: u32 = 100_000;

/// What two officers allow in advance. Its number is the change's that put it in force.
// Stored and signed: a change of its fields is a new version of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingAuthorisation {
    /// Certificates of this profile.
    pub profile: ProfileId,
    /// For agents of these names.
    pub agents: NamePattern,
    /// With no wider scope than this.
    pub scope: Scope,
    /// Valid for at most so many days.
    pub validity_days: u32,
    /// At most so many certificates.
    pub count: u32,
    /// At most so many an hour.
    pub per_hour: u32,
    /// Until when.
    pub until: Utc,
}

/// Agents' names: all that begin so, if it ends in `*`; else just this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamePattern(String);

/// What a request has that the authorisation does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Its time is over.
    Until,
    /// Another profile.
    Profile,
    /// An agent of another name.
    Agents,
    /// An action.
    Actions,
    /// An instrument.
    Instruments,
    /// A resource.
    Resources,
    /// An amount.
    Limits,
    /// The time in which the agent may act.
    Window,
    /// The model behind the agent.
    Model,
    /// A longer validity.
    Validity,
    /// As many as it allows were issued.
    Count,
    /// As many as it allows in an hour were issued.
    Rate,
}

impl Bound {
    /// The stable name: `limits`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Until => "until",
            Self::Profile => "profile",
            Self::Agents => "agents",
            Self::Actions => "actions",
            Self::Instruments => "instruments",
            Self::Resources => "resources",
            Self::Limits => "limits",
            Self::Window => "window",
            Self::Model => "model",
            Self::Validity => "validity",
            Self::Count => "count",
            Self::Rate => "rate",
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong with the bounds themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StandingFault {
    /// It must end, and soon.
    #[error("it must end within 90 days, and not before it begins")]
    Until,
    /// 1 to 100,000, and no more an hour than altogether.
    #[error("count and rate must be between 1 and 100,000, the rate no more than the count")]
    Count,
    /// Agents have scopes.
    #[error("the scope must name at least one action")]
    Scope,
    /// Only certificates of agents.
    #[error("only certificates of agents can be approved in advance")]
    Profile,
    /// 1 day or more.
    #[error("certificates must be valid for at least one day")]
    Validity,
}

impl NamePattern {
    /// Reads a name, or the beginning of names and `*`. `*` alone would be anybody.
    pub fn parse(text: &str) -> Option<Self> {
        let stem = text.strip_suffix('*').unwrap_or(text);
        let as_name = format!("{}0", stem.trim_end_matches('-'));
        let sound = !stem.is_empty() && AgentId::parse(&as_name).is_ok();
        sound.then(|| Self(text.to_owned()))
    }

    /// As a sentence begins with it: the name, or whose names begin so.
    pub fn to_words(&self, language: Language) -> String {
        match (self.0.strip_suffix('*'), language) {
            (Some(stem), Language::En) => format!("Every agent whose name begins with “{stem}”"),
            (Some(stem), Language::De) => format!("Jeder Agent, dessen Name mit „{stem}“ beginnt,"),
            (None, _) => self.0.clone(),
        }
    }

    /// Whether it names this agent.
    pub fn names(&self, agent: &AgentId) -> bool {
        match self.0.strip_suffix('*') {
            Some(stem) => agent.as_str().starts_with(stem),
            None => agent.as_str() == self.0,
        }
    }
}

impl fmt::Display for NamePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NamePattern {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a name pattern is an agent's name, or the beginning of one and *")
    }
}

impl From<NamePattern> for String {
    fn from(pattern: NamePattern) -> Self {
        pattern.0
    }
}

impl StandingAuthorisation {
    /// Refuses bounds that are none.
    pub fn check(&self, now: Utc) -> Result<(), StandingFault> {
        let latest = now.plus_seconds(MAX_DAYS * 86_400);
        let rules = [
            (
                self.until > now && self.until <= latest,
                StandingFault::Until,
            ),
            (
                (1..=MAX_COUNT).contains(&self.count) && (1..=self.count).contains(&self.per_hour),
                StandingFault::Count,
            ),
            (!self.scope.actions.is_empty(), StandingFault::Scope),
            (self.profile.is_of_agents(), StandingFault::Profile),
            (self.validity_days >= 1, StandingFault::Validity),
        ];
        match rules.iter().find(|(holds, _)| !holds) {
            Some((_, fault)) => Err(*fault),
            None => Ok(()),
        }
    }

    /// The first bound that a scope is outside of.
    pub fn exceeded_by(&self, scope: &Scope) -> Option<Bound> {
        let allowed = &self.scope;
        let rules = [
            (
                all(&scope.actions, |one| allowed.actions.contains(one)),
                Bound::Actions,
            ),
            (
                all(&scope.instruments, |one| allowed.instruments.contains(one)),
                Bound::Instruments,
            ),
            (
                all(&scope.resources, |one| allowed.resources.contains(one)),
                Bound::Resources,
            ),
            (self.limits_hold(scope), Bound::Limits),
            (self.window_holds(scope), Bound::Window),
            (
                allowed.model.is_none() || allowed.model == scope.model,
                Bound::Model,
            ),
        ];
        rules
            .iter()
            .find(|(holds, _)| !holds)
            .map(|(_, bound)| *bound)
    }

    fn limits_hold(&self, scope: &Scope) -> bool {
        all(&scope.limits, |limit| {
            let bound = self
                .scope
                .limits
                .iter()
                .find(|bound| bound.per_action.currency() == limit.per_action.currency());
            bound.is_some_and(|bound| is_within(limit, bound))
        })
    }

    fn window_holds(&self, scope: &Scope) -> bool {
        match (&self.scope.window, &scope.window) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(bound), Some(window)) => {
                bound.not_before <= window.not_before && window.not_after <= bound.not_after
            }
        }
    }
}

fn all<T>(items: &[T], holds: impl Fn(&T) -> bool) -> bool {
    items.iter().all(holds)
}

fn is_within(limit: &Limit, bound: &Limit) -> bool {
    let no_more = |amount: Money, most: Money| amount.minor_units() <= most.minor_units();
    let period = match (&bound.per_period, &limit.per_period) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(most), Some(period)) => {
            most.seconds == period.seconds && no_more(period.amount, most.amount)
        }
    };
    period && no_more(limit.per_action, bound.per_action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Sha256Digest,
        action::ActionName,
        instrument::Instrument,
        money::Currency,
        scope::{Model, UsageWindow},
    };

    fn money(minor_units: i64) -> Money {
        let euro = Currency::parse("currency", "EUR").expect("a currency");
        Money::from_minor_units(euro, minor_units).expect("positive")
    }

    fn instant(seconds: i64) -> Utc {
        Utc::from_unix_seconds(1_795_000_000 + seconds).expect("in range")
    }

    fn scope() -> Scope {
        Scope {
            actions: vec![ActionName::parse("actions[0]", "order.buy").expect("an action")],
            instruments: vec![Instrument::parse("instruments[0]", "BTC/EUR").expect("a pair")],
            limits: vec![Limit {
                per_action: money(5_000_000),
                per_period: None,
            }],
            window: Some(UsageWindow {
                not_before: instant(0),
                not_after: instant(1000),
            }),
            ..Scope::default()
        }
    }

    fn standing() -> StandingAuthorisation {
        StandingAuthorisation {
            profile: ProfileId::Agent,
            agents: NamePattern::parse("fleet-*").expect("a pattern"),
            scope: scope(),
            validity_days: 30,
            count: 10,
            per_hour: 5,
            until: instant(86_400),
        }
    }

    #[test]
    fn pattern_names_those_that_begin_so() {
        let agent = |id: &str| AgentId::parse(id).expect("an id");
        let fleet = NamePattern::parse("fleet-*").expect("a pattern");
        assert!(fleet.names(&agent("fleet-7")) && !fleet.names(&agent("flee-7")));
        let one = NamePattern::parse("fleet-7").expect("a pattern");
        assert!(one.names(&agent("fleet-7")) && !one.names(&agent("fleet-77")));
        let begins = "Every agent whose name begins with “fleet-”";
        assert_eq!(fleet.to_words(Language::En), begins);
        let begins = "Jeder Agent, dessen Name mit „fleet-“ beginnt,";
        assert_eq!(fleet.to_words(Language::De), begins);
        assert_eq!(one.to_words(Language::De), "fleet-7");
        for bad in ["*", "", "a*b", "-x*", "a b*"] {
            assert_eq!(NamePattern::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn bounds_that_are_none_are_refused() {
        let now = instant(0);
        assert_eq!(standing().check(now), Ok(()));
        let with = |change: &dyn Fn(&mut StandingAuthorisation)| {
            let mut changed = standing();
            change(&mut changed);
            changed.check(now).expect_err("no bounds")
        };
        assert_eq!(
            with(&|it| it.until = instant(91 * 86_400)),
            StandingFault::Until
        );
        assert_eq!(with(&|it| it.until = now), StandingFault::Until);
        assert_eq!(with(&|it| it.count = 0), StandingFault::Count);
        assert_eq!(with(&|it| it.per_hour = 11), StandingFault::Count);
        assert_eq!(with(&|it| it.scope.actions.clear()), StandingFault::Scope);
        assert_eq!(
            with(&|it| it.profile = ProfileId::Officer),
            StandingFault::Profile
        );
        assert_eq!(with(&|it| it.validity_days = 0), StandingFault::Validity);
    }

    #[test]
    fn each_bound_is_named() {
        let with = |change: &dyn Fn(&mut Scope)| {
            let mut asked = scope();
            change(&mut asked);
            standing().exceeded_by(&asked)
        };
        assert_eq!(with(&|_| ()), None);
        assert_eq!(with(&|scope| scope.limits.clear()), None);
        let sell = ActionName::parse("actions[0]", "order.sell").expect("an action");
        assert_eq!(
            with(&|scope| scope.actions.push(sell.clone())),
            Some(Bound::Actions)
        );
        let other = Instrument::parse("instruments[0]", "ETH/EUR").expect("a pair");
        assert_eq!(
            with(&|scope| scope.instruments.push(other.clone())),
            Some(Bound::Instruments)
        );
        assert_eq!(
            with(&|scope| scope.limits[0].per_action = money(5_000_001)),
            Some(Bound::Limits)
        );
        assert_eq!(with(&|scope| scope.window = None), Some(Bound::Window));
        let mut of_a_model = standing();
        of_a_model.scope.model = Some(Model {
            name: "m".into(),
            sha256: Sha256Digest::of(b"m"),
        });
        assert_eq!(of_a_model.exceeded_by(&scope()), Some(Bound::Model));
    }
}
