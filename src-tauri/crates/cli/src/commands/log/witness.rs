//! Witnesses and keys of the log.

use std::path::Path;

use chancery_domain::change::LogKeyCause;
use chancery_operations::{
    Error, edge,
    log::{self, witness},
    view::{CarriedView, RoleView, WitnessView, WitnessesView},
    write_file,
};
use serde::Serialize;

use crate::{
    arguments::{LogVerb, Proposing},
    commands::{
        change::{proposed, proposed_or_shown},
        request::read,
    },
    context::Context,
    output::{Output, Verdict, table},
};

/// The verifier key of this workstation as a witness.
#[derive(Serialize)]
struct OwnKey {
    key: String,
}

/// Witnesses whose cosignatures were taken in.
#[derive(Serialize)]
struct TakenIn {
    witnesses: Vec<WitnessView>,
}

pub(super) fn run(
    context: &mut Context,
    verb: &LogVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let now = edge::now();
    match verb {
        LogVerb::Witness { file } => {
            let answer = text(file)?;
            let witnesses = witness::take_in(&mut context.workspace, &answer, now)?;
            output.show(&TakenIn { witnesses }, |taken| rows(&taken.witnesses));
        }
        LogVerb::WitnessAsk { name, out } => {
            let view = witness::ask(&mut context.workspace, name, now)?;
            write(out, &view)?;
            output.show(&view, |view| written(out, view));
        }
        LogVerb::WitnessKey => {
            let key = witness::own_key(&mut context.workspace, now)?.to_string();
            output.show(&OwnKey { key }, |own| vec![own.key.clone()]);
        }
        LogVerb::Cosign { file, log_key, out } => {
            let request = text(file)?;
            let keys = log_key.as_deref().map(text).transpose()?;
            let view = witness::cosign(&mut context.workspace, &request, keys.as_deref(), now)?;
            write(out, &view)?;
            output.show(&view, |view| written(out, view));
        }
        LogVerb::WitnessPropose {
            key,
            withdraw,
            proposing,
        } => return propose(context, key, !withdraw, proposing, output),
        LogVerb::RotateKeys { lost, reason } => return rotate(context, *lost, reason, output),
        _ => output.show(&witness::list(&context.workspace)?, lines),
    }
    Ok(Verdict::Done)
}

fn propose(
    context: &mut Context,
    key: &str,
    trusted: bool,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let line = match Path::new(key).is_file() {
        true => text(Path::new(key))?,
        false => key.to_owned(),
    };
    proposed_or_shown(
        context,
        RoleView::Administrator,
        proposing,
        output,
        |workspace, language, now| witness::read(workspace, &line, trusted, language, now),
        |workspace, proposal, language, now| {
            witness::propose(workspace, &line, trusted, proposal, language, now)
        },
    )
}

fn rotate(
    context: &mut Context,
    lost: bool,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let cause = if lost {
        LogKeyCause::Loss
    } else {
        LogKeyCause::Rotation
    };
    proposed(context, reason, output, |context, proposal| {
        let (workspace, language) = (&mut context.workspace, context.language);
        log::propose_keys(workspace, cause, proposal, language, edge::now())
    })
}

fn text(file: &Path) -> Result<String, Error> {
    String::from_utf8(read(file)?).map_err(|_| Error::Witness {
        detail: format!("{} is not text in UTF-8", file.display()),
    })
}

fn write(out: &Path, view: &CarriedView) -> Result<(), Error> {
    write_file(out, view.text.as_bytes())
}

fn written(out: &Path, view: &CarriedView) -> Vec<String> {
    vec![format!(
        "{} written, over {} events",
        out.display(),
        view.size
    )]
}

fn rows(witnesses: &[WitnessView]) -> Vec<String> {
    let rows: Vec<Vec<String>> = witnesses
        .iter()
        .map(|view| {
            vec![
                view.name.clone(),
                if view.trusted { "counts" } else { "withdrawn" }.to_owned(),
                view.size
                    .map_or_else(|| "-".to_owned(), |size| size.to_string()),
                view.seen_at.clone().unwrap_or_else(|| "-".to_owned()),
                view.behind.to_string(),
            ]
        })
        .collect();
    let heads = ["Witness", "Counts", "Events", "Seen (UTC)", "Events since"];
    table(&heads, &rows)
}

fn lines(view: &WitnessesView) -> Vec<String> {
    let mut lines = rows(&view.witnesses);
    if !view.witnessed.is_empty() {
        let logs: Vec<Vec<String>> = view
            .witnessed
            .iter()
            .map(|log| vec![log.origin.clone(), log.size.to_string(), log.at.clone()])
            .collect();
        lines.push(String::new());
        lines.extend(table(&["Log watched here", "Events", "When (UTC)"], &logs));
    }
    if let Some(key) = &view.own_key {
        lines.push(String::new());
        lines.push(format!("own key  {key}"));
    }
    lines
}
