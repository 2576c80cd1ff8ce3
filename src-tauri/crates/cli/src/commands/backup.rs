//! `workspace rebuild|backup|restore`.

use std::{fs, path::Path};

use chancery_operations::{
    BackupKey, Encryption, Error, Restoring, Workspace, backup, edge, inspect, inspect_damaged,
    officer, rebuild, restore,
    view::{BackupView, FailureKind, RebuildView, RestoreView, RoleView},
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    arguments::{BackupArguments, Global, RestoreArguments},
    context::{Context, folder},
    output::{Output, Verdict},
    pin,
};

/// Tables that were changed can make an opening fail: nothing is settled before they are mended.
pub(super) fn make_anew(global: &Global, output: &mut Output) -> Result<Verdict, Error> {
    let folder = folder(global);
    let mut workspace = match inspect(&folder) {
        Err(error) if error.kind() == FailureKind::Broken => inspect_damaged(&folder)?,
        opened => opened?,
    };
    let officer = sign_in(&mut workspace, global)?;
    let progress = &mut output.progress();
    let view = rebuild(&mut workspace, officer.as_deref(), edge::now(), progress)?;
    output.show(&view, |view: &RebuildView| {
        let made = format!("The tables were made anew from {} events.", view.events);
        let differed = if view.differed.is_empty() {
            "None had said anything else.".to_owned()
        } else {
            format!(
                "Not what the events say had been: {}.",
                view.differed.join(", ")
            )
        };
        vec![made, differed]
    });
    Ok(Verdict::Done)
}

/// Whoever is named with `--as` proves it.
fn sign_in(workspace: &mut Workspace, global: &Global) -> Result<Option<String>, Error> {
    let Some(id) = &global.officer else {
        return Ok(None);
    };
    pin::provide(workspace, &global.pin_file)?;
    let officer = officer::show(workspace, id)?;
    let pin = pin::of(workspace, &officer)?;
    officer::sign_in(workspace, id, &pin, edge::now())?;
    Ok(Some(officer.id))
}

pub(super) fn back_up(
    context: &mut Context,
    told: &BackupArguments,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let encryption = match &told.passphrase_file {
        Some(file) => Encryption::Passphrase(first_line(file)?),
        None if told.recipient.is_empty() => Encryption::Plain,
        None => Encryption::Recipients(told.recipient.clone()),
    };
    let officer = match context.viewer() {
        Some(_) => Some(context.signed_in(RoleView::Administrator)?.id),
        None => None,
    };
    let view = backup(
        &mut context.workspace,
        &told.file,
        &encryption,
        officer.as_deref(),
        edge::now(),
        &mut output.progress(),
    )?;
    output.show(&view, backup_lines);
    Ok(Verdict::Done)
}

fn backup_lines(view: &BackupView) -> Vec<String> {
    let encrypted = if view.encrypted { ", encrypted" } else { "" };
    let mut lines = vec![
        view.file.clone(),
        format!("{} bytes{encrypted}, {} files", view.bytes, view.files),
        format!("SHA-256  {}", view.sha256),
        format!("Events   {} of {}", view.events, view.origin),
        format!("Root     {}", view.root),
        format!(
            "Verified by restoring it, and recorded as event {}.",
            view.event
        ),
    ];
    if !view.encrypted {
        lines.push("It is not encrypted: whoever has the file can read it.".to_owned());
    }
    let left_out = view.left_out.iter();
    lines.extend(left_out.map(|file| format!("Not in it, since it is gone or changed: {file}")));
    lines
}

pub(super) fn bring_back(told: &RestoreArguments, output: &mut Output) -> Result<Verdict, Error> {
    let key = match (&told.identity, &told.passphrase_file) {
        (Some(file), _) => Some(BackupKey::Identities(text(file)?.into())),
        (None, Some(file)) => Some(BackupKey::Passphrase(first_line(file)?)),
        (None, None) => None,
    };
    let checkpoint = told.checkpoint.as_deref().map(text).transpose()?;
    let restoring = Restoring { key, checkpoint };
    let progress = &mut output.progress();
    let view = restore(&told.file, &told.dir, &restoring, edge::now(), progress)?;
    output.show(&view, restore_lines);
    Ok(Verdict::Done)
}

fn restore_lines(view: &RestoreView) -> Vec<String> {
    let mut lines = vec![
        format!("Restored to {}", view.path),
        format!("As of    {}", view.made_at),
        format!("Events   {} of {}", view.events, view.origin),
        format!("Root     {}", view.root),
    ];
    lines.push(match view.shown {
        Some(size) => format!("It holds all that the checkpoint over {size} events covers."),
        None => "No checkpoint from elsewhere was shown: whether this is the newest backup, \
                 nobody can say."
            .to_owned(),
    });
    if let Some(version) = view.migrated_from {
        lines.push(format!(
            "Its ledger was brought here from version {version}."
        ));
    }
    if !view.rebuilt.is_empty() {
        let rebuilt = view.rebuilt.join(", ");
        lines.push(format!("Not what the events say had been: {rebuilt}."));
    }
    lines
}

fn text(file: &Path) -> Result<String, Error> {
    fs::read_to_string(file).map_err(|source| Error::Io {
        doing: "reading",
        path: file.to_owned(),
        source,
    })
}

fn first_line(file: &Path) -> Result<SecretString, Error> {
    let whole = SecretString::from(text(file)?);
    let line = whole.expose_secret().lines().next().unwrap_or_default();
    Ok(SecretString::from(line.to_owned()))
}
