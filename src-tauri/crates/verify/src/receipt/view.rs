//! A verdict on a receipt as it is shown.

use chancery_domain::{Language, Utc};
use chancery_tlog::VerifierKey;
use serde::Serialize;

use super::{Entry, Inclusion, Kept, ReceiptVerdict, Signed, Standing};
use crate::{view::in_one_line, words::receipt as words};

/// The verdicts on a receipt.
// Printed: scripts read these names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptVerdictView {
    /// `proved`, `integrity_only`, `undecided`, `failed`.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
    /// Which log.
    pub origin: String,
    /// The entry's number in it, from 1.
    pub seq: u64,
    /// What it says.
    pub entry: EntryView,
    /// The checkpoint in the receipt: how many entries.
    pub size: u64,
    /// The root over them, hex.
    pub root: String,
    /// Whether the entry is under it: `holds`, `broken`, `not_asked`.
    pub inclusion: PartView,
    /// Who has signed it.
    pub signed: SignatureView,
    /// How it stands to the checkpoint that was kept: `same`, `forked`, `of_another_size`,
    /// `of_another_log`, `not_asked`.
    pub kept: PartView,
}

/// A verdict of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// Its name.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
}

/// What the entry says; null where it is no event of a chancery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView {
    /// `event`, `other`, `absent`.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
    /// When it was recorded.
    pub at: Option<String>,
    /// What happened, such as `certificate_issued`.
    pub kind: Option<&'static str>,
    /// To what or whom.
    pub subject: Option<String>,
    /// Who did it.
    pub actor: Option<String>,
    /// In which role.
    pub role: Option<&'static str>,
}

/// Who has signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureView {
    /// `by_named`, `by_nobody_named`, `wrongly`, `not_asked`.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
    /// The log's keys, as `name+id`.
    pub keys: Vec<String>,
    /// Witnesses.
    pub witnesses: Vec<WitnessView>,
}

/// A witness that has cosigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WitnessView {
    /// Its key, as `name+id`.
    pub key: String,
    /// When it says that it saw the checkpoint.
    pub seen_at: String,
}

impl ReceiptVerdict {
    /// Whether a person may go on: all others are negative.
    pub fn is_positive(&self) -> bool {
        self.standing == Standing::Proved
    }

    /// As it is shown to a person.
    pub fn to_view(&self, language: Language) -> ReceiptVerdictView {
        ReceiptVerdictView {
            verdict: self.standing.name(),
            message: words::standing(self, language),
            origin: self.checkpoint.origin.clone(),
            seq: self.seq(),
            entry: self.entry_view(language),
            size: self.checkpoint.size,
            root: self.checkpoint.root.to_upper_hex(),
            inclusion: PartView {
                verdict: self.inclusion.name(),
                message: words::inclusion(self, language),
            },
            signed: self.signature_view(language),
            kept: PartView {
                verdict: self.kept.name(),
                message: words::kept(self, language),
            },
        }
    }

    /// The entry's number as people count.
    pub(crate) fn seq(&self) -> u64 {
        self.index.saturating_add(1)
    }

    fn entry_view(&self, language: Language) -> EntryView {
        let event = match &self.entry {
            Entry::Event(event) => Some(event.as_ref()),
            Entry::Other | Entry::Absent => None,
        };
        EntryView {
            verdict: self.entry.name(),
            message: words::entry(&self.entry, language),
            at: event.map(|event| event.at.to_string()),
            kind: event.map(|event| event.event.kind()),
            subject: event.map(|event| event.event.subject()),
            actor: event.map(|event| event.actor.id().to_owned()),
            role: event.map(|event| event.actor.role()),
        }
    }

    fn signature_view(&self, language: Language) -> SignatureView {
        let (keys, witnesses) = match &self.signed {
            Signed::By { keys, witnesses } => (keys.as_slice(), witnesses.as_slice()),
            _ => (&[][..], &[][..]),
        };
        SignatureView {
            verdict: self.signed.name(),
            message: words::signed(&self.signed, language),
            keys: keys.iter().map(called).collect(),
            witnesses: witnesses.iter().map(witness).collect(),
        }
    }
}

impl ReceiptVerdictView {
    /// For the terminal: the conclusion, then each verdict on its own.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let [log, entry, under, inclusion, signed, kept] = words::labels(language);
        let checkpoint = words::checkpoint(self.size, &self.root, language);
        let rows = [
            (log, self.origin.clone()),
            (entry, self.entry.message.clone()),
            (under, checkpoint),
            (inclusion, self.inclusion.message.clone()),
            (signed, self.signed.message.clone()),
            (kept, self.kept.message.clone()),
        ];
        let rows = rows.map(|(label, text)| format!("  {label:<11}  {}", in_one_line(&text)));
        std::iter::once(in_one_line(&self.message))
            .chain(rows)
            .collect()
    }
}

/// A key without its bytes.
pub(crate) fn called(key: &VerifierKey) -> String {
    format!("{}+{}", key.name(), key.id())
}

fn witness((key, seen_at): &(VerifierKey, Utc)) -> WitnessView {
    WitnessView {
        key: called(key),
        seen_at: seen_at.to_seconds_string(),
    }
}

impl Standing {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::IntegrityOnly => "integrity_only",
            Self::Undecided => "undecided",
            Self::Failed => "failed",
        }
    }
}

impl Entry {
    fn name(&self) -> &'static str {
        match self {
            Self::Event(_) => "event",
            Self::Other => "other",
            Self::Absent => "absent",
        }
    }
}

impl Inclusion {
    fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Broken(_) => "broken",
            Self::NotAsked => "not_asked",
        }
    }
}

impl Signed {
    fn name(&self) -> &'static str {
        match self {
            Self::By { .. } => "by_named",
            Self::ByNobodyNamed => "by_nobody_named",
            Self::Wrongly => "wrongly",
            Self::NotAsked => "not_asked",
        }
    }
}

impl Kept {
    fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Forked => "forked",
            Self::OfSize(_) => "of_another_size",
            Self::OfAnotherLog => "of_another_log",
            Self::NotAsked => "not_asked",
        }
    }
}
