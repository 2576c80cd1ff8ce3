//! What we make, strangers must accept: OpenSSL and GnuTLS read and verify it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use chancery_domain::Utc;
use chancery_domain::profile::ProfileId;

use crate::crl::{CrlContent, CrlScope, RevocationReason, RevokedCertificate, issue};
use crate::fixtures::{Hierarchy, now};
use crate::{Certificate, RevocationList};

static SCRATCHES: AtomicU32 = AtomicU32::new(0);

/// A folder of its own that goes away again.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let number = SCRATCHES.fetch_add(1, Ordering::Relaxed);
        let name = format!("chancery-pki-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).expect("writes");
        path.to_str().expect("plain").to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all::<&Path>(&self.0);
    }
}

/// Runs a program; its whole output if it succeeded, `Err` with it if not.
fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect(program);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err(text)
    }
}

struct Published {
    scratch: Scratch,
    hierarchy: Hierarchy,
    agent: Certificate,
}

impl Published {
    fn new() -> Self {
        let hierarchy = Hierarchy::new();
        let agent = hierarchy.leaf(ProfileId::Agent, 9);
        Self {
            scratch: Scratch::new(),
            hierarchy,
            agent,
        }
    }

    fn lists(&self, revoked: &[&Certificate]) -> [RevocationList; 2] {
        let entry = |certificate: &&Certificate| RevokedCertificate {
            serial_number: certificate.serial_number.clone(),
            revoked_at: now(),
            reason: RevocationReason::KeyCompromise,
            invalid_since: Some(now()),
        };
        let content = |revoked| CrlContent {
            number: 1,
            this_update: now(),
            next_update: now().plus_seconds(86_400),
            scope: CrlScope::default(),
            revoked,
        };
        let entries = revoked.iter().map(entry).collect();
        let (top, issuing) = (&self.hierarchy.root, &self.hierarchy.issuing);
        [
            issue(&content(vec![]), top, &self.hierarchy.root_key).expect("signs"),
            issue(&content(entries), issuing, &self.hierarchy.issuing_key).expect("signs"),
        ]
    }

    /// `openssl verify`, as strict as it can be.
    fn openssl_verify(
        &self,
        leaf: &Certificate,
        revoked: &[&Certificate],
    ) -> Result<String, String> {
        let root = self
            .scratch
            .write("root.pem", &self.hierarchy.root.to_pem());
        let issuing = self
            .scratch
            .write("issuing.pem", &self.hierarchy.issuing.to_pem());
        let lists = self.lists(revoked).map(|list| list.to_pem()).concat();
        let lists = self.scratch.write("lists.pem", &lists);
        let leaf = self.scratch.write("leaf.pem", &leaf.to_pem());
        let at = now().plus_seconds(1).unix_seconds().to_string();
        run(
            "openssl",
            &[
                "verify",
                "-x509_strict",
                "-crl_check_all",
                "-attime",
                &at,
                "-CAfile",
                &root,
                "-untrusted",
                &issuing,
                "-CRLfile",
                &lists,
                "-show_chain",
                &leaf,
            ],
        )
    }
}

#[test]
fn openssl_verifies_every_profile_strictly_and_refuses_the_revoked() {
    let published = Published::new();
    for (first, id) in ProfileId::ALL.into_iter().skip(2).enumerate() {
        let leaf = published
            .hierarchy
            .leaf(id, u8::try_from(first).expect("few") + 40);
        let good = published.openssl_verify(&leaf, &[]);
        assert!(good.is_ok(), "{}: {good:?}", id.name());
        let bad = published
            .openssl_verify(&leaf, &[&leaf])
            .expect_err("revoked");
        assert!(bad.contains("certificate revoked"), "{bad}");
    }
}

#[test]
fn openssl_shows_scope_names_and_limit() {
    let published = Published::new();
    let file = published
        .scratch
        .write("agent.pem", &published.agent.to_pem());
    let text = run("openssl", &["x509", "-in", &file, "-noout", "-text"]).expect("reads");
    for part in [
        "Digital Signature, Non Repudiation",
        "URI:spiffe://practice.example/agent/ai_trader_bot_v2",
        "CA Issuers - URI:http://pki.practice.example/ca/issuing-1.cer",
        "organizationIdentifier = LEIXG-529900T8BM49AURSDO55",
        &published.agent.serial_number.to_string().to_lowercase()[..2],
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let dump = run("openssl", &["asn1parse", "-in", &file]).expect("parses");
    let scope_at = dump
        .lines()
        .skip_while(|line| !line.contains(&crate::oid::AGENT_SCOPE.to_string()))
        .nth(1)
        .and_then(|line| line.split(':').next())
        .expect("the scope extension's value")
        .trim()
        .to_owned();
    let scope = run(
        "openssl",
        &["asn1parse", "-in", &file, "-strparse", &scope_at],
    )
    .expect("parses");
    for part in [
        "UTF8STRING        :order.buy",
        "PRINTABLESTRING   :BTC",
        "INTEGER           :4C4B40",
    ] {
        assert!(scope.contains(part), "{part} in {scope}");
    }
}

#[test]
fn openssl_reads_and_verifies_the_list() {
    let published = Published::new();
    let [_, list] = published.lists(&[&published.agent]);
    let list = published.scratch.write("list.pem", &list.to_pem());
    let issuer = published
        .scratch
        .write("issuing.pem", &published.hierarchy.issuing.to_pem());
    let text = run(
        "openssl",
        &["crl", "-in", &list, "-noout", "-text", "-CAfile", &issuer],
    )
    .expect("verifies");
    for part in [
        "verify OK",
        "Key Compromise",
        "Invalidity Date",
        "X509v3 CRL Number",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

/// `certtool` knows no time but the clock's.
#[test]
fn gnutls_verifies_the_chain() {
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = i64::try_from(clock.expect("after 1970").as_secs()).expect("not that late");
    let hierarchy = Hierarchy::at(Utc::from_unix_seconds(seconds).expect("in range"));
    let agent = hierarchy.leaf(ProfileId::Agent, 9);
    let scratch = Scratch::new();
    let root = scratch.write("root.pem", &hierarchy.root.to_pem());
    let chain = [&agent, &hierarchy.issuing]
        .map(Certificate::to_pem)
        .concat();
    let chain = scratch.write("chain.pem", &chain);
    let verify = [
        "--verify",
        "--load-ca-certificate",
        &root,
        "--infile",
        &chain,
    ];
    let text = run("certtool", &verify).expect("verifies");
    assert!(
        text.contains("Chain verification output: Verified."),
        "{text}"
    );
}
