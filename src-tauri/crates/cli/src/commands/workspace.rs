//! `workspace create|check|erase|rebuild|backup|restore`.

use chancery_domain::Language;
use chancery_operations::{
    Error, Parked, check, create_practice, edge, inspect, overview,
    view::{CheckRow, FailureKind},
};
use serde::Serialize;

use crate::{
    arguments::{Global, WorkspaceVerb},
    context::folder,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Checks {
    sound: bool,
    checks: Vec<CheckRow>,
}

pub(crate) fn run(
    global: &Global,
    verb: WorkspaceVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        WorkspaceVerb::Create { dir, practice: _ } => {
            let workspace =
                create_practice(&dir, Parked::default(), edge::now(), &mut output.progress())?;
            let view = overview::frame(&workspace, None, &[])?;
            output.show(&view, |view| {
                let mut lines = vec![
                    format!("Practice workspace of {} in {}", view.firm, view.path),
                    String::new(),
                ];
                let rows: Vec<Vec<String>> = view
                    .officers
                    .iter()
                    .map(|officer| {
                        let name = officer.name.clone().unwrap_or_default();
                        vec![officer.id.clone(), officer.role.name().to_owned(), name]
                    })
                    .collect();
                lines.extend(table(&["Officer", "Role", "Name"], &rows));
                lines
            });
            Ok(Verdict::Done)
        }
        WorkspaceVerb::Erase {
            blob,
            of,
            proposing,
        } => {
            let context = &mut super::open(global, output)?;
            super::retention::erase(context, &blob, of.as_deref(), &proposing, output)
        }
        WorkspaceVerb::Rebuild => super::backup::make_anew(global, output),
        WorkspaceVerb::Backup(told) => {
            super::backup::back_up(&mut super::open(global, output)?, &told, output)
        }
        WorkspaceVerb::Restore(told) => super::backup::bring_back(&told, output),
        WorkspaceVerb::Check => {
            let (language, progress) = (global.language(), &mut output.progress());
            let checks = match inspect(&folder(global)) {
                Ok(workspace) => check::check(&workspace, language, edge::now(), progress)?,
                Err(error) if error.kind() == FailureKind::Broken => {
                    check::check_damaged(&folder(global), &error, language, progress)?
                }
                Err(error) => return Err(error),
            };
            let sound = checks.iter().all(|row| row.verdict != "broken");
            output.show(&Checks { sound, checks }, |view| lines(view, language));
            Ok(if sound {
                Verdict::Done
            } else {
                Verdict::Broken
            })
        }
    }
}

fn lines(view: &Checks, language: Language) -> Vec<String> {
    let (heads, event) = match language {
        Language::En => (["Check", "Verdict", "Found", "Since"], "event"),
        Language::De => (["Prüfung", "Urteil", "Befund", "Seit"], "Ereignis"),
    };
    let row = |row: &CheckRow| {
        let since = row.since.map(|seq| format!("{event} {seq}"));
        vec![
            row.subject.clone(),
            verdict(&row.verdict, language).to_owned(),
            row.message.clone(),
            since.unwrap_or_default(),
        ]
    };
    table(&heads, &view.checks.iter().map(row).collect::<Vec<_>>())
}

fn verdict(name: &str, language: Language) -> &str {
    match (language, name) {
        (Language::De, "sound") => "passt",
        (Language::De, "attention") => "ansehen",
        (Language::De, "broken") => "passt nicht",
        _ => name,
    }
}
