//! What goes to the terminal: one JSON object, or lines for people. Progress goes to stderr.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use chancery_domain::Language;
use chancery_operations::{
    Error,
    view::{Failure, FailureKind, ProgressView, SettledIntent},
};
use serde::Serialize;

/// The outcome of a command that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Done,
    Negative,
    /// What was given can't be taken; that has been told.
    Refused,
    Broken,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Done => Self::SUCCESS,
            Verdict::Negative => Self::from(1),
            Verdict::Refused => Self::from(3),
            Verdict::Broken => Self::from(5),
        }
    }
}

/// Where results go.
pub(crate) struct Output {
    json: bool,
    language: Language,
}

#[derive(Serialize)]
struct FailureObject<'a> {
    failure: &'a Failure,
}

impl Output {
    pub(crate) fn new(json: bool, language: Language) -> Self {
        Self { json, language }
    }

    /// Shows a result: as JSON, or as the lines that `lines` makes.
    pub(crate) fn show<T: Serialize>(&mut self, view: &T, lines: impl FnOnce(&T) -> Vec<String>) {
        if self.json {
            let json = serde_json::to_string_pretty(view).expect("views have a JSON form");
            self.line(&json);
        } else {
            for line in lines(view) {
                self.line(&printable(&line));
            }
        }
    }

    /// A closed pipe is no error: whoever reads has read enough.
    fn line(&mut self, line: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }

    /// Tells on stderr what an opening settled.
    pub(crate) fn settled(&self, settled: &[SettledIntent]) {
        for intent in settled {
            self.note(&format!(
                "{}: the issuance of {} was left open and is now {}. {}",
                intent.request, intent.serial, intent.outcome, intent.message
            ));
        }
    }

    /// A line on stderr.
    pub(crate) fn note(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{}", printable(text));
    }

    /// Progress on stderr: rewritten in place on a terminal, a line a step elsewhere.
    pub(crate) fn progress(&self) -> impl FnMut(ProgressView) -> bool + use<> {
        let terminal = std::io::stderr().is_terminal();
        let mut last = String::new();
        move |progress| {
            let text = match progress.subject.as_str() {
                "" => format!("{} {}/{}", progress.step, progress.done, progress.total),
                subject => format!(
                    "{} {}/{} {subject}",
                    progress.step, progress.done, progress.total
                ),
            };
            let mut stderr = std::io::stderr().lock();
            if terminal {
                let _ = write!(stderr, "\r\x1b[K{text}");
                if progress.done == progress.total {
                    let _ = writeln!(stderr);
                }
            } else if progress.step != last {
                let _ = writeln!(stderr, "{text}");
                last = progress.step;
            }
            true
        }
    }

    /// Tells a failure; gives its exit code.
    pub(crate) fn failure(&mut self, error: &Error) -> ExitCode {
        let failure = error.to_failure(self.language);
        self.failed(&failure);
        ExitCode::from(match failure.kind {
            FailureKind::Refused => 3,
            FailureKind::Unavailable => 4,
            FailureKind::Broken => 5,
        })
    }

    /// Shows a failure: as JSON on stdout, or in lines on stderr.
    pub(crate) fn failed(&mut self, failure: &Failure) {
        if self.json {
            let object = FailureObject { failure };
            let json = serde_json::to_string_pretty(&object).expect("views have a JSON form");
            self.line(&json);
        } else {
            self.tell(failure);
        }
    }

    fn tell(&self, failure: &Failure) {
        let words = match self.language {
            Language::En => [
                "What happened",
                "Not changed",
                "Changed",
                "What to do",
                "Code",
            ],
            Language::De => [
                "Was geschah",
                "Nicht geändert",
                "Geändert",
                "Was zu tun ist",
                "Code",
            ],
        };
        self.note(&failure.title);
        self.note(&format!("  {:<15} {}", words[0], failure.happened));
        for field in &failure.fields {
            self.note(&format!("  {:<15} {}: {}", "", field.field, field.message));
        }
        self.note(&format!("  {:<15} {}", words[1], failure.unchanged));
        if let Some(changed) = &failure.changed {
            self.note(&format!("  {:<15} {changed}", words[2]));
        }
        self.note(&format!("  {:<15} {}", words[3], failure.remedy));
        let answer = failure
            .answer
            .as_ref()
            .map_or_else(String::new, |answer| format!(" ({answer})"));
        self.note(&format!("  {:<15} {}{answer}", words[4], failure.code));
    }
}

/// Text that others typed must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' && c != '\t' {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

/// Before anything else could be read.
pub(crate) fn failed_to_start(error: &dyn std::error::Error) -> ExitCode {
    let source = error
        .source()
        .map_or_else(String::new, |source| format!(": {source}"));
    let _ = writeln!(
        std::io::stderr().lock(),
        "chancery could not start: {error}{source}"
    );
    ExitCode::from(4)
}

/// Aligned columns.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells
            .chain([heads[column].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(heads.to_vec())];
    lines.extend(
        rows.iter()
            .map(|row| line(row.iter().map(String::as_str).collect())),
    );
    lines
}
