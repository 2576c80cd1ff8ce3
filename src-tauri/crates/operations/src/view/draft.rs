//! Requests that are being written.

use chancery_domain::request::RequestInput;
use serde::Serialize;
use ts_rs::TS;

/// A request that was put aside before it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftView {
    /// `DRF-2026-0003`.
    pub id: String,
    /// Who writes it; only they submit it.
    pub officer: String,
    /// Their name, unless erased.
    pub officer_name: Option<String>,
    /// When it was kept last, RFC 3339.
    pub at: String,
    /// What was typed: fills the form. `None` if it was erased.
    #[ts(type = "import('./RequestInput').RequestInput | null")]
    pub input: Option<RequestInput>,
}

/// Requests that are being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftList {
    /// The newest first.
    pub rows: Vec<DraftView>,
}
