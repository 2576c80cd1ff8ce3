//! What OpenSSL, Go and webpki say of a chain.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chancery_tests::{Stranger, built};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{EndEntityCert, KeyUsage};

use super::{AT, chain, fixture, table::ACCEPTED};
use crate::{chain::AGENT_ACTION, checkpoint};

/// The first error of `openssl verify`, as strict as it can be.
pub(super) fn openssl(chain: &[CertificateDer<'_>], file: &Path) -> String {
    // Alone: a leaf that it can't read, it would pass over in a file of several.
    let leaf = tempfile::NamedTempFile::new().expect("a file");
    fs::write(leaf.path(), &chain[0]).expect("writes");
    let (root, at) = (fixture("root.pem"), AT.to_string());
    let told = ["verify", "-x509_strict", "-attime", &at, "-CAfile"];
    let files = [
        root.as_os_str(),
        "-untrusted".as_ref(),
        file.as_os_str(),
        leaf.path().as_os_str(),
    ];
    let told = told.iter().map(AsRef::as_ref).chain(files);
    let said = Stranger::openssl().ask(told);
    if said.code == 0 {
        return ACCEPTED.to_owned();
    }
    let (_, error) = said
        .stderr
        .split_once(" lookup: ")
        .unwrap_or(("", "can't read it"));
    error.lines().next().unwrap_or_default().to_owned()
}

/// What Go's crypto/x509 says of each: one program for all.
pub(super) fn go(files: &[PathBuf]) -> Vec<String> {
    let script = built::repository().join("tests/peers/go/chain.go");
    let (root, at) = (fixture("root.pem"), AT.to_string());
    let told = [
        "run".as_ref(),
        script.as_os_str(),
        root.as_os_str(),
        at.as_ref(),
    ];
    let files_told = files.iter().map(|file| file.as_os_str());
    let said = checkpoint::go().ask(told.into_iter().chain(files_told));
    let said = said.expect_code(0).stdout;
    let verdicts: Vec<_> = said.lines().map(str::to_owned).collect();
    assert_eq!(verdicts.len(), files.len());
    verdicts
}

/// The error's variant.
pub(super) fn webpki(certificates: &[CertificateDer<'_>]) -> String {
    let verified = || {
        let root = chain(&fixture("root.pem"));
        let anchor = webpki::anchor_from_trusted_cert(&root[0])?;
        let at = UnixTime::since_unix_epoch(Duration::from_secs(AT));
        EndEntityCert::try_from(&certificates[0])?
            .verify_for_usage(
                webpki::ALL_VERIFICATION_ALGS,
                &[anchor],
                &certificates[1..],
                at,
                KeyUsage::required_if_present(AGENT_ACTION),
                None,
                None,
            )
            .map(drop)
    };
    match verified() {
        Ok(()) => ACCEPTED.to_owned(),
        Err(error) => {
            let all = format!("{error:?}");
            let end = all.find(|c: char| !c.is_alphanumeric());
            all[..end.unwrap_or(all.len())].to_owned()
        }
    }
}
