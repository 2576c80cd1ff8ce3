//! `crl publish|show`.

use chancery_operations::{Error, crl, edge, view::CrlView};
use serde::Serialize;

use crate::{
    arguments::CrlVerb,
    context::Context,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Crls {
    crls: Vec<CrlView>,
}

pub(crate) fn run(
    context: &mut Context,
    verb: &CrlVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let crls = match verb {
        CrlVerb::Publish => vec![crl::publish(&mut context.workspace, edge::now())?],
        CrlVerb::Show => crl::list(&context.workspace, edge::now())?,
    };
    output.show(&Crls { crls }, |view| {
        let rows: Vec<Vec<String>> = view
            .crls
            .iter()
            .map(|crl| {
                let state = match (crl.owed, crl.overdue) {
                    (true, _) => "owed",
                    (_, true) => "overdue",
                    _ => "current",
                };
                vec![
                    crl.issuer.clone(),
                    crl.number.to_string(),
                    crl.entries.to_string(),
                    crl.next_update.clone(),
                    state.to_owned(),
                    crl.file.clone(),
                ]
            })
            .collect();
        table(
            &[
                "Issuer",
                "Number",
                "Entries",
                "Next update",
                "State",
                "File",
            ],
            &rows,
        )
    });
    Ok(Verdict::Done)
}
