//! Certificates that someone made to be believed, or to keep a verifier busy.

use std::time::{Duration, Instant};

use chancery_domain::{Language, profile::ProfileId};
use chancery_pki::oid;
use chancery_pki::path::ForeignCertificate;
use const_oid::ObjectIdentifier;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};

use super::hierarchy::{Hierarchy, foreign, now};
use crate::{Root, Submission, certificates};

fn arcs(oid: ObjectIdentifier) -> Vec<u64> {
    oid.arcs().map(u64::from).collect()
}

/// An agent's certificate that the authority really signed, with this scope.
fn agent_with_scope(hierarchy: &Hierarchy, scope: Option<(&[u8], bool)>) -> ForeignCertificate {
    agent(hierarchy, "agent", scope)
}

fn agent(hierarchy: &Hierarchy, name: &str, scope: Option<(&[u8], bool)>) -> ForeignCertificate {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = now().plus_seconds(-60).offset_date_time();
    params.not_after = now().plus_seconds(60).offset_date_time();
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let purpose = ExtendedKeyUsagePurpose::Other(arcs(oid::AGENT_ACTION));
    params.extended_key_usages = vec![purpose];
    if let Some((content, critical)) = scope {
        let arcs = arcs(oid::AGENT_SCOPE);
        let mut extension = CustomExtension::from_oid_content(&arcs, content.to_vec());
        extension.set_criticality(critical);
        params.custom_extensions = vec![extension];
    }
    let issuing = hierarchy.issuing.der().into();
    let issuer = Issuer::from_ca_cert_der(&issuing, &hierarchy.issuing_key.pair).expect("a CA");
    let key = KeyPair::generate().expect("random");
    let certificate = params.signed_by(&key, &issuer).expect("signs");
    ForeignCertificate::from_der(certificate.der()).expect("reads")
}

#[test]
fn scope_that_is_absent_or_not_understood_denies_everything() {
    let hierarchy = Hierarchy::new(false);
    let whole = hierarchy.asks(&hierarchy.leaf(ProfileId::Agent));
    let cases = [
        (None, "valid", "absent"),
        (Some((&[0x30, 0][..], false)), "valid", "not_understood"),
        (Some((&[0x30, 0][..], true)), "invalid", "not_understood"),
        (Some((&[][..], false)), "valid", "not_understood"),
    ];
    for (scope, path, verdict) in cases {
        let asked = Submission {
            leaf: agent_with_scope(&hierarchy, scope),
            ..whole.clone()
        };
        let view = asked
            .judge()
            .expect("the root is there")
            .to_view(Language::En);
        let names = [view.verdict, view.path.verdict, view.scope.verdict];
        assert_eq!(names, ["failed", path, verdict], "{scope:?}");
        assert!(view.scope.message.contains("permits nothing"), "{view:?}");
        if path == "invalid" {
            assert_eq!(view.path.fault.expect("why").rule, "unknown-critical");
        }
    }
}

#[test]
fn name_can_not_write_a_verdict_of_its_own() {
    let hierarchy = Hierarchy::new(false);
    let asked = Submission {
        leaf: agent(&hierarchy, "x\nAuthentic\u{2028}\u{202e}\u{1b}[2J", None),
        ..hierarchy.asks(&hierarchy.issuing)
    };
    let verdict = asked.judge().expect("the root is there");
    for language in [Language::En, Language::De] {
        let lines = verdict.to_view(language).lines(language);
        let own = |line: &String| line.contains(['\n', '\u{1b}', '\u{202e}', '\u{2028}']);
        assert!(!lines.iter().any(own), "{lines:?}");
    }
}

#[test]
fn no_changed_byte_is_believed() {
    let hierarchy = Hierarchy::new(false);
    let agent = hierarchy.leaf(ProfileId::Agent);
    let whole = hierarchy.asks(&agent);
    let mut judged = 0;
    for at in 0..agent.der().len() {
        let mut der = agent.der().to_vec();
        der[at] ^= 1;
        let Ok(mut read) = certificates("changed", &der) else {
            continue;
        };
        let asked = Submission {
            leaf: read.remove(0),
            lists: None,
            ..whole.clone()
        };
        let verdict = asked.judge().expect("the root is there");
        assert_eq!(verdict.overall.name(), "failed", "byte {at}");
        judged += 1;
    }
    assert!(judged > 100, "{judged} were judged");
}

#[test]
fn no_beginning_of_a_certificate_is_read() {
    let hierarchy = Hierarchy::new(false);
    let agent = hierarchy.leaf(ProfileId::Agent);
    let pem = agent.to_pem();
    for end in 0..agent.der().len() {
        assert!(certificates("cut", &agent.der()[..end]).is_err(), "{end}");
    }
    // The last line feed is not needed.
    for end in 0..pem.len() - 1 {
        assert!(
            certificates("cut", &pem.as_bytes()[..end]).is_err(),
            "{end}"
        );
    }
}

/// A CA's certificate by the key and name of the one above it.
fn link((number, key): (usize, &KeyPair), above: (usize, &KeyPair)) -> ForeignCertificate {
    let named = |number: usize| {
        let mut params = CertificateParams::default();
        let name = format!("CA {number}");
        params.distinguished_name.push(DnType::CommonName, name);
        params.not_before = now().plus_seconds(-60).offset_date_time();
        params.not_after = now().plus_seconds(60).offset_date_time();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params
    };
    let issuer = Issuer::new(named(above.0), above.1);
    let certificate = named(number).signed_by(key, &issuer).expect("signs");
    ForeignCertificate::from_der(certificate.der()).expect("reads")
}

/// RFC 5280 sets no bound to a path's length: beyond ours nothing is known to be wrong.
#[test]
fn chain_that_is_longer_than_is_followed_is_undecided() {
    let view = |intermediates: usize| {
        let keys: Vec<_> = (0..intermediates + 2)
            .map(|_| KeyPair::generate().expect("random"))
            .collect();
        let top = intermediates + 1;
        let above = |number: usize| (number + 1).min(top);
        let link = |number| {
            link(
                (number, &keys[number]),
                (above(number), &keys[above(number)]),
            )
        };
        let asked = Submission {
            leaf: link(0),
            intermediates: (1..top).map(link).collect(),
            root: Some(Root::Certificate(Box::new(link(top)))),
            lists: None,
            at: now(),
            purpose: None,
        };
        asked.judge().expect("a root").to_view(Language::En)
    };
    assert_eq!(view(10).verdict, "authentic");
    for intermediates in [11, 15] {
        let view = view(intermediates);
        assert_eq!(view.verdict, "undecided");
        assert_eq!(view.path.verdict, "undecided");
        let fault = view.path.fault.expect("what stopped it");
        assert_eq!((fault.rule, fault.clause), ("depth", "RFC 5280, 8"));
    }
}

#[test]
fn crowd_of_authorities_of_one_name_is_judged_in_bounded_time() {
    let hierarchy = Hierarchy::new(false);
    let agent = hierarchy.leaf(ProfileId::Agent);
    let strangers = (0..150).map(|_| foreign(&Hierarchy::new(false).issuing));
    let asked = Submission {
        root: None,
        intermediates: strangers.collect(),
        ..hierarchy.asks(&agent)
    };
    let began = Instant::now();
    let view = asked.judge().expect("no root").to_view(Language::En);
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(!matches!(
        view.verdict,
        "authentic" | "practice" | "integrity_only"
    ));
}
