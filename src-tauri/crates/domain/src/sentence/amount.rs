//! Amounts of the limits, and how long the periods are that they hold for.

use super::Sentence;
use crate::{
    Language,
    money::Money,
    scope::{Limit, PeriodLimit},
    words::period,
};

const DAY: u32 = 86_400;

pub(super) fn per_action(limits: &[Limit], language: Language) -> Vec<String> {
    limits
        .iter()
        .map(|limit| limit.per_action.to_words(language))
        .collect()
}

/// Of each currency with a limit over a period: `EUR 100.00 a day`, the length said once if it is
/// the same for all. Who enforces it follows, and the currencies that have none.
pub(super) fn write_periods(sentence: &mut Sentence, limits: &[Limit], language: Language) {
    let periods: Vec<PeriodLimit> = limits.iter().filter_map(|limit| limit.per_period).collect();
    let Some(first) = periods.first() else {
        return;
    };
    let (and, or) = match language {
        Language::En => (" and ", " or "),
        Language::De => (" und ", " oder "),
    };
    sentence.plain(and);
    let amount = |one: &PeriodLimit| Money::to_words(one.amount, language);
    if periods.iter().all(|other| other.seconds == first.seconds) {
        let amounts: Vec<String> = periods.iter().map(amount).collect();
        sentence.list(&amounts, or);
        sentence.plain(" ");
        match first.seconds {
            DAY => sentence.plain(&period(DAY, language)),
            seconds => sentence.value(&period(seconds, language)),
        }
    } else {
        let each = periods
            .iter()
            .map(|one| format!("{} {}", amount(one), period(one.seconds, language)));
        sentence.list(&each.collect::<Vec<_>>(), or);
    }
    sentence.plain(&enforced(limits, language));
}

/// Who enforces it, and which currencies have no such limit.
fn enforced(limits: &[Limit], language: Language) -> String {
    let unbounded = limits.iter().filter(|limit| limit.per_period.is_none());
    let codes = unbounded.map(|limit| limit.per_action.currency().code().to_owned());
    let codes: Vec<String> = codes.collect();
    match (codes.as_slice(), language) {
        ([], Language::En) => " (gateway only)".to_owned(),
        ([], Language::De) => " (nur das Gateway prüft das)".to_owned(),
        (codes, Language::En) => {
            format!(" (gateway only; no such bound in {})", codes.join(", "))
        }
        (codes, Language::De) => format!(
            " (nur das Gateway prüft das; in {} ohne solche Grenze)",
            codes.join(", ")
        ),
    }
}
