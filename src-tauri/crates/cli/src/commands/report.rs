//! `report render|list`.

use chancery_operations::{
    Error, edge, report,
    view::{ReportRow, RoleView},
};
use serde::Serialize;

use crate::{
    arguments::ReportVerb,
    context::Context,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Reports {
    reports: Vec<ReportRow>,
}

pub(crate) fn run(
    context: &mut Context,
    verb: ReportVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        ReportVerb::Render { from, to, out } => {
            let officer = context.signed_in(RoleView::Auditor)?;
            let wanted = report::Wanted {
                from: &from,
                to: &to,
                officer: &officer.id,
            };
            let row = report::render(
                &mut context.workspace,
                &wanted,
                edge::now(),
                &mut output.progress(),
            )?;
            if let Some(out) = out {
                report::copy(&context.workspace, &row.id, &out)?;
            }
            output.show(&row, |row| {
                vec![
                    format!("{} ({} pages, {} bytes)", row.id, row.pages, row.bytes),
                    row.path.clone(),
                    format!("SHA-256 {}", row.sha256),
                ]
            });
        }
        ReportVerb::List => {
            let reports = report::list(&context.workspace)?;
            output.show(&Reports { reports }, |view| {
                let rows: Vec<Vec<String>> = view
                    .reports
                    .iter()
                    .map(|row| {
                        vec![
                            row.id.clone(),
                            format!("{} to {}", row.from, row.to),
                            row.by.clone(),
                            row.path.clone(),
                        ]
                    })
                    .collect();
                table(&["Report", "Period", "By", "File"], &rows)
            });
        }
    }
    Ok(Verdict::Done)
}
