use chancery_domain::{
    Algorithm, Sha256Digest,
    event::{EventBody, KeyPurpose},
};

use super::story::{AGENTS, Story, maker};
use crate::Error;

fn intended(cka_id: &str) -> EventBody {
    EventBody::KeyIntended {
        token_serial: AGENTS.into(),
        cka_id: cka_id.into(),
        label: "label".into(),
        purpose: KeyPurpose::Agent,
        algorithm: Algorithm::EcdsaP256Sha256,
    }
}

fn abandoned(cka_id: &str, destroyed: bool) -> EventBody {
    EventBody::KeyAbandoned {
        token_serial: AGENTS.into(),
        cka_id: cka_id.into(),
        destroyed,
    }
}

fn destroyed(cka_id: &str, spki: Sha256Digest) -> EventBody {
    EventBody::KeyDestroyed {
        token_serial: AGENTS.into(),
        cka_id: cka_id.into(),
        spki,
        request: None,
    }
}

#[test]
fn intent_stays_open_until_the_key_is_made_or_given_up() {
    let mut story = Story::begin();
    for cka_id in ["01", "02", "03"] {
        story.tell(maker(), intended(cka_id));
    }
    story.generate_key("01", KeyPurpose::Agent);
    story.tell(maker(), abandoned("02", false));
    let open = story.read().open_key_intents().unwrap();
    let open: Vec<_> = open.iter().map(|intent| intent.cka_id.as_str()).collect();
    assert_eq!(open, ["03"]);
    assert_eq!(story.read().keys_active(AGENTS).unwrap(), 1);
    story.end();
}

#[test]
fn key_may_be_made_without_an_intent() {
    let mut story = Story::begin();
    let spki = story.generate_key("01", KeyPurpose::Agent);
    assert!(story.read().key(spki).unwrap().is_some());
    assert!(story.read().open_key_intents().unwrap().is_empty());
    story.end();
}

#[test]
fn one_place_in_a_token_is_intended_once_at_a_time() {
    let mut story = Story::begin();
    story.tell(maker(), intended("01"));
    assert!(story.attempt(maker(), intended("01")).is_err());
    story.tell(maker(), abandoned("01", true));
    story.tell(maker(), intended("01"));
    story.end();
}

#[test]
fn what_was_never_intended_nor_made_can_not_be_given_up() {
    let mut story = Story::begin();
    story.generate_key("01", KeyPurpose::Agent);
    for (cka_id, destroyed) in [("01", false), ("02", false), ("02", true)] {
        let refused = story.attempt(maker(), abandoned(cka_id, destroyed));
        assert!(
            matches!(refused, Err(Error::Dangling { .. })),
            "{cka_id} {destroyed}"
        );
    }
    story.end();
}

#[test]
fn agents_key_that_nothing_names_is_without_use_until_it_is_given_up() {
    let mut story = Story::begin();
    let named = story.submit("REQ-2026-0001");
    let left = story.generate_key("02", KeyPurpose::Agent);
    story.generate_key("03", KeyPurpose::ReportSeal);
    let without: Vec<_> = story.read().keys_without_use().unwrap();
    assert_eq!(without.len(), 1);
    assert_eq!(without[0].spki, left);
    assert_ne!(named, left);
    story.tell(maker(), abandoned("02", true));
    assert!(story.read().keys_without_use().unwrap().is_empty());
    assert!(story.read().key(left).unwrap().unwrap().destroyed);
    assert_eq!(story.read().keys_active(AGENTS).unwrap(), 2);
    story.end();
}

#[test]
fn destroyed_key_is_gone_from_the_count_and_from_the_stream() {
    let mut story = Story::begin();
    let first = story.generate_key("01", KeyPurpose::Agent);
    let second = story.generate_key("02", KeyPurpose::Agent);
    story.tell(maker(), destroyed("01", first));
    assert!(story.attempt(maker(), destroyed("01", first)).is_err());
    let mut met = Vec::new();
    story
        .read()
        .for_each_key_of(AGENTS, |key| {
            met.push(key.spki);
            Ok::<_, Error>(())
        })
        .unwrap();
    assert_eq!(met, [second]);
    assert_eq!(story.read().keys_active(AGENTS).unwrap(), 1);
    let page = story.read().keys_on(AGENTS, 1).unwrap();
    let rest = story.read().keys_before(AGENTS, Some(page[0].seq), 9);
    assert_eq!((page[0].spki, rest.unwrap()[0].spki), (second, first));
    story.end();
}
