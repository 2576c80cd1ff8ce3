//! What a stranger has: the certificates and lists that a workspace publishes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{
    Practice, Stranger,
    cli::Answer,
    practice::{REQUESTS, text},
};

/// A practice workspace in which every sample request has its certificate.
pub(crate) fn furnished() -> Practice {
    Practice::after("three-certificates", |practice| {
        for request in REQUESTS {
            practice.certifies(request);
        }
    })
}

/// Serial numbers of the agents' certificates.
pub(crate) fn serials(practice: &Practice) -> Vec<String> {
    let page = practice.cli().json(["certificate", "list"]);
    let rows = page["rows"].as_array().expect("rows");
    rows.iter().map(|row| text(&row["serial"])).collect()
}

/// The published files, in the form that command lines want.
pub(crate) struct Published {
    pub(crate) root: PathBuf,
    pub(crate) issuing: PathBuf,
    /// Both lists in one file.
    pub(crate) lists: PathBuf,
}

impl Published {
    pub(crate) fn of(practice: &Practice) -> Self {
        let certificate = |name: &str| {
            let file = practice.published(&format!("ca/{name}.cer"));
            let to = practice.beside(&format!("{name}.pem"));
            fs::write(&to, pem("x509", &file)).expect("writes");
            to
        };
        let list = |name: &str| pem("crl", &practice.published(&format!("crl/{name}.crl")));
        let lists = practice.beside("lists.pem");
        fs::write(&lists, list("root") + &list("issuing-1")).expect("writes");
        Self {
            root: certificate("root"),
            issuing: certificate("issuing-1"),
            lists,
        }
    }

    /// `openssl verify`, as strict as it can be, of all these certificates.
    pub(crate) fn openssl_verify(&self, certificates: &[PathBuf]) -> Answer {
        let fixed = [
            "verify".as_ref(),
            "-x509_strict".as_ref(),
            "-crl_check_all".as_ref(),
            "-CAfile".as_ref(),
            self.root.as_os_str(),
            "-untrusted".as_ref(),
            self.issuing.as_os_str(),
            "-CRLfile".as_ref(),
            self.lists.as_os_str(),
        ];
        let files = certificates.iter().map(|file| file.as_os_str());
        Stranger::openssl().ask(fixed.into_iter().chain(files))
    }
}

/// PEM of a DER file: `kind` is `x509` or `crl`.
pub(crate) fn pem(kind: &str, file: &Path) -> String {
    let told = [
        kind.as_ref(),
        "-inform".as_ref(),
        "DER".as_ref(),
        "-in".as_ref(),
    ];
    let told = told.into_iter().chain([file.as_os_str()]);
    Stranger::openssl().ask(told).expect_code(0).stdout
}

/// Each certificate of a PEM file in a file of its own.
pub(crate) fn split(pem: &Path, folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_to_string(pem).expect("a file");
    let parts = all.split_inclusive("-----END CERTIFICATE-----\n");
    let parts = parts.filter(|part| part.contains("BEGIN"));
    let written = parts.enumerate().map(|(number, part)| {
        let file = folder.join(format!("certificate-{number}.pem"));
        fs::write(&file, part).expect("writes");
        file
    });
    written.collect()
}
