//! What we seal, programs that nobody here wrote must accept.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use chancery_domain::Algorithm;
use chancery_seal::pdf::{SealText, seal};
use data_encoding::HEXLOWER_PERMISSIVE;
use support::{
    Signer,
    document::{LAYOUTS, Layout, unsigned},
    moment,
};

/// A folder with a sealed document and an NSS database that trusts its root.
struct Desk {
    folder: tempfile::TempDir,
    signer: Signer,
}

impl Desk {
    fn new(algorithm: Algorithm) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            signer: Signer::new(algorithm),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn sealed(&self, layout: Layout) -> Vec<u8> {
        let (document, slot) = unsigned(layout);
        let text = SealText {
            name: "Chancery Tests".to_owned(),
            reason: Some("Geprüft".to_owned()),
            location: Some("Wien".to_owned()),
        };
        seal(
            document,
            &slot,
            moment(),
            &text,
            &self.signer.chain(),
            &self.signer.key,
        )
        .unwrap()
    }

    /// An NSS database, as pdfsig wants it, in which our root is trusted for e-mail.
    fn trusting_database(&self) -> PathBuf {
        let database = self.path("nss");
        fs::create_dir(&database).unwrap();
        let root = self.file("root.der", &self.signer.issuer);
        let at = format!("sql:{}", database.display());
        run("certutil", &["-N", "-d", &at, "--empty-password"]);
        run(
            "certutil",
            &[
                "-A",
                "-d",
                &at,
                "-n",
                "root",
                "-t",
                "C,C,C",
                "-i",
                text(&root),
            ],
        );
        database
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs a checker; panics if it is missing or says no. Gives what it printed.
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .output()
        .unwrap_or_else(|missing| panic!("{program} is needed for this test: {missing}"));
    let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {printed}"
    );
    printed
}

#[test]
fn qpdf_finds_no_fault() {
    let desk = Desk::new(Algorithm::EcdsaP256Sha256);
    for layout in LAYOUTS {
        let file = desk.file("sealed.pdf", &desk.sealed(layout));
        let printed = run("qpdf", &["--check", text(&file)]);
        assert!(
            printed.contains("No syntax or stream encoding errors found"),
            "{layout:?}: {printed}"
        );
        assert!(!printed.contains("WARNING"), "{layout:?}: {printed}");
    }
}

#[test]
fn pdfsig_says_valid_and_trusted() {
    for algorithm in [Algorithm::EcdsaP256Sha256, Algorithm::EcdsaP384Sha384] {
        let desk = Desk::new(algorithm);
        let database = desk.trusting_database();
        for layout in LAYOUTS {
            let file = desk.file("sealed.pdf", &desk.sealed(layout));
            let printed = run("pdfsig", &["-nssdir", text(&database), text(&file)]);
            for line in [
                "Signer Certificate Common Name: Throwaway seal",
                "Signing Time: Nov 22 2026 14:33:00",
                "Signature Type: ETSI.CAdES.detached",
                "Total document signed",
                "Signature Validation: Signature is Valid.",
                "Certificate Validation: Certificate is Trusted.",
            ] {
                assert!(
                    printed.contains(line),
                    "{algorithm} {layout:?}: no {line:?} in {printed}"
                );
            }
        }
    }
}

#[test]
fn pdfsig_notices_a_changed_byte() {
    let desk = Desk::new(Algorithm::EcdsaP256Sha256);
    let database = desk.trusting_database();
    let mut changed = desk.sealed(Layout::Table);
    let at = changed
        .windows(6)
        .position(|window| window == b"0 0 m\n")
        .unwrap();
    changed[at] = b'1';
    let file = desk.file("changed.pdf", &changed);
    let output = Command::new("pdfsig")
        .args(["-nssdir", text(&database), text(&file)])
        .output()
        .expect("pdfsig is needed for this test");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("Digest Mismatch"), "{printed}");
}

#[test]
fn openssl_verifies_the_cms_with_its_signing_certificate() {
    for algorithm in [Algorithm::EcdsaP256Sha256, Algorithm::EcdsaP384Sha384] {
        let desk = Desk::new(algorithm);
        let sealed = desk.sealed(Layout::Table);
        let start = sealed
            .windows(11)
            .rposition(|window| window == b"/Contents <")
            .unwrap()
            + 10;
        let end = start
            + sealed[start..]
                .iter()
                .position(|byte| *byte == b'>')
                .unwrap()
            + 1;
        let signature = HEXLOWER_PERMISSIVE
            .decode(&sealed[start + 1..end - 1])
            .unwrap();
        let cms = desk.file("seal.der", &signature);
        let content = desk.file("content", &[&sealed[..start], &sealed[end..]].concat());
        let root = desk.file("root.pem", pem(&desk.signer.issuer).as_bytes());
        let printed = run(
            "openssl",
            &[
                "cms",
                "-verify",
                "-cades",
                "-binary",
                "-inform",
                "DER",
                "-in",
                text(&cms),
                "-content",
                text(&content),
                "-CAfile",
                text(&root),
                "-out",
                text(&desk.path("out")),
            ],
        );
        assert!(printed.contains("Verification successful"), "{printed}");
    }
}

fn pem(der: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        STANDARD.encode(der)
    )
}
