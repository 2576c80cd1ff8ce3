//! What each stranger says of a certificate.

use std::{collections::BTreeMap, ffi::OsStr, fmt, fs, path::PathBuf};

use chancery_tests::{Practice, Stranger, practice::text};
use serde_json::Value;

use super::{nss::Nss, row::Row};
use crate::{chain, lint, published::Published};

/// Accepted, or what was said instead.
pub(super) type Verdict = Result<(), String>;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Openssl,
    Gnutls,
    Vfychain,
    Certutil,
    Webpki,
    Pkilint,
    /// By EN 319 412 for legal persons.
    PkilintEtsi,
}

/// In the order of the table.
pub(super) const STRANGERS: [Who; 7] = [
    Who::Openssl,
    Who::Gnutls,
    Who::Vfychain,
    Who::Certutil,
    Who::Webpki,
    Who::Pkilint,
    Who::PkilintEtsi,
];

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Openssl => "OpenSSL",
            Self::Gnutls => "GnuTLS",
            Self::Vfychain => "NSS vfychain",
            Self::Certutil => "NSS certutil",
            Self::Webpki => "webpki",
            Self::Pkilint => "pkilint",
            Self::PkilintEtsi => "pkilint, ETSI",
        })
    }
}

/// The strangers, with all that a workspace publishes.
pub(super) struct Verdicts<'a> {
    practice: &'a Practice,
    published: Published,
    nss: Nss,
    /// What pkilint finds: one process for all.
    findings: Findings,
    findings_by_etsi: Findings,
}

/// By file.
type Findings = BTreeMap<String, Vec<String>>;

fn by_file<'f>(found: impl Iterator<Item = &'f Value>) -> Findings {
    let mut findings = Findings::new();
    for finding in found {
        let file = findings.entry(text(&finding["file"])).or_default();
        file.push(finding.to_string());
    }
    findings
}

impl<'a> Verdicts<'a> {
    pub(super) fn of(practice: &'a Practice, rows: &[Row]) -> Self {
        let published = Published::of(practice);
        let nss = Nss::of(practice, &published);
        let files: Vec<PathBuf> = rows.iter().map(|row| row.der.clone()).collect();
        let found = lint::findings(&files);
        let found_by_etsi = lint::findings_by_etsi(&files);
        let explained = |one: &&Value| lint::is_explained_by_etsi(one);
        Self {
            practice,
            published,
            nss,
            findings: by_file(found.iter().filter(|one| !lint::is_known(one))),
            findings_by_etsi: by_file(found_by_etsi.iter().filter(|one| !explained(one))),
        }
    }

    pub(super) fn on(&self, stranger: Who, row: &Row) -> Verdict {
        match stranger {
            Who::Openssl => self.openssl(row),
            Who::Gnutls => self.gnutls(row),
            Who::Vfychain => self.nss.vfychain_verdict(row),
            Who::Certutil => self.nss.certutil_verdict(row),
            Who::Webpki => self.webpki(row),
            Who::Pkilint => found_in(&self.findings, row),
            Who::PkilintEtsi => found_in(&self.findings_by_etsi, row),
        }
    }

    fn openssl(&self, row: &Row) -> Verdict {
        let said = self
            .published
            .openssl_verify(std::slice::from_ref(&row.pem));
        let accepted = said.code == 0 && said.stdout.contains(": OK");
        accepted.then_some(()).ok_or(said.stderr)
    }

    fn gnutls(&self, row: &Row) -> Verdict {
        let read = |file| fs::read_to_string(file).expect("PEM");
        let mut chain = read(&row.pem);
        if !row.is_authority() {
            chain += &read(&self.published.issuing);
        }
        let file = self.practice.beside("chain.pem");
        fs::write(&file, chain).expect("writes");
        let told: [&OsStr; 9] = [
            "--verify".as_ref(),
            "--verify-profile".as_ref(),
            "medium".as_ref(),
            "--load-ca-certificate".as_ref(),
            self.published.root.as_os_str(),
            "--load-crl".as_ref(),
            self.published.lists.as_os_str(),
            "--infile".as_ref(),
            file.as_os_str(),
        ];
        let said = Stranger::new("certtool", "gnutls-bin").ask(told);
        let line = "Chain verification output: Verified.";
        let accepted = said.code == 0 && said.stdout.contains(line);
        accepted.then_some(()).ok_or(said.stdout + &said.stderr)
    }

    fn webpki(&self, row: &Row) -> Verdict {
        let usage: &'static [u8] = match row.profile.as_str() {
            "agent" | "agent-short-lived" => chain::AGENT_ACTION,
            "agent-tls" => chain::CLIENT,
            "officer" => chain::OFFICER_DECISION,
            "service-seal" => chain::SERVICE_STATEMENT,
            "report-seal" => chain::DOCUMENT_SIGNING,
            "ocsp-responder" => chain::OCSP_SIGNING,
            _ => chain::SERVER,
        };
        chain::webpki_verify(self.practice, &row.der, usage)
            .map_err(|refused| format!("{refused:?}"))
    }
}

fn found_in(findings: &Findings, row: &Row) -> Verdict {
    match findings.get(row.der.to_str().expect("plain")) {
        None => Ok(()),
        Some(found) => Err(found.join("\n")),
    }
}
