//! Reports.

use serde::Serialize;
use ts_rs::TS;

use super::DecisionView;

/// A report that was rendered and sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReportRow {
    /// `RPT-2026-11-01`: year, month, number in the month.
    pub id: String,
    /// First day, `2026-11-01`.
    pub from: String,
    /// Last day, `2026-11-22`.
    pub to: String,
    /// When it was sealed, RFC 3339.
    pub rendered_at: String,
    /// The officer's id.
    pub by: String,
    /// Their name, unless erased.
    pub by_name: Option<String>,
    /// File.
    pub path: String,
    /// Pages.
    pub pages: u32,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the file, upper-case hex.
    pub sha256: String,
    /// True if the file is where it was written, unchanged.
    pub present: bool,
    /// Who signed it off, in the order in which they did.
    pub signatures: Vec<ReportSignature>,
    /// The part that is signed next: `preparer`, `reviewer`, `approver`; `None`: all are.
    pub next_part: Option<String>,
}

/// A signature under a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReportSignature {
    /// `preparer`, `reviewer`, `approver`.
    pub part: String,
    /// The officer's decision over the hash of the file.
    pub decision: DecisionView,
}

/// What the report builder needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReportOptions {
    /// Suggested first day.
    pub from: String,
    /// Suggested last day: today.
    pub to: String,
    /// Agents in the register.
    #[ts(type = "number")]
    pub agents: u64,
    /// Provisions by regulation: "AI Act — Regulation (EU) 2024/1689": ["12", "14", ...].
    pub provisions: Vec<ProvisionGroup>,
    /// Version of the catalogue.
    pub catalogue_version: String,
    /// Law as at, `2026-11-22`.
    pub law_as_at: String,
    /// SHA-256 of the catalogue, upper-case hex.
    pub catalogue_sha256: String,
    /// Gates that are not decided yet, in words.
    pub open_gates: Vec<String>,
    /// Reports made before, newest first.
    pub history: Vec<ReportRow>,
}

/// The provisions of one regulation that a report maps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProvisionGroup {
    /// Name of the regulation.
    pub regulation: String,
    /// Articles.
    pub articles: Vec<String>,
}
