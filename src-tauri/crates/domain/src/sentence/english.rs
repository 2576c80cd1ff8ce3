//! The sentence in English.

use super::{Activity, Sentence, Subject, activities, instruments, per_action, per_day, texts};
use crate::{Language::En, scope::Scope, words};

pub(super) fn write(subject: &Subject<'_>) -> Sentence {
    let mut sentence = Sentence::default();
    match subject.agent {
        "" => sentence.gap("… no agent yet"),
        agent => sentence.value(agent),
    }
    sentence.plain(" may ");
    let activities = activities(subject.scope);
    if activities.is_empty() {
        sentence.gap("… no action yet");
    }
    for (index, activity) in activities.iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == activities.len() => sentence.plain("; and "),
            _ => sentence.plain("; "),
        }
        write_activity(&mut sentence, activity, subject.scope);
    }
    write_window(&mut sentence, subject.scope);
    sentence.plain(", until ");
    match subject.until {
        Some(day) => sentence.value(&words::day(day, En)),
        None => sentence.gap("… no last day yet"),
    }
    sentence.plain("\u{a0}(UTC).");
    sentence
}

fn write_activity(sentence: &mut Sentence, activity: &Activity, scope: &Scope) {
    match activity {
        Activity::Orders { buy, sell } => {
            sentence.plain("place ");
            sentence.value(match (buy, sell) {
                (true, true) => "buy and sell orders",
                (true, false) => "buy orders",
                _ => "sell orders",
            });
            write_instruments(sentence, scope, true);
            write_limits(sentence, scope, "an order", true);
        }
        Activity::Cancel => sentence.value("cancel its orders"),
        Activity::Reports => {
            sentence.value("read reports");
            sentence.plain(" under ");
            match scope.resources.is_empty() {
                true => sentence.gap("… no resource yet"),
                false => sentence.list(&texts(&scope.resources), " and "),
            }
        }
        Activity::Payments => {
            sentence.value("initiate payments");
            write_limits(sentence, scope, "a payment", true);
        }
        Activity::Others(names) => write_others(sentence, names, scope),
    }
}

fn write_others(sentence: &mut Sentence, names: &[String], scope: &Scope) {
    sentence.plain("do, word for word, ");
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    sentence.list(&quoted, " and ");
    if !scope.places_orders() {
        write_instruments(sentence, scope, false);
    }
    if !scope.resources.is_empty() && !scope.names(crate::action::REPORT_READ) {
        sentence.plain(" on ");
        sentence.list(&texts(&scope.resources), " and ");
    }
    write_limits(sentence, scope, "an action", false);
}

fn write_instruments(sentence: &mut Sentence, scope: &Scope, needed: bool) {
    if !scope.instruments.is_empty() {
        sentence.plain(" in ");
        sentence.list(&instruments(scope, En), " and ");
    } else if needed {
        sentence.plain(" in ");
        sentence.gap("… no instrument yet");
    }
}

fn write_limits(sentence: &mut Sentence, scope: &Scope, each: &str, needed: bool) {
    if !scope.limits.is_empty() {
        sentence.plain(", up to ");
        sentence.list(&per_action(&scope.limits, En), " or ");
        sentence.plain(&format!(" {each}"));
        let days = per_day(&scope.limits, En);
        if !days.is_empty() {
            sentence.plain(" and ");
            sentence.list(&days, " or ");
            sentence.plain(" a day (gateway only)");
        }
    } else if needed {
        sentence.plain(", up to ");
        sentence.gap("… no limit yet");
        sentence.plain(&format!(" {each}"));
    }
}

fn write_window(sentence: &mut Sentence, scope: &Scope) {
    if let Some(window) = scope.window {
        sentence.plain(", only from ");
        sentence.value(&words::minute(window.not_before, En));
        sentence.plain(" to ");
        sentence.value(&words::minute(window.not_after, En));
        sentence.plain("\u{a0}(UTC)");
    }
}
