use chancery_domain::{
    Sha256Digest,
    compromise::{CompromiseObject, CompromiseTag, CompromisedKey},
    event::{Actor, EventBody, KeyPurpose, RevocationReason},
    profile::ProfileId,
};

use super::story::{ISSUING, ROOT, Story, maker};
use crate::read::{CompromiseGround, DenialCause};

impl Story {
    fn compromised(
        &mut self,
        spki: Sha256Digest,
        of: CompromisedKey,
        serials: &[&str],
    ) -> EventBody {
        let object = CompromiseObject {
            kind: CompromiseTag::KeyCompromise,
            version: 1,
            origin: "example/log".into(),
            spki_sha256: spki,
            of,
            since: Some(self.now()),
            serials: serials.iter().map(|&serial| serial.to_owned()).collect(),
        };
        EventBody::KeyCompromised {
            spki,
            object: self.blob(&object.to_jcs()),
            decision: self.fresh("statement"),
            denied: serials.len() as u64,
        }
    }

    fn cause(&self, serial: &str) -> Option<DenialCause> {
        let row = self.read().denied(serial).unwrap();
        row.map(|row| row.cause)
    }
}

#[test]
fn compromise_of_a_subjects_key_denies_its_certificates() {
    let mut story = Story::begin();
    let spki = story.issue_anew("REQ-2026-0001", "A1");
    story.renew("REQ-2026-0002", spki, "A1", "A2");
    story.issue_anew("REQ-2026-0003", "A3");
    story.suspend("A2");
    let body = story.compromised(spki, CompromisedKey::Subject, &["A1", "A2"]);
    let seq = story.tell(maker(), body);
    let by_key = Some(DenialCause::Revoked(RevocationReason::KeyCompromise));
    assert_eq!((story.cause("A1"), story.cause("A2")), (by_key, by_key));
    assert_eq!(story.cause("A3"), None);
    let denied = story.read().denied("A1").unwrap().unwrap();
    assert!(denied.invalid_since.is_some() && denied.decision.is_some());
    assert!(story.read().key(spki).unwrap().unwrap().compromised);
    assert_eq!(story.read().compromised(spki).unwrap().unwrap().seq, seq);
    assert_eq!(story.read().suspended_total().unwrap(), 0);
    assert_eq!(story.entries(0).len(), 2);
    assert!(story.read().crl_owed(ISSUING, 0).unwrap());
    story.end();
}

#[test]
fn compromise_of_an_authority_denies_all_beneath_it_each_for_its_own_reason() {
    let mut story = Story::begin();
    let spki = story.generate_key("ca", KeyPurpose::IssuingCa);
    let body = story.certificate(ProfileId::IssuingCa, ROOT, "CA1", spki);
    story.tell(Actor::service("root"), body);
    story.issue_anew("REQ-2026-0001", "A1");
    story.issue_anew("REQ-2026-0002", "A2");
    story.revoke("A2", RevocationReason::Superseded);
    let body = story.compromised(spki, CompromisedKey::Authority, &["A1", "A2", "CA1"]);
    story.tell(maker(), body);
    assert_eq!(story.cause("CA1"), Some(DenialCause::CaCompromise));
    assert_eq!(story.cause("A1"), Some(DenialCause::IssuerCompromised));
    assert_eq!(
        story.cause("A2"),
        Some(DenialCause::Revoked(RevocationReason::Superseded)),
        "revoked before: as it was"
    );
    let read = story.read();
    assert_eq!(read.denied("CA1").unwrap().unwrap().issuer_ski, ROOT);
    let reasons = story.entries(0);
    assert!(reasons.contains(&("A1".into(), None)), "{reasons:?}");
    assert!(read.crl_owed(ROOT, 0).unwrap());
    story.end();
}

#[test]
fn certificate_revoked_for_it_says_so_of_its_key() {
    let mut story = Story::begin();
    let spki = story.issue_anew("REQ-2026-0001", "A1");
    story.renew("REQ-2026-0002", spki, "A1", "A2");
    let other = story.issue_anew("REQ-2026-0003", "A3");
    story.revoke("A3", RevocationReason::Superseded);
    assert_eq!(story.read().compromise_of(spki).unwrap(), None);
    story.revoke("A1", RevocationReason::KeyCompromise);
    let revoked = |serial: &str| {
        let serial = serial.to_owned();
        Some(CompromiseGround::Revoked { serial })
    };
    assert_eq!(story.read().compromise_of(spki).unwrap(), revoked("A1"));
    assert!(story.read().key(spki).unwrap().unwrap().compromised);
    assert_eq!(story.read().compromise_of(other).unwrap(), None);
    let body = story.compromised(spki, CompromisedKey::Subject, &["A2"]);
    story.tell(maker(), body);
    let declared = Some(CompromiseGround::Declared);
    assert_eq!(story.read().compromise_of(spki).unwrap(), declared);
    story.end();
}

#[test]
fn compromise_of_an_authority_says_nothing_of_the_keys_beneath_it() {
    let mut story = Story::begin();
    let spki = story.generate_key("ca", KeyPurpose::IssuingCa);
    let body = story.certificate(ProfileId::IssuingCa, ROOT, "CA1", spki);
    story.tell(Actor::service("root"), body);
    let beneath = story.issue_anew("REQ-2026-0001", "A1");
    let body = story.compromised(spki, CompromisedKey::Authority, &["A1", "CA1"]);
    story.tell(maker(), body);
    assert_eq!(story.read().compromise_of(beneath).unwrap(), None);
    assert!(!story.read().key(beneath).unwrap().unwrap().compromised);
    story.end();
}

#[test]
fn key_that_we_never_held_can_be_compromised_too() {
    let mut story = Story::begin();
    let spki = story.fresh("their key");
    let body = story.compromised(spki, CompromisedKey::Subject, &[]);
    story.tell(maker(), body);
    let row = story.read().compromised(spki).unwrap();
    assert!(row.is_some_and(|row| row.since.is_some()));
    let other = story.fresh("other");
    assert!(story.read().compromised(other).unwrap().is_none());
    story.end();
}

#[test]
fn second_declaration_denies_more_and_leaves_the_first_as_it_is() {
    let mut story = Story::begin();
    let spki = story.issue_anew("REQ-2026-0001", "A1");
    let body = story.compromised(spki, CompromisedKey::Subject, &["A1"]);
    let first = story.tell(maker(), body);
    story.renew("REQ-2026-0002", spki, "A1", "A2");
    let body = story.compromised(spki, CompromisedKey::Subject, &["A1", "A2"]);
    story.tell(maker(), body);
    assert_eq!(story.read().compromised(spki).unwrap().unwrap().seq, first);
    assert_eq!(story.read().denied("A1").unwrap().unwrap().seq, first);
    assert!(story.cause("A2").is_some());
    story.end();
}

#[test]
fn object_about_another_key_or_an_unknown_serial_changes_nothing() {
    let mut story = Story::begin();
    let spki = story.issue_anew("REQ-2026-0001", "A1");
    let mut other = story.compromised(spki, CompromisedKey::Subject, &["A1"]);
    if let EventBody::KeyCompromised { spki, .. } = &mut other {
        *spki = story.fresh("another key");
    }
    let unknown = story.compromised(spki, CompromisedKey::Subject, &["A1", "FF"]);
    for body in [other, unknown] {
        assert!(story.attempt(maker(), body).is_err());
        assert_eq!(story.cause("A1"), None);
        assert!(story.read().compromised(spki).unwrap().is_none());
    }
    story.end();
}
