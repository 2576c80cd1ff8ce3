//! Time stamps whose signature is right, with the checkpoints that they are over: what leaves
//! with exports and reports. One that is not right is told by a check, and handed to nobody.

use chancery_domain::Utc;
use chancery_ledger::read::{Reading, TimestampRow};

use super::{UNREADABLE, judge::judge, stored};
use crate::Error;

/// A time stamp that stands.
#[derive(Debug)]
pub(crate) struct Standing {
    /// The event of its query, which tells it from others over the same checkpoint.
    pub(crate) seq: u64,
    /// Events under the checkpoint.
    pub(crate) size: u64,
    /// The checkpoint, signed.
    pub(crate) note: String,
    /// The authority's answer, DER.
    pub(crate) response: Vec<u8>,
    /// When, as it says.
    pub(crate) time: Utc,
    /// Who, as its certificate says. Nobody was asked to vouch for it.
    pub(crate) authority: String,
}

/// The newest over a checkpoint of at most `until` events: over the largest one, of those the last
/// that was asked for.
pub(crate) fn newest(read: Reading<'_>, until: u64) -> Result<Option<Standing>, Error> {
    let mut rows = answered(read, until)?;
    rows.sort_by_key(|row| (row.size, row.seq));
    for row in rows.iter().rev() {
        if let Some(standing) = standing(read, row)? {
            return Ok(Some(standing));
        }
    }
    Ok(None)
}

/// All over checkpoints of at most `until` events.
pub(crate) fn all(read: Reading<'_>, until: u64) -> Result<Vec<Standing>, Error> {
    let rows = answered(read, until)?;
    let standing = rows.iter().map(|row| standing(read, row));
    standing.filter_map(Result::transpose).collect()
}

fn answered(read: Reading<'_>, until: u64) -> Result<Vec<TimestampRow>, Error> {
    let mut rows = read.timestamps(u32::MAX)?;
    rows.retain(|row| row.size <= until && row.response.is_some());
    Ok(rows)
}

fn standing(read: Reading<'_>, row: &TimestampRow) -> Result<Option<Standing>, Error> {
    let request = stored(read, row)?;
    let response = read.blob(row.response.ok_or(UNREADABLE)?)?;
    let Ok(judged) = judge(&response, &request, &[]) else {
        return Ok(None);
    };
    let checkpoint = read.checkpoint_covering(row.size)?.ok_or(UNREADABLE)?;
    Ok(Some(Standing {
        seq: row.seq,
        size: row.size,
        note: checkpoint.note,
        time: judged.response.info().gen_time,
        authority: judged.authority,
        response,
    }))
}
