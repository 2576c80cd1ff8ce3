//! Chains with one defect each (`fixtures/negative`): what our lint and our validator name, and
//! which strangers refuse too.

mod ours;
mod strangers;
mod table;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::built;
use rustls_pki_types::{CertificateDer, pem::PemObject};

use self::{
    ours::Ours,
    strangers::{go, openssl, webpki},
    table::{ACCEPTED, Case, cases},
};

/// 2026-12-01T12:00:00Z.
const AT: u64 = 1_796_126_400;

fn fixture(name: &str) -> PathBuf {
    built::repository().join("fixtures/negative").join(name)
}

/// The leaf first.
fn chain(file: &Path) -> Vec<CertificateDer<'static>> {
    let pem = fs::read(file).expect("a fixture");
    CertificateDer::pem_slice_iter(&pem)
        .map(|der| der.expect("PEM"))
        .collect()
}

/// All of them, in one go.
fn judged(files: &[(String, PathBuf)]) -> Vec<Case> {
    let ours = Ours::new();
    let paths: Vec<_> = files.iter().map(|(_, file)| file.clone()).collect();
    let go = go(&paths).into_iter();
    let judged = files.iter().zip(go);
    judged
        .map(|((name, file), go)| judge(&ours, name, file, go))
        .collect()
}

fn judge(ours: &Ours, name: &str, file: &Path, go: String) -> Case {
    let chain = chain(file);
    Case {
        file: name.to_owned(),
        lint: ours.lint(&chain),
        ours: ours.verdict(&chain),
        openssl: openssl(&chain, file),
        go,
        webpki: webpki(&chain),
    }
}

#[test]
fn sound_twin_is_accepted_by_all() {
    let said = judged(&[("good".to_owned(), fixture("good.pem"))]).remove(0);
    assert_eq!(said.lint, Vec::<String>::new());
    for verdict in [said.ours, said.openssl, said.go, said.webpki] {
        assert_eq!(verdict, ACCEPTED);
    }
}

#[test]
fn each_defect_is_named() {
    let file = |name: &str| fixture("bad").join(name).with_extension("pem");
    let cases = cases();
    let files: Vec<_> = cases
        .iter()
        .map(|case| (case.file.clone(), file(&case.file)))
        .collect();
    let said = judged(&files);
    let both = cases.iter().zip(&said);
    let wrong: Vec<_> = both.filter(|(case, said)| !case.is(said)).collect();
    assert!(wrong.is_empty(), "expected and found: {wrong:#?}");
}

/// A defect that neither names would be no defect to us.
#[test]
fn none_passes_both_lint_and_validation() {
    for case in cases() {
        assert!(
            !case.lint.is_empty() || case.ours != ACCEPTED,
            "{}",
            case.file
        );
    }
}

#[test]
fn table_and_folder_agree() {
    let entries = fs::read_dir(fixture("bad")).expect("a folder").flatten();
    let files: BTreeSet<_> = entries
        .map(|entry| entry.path().with_extension(""))
        .map(|path| path.file_name().expect("a name").to_owned())
        .collect();
    let cases = cases();
    let named: BTreeSet<_> = cases.iter().map(|case| case.file.as_str().into()).collect();
    assert_eq!(files, named);
    assert_eq!(cases.len(), named.len(), "each once");
}
