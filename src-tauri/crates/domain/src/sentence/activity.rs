//! What kinds of things a scope permits, and which of its lists each of them tells of.

use crate::{
    Language,
    action::{self, ActionName},
    scope::Scope,
};

/// What kinds of things a scope permits, in the order of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Activity {
    Orders { buy: bool, sell: bool },
    Cancel,
    Reports,
    Payments,
    Others(Others),
}

/// Actions that have no words of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Others {
    /// What names begin with that a wildcard takes in: `order.`.
    pub(super) beginnings: Vec<String>,
    /// Names of single actions.
    pub(super) names: Vec<String>,
    /// Names that have words, are taken in by a wildcard and stand nowhere else in the scope.
    pub(super) taken_in: Vec<&'static str>,
    /// True if a wildcard also takes in a name that has words and stands in the scope.
    pub(super) beside: bool,
}

/// Which lists of the scope some activities tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) instruments: bool,
    pub(super) resources: bool,
    pub(super) limits: bool,
}

impl Activity {
    pub(super) fn all(scope: &Scope) -> Vec<Self> {
        let (buy, sell) = (
            scope.names(action::ORDER_BUY),
            scope.names(action::ORDER_SELL),
        );
        let others = Others::of(scope);
        let activities = [
            (buy || sell, Self::Orders { buy, sell }),
            (scope.names(action::ORDER_CANCEL), Self::Cancel),
            (scope.names(action::REPORT_READ), Self::Reports),
            (scope.names(action::PAYMENT_INITIATE), Self::Payments),
            (others != Others::default(), Self::Others(others)),
        ];
        let permitted = activities.into_iter().filter(|(permitted, _)| *permitted);
        permitted.map(|(_, activity)| activity).collect()
    }
}

impl Others {
    fn of(scope: &Scope) -> Self {
        let wildcards = || {
            scope
                .actions
                .iter()
                .filter(|name| name.beginning().is_some())
        };
        let takes_in = |name: &str| wildcards().any(|wildcard| wildcard.permits(name));
        let names = scope.actions.iter().map(ActionName::as_str);
        let with_words = |name: &&str| action::VOCABULARY.contains(name);
        let (listed, unlisted): (Vec<_>, Vec<_>) = action::VOCABULARY
            .into_iter()
            .filter(|name| takes_in(name))
            .partition(|name| scope.names(name));
        Self {
            beginnings: wildcards()
                .filter_map(ActionName::beginning)
                .map(str::to_owned)
                .collect(),
            names: names
                .filter(|name| !name.ends_with(".*") && !with_words(name))
                .map(str::to_owned)
                .collect(),
            taken_in: unlisted,
            beside: !listed.is_empty(),
        }
    }

    /// The words of the actions that a wildcard takes in and nothing else says.
    pub(super) fn taken_in_words(&self, language: Language) -> Vec<String> {
        let words = self.taken_in.iter();
        words
            .filter_map(|name| action::label(name, language))
            .map(str::to_owned)
            .collect()
    }
}

impl Told {
    pub(super) fn by(activities: &[Activity]) -> Self {
        let told = |tells: fn(&Activity) -> bool| activities.iter().any(tells);
        Self {
            instruments: told(|it| {
                use Activity::{Cancel, Orders, Others};
                matches!(it, Orders { .. } | Cancel | Others(_))
            }),
            resources: told(|it| matches!(it, Activity::Reports | Activity::Others(_))),
            limits: told(|it| {
                use Activity::{Orders, Others, Payments};
                matches!(it, Orders { .. } | Payments | Others(_))
            }),
        }
    }
}
