//! Requests from a spreadsheet: what a file says, row by row, before anything is signed.

use serde::Serialize;
use ts_rs::TS;

use super::WarningView;

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ImportState {
    /// It may be submitted.
    Sound,
    /// Something in it is wrong.
    Faulty,
    /// All that is wrong with it: the agent has a request or a certificate already.
    Duplicate,
}

/// A fault, by row and column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportFault {
    /// The row as a spreadsheet numbers it; the header is row 1.
    pub row: u32,
    /// Name of the column; empty if it is about the whole row.
    pub column: String,
    /// The cell as a spreadsheet names it, `E7`; empty if there is none.
    pub cell: String,
    /// Which entry of a list in the cell, from 1.
    pub entry: Option<u32>,
    /// Stable code: `twice_in_file`, `not_a_limit`, `isin_check_digit`, ...
    pub code: String,
    /// The sentence to show.
    pub message: String,
}

/// The certificate in force that a row's agent has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Predecessor {
    /// Its serial number, upper-case hex.
    pub serial: String,
    /// Its last instant, RFC 3339.
    pub not_after: String,
    /// True if the row says that it follows it.
    pub followed: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportRow {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// The agent, as typed.
    pub agent_id: String,
    /// The profile, as typed; `agent` if empty.
    pub profile: String,
    /// Where it stands.
    pub state: ImportState,
    /// The scope as plain text in one line, as far as it can be read.
    pub sentence: String,
    /// The certificate that the agent has now.
    pub predecessor: Option<Predecessor>,
    /// What is wrong.
    pub faults: Vec<ImportFault>,
    /// What to think about before it is submitted, by field; none of it refuses. Only of a sound
    /// row.
    pub warnings: Vec<WarningView>,
}

/// What became of the same file before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportEarlier {
    /// The requests, oldest first.
    pub requests: Vec<String>,
    /// When they were submitted, RFC 3339.
    pub submitted_at: String,
}

/// A file of requests as it was read. Nothing was written and nothing signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportView {
    /// SHA-256 of the file, upper-case hex: an import is known by it.
    pub sha256: String,
    /// What separates its cells: `,`, `;` or a tab.
    pub separator: String,
    /// Faults of the header; with any, no row is sound.
    pub header: Vec<ImportFault>,
    /// The rows, in the order of the file.
    pub rows: Vec<ImportRow>,
    /// How many there are.
    pub total: u32,
    /// How many may be submitted.
    pub sound: u32,
    /// How many have something wrong with them.
    pub faulty: u32,
    /// How many ask for an agent that has a request or a certificate already, and are otherwise
    /// right.
    pub duplicates: u32,
    /// How many follow a certificate.
    pub following: u32,
    /// Set if this very file was submitted before and not all of it was turned down: it is not
    /// submitted again.
    pub earlier: Option<ImportEarlier>,
}

/// What was submitted from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportOutcome {
    /// SHA-256 of the file, upper-case hex.
    pub sha256: String,
    /// The requests, in the order of the file.
    pub requests: Vec<String>,
    /// True if they had been submitted before: nothing was submitted now.
    pub already: bool,
    /// Rows that were left out, since they are not sound.
    pub left_out: u32,
}
