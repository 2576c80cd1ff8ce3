//! A certificate, judged by certificates and lists.

use std::path::Path;

use chancery_domain::Sha256Digest;
use chancery_operations::edge;
use chancery_verify::{
    CertificateVerdict, Root, Submission, certificates,
    evidence::{ForeignCertificate, LONGEST_FILE, LONGEST_LIST, certificate},
    lists,
};

use super::{NoVerdict, name, read};
use crate::arguments::VerifyArguments;

/// Judges the certificate that the file begins with.
pub(super) fn judge(told: &VerifyArguments, file: &[u8]) -> Result<CertificateVerdict, NoVerdict> {
    let submission = submission(told, file)?;
    submission.judge().map_err(NoVerdict::RootNotGiven)
}

fn submission(told: &VerifyArguments, file: &[u8]) -> Result<Submission, NoVerdict> {
    let bundle = certificates(&name(&told.file), file).map_err(NoVerdict::Unreadable)?;
    let mut bundle = bundle.into_iter();
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

fn read_certificates(file: &Path) -> Result<Vec<ForeignCertificate>, NoVerdict> {
    let bytes = read(file, LONGEST_FILE)?;
    certificates(&name(file), &bytes).map_err(NoVerdict::Unreadable)
}
