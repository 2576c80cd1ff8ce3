//! The keys that sign the log's checkpoints. They change only by decision; what earlier ones
//! signed stays valid.

use chancery_domain::{
    change::{Change, ChangeObject},
    event::EventBody,
    founding::FoundingObject,
};
use chancery_ledger::{Reading, read::LogKeysRow};
use chancery_tlog::VerifierKey;

use crate::{Error, Workspace};

/// Every set of keys that the log had.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogKeys(Vec<SignedBy>);

/// A set of keys, and from when on it signs.
#[derive(Debug, Clone)]
pub(crate) struct SignedBy {
    /// Checkpoints that cover this event are signed by these keys.
    pub(crate) from: u64,
    /// The keys.
    pub(crate) keys: Vec<VerifierKey>,
    /// The same as vkey lines.
    pub(crate) lines: Vec<String>,
}

impl LogKeys {
    /// Those of the founding, then those of each change. The table only says where to look: the
    /// events say which keys.
    pub(crate) fn of(workspace: &Workspace) -> Result<Self, Error> {
        Self::read(workspace.read(), &workspace.founding)
    }

    /// The same of a ledger that is no open workspace.
    pub(crate) fn read(read: Reading<'_>, founding: &FoundingObject) -> Result<Self, Error> {
        let rows = read.log_keys()?;
        let sets = rows.iter().map(|row| signed_by(read, founding, row));
        sets.collect::<Result<_, Error>>().map(Self)
    }

    /// True where not even the founding could be read.
    pub(crate) fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys that sign a checkpoint over `size` events.
    pub(crate) fn at(&self, size: u64) -> &[VerifierKey] {
        let set = self.0.iter().rev().find(|set| set.from <= size);
        set.map_or(&[], |set| &set.keys)
    }

    /// The keys that a change replaced which checkpoints over `covered` events do not cover, and
    /// those over `size` do.
    pub(crate) fn before_change_within(&self, covered: u64, size: u64) -> &[VerifierKey] {
        let pairs = self.0.iter().zip(self.0.iter().skip(1));
        let mut changed = pairs.filter(|(_, next)| covered < next.from && next.from <= size);
        changed.next().map_or(&[], |(before, _)| &before.keys)
    }

    /// Those in force.
    pub(crate) fn current(&self) -> Result<&SignedBy, Error> {
        self.0.last().ok_or(Error::Stored { what: "log key" })
    }

    /// The files that tell the keys, and what they say: those in force under `log.vkey`, those that
    /// each change replaced beside it, named by the first event that they do not cover.
    pub(crate) fn files(&self) -> Result<Vec<(String, String)>, Error> {
        let text = |set: &SignedBy| set.lines.join("\n") + "\n";
        let mut files = vec![("log.vkey".to_owned(), text(self.current()?))];
        for (before, next) in self.0.iter().zip(self.0.iter().skip(1)) {
            files.push((format!("log-until-{}.vkey", next.from), text(before)));
        }
        Ok(files)
    }

    /// All sets, oldest first.
    pub(crate) fn all(&self) -> &[SignedBy] {
        &self.0
    }
}

fn signed_by(
    read: Reading<'_>,
    founding: &FoundingObject,
    row: &LogKeysRow,
) -> Result<SignedBy, Error> {
    let stored = || Error::Stored { what: "log key" };
    let lines = named(read, founding, row.from)?.ok_or_else(stored)?;
    let keys: Result<Vec<_>, _> = lines.iter().map(|line| VerifierKey::parse(line)).collect();
    Ok(SignedBy {
        from: row.from,
        keys: keys.map_err(|_| stored())?,
        lines,
    })
}

/// The keys that an event puts in force.
fn named(
    read: Reading<'_>,
    founding: &FoundingObject,
    seq: u64,
) -> Result<Option<Vec<String>>, Error> {
    let Some(event) = read.event(seq)? else {
        return Ok(None);
    };
    Ok(match event.event.event {
        EventBody::Founded { .. } => Some(founding.log_keys.clone()),
        EventBody::ChangeApproved { object, .. } => {
            let object: Option<ChangeObject> = serde_json::from_slice(&read.blob(object)?).ok();
            match object.map(|object| object.change) {
                Some(Change::LogKeys { next, .. }) => Some(next),
                _ => None,
            }
        }
        _ => None,
    })
}
