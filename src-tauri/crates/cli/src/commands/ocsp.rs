//! `ocsp respond`.

use std::path::Path;

use chancery_operations::{Error, edge, ocsp};
use serde::Serialize;

use super::request::read;
use crate::{
    arguments::OcspVerb,
    context::Context,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Responded {
    file: String,
    status: &'static str,
    fault: Option<String>,
    certificates: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    serial: String,
    status: &'static str,
    reason: Option<&'static str>,
    since: Option<String>,
}

pub(crate) fn run(
    context: &mut Context,
    verb: OcspVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        OcspVerb::Respond { request, out } => respond(context, &request, &out, output),
    }
}

fn respond(
    context: &mut Context,
    request: &Path,
    out: &Path,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let request = read(request)?;
    let answer = ocsp::respond(&mut context.workspace, &request, edge::now())?;
    ocsp::write(out, &answer)?;
    let successful = answer.fault.is_none();
    let view = Responded {
        file: out.display().to_string(),
        status: answer.status,
        fault: answer.fault,
        certificates: answer
            .certificates
            .into_iter()
            .map(|told| Told {
                serial: told.serial,
                status: told.status,
                reason: told.reason,
                since: told.since,
            })
            .collect(),
    };
    output.show(&view, lines);
    Ok(if successful {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn lines(view: &Responded) -> Vec<String> {
    if let Some(fault) = &view.fault {
        return vec![format!("{}: {fault}", view.status)];
    }
    let rows: Vec<Vec<String>> = view
        .certificates
        .iter()
        .map(|told| {
            vec![
                told.serial.clone(),
                told.status.to_owned(),
                told.reason.unwrap_or_default().to_owned(),
                told.since.clone().unwrap_or_default(),
            ]
        })
        .collect();
    table(&["Serial", "Status", "Reason", "Since"], &rows)
}
