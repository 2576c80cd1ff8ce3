//! The sentence in German: the verb closes each clause.

use super::{
    Sentence, Subject, Until,
    activity::{Activity, Others, Told},
    amount::{per_action, write_periods},
    instruments, resources,
};
use crate::{Language::De, scope::Scope, words};

pub(super) fn write(subject: &Subject<'_>) -> Sentence {
    let mut sentence = Sentence::default();
    match subject.agent {
        "" => sentence.gap("… noch kein Agent"),
        agent => sentence.value(agent),
    }
    sentence.plain(" darf ");
    match subject.scope {
        Some(scope) => write_scope(&mut sentence, scope),
        None => sentence.value("sich mit diesem Zertifikat nur ausweisen"),
    }
    write_end(&mut sentence, subject.until);
    sentence
}

fn write_scope(sentence: &mut Sentence, scope: &Scope) {
    let activities = Activity::all(scope);
    if activities.is_empty() {
        sentence.gap("… noch keine Handlung");
    }
    for (index, activity) in activities.iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == activities.len() => sentence.plain("; und "),
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
            sentence.value(match (buy, sell) {
                (true, true) => "Kauf- und Verkaufsaufträge",
                (true, false) => "Kaufaufträge",
                _ => "Verkaufsaufträge",
            });
            sentence.plain(" in ");
            match scope.instruments.is_empty() {
                true => sentence.gap("… noch kein Instrument"),
                false => sentence.list(&instruments(scope, De), " und "),
            }
            sentence.plain(" erteilen");
            write_needed_limits(sentence, scope, "je Auftrag");
        }
        Activity::Cancel => write_cancel(sentence, scope, told),
        Activity::Reports => {
            sentence.value("Berichte");
            sentence.plain(" unter ");
            match scope.resources.is_empty() {
                true => sentence.gap("… noch keine Ressource"),
                false => sentence.list(&resources(scope), " und "),
            }
            sentence.plain(" lesen");
        }
        Activity::Payments => {
            sentence.value("Zahlungen veranlassen");
            write_needed_limits(sentence, scope, "je Zahlung");
        }
        Activity::Others(others) => {
            write_lists(sentence, scope, told);
            write_others(sentence, others);
            write_absent(sentence, scope);
            if !scope.limits.is_empty() {
                sentence.plain(", ");
                write_limits(sentence, scope, "je Handlung");
            }
        }
    }
}

/// Of orders that it places, the instruments are said already.
fn write_cancel(sentence: &mut Sentence, scope: &Scope, told: Told) {
    if told.instruments {
        sentence.value("eigene Aufträge stornieren");
    } else if scope.instruments.is_empty() {
        sentence.value("eigene Aufträge stornieren");
        sentence.plain(", ohne ein Instrument zu nennen");
    } else {
        sentence.value("eigene Aufträge");
        sentence.plain(" in ");
        sentence.list(&instruments(scope, De), " und ");
        sentence.plain(" ");
        sentence.value("stornieren");
    }
}

/// What of the scope's lists holds for actions of any kind; it stands before the verb.
fn write_lists(sentence: &mut Sentence, scope: &Scope, told: Told) {
    match (scope.instruments.is_empty(), told.instruments) {
        (true, _) => {}
        (false, true) => sentence.plain("in denselben Instrumenten "),
        (false, false) => {
            sentence.plain("in ");
            sentence.list(&instruments(scope, De), " und ");
            sentence.plain(" ");
        }
    }
    match (scope.resources.is_empty(), told.resources) {
        (true, _) => {}
        (false, true) => sentence.plain("an denselben Ressourcen "),
        (false, false) => {
            sentence.plain("an Ressourcen unter ");
            sentence.list(&resources(scope), " und ");
            sentence.plain(" ");
        }
    }
}

