//! `log prove|export`.

use std::path::Path;

use chancery_operations::{Error, edge, log};

use super::sign_in;
use crate::{
    arguments::Global,
    output::{Output, Verdict},
};

pub(super) fn prove(
    global: &Global,
    seq: u64,
    out: &Path,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let mut context = crate::commands::open(global, output)?;
    let workspace = &mut context.workspace;
    let officer = sign_in(workspace, global)?;
    let view = log::prove(workspace, seq, officer.as_deref(), out, edge::now())?;
    output.show(&view, |view| {
        let mut lines = vec![format!(
            "Event {} is in the log of {} events under root {}.",
            view.seq, view.size, view.root
        )];
        let names = view.witnesses.iter();
        lines.extend(names.map(|name| format!("cosigned by {name}")));
        lines.push(out.display().to_string());
        lines
    });
    Ok(Verdict::Done)
}

pub(super) fn export(
    global: &Global,
    folder: &Path,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let mut context = crate::commands::open(global, output)?;
    let workspace = &mut context.workspace;
    let officer = sign_in(workspace, global)?;
    let job = workspace.log_export()?;
    let view = job.run(folder, &mut output.progress())?;
    let view = log::record_export(workspace, &job, officer.as_deref(), view, edge::now())?;
    output.show(&view, |view| {
        let mut lines = vec![format!(
            "{} events under their checkpoint in {}: {} files written, {} there already.",
            view.size, view.folder, view.written, view.kept
        )];
        if view.later > 0 {
            lines.push(format!(
                "{} later events wait for the next checkpoint.",
                view.later
            ));
        }
        lines
    });
    Ok(Verdict::Done)
}
