//! `report render|list|sign-off`.

use chancery_domain::event::SignOffPart;
use chancery_operations::{
    Error,
    certificate::ByOfficer,
    edge, report,
    view::{ReportRow, RoleView},
};
use serde::Serialize;

use super::request::decision_line;
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
                let (workspace, now) = (&mut context.workspace, edge::now());
                report::copy(workspace, &row.id, &out, Some(&officer.id), now)?;
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
            context.reads("reports", "")?;
            output.show(&Reports { reports }, |view| {
                let rows: Vec<Vec<String>> = view
                    .reports
                    .iter()
                    .map(|row| {
                        vec![
                            row.id.clone(),
                            format!("{} to {}", row.from, row.to),
                            row.by.clone(),
                            signed(row),
                            row.path.clone(),
                        ]
                    })
                    .collect();
                table(&["Report", "Period", "By", "Signed off by", "File"], &rows)
            });
        }
        ReportVerb::SignOff { id, part, reason } => sign_off(context, &id, &part, &reason, output)?,
    }
    Ok(Verdict::Done)
}

fn sign_off(
    context: &mut Context,
    id: &str,
    part: &str,
    reason: &str,
    output: &mut Output,
) -> Result<(), Error> {
    let part = SignOffPart::ALL.into_iter().find(|one| one.name() == part);
    let part = part.expect("clap admits only parts");
    let officer = context.officer(match part {
        SignOffPart::Preparer => RoleView::Maker,
        SignOffPart::Reviewer => RoleView::Checker,
        SignOffPart::Approver => RoleView::Administrator,
    })?;
    let pin = context.pin(&officer)?;
    let by = ByOfficer {
        officer: &officer.id,
        comment: reason,
        pin: &pin,
    };
    let row = report::sign_off(&mut context.workspace, id, part, &by, edge::now())?;
    output.show(&row, |row| {
        let mut lines = vec![format!("{} {}", row.id, row.sha256)];
        lines.extend(
            row.signatures
                .iter()
                .map(|one| decision_line(&one.decision)),
        );
        lines
    });
    Ok(())
}

fn signed(row: &ReportRow) -> String {
    let signed = row.signatures.iter();
    let signed = signed.map(|one| format!("{} {}", one.part, one.decision.officer));
    signed.collect::<Vec<_>>().join(", ")
}
