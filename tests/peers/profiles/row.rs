//! A certificate that strangers are asked about.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, Stranger};

/// All algorithms of the registry.
pub(super) const ALGORITHMS: [&str; 7] = [
    "P-256", "P-384", "P-521", "Ed25519", "RSA-2048", "RSA-3072", "RSA-4096",
];

/// Profiles of agents.
pub(super) const PROFILES: [&str; 3] = ["agent", "agent-short-lived", "agent-tls"];

/// What the founding of a workspace makes.
pub(super) const FOUNDED: [(&str, &str); 6] = [
    ("root-ca", "P-384"),
    ("issuing-ca", "P-256"),
    ("officer", "P-256"),
    ("ocsp-responder", "P-256"),
    ("report-seal", "P-256"),
    ("service-seal", "P-256"),
];

/// Common names of what the founding makes.
const FOUNDED_NAMES: [(&str, &str); 6] = [
    ("Practice Root CA", "root-ca"),
    ("Practice Issuing CA 1", "issuing-ca"),
    ("officer-01", "officer"),
    ("Practice OCSP responder", "ocsp-responder"),
    ("Practice report seal", "report-seal"),
    ("Practice service seal", "service-seal"),
];

/// Whose the key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// Made on the workspace's token.
    Token,
    /// The agent's own, by a signing request.
    Own,
}

/// A certificate, and what it is.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) profile: String,
    /// As OpenSSL reads it in the certificate.
    pub(super) algorithm: String,
    pub(crate) key: Key,
    pub(super) serial: String,
    pub(crate) der: PathBuf,
    pub(super) pem: PathBuf,
}

impl Row {
    /// Reads a file that is named by its serial number. `None` for one that is not asked about.
    pub(super) fn of(der: &Path) -> Option<Self> {
        let pem = der.with_extension("pem");
        let told = [
            "x509",
            "-inform",
            "DER",
            "-text",
            "-nameopt",
            "multiline",
            "-in",
        ];
        let told = told.iter().map(AsRef::as_ref).chain([der.as_os_str()]);
        let text = Stranger::openssl().ask(told).expect_code(0).stdout;
        let at = text.find("-----BEGIN").expect("PEM after the text");
        fs::write(&pem, &text[at..]).expect("writes");
        let (profile, key) = kind(&subject(&text))?;
        let serial = der.file_stem()?.to_str()?.to_owned();
        Some(Self {
            profile,
            algorithm: algorithm(&text).to_owned(),
            key,
            serial,
            der: der.to_owned(),
            pem,
        })
    }

    pub(super) fn is_authority(&self) -> bool {
        matches!(self.profile.as_str(), "root-ca" | "issuing-ca")
    }

    pub(super) fn title(&self) -> String {
        match self.key {
            Key::Token => self.profile.clone(),
            Key::Own => format!("{}, own key", self.profile),
        }
    }

    /// The same with another signature value.
    pub(super) fn with_another_signature(&self, practice: &Practice) -> Self {
        let mut bytes = fs::read(&self.der).expect("a certificate");
        // The end of the second integer of the ECDSA signature.
        *bytes.last_mut().expect("not empty") ^= 1;
        let der = practice.beside("changed.der");
        fs::write(&der, bytes).expect("writes");
        let row = Self::of(&der).expect("reads");
        Self {
            serial: self.serial.clone(),
            ..row
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {}", self.title(), self.algorithm)
    }
}

fn subject(text: &str) -> String {
    let (_, after) = text.split_once("Subject:").expect("a subject");
    let (_, name) = after.split_once("commonName").expect("a common name");
    let line = name.lines().next().expect("a line");
    line.trim_start_matches([' ', '=']).trim().to_owned()
}

fn kind(name: &str) -> Option<(String, Key)> {
    let founded = FOUNDED_NAMES.iter().find(|(called, _)| *called == name);
    if let Some((_, profile)) = founded {
        return Some(((*profile).to_owned(), Key::Token));
    }
    let mut parts = name.split("__");
    let profile = parts.next().filter(|part| PROFILES.contains(part))?;
    let key = match parts.next()? {
        "own" => Key::Own,
        _ => Key::Token,
    };
    Some((profile.to_owned(), key))
}

fn algorithm(text: &str) -> &'static str {
    let (_, key) = text
        .split_once("Subject Public Key Info:")
        .expect("a public key");
    let (key, _) = key.split_once("X509v3 extensions").expect("extensions");
    let is = |algorithm: &&&str| match algorithm.strip_prefix("RSA-") {
        Some(bits) => key.contains("rsaEncryption") && key.contains(&format!("({bits} bit)")),
        None if **algorithm == "Ed25519" => key.contains("ED25519"),
        None => key.contains(&format!("NIST CURVE: {algorithm}")),
    };
    ALGORITHMS
        .iter()
        .find(is)
        .unwrap_or_else(|| panic!("another algorithm: {key}"))
}
