//! What the verdicts on a receipt say.

use chancery_domain::{
    Language::{self, De, En},
    Utc,
};
use chancery_tlog::VerifierKey;

use crate::receipt::{Entry, Inclusion, Kept, ReceiptVerdict, Signed, Standing, called};

pub(crate) fn standing(verdict: &ReceiptVerdict, language: Language) -> String {
    let (seq, origin) = (verdict.seq(), &verdict.checkpoint.origin);
    match (verdict.standing, language) {
        (Standing::Proved, En) => {
            format!("Proved: the entry is number {seq} in the log {origin}.")
        }
        (Standing::Proved, De) => {
            format!("Bewiesen: Der Eintrag ist Nummer {seq} im Protokoll {origin}.")
        }
        (Standing::IntegrityOnly, En) => {
            "Integrity only: nobody was named who stands behind the checkpoint (--vkey or \
             --checkpoint)."
                .to_owned()
        }
        (Standing::IntegrityOnly, De) => {
            "Nur unversehrt: Es wurde niemand genannt, der hinter dem Prüfpunkt steht (--vkey oder \
             --checkpoint)."
                .to_owned()
        }
        (Standing::Undecided, En) => {
            "Undecided: what was given does not say whether the entry is in the log.".to_owned()
        }
        (Standing::Undecided, De) => {
            "Unentschieden: Was vorliegt, sagt nicht, ob der Eintrag im Protokoll steht.".to_owned()
        }
        (Standing::Failed, En) => {
            format!("Failed: this does not show the entry in the log {origin}.")
        }
        (Standing::Failed, De) => {
            format!("Nicht bestanden: Dies zeigt den Eintrag nicht im Protokoll {origin}.")
        }
    }
}

pub(crate) fn entry(entry: &Entry, language: Language) -> String {
    match (entry, language) {
        (Entry::Event(event), _) => {
            let (kind, subject) = (event.event.kind(), event.event.subject());
            let actor = format!("{} ({})", event.actor.id(), event.actor.role());
            let subject = Some(subject).filter(|subject| !subject.is_empty());
            let told = [event.at.to_string(), kind.to_owned(), actor];
            told.into_iter()
                .chain(subject)
                .collect::<Vec<_>>()
                .join("  ")
        }
        (Entry::Other, En) => "not an event of a chancery".to_owned(),
        (Entry::Other, De) => "kein Ereignis einer Chancery".to_owned(),
        (Entry::Absent, En) => "it did not travel with the receipt".to_owned(),
        (Entry::Absent, De) => "er kam mit dem Beleg nicht mit".to_owned(),
    }
}

pub(crate) fn checkpoint(size: u64, root: &str, language: Language) -> String {
    match language {
        En => format!("{size} entries under {root}"),
        De => format!("{size} Einträge unter {root}"),
    }
}

pub(crate) fn inclusion(verdict: &ReceiptVerdict, language: Language) -> String {
    match (verdict.inclusion, language) {
        (Inclusion::Holds, En) => "it is under the checkpoint".to_owned(),
        (Inclusion::Holds, De) => "er steht unter dem Prüfpunkt".to_owned(),
        (Inclusion::Broken(fault), En) => format!("it is not under the checkpoint: {fault}"),
        (Inclusion::Broken(fault), De) => {
            format!("er steht nicht unter dem Prüfpunkt: {fault}")
        }
        (Inclusion::NotAsked, En) => "not asked: there is no entry".to_owned(),
        (Inclusion::NotAsked, De) => "nicht gefragt: Es liegt kein Eintrag vor".to_owned(),
    }
}

pub(crate) fn signed(signed: &Signed, language: Language) -> String {
    let words = match (signed, language) {
        (Signed::By { keys, witnesses }, _) => {
            let keys = keys.iter().map(called);
            let witnesses = witnesses.iter().map(|one| cosigned(one, language));
            return keys.chain(witnesses).collect::<Vec<_>>().join(", ");
        }
        (Signed::ByNobodyNamed, En) => "none of the keys named is this log's and signed it",
        (Signed::ByNobodyNamed, De) => "kein genannter Schlüssel dieses Protokolls hat signiert",
        (Signed::Wrongly, En) => "a signature under a key named is not that key's",
        (Signed::Wrongly, De) => "eine Signatur ist nicht die des genannten Schlüssels",
        (Signed::NotAsked, En) => "not asked: no keys were named",
        (Signed::NotAsked, De) => "nicht gefragt: Es wurden keine Schlüssel genannt",
    };
    words.to_owned()
}

fn cosigned((key, seen_at): &(VerifierKey, Utc), language: Language) -> String {
    let (key, at) = (called(key), seen_at.to_seconds_string());
    match language {
        En => format!("seen by {key} at {at}"),
        De => format!("gesehen von {key} am {at}"),
    }
}

pub(crate) fn kept(verdict: &ReceiptVerdict, language: Language) -> String {
    match (verdict.kept, language) {
        (Kept::Same, En) => "the same as the one that was kept".to_owned(),
        (Kept::Same, De) => "derselbe wie der aufbewahrte".to_owned(),
        (Kept::Forked, En) => {
            "as large as the one that was kept, with another root: the log shows two histories"
                .to_owned()
        }
        (Kept::Forked, De) => {
            "so groß wie der aufbewahrte, mit anderer Wurzel: Das Protokoll zeigt zwei Geschichten"
                .to_owned()
        }
        (Kept::OfSize(size), En) => format!(
            "the one that was kept is over {size} entries: a receipt under that one is needed, \
             or the log itself (chancery log verify --checkpoint)"
        ),
        (Kept::OfSize(size), De) => format!(
            "der aufbewahrte erfasst {size} Einträge: Nötig ist ein Beleg unter jenem, oder das \
             Protokoll selbst (chancery log verify --checkpoint)"
        ),
        (Kept::OfAnotherLog, En) => "the one that was kept is of another log".to_owned(),
        (Kept::OfAnotherLog, De) => "der aufbewahrte gehört zu einem anderen Protokoll".to_owned(),
        (Kept::NotAsked, En) => "not asked: none was given".to_owned(),
        (Kept::NotAsked, De) => "nicht gefragt: Es wurde keiner vorgelegt".to_owned(),
    }
}

/// Of the log, the entry, its checkpoint, then of each verdict.
pub(crate) fn labels(language: Language) -> [&'static str; 6] {
    match language {
        En => [
            "Log",
            "Entry",
            "Checkpoint",
            "Inclusion",
            "Signed by",
            "Kept",
        ],
        De => [
            "Protokoll",
            "Eintrag",
            "Prüfpunkt",
            "Einschluss",
            "Signiert",
            "Aufbewahrt",
        ],
    }
}
