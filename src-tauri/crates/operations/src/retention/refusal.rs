//! Why side data stays, and why a hold or a schedule is not as somebody wants it.

use chancery_domain::Language;
use chancery_regulation::retention::ScheduleError;

/// Why side data stays, or a hold or a schedule is not as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RetentionRefusal {
    /// It went before.
    #[error("{blob} was erased before (event {event})")]
    Erased {
        /// Which.
        blob: String,
        /// The event that tells of it.
        event: u64,
    },
    /// An approved change says already that it goes.
    #[error("{blob} goes by {change} already")]
    Owed {
        /// Which.
        blob: String,
        /// The change.
        change: String,
    },
    /// A legal hold keeps it.
    #[error("{hold} has held {holder} since {since}")]
    Held {
        /// The hold.
        hold: String,
        /// About whom or what it is.
        holder: String,
        /// Since when.
        since: String,
    },
    /// What it is about has not ended: no retention counts yet.
    #[error("{holder} has not ended: {}", detail.words(Language::En))]
    InUse {
        /// About whom or what it is.
        holder: String,
        /// What has to end first.
        detail: Use,
    },
    /// Its retention has not ended.
    #[error("{holder} is kept as {class} until {until}")]
    Kept {
        /// About whom or what it is.
        holder: String,
        /// The class that keeps it longest.
        class: String,
        /// The first instant at which it may go.
        until: String,
    },
    /// Nothing was named, or more than goes at once.
    #[error("{count} pieces of side data; 1 to {max} go at once")]
    Count {
        /// How many.
        count: usize,
        /// The most.
        max: usize,
    },
    /// The hold ended before.
    #[error("{hold} was lifted by {change}")]
    Lifted {
        /// Which.
        hold: String,
        /// The change that ended it.
        change: String,
    },
    /// The schedule can't follow the one in force.
    #[error("the schedule can't be taken: {0}")]
    Schedule(#[from] ScheduleError),
}

/// What has to end before retention counts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Use {
    /// The officer is enrolled.
    Enrolled,
    /// The request is not decided, or its certificate not made.
    Open,
    /// Its certificate is valid.
    Valid {
        /// Until when.
        until: String,
    },
}

impl Use {
    /// In a few words.
    pub(crate) fn words(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, Self::Enrolled) => "the officer is enrolled".to_owned(),
            (Language::De, Self::Enrolled) => "die Person ist eingetragen".to_owned(),
            (Language::En, Self::Open) => "the request is still open".to_owned(),
            (Language::De, Self::Open) => "der Antrag ist noch offen".to_owned(),
            (Language::En, Self::Valid { until }) => {
                format!("its certificate is valid until {until}")
            }
            (Language::De, Self::Valid { until }) => {
                format!("sein Zertifikat gilt bis {until}")
            }
        }
    }
}

impl RetentionRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Erased { .. } => "erased-already",
            Self::Owed { .. } => "erasure-owed",
            Self::Held { .. } => "held",
            Self::InUse { .. } => "side-data-in-use",
            Self::Kept { .. } => "kept",
            Self::Count { .. } => "erasure-size",
            Self::Lifted { .. } => "lifted-already",
            Self::Schedule(_) => "schedule-refused",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Erased { blob, event } => {
                vec![("blob", blob.clone()), ("event", event.to_string())]
            }
            Self::Owed { blob, change } => vec![("blob", blob.clone()), ("change", change.clone())],
            Self::Held {
                hold,
                holder,
                since,
            } => vec![
                ("hold", hold.clone()),
                ("holder", holder.clone()),
                ("since", since.clone()),
            ],
            Self::InUse { holder, detail } => {
                vec![
                    ("holder", holder.clone()),
                    ("detail", detail.words(language)),
                ]
            }
            Self::Kept {
                holder,
                class,
                until,
            } => vec![
                ("holder", holder.clone()),
                ("class", class.clone()),
                ("until", until.clone()),
            ],
            Self::Count { count, max } => {
                vec![("count", count.to_string()), ("max", max.to_string())]
            }
            Self::Lifted { hold, change } => {
                vec![("hold", hold.clone()), ("change", change.clone())]
            }
            Self::Schedule(error) => vec![("detail", error.to_string())],
        }
    }
}
