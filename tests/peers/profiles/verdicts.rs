//! What each stranger says of a certificate.

use std::{collections::BTreeMap, ffi::OsStr, fmt, fs, path::PathBuf};

use chancery_tests::{Practice, Stranger, practice::text};

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
}

/// In the order of the table.
pub(super) const STRANGERS: [Who; 6] = [
    Who::Openssl,
    Who::Gnutls,
    Who::Vfychain,
    Who::Certutil,
    Who::Webpki,
    Who::Pkilint,
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
        })
    }
}

/// The strangers, with all that a workspace publishes.
pub(super) struct Verdicts<'a> {
    practice: &'a Practice,
    published: Published,
    nss: Nss,
    /// What pkilint finds, by file: one process for all.
    findings: BTreeMap<String, Vec<String>>,
}

impl<'a> Verdicts<'a> {
    pub(super) fn of(practice: &'a Practice, rows: &[Row]) -> Self {
        let published = Published::of(practice);
        let nss = Nss::of(practice, &published);
        let files: Vec<PathBuf> = rows.iter().map(|row| row.der.clone()).collect();
        let mut findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let found = lint::findings(&files);
        for finding in found.iter().filter(|finding| !lint::is_known(finding)) {
            let file = findings.entry(text(&finding["file"])).or_default();
            file.push(finding.to_string());
        }
        Self {
            practice,
            published,
            nss,
            findings,
        }
    }

    pub(super) fn on(&self, stranger: Who, row: &Row) -> Verdict {
        match stranger {
            Who::Openssl => self.openssl(row),
            Who::Gnutls => self.gnutls(row),
            Who::Vfychain => self.nss.vfychain_verdict(row),
            Who::Certutil => self.nss.certutil_verdict(row),
            Who::Webpki => self.webpki(row),
            Who::Pkilint => self.pkilint(row),
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

    fn pkilint(&self, row: &Row) -> Verdict {
        let file = row.der.to_str().expect("plain");
        match self.findings.get(file) {
            None => Ok(()),
            Some(found) => Err(found.join("\n")),
        }
    }
}
