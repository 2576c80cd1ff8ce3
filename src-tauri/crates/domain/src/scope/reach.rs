//! Whether one scope permits more or less than another, field by field.

use super::{Limit, PeriodLimit, Scope, UsageWindow};
use crate::action::ActionName;

/// How far something reaches beside something earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// As far.
    Same,
    /// All that it did, and more.
    Wider,
    /// Nothing more, and less.
    Narrower,
    /// More in one thing and less in another, or not to be compared.
    Other,
}

/// How far each field of a scope reaches beside the same field of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeReach {
    /// The actions.
    pub actions: Reach,
    /// The instruments, classes among them.
    pub instruments: Reach,
    /// The limits per action, by currency.
    pub limit_per_action: Reach,
    /// The limits per day, by currency. None of a currency that has a limit per action: any sum.
    pub limit_per_day: Reach,
    /// The resources.
    pub resources: Reach,
    /// The usage window. None: as long as the certificate.
    pub window: Reach,
    /// The model: another one is another, neither more nor less.
    pub model: Reach,
}

impl Reach {
    /// By whether something is gained and whether something is lost.
    pub fn of(gains: bool, loses: bool) -> Self {
        match (gains, loses) {
            (false, false) => Self::Same,
            (true, false) => Self::Wider,
            (false, true) => Self::Narrower,
            (true, true) => Self::Other,
        }
    }

    /// By a quantity of which more permits more.
    pub fn by_size<T: PartialOrd>(before: &T, after: &T) -> Self {
        Self::of(after > before, after < before)
    }

    /// True if something is permitted that was not.
    pub fn gains(self) -> bool {
        matches!(self, Self::Wider | Self::Other)
    }

    fn of_lists<T>(before: &[T], after: &[T], takes_in: impl Fn(&T, &T) -> bool) -> Self {
        let beyond = |these: &[T], those: &[T]| {
            let held = |one: &T| those.iter().any(|other| takes_in(other, one));
            these.iter().any(|one| !held(one))
        };
        Self::of(beyond(after, before), beyond(before, after))
    }
}

impl ScopeReach {
    /// Compares `after` with `before`.
    pub fn of(before: &Scope, after: &Scope) -> Self {
        Self {
            actions: Reach::of_lists(&before.actions, &after.actions, action_takes_in),
            instruments: Reach::of_lists(&before.instruments, &after.instruments, |own, other| {
                own.takes_in(other)
            }),
            limit_per_action: limits(before, after, per_action),
            limit_per_day: limits(before, after, per_period),
            resources: Reach::of_lists(&before.resources, &after.resources, |own, other| {
                own.covers(other)
            }),
            window: window(before.window, after.window),
            model: if before.model == after.model {
                Reach::Same
            } else {
                Reach::Other
            },
        }
    }

    /// The fields that permit something new, by the names that the form gives them; the model
    /// permits nothing by itself.
    pub fn gaining(&self) -> Vec<&'static str> {
        let limits = self.limit_per_action.gains() || self.limit_per_day.gains();
        let all = [
            ("actions", self.actions.gains()),
            ("instruments", self.instruments.gains()),
            ("limits", limits),
            ("resources", self.resources.gains()),
            ("window", self.window.gains()),
        ];
        all.into_iter()
            .filter(|(_, gains)| *gains)
            .map(|(field, _)| field)
            .collect()
    }
}

fn action_takes_in(own: &ActionName, other: &ActionName) -> bool {
    own == other || own.permits(other.as_str())
}

/// Joins what each currency says. A currency without a limit permits nothing.
fn limits(before: &Scope, after: &Scope, of: fn(Option<&Limit>, Option<&Limit>) -> Reach) -> Reach {
    let in_currency = |limits: &[Limit], one: &Limit| {
        let currency = one.per_action.currency();
        limits
            .iter()
            .find(|limit| limit.per_action.currency() == currency)
            .copied()
    };
    let mut all = Vec::new();
    for limit in &after.limits {
        all.push(of(in_currency(&before.limits, limit).as_ref(), Some(limit)));
    }
    for limit in &before.limits {
        if in_currency(&after.limits, limit).is_none() {
            all.push(of(Some(limit), None));
        }
    }
    let gains = all.iter().any(|reach| reach.gains());
    let loses = all
        .iter()
        .any(|reach| matches!(reach, Reach::Narrower | Reach::Other));
    Reach::of(gains, loses)
}

fn per_action(before: Option<&Limit>, after: Option<&Limit>) -> Reach {
    let units = |limit: Option<&Limit>| limit.map_or(0, |limit| limit.per_action.minor_units());
    Reach::by_size(&units(before), &units(after))
}

/// Of a currency that is new or gone the limit per action tells; here only what both have counts.
fn per_period(before: Option<&Limit>, after: Option<&Limit>) -> Reach {
    let (Some(before), Some(after)) = (before, after) else {
        return Reach::Same;
    };
    match (before.per_period, after.per_period) {
        (None, None) => Reach::Same,
        (None, Some(_)) => Reach::Narrower,
        (Some(_), None) => Reach::Wider,
        (Some(before), Some(after)) => periods(before, after),
    }
}

/// Sums over periods of different lengths can't be ordered.
fn periods(before: PeriodLimit, after: PeriodLimit) -> Reach {
    if before.seconds != after.seconds {
        return Reach::Other;
    }
    Reach::by_size(&before.amount.minor_units(), &after.amount.minor_units())
}

fn window(before: Option<UsageWindow>, after: Option<UsageWindow>) -> Reach {
    match (before, after) {
        (None, None) => Reach::Same,
        (None, Some(_)) => Reach::Narrower,
        (Some(_), None) => Reach::Wider,
        (Some(before), Some(after)) => Reach::of(
            after.not_before < before.not_before || after.not_after > before.not_after,
            after.not_before > before.not_before || after.not_after < before.not_after,
        ),
    }
}

#[cfg(test)]
mod tests;
