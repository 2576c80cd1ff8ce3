//! Reports: the audit view filled from the ledger, rendered, sealed, recorded.

use std::path::Path;

use chancery_domain::Utc;

use crate::{Error, Workspace, view::ReportRow, workspace::OnProgress};

/// Which report.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// First day.
    pub from: &'a str,
    /// Last day.
    pub to: &'a str,
    /// Who renders it.
    pub officer: &'a str,
}

/// Renders, seals and records a report.
pub fn render(
    _: &mut Workspace,
    _: &Wanted<'_>,
    _: Utc,
    _: OnProgress<'_>,
) -> Result<ReportRow, Error> {
    Err(Error::Cancelled)
}

/// Copies.
pub fn copy(_: &Workspace, _: &str, _: &Path) -> Result<(), Error> {
    Err(Error::Cancelled)
}

/// Lists.
pub fn list(_: &Workspace) -> Result<Vec<ReportRow>, Error> {
    Ok(vec![])
}
