//! `officer list`.

use chancery_operations::{
    Error, officer,
    view::{OfficerView, RoleView},
};
use serde::Serialize;

use crate::{
    arguments::OfficerVerb,
    context::Context,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Officers {
    officers: Vec<OfficerView>,
}

/// A role's stable name.
pub(super) fn role(role: RoleView) -> &'static str {
    match role {
        RoleView::Administrator => "administrator",
        RoleView::Maker => "maker",
        RoleView::Checker => "checker",
        RoleView::Auditor => "auditor",
    }
}

pub(crate) fn run(
    context: &mut Context,
    verb: &OfficerVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        OfficerVerb::List => {
            let officers = officer::list(&context.workspace)?;
            output.show(&Officers { officers }, |view| {
                let rows: Vec<Vec<String>> = view
                    .officers
                    .iter()
                    .map(|officer| {
                        vec![
                            officer.id.clone(),
                            role(officer.role).to_owned(),
                            officer
                                .name
                                .clone()
                                .unwrap_or_else(|| "(erased)".to_owned()),
                            officer.token_serial.clone(),
                            officer.certificate_until.clone(),
                        ]
                    })
                    .collect();
                table(&["Officer", "Role", "Name", "Token serial", "Until"], &rows)
            });
        }
    }
    Ok(Verdict::Done)
}
