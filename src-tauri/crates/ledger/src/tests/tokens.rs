use chancery_domain::{
    Algorithm,
    event::{Actor, EventBody, KeyPurpose, TokenPurpose},
};

use super::story::{AGENTS, Story};

fn relinked(from: &str, to: &str) -> EventBody {
    EventBody::TokenRelinked {
        from: from.into(),
        to: to.into(),
        label: "new label".into(),
        module: Some("/usr/lib/other.so".into()),
        keys: 1,
    }
}

#[test]
fn of_several_tokens_for_one_purpose_the_one_taken_last_serves() {
    let mut story = Story::begin();
    story.take_token("second", TokenPurpose::Agents);
    let token = story
        .read()
        .token_for(TokenPurpose::Agents)
        .unwrap()
        .unwrap();
    assert_eq!(token.serial, "second");
    assert_eq!(token.module.as_deref(), Some("/usr/lib/module.so"));
    assert!(story.read().token(AGENTS).unwrap().is_some());
    story.end();
}

#[test]
fn relinked_token_takes_its_keys_and_its_officer_along() {
    let mut story = Story::begin();
    let spki = story.generate_key("01", KeyPurpose::Agent);
    story.tell(Actor::service("workstation"), relinked(AGENTS, "moved"));
    story.tell(
        Actor::service("workstation"),
        relinked("officer-serial-2", "officer-moved"),
    );
    let read = story.read();
    assert!(read.token(AGENTS).unwrap().is_none());
    let token = read.token("moved").unwrap().unwrap();
    assert_eq!((token.keys, token.label.as_str()), (1, "new label"));
    assert_eq!(read.key(spki).unwrap().unwrap().token_serial, "moved");
    assert!(read.key_at("moved", "01").unwrap().is_some());
    let officer = &read.officers().unwrap()[1];
    assert_eq!(officer.token_serial, "officer-moved");
    assert_eq!(officer.token_label, "new label");
    story.end();
}

#[test]
fn token_found_at_another_place_keeps_its_serial() {
    let mut story = Story::begin();
    story.generate_key("01", KeyPurpose::Agent);
    story.tell(Actor::service("workstation"), relinked(AGENTS, AGENTS));
    let token = story.read().token(AGENTS).unwrap().unwrap();
    assert_eq!(token.module.as_deref(), Some("/usr/lib/other.so"));
    assert_eq!(token.keys, 1);
    story.end();
}

#[test]
fn two_tokens_become_one_if_the_second_was_taken_before() {
    let mut story = Story::begin();
    story.generate_key("01", KeyPurpose::Agent);
    story.take_token("second", TokenPurpose::Agents);
    story.tell(Actor::service("workstation"), relinked(AGENTS, "second"));
    assert!(story.read().token(AGENTS).unwrap().is_none());
    assert_eq!(story.read().keys_active("second").unwrap(), 1);
    story.end();
}

#[test]
fn unknown_token_can_not_be_relinked() {
    let mut story = Story::begin();
    for to in ["elsewhere", AGENTS] {
        let refused = story.attempt(Actor::service("workstation"), relinked("nobody", to));
        assert!(refused.is_err(), "to {to}");
    }
    story.end();
}

#[test]
fn last_inventory_of_a_token_is_found_among_its_events() {
    let mut story = Story::begin();
    for known in [1, 2] {
        let body = EventBody::InventoryTaken {
            token_serial: AGENTS.into(),
            known,
            listing: story.fresh("listing"),
            strangers: 0,
            missing: 0,
        };
        story.tell(Actor::service("workstation"), body);
    }
    let body = EventBody::PinChanged {
        token_serial: AGENTS.into(),
        by_security_officer: false,
    };
    story.tell(Actor::service("workstation"), body);
    let row = story.read().last_inventory(AGENTS).unwrap().unwrap();
    assert!(matches!(
        row.event.event,
        EventBody::InventoryTaken { known: 2, .. }
    ));
    assert!(story.read().last_inventory("other").unwrap().is_none());
    story.end();
}

#[test]
fn last_probe_of_a_token_is_found_among_its_events() {
    let mut story = Story::begin();
    for algorithms in [vec![], vec![Algorithm::EcdsaP256Sha256]] {
        let body = EventBody::TokenProbed {
            token_serial: AGENTS.into(),
            findings: story.fresh("findings"),
            algorithms,
        };
        story.tell(Actor::service("workstation"), body);
    }
    let row = story.read().last_probe(AGENTS).unwrap().unwrap();
    let EventBody::TokenProbed { algorithms, .. } = row.event.event else {
        panic!("{row:?}");
    };
    assert_eq!(algorithms, [Algorithm::EcdsaP256Sha256]);
    assert!(story.read().last_probe("other").unwrap().is_none());
    story.end();
}
