//! `verify`: files in, verdicts out, with no workspace.

mod certificate;
mod receipt;

use std::{fs::File, io::Read as _, path::Path};

use chancery_domain::Language;
use chancery_operations::{
    Error,
    view::{Failure, FailureKind},
};
use chancery_verify::{RootNotGiven, Unreadable, evidence::LONGEST_FILE, receipt::is_receipt};

use crate::{
    arguments::VerifyArguments,
    output::{Output, Verdict},
};

/// Why there is no verdict.
enum NoVerdict {
    Io(Error),
    Unreadable(Unreadable),
    RootNotGiven(RootNotGiven),
    /// An option that says nothing about such a file.
    Beside(&'static str),
}

pub(crate) fn run(
    told: &VerifyArguments,
    language: Language,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match judge(told, language, output) {
        Ok(true) => Ok(Verdict::Done),
        Ok(false) => Ok(Verdict::Negative),
        Err(NoVerdict::Io(error)) => Err(error),
        Err(why) => {
            output.failed(&why.to_failure(language));
            Ok(Verdict::Refused)
        }
    }
}

/// Shows the verdict; gives whether a person may go on.
fn judge(
    told: &VerifyArguments,
    language: Language,
    output: &mut Output,
) -> Result<bool, NoVerdict> {
    let file = read(&told.file, LONGEST_FILE)?;
    if is_receipt(&file) {
        expect_none(&told.of_certificates())?;
        let verdict = receipt::judge(told, &file)?;
        output.show(&verdict.to_view(language), |view| view.lines(language));
        return Ok(verdict.is_positive());
    }
    expect_none(&told.of_receipts())?;
    let verdict = certificate::judge(told, &file)?;
    output.show(&verdict.to_view(language), |view| view.lines(language));
    Ok(verdict.overall.is_positive())
}

/// What was asked and not looked at must not seem to have been answered.
fn expect_none(given: &[&'static str]) -> Result<(), NoVerdict> {
    match given.first() {
        None => Ok(()),
        Some(option) => Err(NoVerdict::Beside(option)),
    }
}

/// At most one byte more than is taken: then it is too long.
fn read(file: &Path, longest: usize) -> Result<Vec<u8>, NoVerdict> {
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|opened| opened.take(longest as u64 + 1).read_to_end(&mut bytes))
        .map_err(|source| {
            NoVerdict::Io(Error::Io {
                doing: "reading",
                path: file.to_owned(),
                source,
            })
        })?;
    Ok(bytes)
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

impl NoVerdict {
    fn to_failure(&self, language: Language) -> Failure {
        let (code, happened) = match self {
            Self::Io(error) => return error.to_failure(language),
            Self::Unreadable(unreadable) => {
                let what = unreadable.fault.to_words(language);
                let happened = format!("{}: {what}.", unreadable.file);
                ("evidence-unreadable", happened)
            }
            Self::RootNotGiven(root) => ("root-not-given", root_not_given(*root, language)),
            Self::Beside(option) => ("option-beside-the-point", beside(option, language)),
        };
        failure(code, happened, language)
    }
}

fn beside(option: &str, language: Language) -> String {
    match language {
        Language::En => format!("{option} says nothing about a file of this kind."),
        Language::De => format!("{option} sagt über eine solche Datei nichts."),
    }
}

fn root_not_given(RootNotGiven(sha256): RootNotGiven, language: Language) -> String {
    let sha256 = sha256.to_hex();
    match language {
        Language::En => {
            format!("None of the certificates that were given has the SHA-256 {sha256}.")
        }
        Language::De => format!("Keines der vorgelegten Zertifikate hat den SHA-256 {sha256}."),
    }
}

fn failure(code: &str, happened: String, language: Language) -> Failure {
    let [title, unchanged, remedy] = match language {
        Language::En => [
            "There is nothing to judge",
            "No verdict was given, for or against.",
            "Give certificates and revocation lists in PEM or DER; the root by its file, or by its \
             SHA-256 if it is in the bundle or under --intermediate. A receipt of a log takes \
             --vkey and --checkpoint.",
        ],
        Language::De => [
            "Es gibt nichts zu beurteilen",
            "Es erging kein Urteil, weder dafür noch dagegen.",
            "Zertifikate und Sperrlisten in PEM oder DER angeben; die Wurzel mit ihrer Datei, oder \
             mit ihrem SHA-256, wenn sie im Bündel oder unter --intermediate vorliegt. Zu einem \
             Beleg aus einem Protokoll gehören --vkey und --checkpoint.",
        ],
    };
    Failure {
        code: code.to_owned(),
        kind: FailureKind::Refused,
        title: title.to_owned(),
        happened,
        unchanged: unchanged.to_owned(),
        changed: None,
        remedy: remedy.to_owned(),
        answer: None,
        event: None,
        fields: vec![],
    }
}
