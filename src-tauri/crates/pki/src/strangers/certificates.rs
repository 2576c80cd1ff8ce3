//! Certificates of every profile, for keys of every algorithm.

use std::fmt::Write as _;

use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::{Algorithm, Utc};

use super::{Scratch, run};
use crate::crl::{CrlContent, CrlScope, RevocationReason, RevokedCertificate, issue};
use crate::fixtures::{Hierarchy, MemoryKey, now, subject_key};
use crate::{Certificate, RevocationList};

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

/// One certificate of every profile below the CAs, for every algorithm.
fn every_leaf(hierarchy: &Hierarchy) -> Vec<(String, Certificate)> {
    let any = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
    let mut leaves = Vec::new();
    for id in ProfileId::ALL.into_iter().filter(|id| !id.is_authority()) {
        for algorithm in Algorithm::ALL {
            let rules = Profile {
                algorithms: vec![algorithm],
                ..Profile::built_in(id)
            };
            let first = u8::try_from(leaves.len() + 10).expect("few");
            let mut fields = hierarchy.leaf_fields(id, &any, first);
            fields.subject_key = subject_key(algorithm);
            let certificate = hierarchy.certify(&rules, &fields);
            assert_eq!(certificate.spki, fields.subject_key);
            assert_eq!(certificate.key_algorithm, Some(algorithm));
            leaves.push((format!("{}-{algorithm}", id.name()), certificate));
        }
    }
    leaves
}

#[test]
fn openssl_accepts_every_profile_for_every_key_under_both_kinds_of_ca() {
    for ca in Algorithm::OF_AUTHORITIES {
        let hierarchy = Hierarchy::of(now(), ca);
        let scratch = Scratch::new();
        let root = scratch.write("root.pem", &hierarchy.root.to_pem());
        let issuing = scratch.write("issuing.pem", &hierarchy.issuing.to_pem());
        let leaves: Vec<String> = every_leaf(&hierarchy)
            .iter()
            .map(|(name, leaf)| scratch.write(&format!("{name}.pem"), &leaf.to_pem()))
            .collect();
        assert_eq!(leaves.len(), 8 * Algorithm::ALL.len());
        let at = now().plus_seconds(1).unix_seconds().to_string();
        let flags = ["verify", "-x509_strict", "-policy_check", "-attime", &at];
        let places = ["-CAfile", &root, "-untrusted", &issuing];
        let leaves = leaves.iter().map(String::as_str);
        let arguments: Vec<&str> = flags.into_iter().chain(places).chain(leaves).collect();
        let text = run("openssl", &arguments).expect("all are good");
        assert_eq!(text.matches(": OK").count(), 8 * Algorithm::ALL.len());
    }
}

/// Their kind of key as OpenSSL calls it, and what tells the profile.
#[test]
fn openssl_shows_every_profile_for_every_key() {
    let hierarchy = Hierarchy::new();
    let scratch = Scratch::new();
    for (name, leaf) in every_leaf(&hierarchy) {
        let file = scratch.write(&format!("{name}.pem"), &leaf.to_pem());
        let text = run("openssl", &["x509", "-in", &file, "-noout", "-text"]).expect("reads");
        let key = match leaf.key_algorithm.expect("known") {
            Algorithm::EcdsaP256Sha256 => "NIST CURVE: P-256",
            Algorithm::EcdsaP384Sha384 => "NIST CURVE: P-384",
            Algorithm::EcdsaP521Sha512 => "NIST CURVE: P-521",
            Algorithm::Ed25519 => "ED25519 Public-Key",
            Algorithm::Rsa2048 => "Public-Key: (2048 bit)",
            Algorithm::Rsa3072 => "Public-Key: (3072 bit)",
            Algorithm::Rsa4096 => "Public-Key: (4096 bit)",
        };
        let profile = match &name {
            name if name.starts_with("time-stamp") => {
                "Usage: critical\n                Time Stamping"
            }
            name if name.starts_with("agent-tls") => {
                "TLS Web Server Authentication, TLS Web Client"
            }
            name if name.starts_with("agent-short") => "No Revocation Available",
            name if name.starts_with("ocsp") => "OCSP No Check",
            _ => "X509v3 CRL Distribution Points",
        };
        for part in [key, profile] {
            assert!(text.contains(part), "{name}: {part} in {text}");
        }
    }
}

/// `certtool` knows no time but the clock's.
#[test]
fn gnutls_verifies_every_kind_of_key() {
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = i64::try_from(clock.expect("after 1970").as_secs()).expect("not that late");
    let hierarchy = Hierarchy::at(Utc::from_unix_seconds(seconds).expect("in range"));
    let scratch = Scratch::new();
    let root = scratch.write("root.pem", &hierarchy.root.to_pem());
    let leaves = every_leaf(&hierarchy).into_iter();
    for (name, leaf) in leaves.filter(|(name, _)| name.starts_with("agent")) {
        let chain = [&leaf, &hierarchy.issuing]
            .map(Certificate::to_pem)
            .concat();
        let chain = scratch.write("chain.pem", &chain);
        let roots = ["--load-ca-certificate", &root];
        let arguments: Vec<&str> = ["--verify", "--infile", &chain]
            .into_iter()
            .chain(roots)
            .collect();
        let text = run("certtool", &arguments).expect(&name);
        assert!(
            text.contains("Chain verification output: Verified."),
            "{name}: {text}"
        );
    }
}

#[test]
fn authorities_of_either_kind_sign_themselves() {
    let scratch = Scratch::new();
    let mut found = String::new();
    for algorithm in Algorithm::OF_AUTHORITIES {
        let key = MemoryKey::generate(algorithm);
        let fields = crate::fixtures::fields(ProfileId::RootCa, "Root", &key, 3, None);
        let rules = Profile {
            algorithms: vec![algorithm],
            ..Profile::built_in(ProfileId::RootCa)
        };
        let tbs = crate::profile::build(&rules, &fields, None, None, None).expect("builds");
        let expected = crate::fixtures::expectation(&rules, &fields, None, None, None);
        let linted = crate::fixtures::expect_clean(tbs, expected);
        let root = crate::sign(linted, &key).expect("signs");
        let file = scratch.write("root.pem", &root.to_pem());
        let at = now().plus_seconds(1).unix_seconds().to_string();
        let arguments = [
            "verify",
            "-x509_strict",
            "-check_ss_sig",
            "-attime",
            &at,
            "-CAfile",
        ];
        let arguments: Vec<&str> = arguments.into_iter().chain([&file[..], &file]).collect();
        write!(found, "{}", run("openssl", &arguments).expect("good")).expect("written");
    }
    assert_eq!(found.matches(": OK").count(), 2);
}
