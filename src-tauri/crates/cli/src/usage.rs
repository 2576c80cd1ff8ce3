//! A command line that was not understood: exit code 2, and with `--json` an object like any
//! other failure's.

use std::process::ExitCode;

use chancery_domain::Language;
use chancery_operations::view::{Failure, FailureKind};
use clap::error::ErrorKind;

use crate::output::Output;

/// Tells what was not understood; or, when help or the version was asked for, that.
pub(crate) fn tell(error: &clap::Error) -> ExitCode {
    let asked = std::env::args_os().any(|argument| argument == "--json");
    let helps = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if asked && !helps {
        let language = Language::from_tag(&surroundings());
        Output::new(true, language).failed(&failure(error, language));
    } else {
        // A closed pipe is no error: whoever reads has read enough.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// `--lang` was not read either.
fn surroundings() -> String {
    let variable = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG"));
    variable.unwrap_or_default()
}

fn failure(error: &clap::Error, language: Language) -> Failure {
    let [title, unchanged, remedy] = match language {
        Language::En => [
            "This is not a command",
            "Nothing was signed or changed.",
            "Run “chancery --help”, or “--help” after a command.",
        ],
        Language::De => [
            "Das ist kein Befehl",
            "Nichts wurde signiert oder geändert.",
            "„chancery --help“ aufrufen, oder „--help“ nach einem Befehl.",
        ],
    };
    Failure {
        code: "usage".to_owned(),
        kind: FailureKind::Refused,
        title: title.to_owned(),
        happened: said(error),
        unchanged: unchanged.to_owned(),
        changed: None,
        remedy: remedy.to_owned(),
        answer: None,
        event: None,
        fields: vec![],
    }
}

/// The parser's own words, in one line and without its help.
fn said(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "the command is not complete".to_owned();
    }
    let text = error.render().to_string();
    let what = text.split("\n\n").next().unwrap_or_default();
    let what = what.trim_start_matches("error: ");
    what.split_whitespace().collect::<Vec<_>>().join(" ")
}
