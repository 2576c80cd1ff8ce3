//! Requests as a maker writes them, and keys as an agent's operator makes them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, Stranger, practice::fixture};
use serde_json::Value;

/// A request of `fixtures/requests` with some of it changed.
#[derive(Debug, Clone)]
pub(crate) struct Wanted(Value);

impl Wanted {
    pub(crate) fn like(sample: &str) -> Self {
        let text = fs::read(fixture(sample)).expect("a fixture");
        Self(serde_json::from_slice(&text).expect("a request"))
    }

    /// What `certificate renew` proposes.
    pub(crate) fn renewal_of(practice: &Practice, serial: &str) -> Self {
        Self(practice.cli().json(["certificate", "renew", serial]))
    }

    #[must_use]
    pub(crate) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.0[field] = value.into();
        self
    }

    #[must_use]
    pub(crate) fn without(mut self, field: &str) -> Self {
        self.0.as_object_mut().expect("an object").remove(field);
        self
    }

    /// Written down beside the workspace.
    pub(crate) fn file(&self, practice: &Practice, name: &str) -> PathBuf {
        let file = practice.beside(name).with_extension("json");
        fs::write(&file, self.0.to_string()).expect("writes");
        file
    }

    /// The maker submits it; its id.
    #[track_caller]
    pub(crate) fn submitted(&self, practice: &Practice) -> String {
        practice.submits_file(&self.file(practice, "wanted"))
    }

    /// From the request to the certificate; its serial number.
    #[track_caller]
    pub(crate) fn certified(&self, practice: &Practice) -> String {
        let id = self.submitted(practice);
        practice.approves(&id);
        practice.issues(&id)
    }

    /// What is wrong with it: field and code of each problem.
    #[track_caller]
    pub(crate) fn refused(&self, practice: &Practice) -> Vec<(String, String)> {
        let file = self.file(practice, "wanted");
        let failure = practice.fails(3, ["request", "new", plain(&file)]);
        problems(&failure)
    }
}

/// Field and code of each problem of a failure.
#[track_caller]
pub(crate) fn problems(failure: &Value) -> Vec<(String, String)> {
    assert_eq!(failure["code"], "input", "{failure:#}");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let fields = failure["fields"].as_array().expect("fields").iter();
    fields
        .map(|problem| (text(&problem["field"]), text(&problem["code"])))
        .collect()
}

pub(crate) fn plain(path: &Path) -> &str {
    path.to_str().expect("plain paths in tests")
}

/// A key that an agent's operator keeps, and its signing request, both by OpenSSL.
#[derive(Debug)]
pub(crate) struct OwnKey {
    pub(crate) key: PathBuf,
    pub(crate) request: PathBuf,
}

impl OwnKey {
    /// `kind`: as `openssl genpkey` takes it, `RSA rsa_keygen_bits:3072`.
    pub(crate) fn new(practice: &Practice, kind: &str) -> Self {
        let name = kind.replace([' ', ':'], "-");
        let (key, request) = (
            practice.beside(&name),
            practice.beside(&format!("{name}.csr")),
        );
        let mut words = kind.split(' ');
        let algorithm = words.next().expect("an algorithm");
        let options = words.flat_map(|option| ["-pkeyopt", option]);
        let told = ["genpkey", "-algorithm", algorithm, "-out", plain(&key)];
        openssl(told.into_iter().chain(options));
        let told = ["req", "-new", "-key", plain(&key), "-subj", "/CN=Elsewhere"];
        // What it asks for itself counts for nothing.
        let asked = [
            "-addext",
            "subjectAltName=DNS:elsewhere.example",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
        ];
        let out = ["-out", plain(&request)];
        openssl(told.into_iter().chain(asked).chain(out));
        Self { key, request }
    }

    pub(crate) fn public_half(&self) -> String {
        openssl(["pkey", "-in", plain(&self.key), "-pubout"])
    }

    /// The maker submits a request for this key; what comes of it.
    #[track_caller]
    pub(crate) fn submitted(&self, practice: &Practice, wanted: &Wanted) -> Value {
        let file = wanted.file(practice, "wanted");
        let told = [
            "request",
            "new",
            plain(&file),
            "--csr",
            plain(&self.request),
        ];
        practice.cli().json(told)
    }

    #[track_caller]
    pub(crate) fn refused(&self, practice: &Practice, wanted: &Wanted) -> Value {
        let file = wanted.file(practice, "wanted");
        practice.fails(
            3,
            [
                "request",
                "new",
                plain(&file),
                "--csr",
                plain(&self.request),
            ],
        )
    }
}

/// What OpenSSL answers, which must be a yes.
#[track_caller]
pub(crate) fn openssl<'a>(told: impl IntoIterator<Item = &'a str>) -> String {
    Stranger::openssl().ask(told).expect_code(0).stdout
}

/// The public half in a certificate.
#[track_caller]
pub(crate) fn key_of(practice: &Practice, serial: &str) -> String {
    let file = practice.exports(serial, "pem");
    openssl(["x509", "-in", plain(&file), "-noout", "-pubkey"])
}

/// All that OpenSSL reads in a certificate.
#[track_caller]
pub(crate) fn text_of(practice: &Practice, serial: &str) -> String {
    let file = practice.exports(serial, "pem");
    openssl(["x509", "-in", plain(&file), "-noout", "-text"])
}
