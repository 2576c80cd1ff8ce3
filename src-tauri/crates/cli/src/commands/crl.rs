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
        CrlVerb::Publish { delta: true, .. } => {
            crl::publish_delta(&mut context.workspace, edge::now())?
        }
        CrlVerb::Publish {
            clock_is_right: true,
            ..
        } => crl::publish_by_right_clock(&mut context.workspace, edge::now())?,
        CrlVerb::Publish { .. } => crl::publish(&mut context.workspace, edge::now())?,
        CrlVerb::Show => crl::list(&context.workspace, edge::now())?,
    };
    for crl in crls.iter().filter(|crl| crl.overdue || crl.due_soon) {
        let how = if crl.overdue {
            "overdue since"
        } else {
            "due soon: it ends at"
        };
        output.note(&format!("{}: {how} {}", crl.file, crl.next_update));
    }
    output.show(&Crls { crls }, |view| {
        let rows: Vec<Vec<String>> = view.crls.iter().map(cells).collect();
        table(
            &[
                "Issuer",
                "Part",
                "Number",
                "Base",
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

fn cells(crl: &CrlView) -> Vec<String> {
    let state = match (crl.owed, crl.overdue, crl.due_soon) {
        (true, ..) => "owed",
        (_, true, _) => "overdue",
        (.., true) => "due soon",
        _ => "current",
    };
    vec![
        crl.issuer.clone(),
        crl.partition.to_string(),
        crl.number.to_string(),
        crl.base.map_or_else(String::new, |base| base.to_string()),
        crl.entries.to_string(),
        crl.next_update.clone(),
        state.to_owned(),
        crl.file.clone(),
    ]
}
