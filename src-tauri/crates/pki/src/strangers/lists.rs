//! Revocation lists: full, delta, in parts.

use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::{Algorithm, Utc};

use super::{Scratch, run};
use crate::crl::{CrlContent, CrlScope, RevocationReason, RevokedCertificate, issue};
use crate::fixtures::{Hierarchy, MemoryKey, locations, now};
use crate::profile::Locations;
use crate::{Certificate, RevocationList};

const PART: &str = "http://pki.practice.example/crl/issuing-1.2.crl";
const DELTA: &str = "http://pki.practice.example/crl/issuing-1.delta.crl";

/// An issuing CA, its agent, and what is told of it.
struct World {
    scratch: Scratch,
    hierarchy: Hierarchy,
    agent: Certificate,
}

impl World {
    /// With an agent whose status is in the list at this address.
    fn of(crl_url: &str) -> Self {
        let hierarchy = Hierarchy::new();
        let key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        let fields = hierarchy.leaf_fields(ProfileId::Agent, &key, 9);
        let places = Locations {
            crl_url: crl_url.to_owned(),
            ..locations()
        };
        let rules = Profile::built_in(ProfileId::Agent);
        let agent = hierarchy.certify_at(&rules, &fields, &places);
        Self {
            scratch: Scratch::new(),
            hierarchy,
            agent,
        }
    }

    fn list(
        &self,
        number: u64,
        scope: CrlScope,
        reason: Option<RevocationReason>,
    ) -> RevocationList {
        let entry = |reason| RevokedCertificate {
            serial_number: self.agent.serial_number.clone(),
            revoked_at: now(),
            reason,
            invalid_since: Some(now().plus_seconds(-600)),
        };
        let content = CrlContent {
            number,
            this_update: now(),
            next_update: now().plus_seconds(86_400),
            scope,
            revoked: reason.map(entry).into_iter().collect(),
        };
        let (issuer, key) = (&self.hierarchy.issuing, &self.hierarchy.issuing_key);
        issue(&content, issuer, key).expect("signs")
    }

    /// `openssl verify` of the agent with these lists.
    fn verdict(&self, lists: &[&RevocationList], flags: &[&str]) -> Result<String, String> {
        let write = |name: &str, pem: &str| self.scratch.write(name, pem);
        let root = write("root.pem", &self.hierarchy.root.to_pem());
        let issuing = write("issuing.pem", &self.hierarchy.issuing.to_pem());
        let leaf = write("leaf.pem", &self.agent.to_pem());
        let lists: String = lists.iter().map(|list| list.to_pem()).collect();
        let lists = write("lists.pem", &lists);
        let at = now().plus_seconds(1).unix_seconds().to_string();
        let fixed = ["verify", "-x509_strict", "-crl_check", "-attime", &at];
        let places = ["-CAfile", &root, "-untrusted", &issuing, "-CRLfile", &lists];
        let mut arguments = [&fixed[..], flags, &places].concat();
        arguments.push(&leaf);
        run("openssl", &arguments)
    }

    /// `openssl crl`, the signature verified.
    fn shown(&self, list: &RevocationList) -> String {
        let list = self.scratch.write("list.pem", &list.to_pem());
        let issuer = self.hierarchy.issuing.to_pem();
        let issuer = self.scratch.write("issuing.pem", &issuer);
        let arguments = ["crl", "-in", &list, "-noout", "-text", "-CAfile", &issuer];
        let text = run("openssl", &arguments).expect("reads");
        assert!(text.contains("verify OK"), "{text}");
        text
    }
}

fn part(uri: &str) -> CrlScope {
    CrlScope {
        distribution_point: Some(uri.to_owned()),
        only_user_certs: true,
        ..CrlScope::default()
    }
}

fn delta(base: u64) -> CrlScope {
    CrlScope {
        delta_base: Some(base),
        ..CrlScope::default()
    }
}

fn with_delta() -> CrlScope {
    CrlScope {
        freshest: Some(DELTA.to_owned()),
        ..CrlScope::default()
    }
}

#[test]
fn openssl_shows_what_each_list_says() {
    let world = World::of(&locations().crl_url);
    let compromised = Some(RevocationReason::KeyCompromise);
    let cases: [(_, &[&str]); 3] = [
        (
            world.list(1, with_delta(), compromised),
            &[
                "Key Compromise",
                "Invalidity Date",
                "CRL Number",
                "Freshest CRL",
                DELTA,
            ],
        ),
        (
            world.list(2, part(PART), None),
            &[
                "Issuing Distribution Point: critical",
                "Only User Certificates",
                PART,
                "No Revoked",
            ],
        ),
        (
            world.list(3, delta(1), Some(RevocationReason::RemoveFromCrl)),
            &["Delta CRL Indicator: critical", "Remove From CRL"],
        ),
    ];
    for (list, parts) in cases {
        let text = world.shown(&list);
        for part in parts {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}

#[test]
fn openssl_takes_the_part_that_the_certificate_names_and_no_other() {
    let world = World::of(PART);
    let revoked = Some(RevocationReason::Superseded);
    let good = world.list(1, part(PART), None);
    assert!(world.verdict(&[&good], &[]).is_ok());
    let bad = world.list(1, part(PART), revoked);
    let refused = world.verdict(&[&bad], &[]).expect_err("revoked");
    assert!(refused.contains("certificate revoked"), "{refused}");
    let other = world.list(1, part(&locations().crl_url), None);
    assert!(world.verdict(&[&other], &[]).is_err());
}

#[test]
fn openssl_follows_deltas() {
    let world = World::of(&locations().crl_url);
    let flags = ["-extended_crl", "-use_deltas"];
    let full = world.list(1, with_delta(), None);
    assert!(world.verdict(&[&full], &flags).is_ok());
    let held = world.list(2, delta(1), Some(RevocationReason::CertificateHold));
    let refused = world.verdict(&[&full, &held], &flags).expect_err("held");
    assert!(refused.contains("certificate revoked"), "{refused}");

    let full = world.list(3, with_delta(), Some(RevocationReason::CertificateHold));
    assert!(world.verdict(&[&full], &flags).is_err());
    let released = world.list(4, delta(3), Some(RevocationReason::RemoveFromCrl));
    let good = world.verdict(&[&full, &released], &flags);
    assert!(good.is_ok(), "{good:?}");
}

/// `certtool` knows no time but the clock's.
#[test]
fn gnutls_verifies_a_list() {
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = i64::try_from(clock.expect("after 1970").as_secs()).expect("not that late");
    let now = Utc::from_unix_seconds(seconds).expect("in range");
    let hierarchy = Hierarchy::at(now);
    let content = CrlContent {
        number: 300,
        this_update: now,
        next_update: now.plus_seconds(86_400),
        scope: with_delta(),
        revoked: vec![RevokedCertificate {
            serial_number: crate::fixtures::serial(9),
            revoked_at: now,
            reason: RevocationReason::PrivilegeWithdrawn,
            invalid_since: None,
        }],
    };
    let list = issue(&content, &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
    let scratch = Scratch::new();
    let list = scratch.write("list.pem", &list.to_pem());
    let issuer = scratch.write("issuing.pem", &hierarchy.issuing.to_pem());
    let arguments = [
        "--verify-crl",
        "--infile",
        &list,
        "--load-ca-certificate",
        &issuer,
    ];
    let text = run("certtool", &arguments).expect("verifies");
    assert!(text.contains("Verification output: Verified."), "{text}");
}
