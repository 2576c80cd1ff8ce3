//! Requests from a CSV file: read and shown first, then submitted under one decision of the maker.
//!
//! Reading needs no PIN and writes nothing; it goes through all rows and tells every fault by row
//! and column. Submitting reads the file once more, under the lock over submitting: what a second
//! program, or a run that was ended, submitted meanwhile is seen. All keys are made first, then
//! one statement is signed and all requests are recorded in one transaction: a run that is ended
//! before that leaves no request, and one that is ended after it finds its file submitted.
//!
//! # The file
//!
//! UTF-8, with or without a byte order mark; cells separated by a comma, a semicolon or a tab,
//! whichever the first row has most of; quoted as in RFC 4180. The first row names the columns, in
//! any order; `agent_id`, `accountable` and `purpose` must be there. Entries of a list are
//! separated by `;` within the cell.
//!
//! | column | a cell of it |
//! |---|---|
//! | `agent_id` | `trader_eu_1` |
//! | `accountable` | who answers for the agent |
//! | `purpose` | what it is for |
//! | `profile` | `agent`, `agent-short-lived`, `agent-tls`; `agent` if empty |
//! | `actions` | `order.buy;order.sell` |
//! | `instruments` | `BTC/EUR;ETH/EUR` |
//! | `resources` | `/reports/daily` |
//! | `limit_per_action` | `EUR 50000.00;USD 40000.00` |
//! | `limit_per_day` | `EUR 1000000.00` |
//! | `window_from`, `window_until` | `2026-12-01T08:00:00Z` |
//! | `model_name`, `model_sha256` | name and hash of the model |
//! | `validity_days`, `validity_hours`, `valid_until` | `365`, `8`, `2027-05-28`; one of them or none |
//! | `key_algorithm` | `P-256`; the profile's first if empty |
//! | `csr` | a signing request, PEM, over several lines |
//! | `renews` | serial number of the certificate that this one follows |
//! | `same_key` | `yes` to keep that certificate's key |
//!
//! The columns `serial`, `state`, `not_before`, `not_after` and `request`, which an export of the
//! register has, are passed over. An apostrophe before `=`, `+`, `-`, `@`, a tab or a line's end is
//! taken away: the export put it there, so that no spreadsheet computes the cell.

mod check;
pub(crate) mod column;
mod earlier;
mod fault;
mod refusal;
mod row;
mod submit;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod write;

pub(super) use earlier::commitment;
pub use refusal::ImportRefusal;
pub use submit::{Import, submit};
pub use table::MAX_ROWS;
pub use text::MAX_BYTES;
pub(crate) use write::cells;

use chancery_domain::{Language, Sha256Digest, Utc};

use crate::{Error, Workspace, view::ImportView};

/// Reads a file: every row with all that is wrong with it. Writes nothing.
pub fn read(
    workspace: &Workspace,
    bytes: &[u8],
    language: Language,
    now: Utc,
) -> Result<ImportView, Error> {
    let _snapshot = workspace.ledger.snapshot()?;
    let checked = check::Checked::of(workspace, bytes, now)?;
    checked.view(workspace, language)
}

/// What an import is known by.
fn identity(bytes: &[u8]) -> Sha256Digest {
    Sha256Digest::of(bytes)
}
