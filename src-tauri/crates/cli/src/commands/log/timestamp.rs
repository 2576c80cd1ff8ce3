//! Time stamps over checkpoints, carried over the gap.

use std::path::{Path, PathBuf};

use chancery_operations::{Error, edge, log::timestamp, view::TimestampView, write_file};
use serde::Serialize;

use crate::{
    arguments::TimestampArguments,
    commands::request::read,
    context::Context,
    output::{Output, Verdict, table},
};

/// A query that was written.
#[derive(Serialize)]
struct Asked {
    file: String,
}

#[derive(Serialize)]
struct Listed {
    timestamps: Vec<TimestampView>,
}

/// Writes a query, or takes an answer in.
pub(super) fn run(
    context: &mut Context,
    told: &TimestampArguments,
    output: &mut Output,
) -> Result<Verdict, Error> {
    if let Some(out) = &told.request {
        return ask(context, out, output);
    }
    let response = read(told.response.as_deref().expect("clap asks for one of both"))?;
    let roots = roots(&told.root)?;
    let taken = timestamp::take_in(&mut context.workspace, &response, &roots, edge::now())?;
    output.show(&taken, lines);
    Ok(Verdict::Done)
}

fn ask(context: &mut Context, out: &Path, output: &mut Output) -> Result<Verdict, Error> {
    // A query that can't be written is not to stand in the log.
    if out.exists() {
        let path = out.to_owned();
        return Err(Error::FolderTaken { path });
    }
    let query = timestamp::request(&mut context.workspace, edge::now())?;
    write_file(out, &query)?;
    let file = out.display().to_string();
    output.show(&Asked { file }, |asked| {
        vec![format!(
            "{} written, to be carried to a time-stamping authority",
            asked.file
        )]
    });
    Ok(Verdict::Done)
}

/// Lists them; negative if a stored answer does not stand, or not under the roots given.
pub(super) fn list(
    context: &Context,
    root: &[PathBuf],
    output: &mut Output,
) -> Result<Verdict, Error> {
    let timestamps = timestamp::list(&context.workspace, &roots(root)?)?;
    let stands = |one: &TimestampView| one.valid != Some(false) && one.trusted != Some(false);
    let all_stand = timestamps.iter().all(stands);
    output.show(&Listed { timestamps }, |listed| {
        let heads = [
            "Events",
            "Asked (UTC)",
            "Stamped (UTC)",
            "Authority",
            "Signature",
            "Root",
        ];
        table(
            &heads,
            &listed.timestamps.iter().map(row).collect::<Vec<_>>(),
        )
    });
    Ok(match all_stand {
        true => Verdict::Done,
        false => Verdict::Negative,
    })
}

fn roots(files: &[PathBuf]) -> Result<Vec<Vec<u8>>, Error> {
    files.iter().map(|file| read(file)).collect()
}

fn row(view: &TimestampView) -> Vec<String> {
    vec![
        view.size.to_string(),
        view.requested_at.clone(),
        view.time
            .clone()
            .unwrap_or_else(|| "no answer yet".to_owned()),
        view.authority.clone().unwrap_or_default(),
        signature(view).to_owned(),
        trust(view).to_owned(),
    ]
}

fn lines(view: &TimestampView) -> Vec<String> {
    let told = [
        ("checkpoint", format!("{} events", view.size)),
        ("stamped", view.time.clone().unwrap_or_default()),
        ("authority", view.authority.clone().unwrap_or_default()),
        ("policy", view.policy.clone().unwrap_or_default()),
        ("number", view.serial.clone().unwrap_or_default()),
        ("signature", signature(view).to_owned()),
        ("root", trust(view).to_owned()),
    ];
    let lines = told
        .iter()
        .map(|(name, value)| format!("{name:<11}{value}"));
    lines.collect()
}

fn signature(view: &TimestampView) -> &'static str {
    match view.valid {
        None => "",
        Some(true) => "valid",
        Some(false) => "NOT VALID",
    }
}

fn trust(view: &TimestampView) -> &'static str {
    match (view.valid, view.trusted) {
        (Some(true), None) => "not asked: none was named",
        (_, Some(true)) => "trusted",
        (_, Some(false)) => "NOT TRUSTED",
        _ => "",
    }
}
