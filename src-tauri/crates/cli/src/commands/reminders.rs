//! `reminders`.

use chancery_operations::{Error, edge, reminders, view::ReminderView};
use serde::Serialize;

use crate::{
    arguments::RemindersArguments,
    context::Context,
    output::{Output, Verdict},
};

#[derive(Serialize)]
struct Reminders {
    reminders: Vec<ReminderView>,
    /// The calendar that was written.
    file: Option<String>,
}

pub(crate) fn run(
    context: &mut Context,
    told: &RemindersArguments,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let (language, now) = (context.language, edge::now());
    let reminders = reminders::list(&context.workspace, context.viewer(), language, now)?;
    if let Some(out) = &told.ics {
        let taker = context.proved()?;
        let workspace = &mut context.workspace;
        reminders::export(workspace, out, taker.as_deref(), language, now)?;
    }
    let file = told.ics.as_ref().map(|file| file.display().to_string());
    output.show(&Reminders { reminders, file }, |view| {
        let mut lines: Vec<String> = view.reminders.iter().map(line).collect();
        if lines.is_empty() {
            lines.push("Nothing waits.".to_owned());
        }
        lines.extend(view.file.clone());
        lines
    });
    Ok(Verdict::Done)
}

fn line(view: &ReminderView) -> String {
    let when = match (&view.due, view.overdue) {
        (None, _) => "now".to_owned(),
        (Some(due), false) => due.clone(),
        (Some(due), true) => format!("{due} LATE"),
    };
    format!("  {when:<26} {}", view.text)
}
