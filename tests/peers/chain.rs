//! Certificates, chains and revocation lists: OpenSSL, GnuTLS and webpki.

use std::{fs, path::PathBuf};

use chancery_tests::{Practice, Stranger};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{
    CertRevocationList, EndEntityCert, KeyUsage, OwnedCertRevocationList, RevocationOptionsBuilder,
};

use crate::published::{Published, furnished, serials};

fn exported(practice: &Practice, format: &str) -> Vec<PathBuf> {
    let serials = serials(practice);
    let files: Vec<_> = serials
        .iter()
        .map(|serial| practice.exports(serial, format))
        .collect();
    assert_eq!(files.len(), 3);
    files
}

#[test]
fn openssl_verifies_every_agent_and_then_says_revoked() {
    let practice = furnished();
    let files = exported(&practice, "pem");
    let said = Published::of(&practice)
        .openssl_verify(&files)
        .expect_code(0);
    assert_eq!(said.stdout.matches(": OK").count(), 3, "{}", said.stdout);

    practice.revokes(&serials(&practice)[0], "keyCompromise");
    let published = Published::of(&practice);
    let said = published.openssl_verify(&files[..1]).expect_code(2);
    assert!(
        said.stderr.contains("certificate revoked"),
        "{}",
        said.stderr
    );
    // The others go on.
    published.openssl_verify(&files[1..]).expect_code(0);
}

#[test]
fn openssl_finds_the_scope_under_its_identifier() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let file = practice.exports(&serial, "pem");
    let parse = |more: &[&str]| {
        let told = ["asn1parse", "-in", file.to_str().expect("plain")];
        let told = told.iter().chain(more);
        Stranger::openssl().ask(told).expect_code(0).stdout
    };
    let whole = parse(&[]);
    let oid = ":1.2.840.113556.1.8000.2554.32641.16273.7077.18649.46521.2646206.10125236.1.1";
    let mut lines = whole.lines().skip_while(|line| !line.ends_with(oid));
    assert!(lines.next().is_some(), "no scope: {whole}");
    let content = lines.next().expect("its content");
    assert!(content.contains("OCTET STRING"), "{content}");
    let offset = content.split(':').next().expect("an offset").trim();

    let scope = parse(&["-strparse", offset]);
    for action in ["order.buy", "order.sell"] {
        let found = scope
            .lines()
            .find(|line| line.ends_with(&format!(":{action}")));
        assert!(
            found.is_some_and(|line| line.contains("UTF8STRING")),
            "{action}: {scope}"
        );
    }
    for code in ["BTC", "ETH", "EUR"] {
        let found = scope
            .lines()
            .find(|line| line.ends_with(&format!(":{code}")));
        assert!(
            found.is_some_and(|line| line.contains("PRINTABLESTRING")),
            "{code}: {scope}"
        );
    }
    // EUR 50,000.00 = 5,000,000 (4C4B40) times ten to the power of -2.
    let amount = scope
        .lines()
        .position(|line| line.ends_with(":4C4B40"))
        .expect("the amount");
    let exponent = scope.lines().nth(amount + 1).expect("the exponent");
    assert!(
        exponent.contains("INTEGER") && exponent.ends_with(":-02"),
        "{exponent}"
    );
}

#[test]
fn gnutls_verifies_every_agent_and_then_says_revoked() {
    let practice = furnished();
    let published = Published::of(&practice);
    let verify = |published: &Published, chain: &PathBuf| {
        let told = [
            "--verify".as_ref(),
            "--verify-profile".as_ref(),
            "medium".as_ref(),
            "--load-ca-certificate".as_ref(),
            published.root.as_os_str(),
            "--load-crl".as_ref(),
            published.lists.as_os_str(),
            "--infile".as_ref(),
            chain.as_os_str(),
        ];
        Stranger::new("certtool", "gnutls-bin").ask(told)
    };
    let chains = exported(&practice, "chain");
    for chain in &chains {
        let said = verify(&published, chain).expect_code(0).stdout;
        assert!(
            said.contains("Chain verification output: Verified."),
            "{said}"
        );
        assert!(said.contains("Checked against CRL"), "{said}");
    }
    practice.revokes(&serials(&practice)[0], "superseded");
    let said = verify(&Published::of(&practice), &chains[0]).expect_code(1);
    assert!(
        said.stdout.contains("revoked"),
        "{} {}",
        said.stdout,
        said.stderr
    );
}

