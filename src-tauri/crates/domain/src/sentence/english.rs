//! The sentence in English.

use super::{
    Sentence, Subject, Until,
    activity::{Activity, Others, Told},
    amount::{per_action, write_periods},
    instruments, resources,
};
use crate::{Language::En, scope::Scope, words};

pub(super) fn write(subject: &Subject<'_>) -> Sentence {
    let mut sentence = Sentence::default();
    match subject.agent {
        "" => sentence.gap("… no agent yet"),
        agent => sentence.value(agent),
    }
    sentence.plain(" may ");
    match subject.scope {
        Some(scope) => write_scope(&mut sentence, scope),
        None => sentence.value("only identify itself with this certificate"),
    }
    write_end(&mut sentence, subject.until);
    sentence
}

fn write_scope(sentence: &mut Sentence, scope: &Scope) {
    let activities = Activity::all(scope);
    if activities.is_empty() {
        sentence.gap("… no action yet");
    }
    for (index, activity) in activities.iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == activities.len() => sentence.plain("; and "),
            _ => sentence.plain("; "),
        }
        let told = Told::by(&activities[..index]);
        write_activity(sentence, activity, scope, told);
    }
    write_rest(sentence, scope, Told::by(&activities));
    write_window(sentence, scope);
}

fn write_activity(sentence: &mut Sentence, activity: &Activity, scope: &Scope, told: Told) {
    match activity {
        Activity::Orders { buy, sell } => {
            sentence.plain("place ");
            sentence.value(match (buy, sell) {
                (true, true) => "buy and sell orders",
                (true, false) => "buy orders",
                _ => "sell orders",
            });
            sentence.plain(" in ");
            match scope.instruments.is_empty() {
                true => sentence.gap("… no instrument yet"),
                false => sentence.list(&instruments(scope, En), " and "),
            }
            write_needed_limits(sentence, scope, "an order");
        }
        Activity::Cancel => write_cancel(sentence, scope, told),
        Activity::Reports => {
            sentence.value("read reports");
            sentence.plain(" under ");
            match scope.resources.is_empty() {
                true => sentence.gap("… no resource yet"),
                false => sentence.list(&resources(scope), " and "),
            }
        }
        Activity::Payments => {
            sentence.value("initiate payments");
            write_needed_limits(sentence, scope, "a payment");
        }
        Activity::Others(others) => {
            write_others(sentence, others);
            write_lists(sentence, scope, told);
        }
    }
}

/// Of orders that it places, the instruments are said already.
fn write_cancel(sentence: &mut Sentence, scope: &Scope, told: Told) {
    sentence.value("cancel its orders");
    if told.instruments {
        return;
    }
    if scope.instruments.is_empty() {
        sentence.plain(", without naming an instrument");
    } else {
        sentence.plain(" in ");
        sentence.list(&instruments(scope, En), " and ");
    }
}

/// Wildcards first: "word for word" must be about nothing but names.
fn write_others(sentence: &mut Sentence, others: &Others) {
    sentence.plain("do");
    if !others.beginnings.is_empty() {
        sentence.plain(" ");
        sentence.value("anything");
        sentence.plain(match others.beside {
            true => " else whose name begins ",
            false => " whose name begins ",
        });
        let beginnings = others.beginnings.iter();
        let beginnings: Vec<String> = beginnings.map(|it| format!("with “{it}”")).collect();
        sentence.list(&beginnings, " or ");
        let taken_in = others.taken_in_words(En);
        if !taken_in.is_empty() {
            sentence.plain(" (so it may also ");
            sentence.list(&taken_in, " and ");
            sentence.plain(")");
        }
        if !others.names.is_empty() {
            sentence.plain(" and");
        }
    }
    if !others.names.is_empty() {
        sentence.plain(", word for word, ");
        let names: Vec<String> = others.names.iter().map(|it| format!("“{it}”")).collect();
        sentence.list(&names, " and ");
    }
}

/// What of the scope's lists holds for actions of any kind: an absent one permits nothing of its
/// kind.
fn write_lists(sentence: &mut Sentence, scope: &Scope, told: Told) {
    match (scope.instruments.is_empty(), told.instruments) {
        (true, _) => {}
        (false, true) => sentence.plain(" in the same instruments"),
        (false, false) => {
            sentence.plain(" in ");
            sentence.list(&instruments(scope, En), " and ");
        }
    }
    match (scope.resources.is_empty(), told.resources) {
        (true, _) => {}
        (false, true) => sentence.plain(" on the same resources"),
        (false, false) => {
            sentence.plain(" on resources under ");
            sentence.list(&resources(scope), " and ");
        }
    }
    let absent = [
        (scope.instruments.is_empty(), "an instrument"),
        (scope.resources.is_empty(), "a resource"),
        (scope.limits.is_empty(), "an amount"),
    ];
    let absent: Vec<&str> = absent
        .iter()
        .filter_map(|(is_absent, what)| is_absent.then_some(*what))
        .collect();
    if let Some((last, before)) = absent.split_last() {
        sentence.plain(", without naming ");
        if !before.is_empty() {
            sentence.plain(&format!("{} or ", before.join(", ")));
        }
        sentence.plain(last);
    }
    if !scope.limits.is_empty() {
        sentence.plain(", ");
        write_limits(sentence, scope, "an action");
    }
}

fn write_needed_limits(sentence: &mut Sentence, scope: &Scope, each: &str) {
    sentence.plain(", ");
    if scope.limits.is_empty() {
        sentence.plain("up to ");
        sentence.gap("… no limit yet");
        sentence.plain(&format!(" {each}"));
    } else {
        write_limits(sentence, scope, each);
    }
}

fn write_limits(sentence: &mut Sentence, scope: &Scope, each: &str) {
    sentence.plain("up to ");
    sentence.list(&per_action(&scope.limits, En), " or ");
    sentence.plain(&format!(" {each}"));
    write_periods(sentence, &scope.limits, En);
}

/// Lists that hold for all of it and that no activity tells of.
fn write_rest(sentence: &mut Sentence, scope: &Scope, told: Told) {
    if !scope.instruments.is_empty() && !told.instruments {
        sentence.plain("; in no instrument but ");
        sentence.list(&instruments(scope, En), " and ");
    }
    if !scope.resources.is_empty() && !told.resources {
        sentence.plain("; on no resource but those under ");
        sentence.list(&resources(scope), " and ");
    }
    if !scope.limits.is_empty() && !told.limits {
        sentence.plain("; ");
        write_limits(sentence, scope, "an action");
    }
}

fn write_window(sentence: &mut Sentence, scope: &Scope) {
    if let Some(window) = scope.window {
        sentence.plain(", only from ");
        sentence.value(&words::moment(window.not_before, En));
        sentence.plain(" to ");
        sentence.value(&words::moment(window.not_after, En));
        sentence.plain("\u{a0}(UTC)");
    }
}

fn write_end(sentence: &mut Sentence, until: Option<Until>) {
    if let Some(Until::Hours(hours)) = until {
        sentence.plain(", for ");
        sentence.value(&words::hours(hours, En));
        sentence.plain(" from when it is issued.");
        return;
    }
    sentence.plain(", until ");
    match until {
        Some(Until::Day(day)) => sentence.value(&words::day(day, En)),
        Some(Until::Instant(instant)) => sentence.value(&words::moment(instant, En)),
        _ => sentence.gap("… no last day yet"),
    }
    sentence.plain("\u{a0}(UTC).");
}
