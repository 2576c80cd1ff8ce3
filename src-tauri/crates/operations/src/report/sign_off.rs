//! Signing a report off: who prepared it, who reviewed it, who approved it for the management.
//! Each signs the hash of the sealed file, which must still be the file that it was.

use chancery_domain::{
    Sha256Digest, Utc,
    event::{EventBody, SignOffPart},
    officer::Act,
    request::Signer,
};
use chancery_ledger::{
    media,
    read::{self, OfficerRow, ReportSignatureRow},
};

use super::row_view;
use crate::{
    Error, Workspace,
    certificate::ByOfficer,
    checkpoint,
    decide::{self, At, Deciding, Over, Verifier},
    officer::{self, actor},
    record::{Refused, record},
    request::decision_view,
    view::{ReportRow, ReportSignature},
};

/// Reports that are checked; there are a few a month.
const ALL: u32 = 100_000;

/// Why a report was not signed off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignOffRefusal {
    /// The file is not there, or is another.
    #[error("{report} is not the file that was sealed")]
    FileChanged {
        /// Which.
        report: String,
    },
    /// Another part is signed first, or this one was.
    #[error("{report} is signed by the {next} next")]
    NotNext {
        /// Which.
        report: String,
        /// The part that comes next.
        next: &'static str,
    },
    /// All parts are signed.
    #[error("{report} is signed off")]
    SignedOff {
        /// Which.
        report: String,
    },
    /// One officer signs one part.
    #[error("{officer} signed {report} already")]
    SignedAlready {
        /// Which.
        report: String,
        /// Who.
        officer: String,
    },
}

impl SignOffRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::FileChanged { .. } => "report-changed",
            Self::NotNext { .. } => "sign-off-not-next",
            Self::SignedOff { .. } => "signed-off",
            Self::SignedAlready { .. } => "sign-off-twice",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::FileChanged { report } | Self::SignedOff { report } => {
                vec![("report", report.clone())]
            }
            Self::NotNext { report, next } => {
                vec![("report", report.clone()), ("next", (*next).to_owned())]
            }
            Self::SignedAlready { report, officer } => {
                vec![("report", report.clone()), ("officer", officer.clone())]
            }
        }
    }
}

/// Signs a report off, as one of the three parts in their order.
pub fn sign_off(
    workspace: &mut Workspace,
    id: &str,
    part: SignOffPart,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<ReportRow, Error> {
    let row = find(workspace, id)?;
    let officer = officer::find(workspace, by.officer)?;
    if let Err(error) = check(workspace, &row, part, &officer, by.comment) {
        let refused = Refused {
            operation: Act::SignOff.name(),
            subject: &row.id,
        };
        return Err(workspace.refuse(now, actor(&officer), &refused, error));
    }
    let deciding = Deciding {
        officer: &officer,
        act: Act::SignOff,
        object: row.sha256,
        reason: by.comment,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, by.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &officer, now, error)),
    };
    workspace.ledger.write(|tx| {
        // Another officer may have signed while this one typed.
        check_next(&row.id, &tx.read().report_signatures(&row.id)?, part)?;
        let body = EventBody::ReportSignedOff {
            report: row.id.clone(),
            sha256: row.sha256,
            part,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
        };
        record(tx, now, actor(&officer), body)?;
        Ok::<_, Error>(())
    })?;
    checkpoint::follow(workspace, now)?;
    row_view(workspace, &find(workspace, id)?)
}

fn find(workspace: &Workspace, id: &str) -> Result<read::ReportRow, Error> {
    let row = workspace.read().report(id)?;
    row.ok_or_else(|| Error::NoSuch {
        what: "report",
        id: id.to_owned(),
    })
}

fn check(
    workspace: &Workspace,
    row: &read::ReportRow,
    part: SignOffPart,
    officer: &OfficerRow,
    reason: &str,
) -> Result<(), Error> {
    decide::check(officer, Act::SignOff, reason)?;
    let signatures = workspace.read().report_signatures(&row.id)?;
    check_next(&row.id, &signatures, part)?;
    let signer = decide::signer(officer);
    for before in signers(workspace, row, &signatures).map_err(|detail| invalid(row, detail))? {
        if before.is_same_person(&signer) {
            return Err(SignOffRefusal::SignedAlready {
                report: row.id.clone(),
                officer: officer.id.to_string(),
            }
            .into());
        }
    }
    check_file(workspace, row)
}

fn invalid(row: &read::ReportRow, detail: String) -> Error {
    Error::DecisionInvalid {
        request: row.id.clone(),
        act: Act::SignOff.name(),
        detail,
    }
}

fn next_after(signatures: &[ReportSignatureRow]) -> Option<SignOffPart> {
    SignOffPart::ALL.get(signatures.len()).copied()
}

fn check_next(
    report: &str,
    signatures: &[ReportSignatureRow],
    part: SignOffPart,
) -> Result<(), SignOffRefusal> {
    let report = report.to_owned();
    match next_after(signatures) {
        None => Err(SignOffRefusal::SignedOff { report }),
        Some(next) if next != part => Err(SignOffRefusal::NotNext {
            report,
            next: next.name(),
        }),
        Some(_) => Ok(()),
    }
}

/// Who signs sees the file; what is signed is its hash.
fn check_file(workspace: &Workspace, row: &read::ReportRow) -> Result<(), Error> {
    let path = workspace.paths.reports().join(&row.file);
    let same = std::fs::read(&path).is_ok_and(|bytes| Sha256Digest::of(&bytes) == row.sha256);
    same.then_some(()).ok_or_else(|| {
        SignOffRefusal::FileChanged {
            report: row.id.clone(),
        }
        .into()
    })
}

fn signers(
    workspace: &Workspace,
    row: &read::ReportRow,
    signatures: &[ReportSignatureRow],
) -> Result<Vec<Signer>, String> {
    let mut verifier = Verifier::default();
    let mut signers: Vec<Signer> = Vec::new();
    for signature in signatures {
        let over = Over::object(row.sha256, At::Event(signature.seq));
        let one = verifier.verify(workspace, signature.decision, Act::SignOff, over)?;
        if signers
            .iter()
            .any(|before| before.is_same_person(&one.signer))
        {
            return Err("one officer signed twice".to_owned());
        }
        if one.decision.officer != signature.officer {
            return Err("another officer signed it".to_owned());
        }
        signers.push(one.signer);
    }
    Ok(signers)
}

/// The part that is signed next.
pub(super) fn next_part(
    workspace: &Workspace,
    row: &read::ReportRow,
) -> Result<Option<SignOffPart>, Error> {
    Ok(next_after(&workspace.read().report_signatures(&row.id)?))
}

/// Who signed, each statement verified now.
pub(super) fn signatures(
    workspace: &Workspace,
    row: &read::ReportRow,
) -> Result<Vec<ReportSignature>, Error> {
    let signatures = workspace.read().report_signatures(&row.id)?;
    let views = signatures.into_iter().map(|one| {
        let decision = decision_view(workspace, one.decision, Act::SignOff, row.sha256, one.seq)?;
        Ok(ReportSignature {
            part: one.part.name().to_owned(),
            decision,
        })
    });
    views.collect()
}

/// The first signature under a report, by its event, that does not stand, and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    for row in workspace.read().reports(ALL)? {
        let signatures = workspace.read().report_signatures(&row.id)?;
        let Some(last) = signatures.last() else {
            continue;
        };
        if let Err(detail) = signers(workspace, &row, &signatures) {
            return Ok(Some((last.seq, format!("{}: {detail}", row.id))));
        }
    }
    Ok(None)
}
