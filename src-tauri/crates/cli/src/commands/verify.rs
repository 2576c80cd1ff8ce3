//! `verify`: files in, verdicts out, with no workspace.

use std::{fs::File, io::Read as _, path::Path};

use chancery_domain::{Language, Sha256Digest};
use chancery_operations::{
    Error, edge,
    view::{Failure, FailureKind},
};
use chancery_verify::{
    Root, RootNotGiven, Submission, Unreadable, certificates,
    evidence::{LONGEST_FILE, LONGEST_LIST, certificate},
    lists,
};

use crate::{
    arguments::VerifyArguments,
    output::{Output, Verdict},
};

/// Why there is no verdict.
enum NoVerdict {
    Io(Error),
    Unreadable(Unreadable),
    RootNotGiven(RootNotGiven),
}

pub(crate) fn run(
    told: &VerifyArguments,
    language: Language,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let judged =
        submission(told).and_then(|submission| submission.judge().map_err(NoVerdict::RootNotGiven));
    let verdict = match judged {
        Ok(verdict) => verdict,
        Err(NoVerdict::Io(error)) => return Err(error),
        Err(NoVerdict::Unreadable(unreadable)) => {
            let what = unreadable.fault.to_words(language);
            let happened = format!("{}: {what}.", unreadable.file);
            output.failed(&failure("evidence-unreadable", happened, language));
            return Ok(Verdict::Refused);
        }
        Err(NoVerdict::RootNotGiven(root)) => {
            let happened = root_not_given(root, language);
            output.failed(&failure("root-not-given", happened, language));
            return Ok(Verdict::Refused);
        }
    };
    output.show(&verdict.to_view(language), |view| view.lines(language));
    Ok(if verdict.overall.is_positive() {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn submission(told: &VerifyArguments) -> Result<Submission, NoVerdict> {
    let mut bundle = read_certificates(&told.file)?.into_iter();
    let leaf = bundle.next().expect("a file that was read has one");
    let mut intermediates: Vec<_> = bundle.collect();
    for file in &told.intermediate {
        intermediates.extend(read_certificates(file)?);
    }
    let mut crls = Vec::new();
    for file in &told.crl {
        let bytes = read(file, LONGEST_LIST)?;
        crls.extend(lists(&name(file), &bytes).map_err(NoVerdict::Unreadable)?);
    }
    Ok(Submission {
        leaf,
        intermediates,
        root: told.root.as_deref().map(root).transpose()?,
        lists: (!told.crl.is_empty()).then_some(crls),
        at: told.at.unwrap_or_else(edge::now),
        purpose: told.purpose,
    })
}

fn root(named: &Path) -> Result<Root, NoVerdict> {
    if let Some(sha256) = fingerprint(named) {
        return Ok(Root::Fingerprint(sha256));
    }
    let bytes = read(named, LONGEST_FILE)?;
    let root = certificate(&name(named), &bytes).map_err(NoVerdict::Unreadable)?;
    Ok(Root::Certificate(Box::new(root)))
}

/// Hexadecimal digits, as other programs print them with colons too.
fn fingerprint(named: &Path) -> Option<Sha256Digest> {
    let digits = named.to_str()?.replace(':', "").to_ascii_lowercase();
    Sha256Digest::from_hex(&digits)
}

fn read_certificates(
    file: &Path,
) -> Result<Vec<chancery_verify::evidence::ForeignCertificate>, NoVerdict> {
    let bytes = read(file, LONGEST_FILE)?;
    certificates(&name(file), &bytes).map_err(NoVerdict::Unreadable)
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
             SHA-256 if it is in the bundle or under --intermediate.",
        ],
        Language::De => [
            "Es gibt nichts zu beurteilen",
            "Es erging kein Urteil, weder dafür noch dagegen.",
            "Zertifikate und Sperrlisten in PEM oder DER angeben; die Wurzel mit ihrer Datei, oder \
             mit ihrem SHA-256, wenn sie im Bündel oder unter --intermediate vorliegt.",
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
