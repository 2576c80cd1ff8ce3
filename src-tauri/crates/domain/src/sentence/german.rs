//! The sentence in German: the verb closes each clause.

use super::{Activity, Sentence, Subject, activities, instruments, per_action, per_day, texts};
use crate::{Language::De, scope::Scope, words};

pub(super) fn write(subject: &Subject<'_>) -> Sentence {
    let mut sentence = Sentence::default();
    match subject.agent {
        "" => sentence.gap("… noch kein Agent"),
        agent => sentence.value(agent),
    }
    sentence.plain(" darf ");
    let activities = activities(subject.scope);
    if activities.is_empty() {
        sentence.gap("… noch keine Handlung");
    }
    for (index, activity) in activities.iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == activities.len() => sentence.plain("; und "),
            _ => sentence.plain("; "),
        }
        write_activity(&mut sentence, activity, subject.scope);
    }
    write_window(&mut sentence, subject.scope);
    sentence.plain(", bis zum ");
    match subject.until {
        Some(day) => sentence.value(&words::day(day, De)),
        None => sentence.gap("… noch kein letzter Tag"),
    }
    sentence.plain("\u{a0}(UTC).");
    sentence
}

fn write_activity(sentence: &mut Sentence, activity: &Activity, scope: &Scope) {
    match activity {
        Activity::Orders { buy, sell } => {
            sentence.value(match (buy, sell) {
                (true, true) => "Kauf- und Verkaufsaufträge",
                (true, false) => "Kaufaufträge",
                _ => "Verkaufsaufträge",
            });
            write_instruments(sentence, scope, true);
            sentence.plain(" erteilen");
            write_limits(sentence, scope, "je Auftrag", true);
        }
        Activity::Cancel => sentence.value("eigene Aufträge stornieren"),
        Activity::Reports => {
            sentence.value("Berichte");
            sentence.plain(" unter ");
            match scope.resources.is_empty() {
                true => sentence.gap("… noch keine Ressource"),
                false => sentence.list(&texts(&scope.resources), " und "),
            }
            sentence.plain(" lesen");
        }
        Activity::Payments => {
            sentence.value("Zahlungen veranlassen");
            write_limits(sentence, scope, "je Zahlung", true);
        }
        Activity::Others(names) => write_others(sentence, names, scope),
    }
}

fn write_others(sentence: &mut Sentence, names: &[String], scope: &Scope) {
    sentence.plain("wörtlich ");
    let quoted: Vec<String> = names.iter().map(|name| format!("„{name}“")).collect();
    sentence.list(&quoted, " und ");
    if !scope.places_orders() {
        write_instruments(sentence, scope, false);
    }
    if !scope.resources.is_empty() && !scope.names(crate::action::REPORT_READ) {
        sentence.plain(" auf ");
        sentence.list(&texts(&scope.resources), " und ");
    }
    sentence.plain(" ausführen");
    write_limits(sentence, scope, "je Handlung", false);
}

fn write_instruments(sentence: &mut Sentence, scope: &Scope, needed: bool) {
    if !scope.instruments.is_empty() {
        sentence.plain(" in ");
        sentence.list(&instruments(scope, De), " und ");
    } else if needed {
        sentence.plain(" in ");
        sentence.gap("… noch kein Instrument");
    }
}

fn write_limits(sentence: &mut Sentence, scope: &Scope, each: &str, needed: bool) {
    if !scope.limits.is_empty() {
        sentence.plain(", bis zu ");
        sentence.list(&per_action(&scope.limits, De), " oder ");
        sentence.plain(&format!(" {each}"));
        let days = per_day(&scope.limits, De);
        if !days.is_empty() {
            sentence.plain(" und ");
            sentence.list(&days, " oder ");
            sentence.plain(" am Tag (nur das Gateway prüft das)");
        }
    } else if needed {
        sentence.plain(", bis zu ");
        sentence.gap("… noch keine Grenze");
        sentence.plain(&format!(" {each}"));
    }
}

fn write_window(sentence: &mut Sentence, scope: &Scope) {
    if let Some(window) = scope.window {
        sentence.plain(", nur vom ");
        sentence.value(&words::minute(window.not_before, De));
        sentence.plain(" bis zum ");
        sentence.value(&words::minute(window.not_after, De));
        sentence.plain("\u{a0}(UTC)");
    }
}
