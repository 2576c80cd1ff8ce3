//! Why nothing of the log was handed out.

use std::path::PathBuf;

/// Why nothing of the log was handed out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogRefusal {
    /// No checkpoint covers the event yet.
    #[error("event {seq} is not covered by a checkpoint yet")]
    NotCovered {
        /// Which.
        seq: u64,
    },
    /// The folder holds the export of another log.
    #[error("{} holds another log", folder.display())]
    OtherLog {
        /// Which folder.
        folder: PathBuf,
    },
    /// A file in the folder is not what this log has in that place.
    #[error("{} is not what this log has there", file.display())]
    Differs {
        /// Which file.
        file: PathBuf,
    },
    /// An earlier export has more events than this log has under its newest checkpoint.
    #[error("{} holds {there} events of this log; here a checkpoint covers {here}", folder.display())]
    Behind {
        /// Which folder.
        folder: PathBuf,
        /// Events there.
        there: u64,
        /// Events here.
        here: u64,
    },
    /// The log's own keys signed another history.
    #[error("the checkpoint over {size} events in {} is of another history of this log", folder.display())]
    Forked {
        /// Which folder.
        folder: PathBuf,
        /// Events that it covers.
        size: u64,
    },
    /// The events, the stored tree and the newest checkpoint do not agree.
    #[error("the events up to number {seq} do not fit the tree and its checkpoint")]
    Damaged {
        /// Seen at this event, at the latest.
        seq: u64,
    },
}

impl LogRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotCovered { .. } => "not-covered",
            Self::OtherLog { .. } => "export-other-log",
            Self::Differs { .. } => "export-differs",
            Self::Behind { .. } => "log-behind",
            Self::Forked { .. } => "log-forked",
            Self::Damaged { .. } => "log-damaged",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        let folder = |path: &PathBuf| ("folder", path.display().to_string());
        match self {
            Self::NotCovered { seq } | Self::Damaged { seq } => vec![("seq", seq.to_string())],
            Self::OtherLog { folder: path } => vec![folder(path)],
            Self::Differs { file } => vec![("file", file.display().to_string())],
            Self::Behind {
                folder: path,
                there,
                here,
            } => vec![
                folder(path),
                ("there", there.to_string()),
                ("here", here.to_string()),
            ],
            Self::Forked { folder: path, size } => {
                vec![folder(path), ("size", size.to_string())]
            }
        }
    }
}
