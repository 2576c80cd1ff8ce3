//! The register as a table, for a spreadsheet: each certificate beside the request that would
//! follow it. What is written is what `request import` reads; cells that a spreadsheet would
//! compute are made text.

use std::path::Path;

use chancery_domain::{Language, Utc, event::ExportKind};

use super::{Query, list};
use crate::{
    Error, Workspace, cell,
    export::{self, Leaving},
    request::{
        self,
        import::{cells, column},
    },
    view::{CertificateRow, CertificateState},
};

/// Writes what `query` finds to a new file, never over another; how many certificates there are.
/// That names left the workstation is recorded, with the officer who is named, if one is. The
/// record has no hash of the file: whoever guessed a name could test the guess by it.
pub fn export_table(
    workspace: &mut Workspace,
    query: &Query<'_>,
    out: &Path,
    officer: Option<&str>,
    now: Utc,
) -> Result<u64, Error> {
    let (bytes, count) = table(workspace, query, now)?;
    let leaving = Leaving {
        what: ExportKind::Register,
        subject: &format!("register ({count})"),
        bytes: &bytes,
        hashed: false,
    };
    export::hand_out(workspace, &leaving, out, officer, now)?;
    Ok(count)
}

fn table(workspace: &Workspace, query: &Query<'_>, now: Utc) -> Result<(Vec<u8>, u64), Error> {
    let _snapshot = workspace.ledger.snapshot()?;
    let failed = |error: csv::Error| Error::signing("writing the table")(error);
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let columns = column::Column::ALL.map(column::Column::name);
    let header = column::TOLD.into_iter().chain(columns);
    writer.write_record(header).map_err(failed)?;
    let (mut after, mut count) = (None::<String>, 0);
    loop {
        let page = Query {
            after: after.as_deref(),
            ..*query
        };
        let page = list(workspace, &page, Language::En, now)?;
        for row in &page.rows {
            let cells = line(workspace, row)?;
            let cells = cells.iter().map(|text| cell::neutralised(text));
            let cells: Vec<_> = cells.collect();
            writer
                .write_record(cells.iter().map(|text| text.as_bytes()))
                .map_err(failed)?;
            count += 1;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    let bytes = writer
        .into_inner()
        .expect("memory takes all that is written");
    Ok((bytes, count))
}

fn line(workspace: &Workspace, row: &CertificateRow) -> Result<Vec<String>, Error> {
    let mut input = request::renewal(workspace, &row.serial)?;
    let in_force = matches!(
        row.state,
        CertificateState::Active | CertificateState::Expiring
    );
    if !in_force {
        input.renews = None;
    }
    let told = [
        row.serial.clone(),
        format!("{:?}", row.state).to_lowercase(),
        row.not_before.clone(),
        row.not_after.clone(),
        row.request.clone(),
    ];
    Ok(told.into_iter().chain(cells(&input)).collect())
}