#[test]
fn gnutls_reads_what_is_in_a_certificate() {
    let practice = Practice::new();
    let serial = practice.certifies("reporting_bot");
    let file = practice.exports(&serial, "pem");
    let told = ["-i", "--infile", file.to_str().expect("plain")];
    let said = Stranger::new("certtool", "gnutls-bin")
        .ask(told)
        .expect_code(0)
        .stdout;
    for line in [
        "URI: spiffe://practice.example/agent/reporting_bot",
        "Digital signature.",
        "Non repudiation.",
        "URI: http://pki.practice.example/crl/issuing-1.crl",
        &format!("Serial Number (hex): {}", serial.to_lowercase()),
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

/// Identifiers of extended key usages, as the content of their DER.
pub(crate) const AGENT_ACTION: &[u8] = &ours(1);
pub(crate) const OFFICER_DECISION: &[u8] = &ours(2);
pub(crate) const SERVICE_STATEMENT: &[u8] = &ours(3);
pub(crate) const SERVER: &[u8] = &pkix(1);
pub(crate) const CLIENT: &[u8] = &pkix(2);
pub(crate) const OCSP_SIGNING: &[u8] = &pkix(9);
pub(crate) const DOCUMENT_SIGNING: &[u8] = &pkix(36);

/// Below our own arc.
const fn ours(purpose: u8) -> [u8; 34] {
    let mut oid = [
        0x2a, 0x86, 0x48, 0x86, 0xf7, 0x14, 0x01, 0xbe, 0x40, 0x93, 0x7a, 0x81, 0xff, 0x01, 0xff,
        0x11, 0xb7, 0x25, 0x81, 0x91, 0x59, 0x82, 0xeb, 0x39, 0x81, 0xa1, 0xc1, 0x3e, 0x84, 0xe9,
        0xff, 0x34, 0x02, 0x00,
    ];
    oid[33] = purpose;
    oid
}

/// Below id-kp.
const fn pkix(purpose: u8) -> [u8; 8] {
    [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, purpose]
}

pub(crate) fn webpki_verify(
    practice: &Practice,
    leaf: &PathBuf,
    usage: &'static [u8],
) -> Result<(), webpki::Error> {
    let read = |name: &str| fs::read(practice.published(name)).expect("published");
    let (root, issuing) = (read("ca/root.cer"), read("ca/issuing-1.cer"));
    let (root, issuing) = (CertificateDer::from(root), CertificateDer::from(issuing));
    let anchor = webpki::anchor_from_trusted_cert(&root)?;
    let lists = ["crl/root.crl", "crl/issuing-1.crl"].map(|name| {
        let list =
            OwnedCertRevocationList::from_der(&read(name)).expect("a list that webpki reads");
        CertRevocationList::from(list)
    });
    let lists: Vec<_> = lists.iter().collect();
    // By default each certificate of the chain is checked, and one without a list is an error.
    let revocation = RevocationOptionsBuilder::new(&lists)
        .expect("lists")
        .build();
    let leaf = CertificateDer::from(fs::read(leaf).expect("a certificate"));
    EndEntityCert::try_from(&leaf)?
        .verify_for_usage(
            &[
                webpki::ring::ECDSA_P256_SHA256,
                webpki::ring::ECDSA_P384_SHA384,
            ],
            &[anchor],
            &[issuing],
            UnixTime::now(),
            // Required of each certificate that names usages: the CAs name none.
            KeyUsage::required_if_present(usage),
            Some(revocation),
            None,
        )
        .map(drop)
}

#[test]
fn webpki_verifies_every_agent_for_its_usage_alone() {
    let practice = furnished();
    let files = exported(&practice, "der");
    for file in &files {
        assert_eq!(webpki_verify(&practice, file, AGENT_ACTION), Ok(()));
        let as_server = webpki_verify(&practice, file, SERVER);
        assert!(
            matches!(as_server, Err(webpki::Error::RequiredEkuNotFoundContext(_))),
            "{as_server:?}"
        );
    }
    practice.revokes(&serials(&practice)[0], "superseded");
    let revoked = webpki_verify(&practice, &files[0], AGENT_ACTION);
    assert_eq!(revoked, Err(webpki::Error::CertRevoked));
    assert_eq!(webpki_verify(&practice, &files[1], AGENT_ACTION), Ok(()));
}