/// Wildcards first: "wörtlich" must be about nothing but names.
fn write_others(sentence: &mut Sentence, others: &Others) {
    if !others.beginnings.is_empty() {
        sentence.value("alles");
        sentence.plain(match others.beside {
            true => " andere tun, dessen Name ",
            false => " tun, dessen Name ",
        });
        let beginnings = others.beginnings.iter();
        let beginnings: Vec<String> = beginnings.map(|it| format!("mit „{it}“")).collect();
        sentence.list(&beginnings, " oder ");
        sentence.plain(" beginnt");
        let taken_in = others.taken_in_words(De);
        if !taken_in.is_empty() {
            sentence.plain(" (also auch ");
            sentence.list(&taken_in, " und ");
            sentence.plain(")");
        }
        if !others.names.is_empty() {
            sentence.plain(", und ");
        }
    }
    if !others.names.is_empty() {
        sentence.plain("wörtlich ");
        let names: Vec<String> = others.names.iter().map(|it| format!("„{it}“")).collect();
        sentence.list(&names, " und ");
        sentence.plain(" ausführen");
    }
}

/// An absent list permits nothing of its kind.
fn write_absent(sentence: &mut Sentence, scope: &Scope) {
    let absent = [
        (scope.instruments.is_empty(), "ein Instrument"),
        (scope.resources.is_empty(), "eine Ressource"),
        (scope.limits.is_empty(), "einen Betrag"),
    ];
    let absent: Vec<&str> = absent
        .iter()
        .filter_map(|(is_absent, what)| is_absent.then_some(*what))
        .collect();
    if let Some((last, before)) = absent.split_last() {
        sentence.plain(", ohne ");
        if !before.is_empty() {
            sentence.plain(&format!("{} oder ", before.join(", ")));
        }
        sentence.plain(&format!("{last} zu nennen"));
    }
}

fn write_needed_limits(sentence: &mut Sentence, scope: &Scope, each: &str) {
    sentence.plain(", ");
    if scope.limits.is_empty() {
        sentence.plain("bis zu ");
        sentence.gap("… noch keine Grenze");
        sentence.plain(&format!(" {each}"));
    } else {
        write_limits(sentence, scope, each);
    }
}

fn write_limits(sentence: &mut Sentence, scope: &Scope, each: &str) {
    sentence.plain("bis zu ");
    sentence.list(&per_action(&scope.limits, De), " oder ");
    sentence.plain(&format!(" {each}"));
    write_periods(sentence, &scope.limits, De);
}

/// Lists that hold for all of it and that no activity tells of.
fn write_rest(sentence: &mut Sentence, scope: &Scope, told: Told) {
    if !scope.instruments.is_empty() && !told.instruments {
        sentence.plain("; in nichts als ");
        sentence.list(&instruments(scope, De), " und ");
    }
    if !scope.resources.is_empty() && !told.resources {
        sentence.plain("; an keinen Ressourcen als denen unter ");
        sentence.list(&resources(scope), " und ");
    }
    if !scope.limits.is_empty() && !told.limits {
        sentence.plain("; ");
        write_limits(sentence, scope, "je Handlung");
    }
}

fn write_window(sentence: &mut Sentence, scope: &Scope) {
    if let Some(window) = scope.window {
        sentence.plain(", nur vom ");
        sentence.value(&words::moment(window.not_before, De));
        sentence.plain(" bis zum ");
        sentence.value(&words::moment(window.not_after, De));
        sentence.plain("\u{a0}(UTC)");
    }
}

fn write_end(sentence: &mut Sentence, until: Option<Until>) {
    if let Some(Until::Hours(hours)) = until {
        sentence.plain(", ");
        sentence.value(&words::hours(hours, De));
        sentence.plain(" lang ab der Ausstellung.");
        return;
    }
    sentence.plain(", bis zum ");
    match until {
        Some(Until::Day(day)) => sentence.value(&words::day(day, De)),
        Some(Until::Instant(instant)) => sentence.value(&words::moment(instant, De)),
        _ => sentence.gap("… noch kein letzter Tag"),
    }
    sentence.plain("\u{a0}(UTC).");
}
