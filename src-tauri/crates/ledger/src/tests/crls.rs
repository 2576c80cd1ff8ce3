use chancery_domain::event::{Actor, RevocationReason};

use super::story::{ISSUING, Issue, Story};
use crate::Error;

const ONE: &str = "REQ-2026-0001";

#[test]
fn list_is_owed_from_the_denial_to_the_next_full_list() {
    let mut story = Story::begin();
    story.issue_anew(ONE, "A1");
    story.publish(1, 0, None);
    let owed = |story: &Story| story.read().crl_owed(ISSUING, 0).unwrap();
    assert!(!owed(&story));
    let mut number = 1;
    let acts: [fn(&mut Story); 3] = [
        |story| _ = story.suspend("A1"),
        |story| _ = story.release("A1"),
        |story| _ = story.revoke("A1", RevocationReason::Superseded),
    ];
    for act in acts {
        act(&mut story);
        assert!(owed(&story));
        story.publish(number + 1, 0, Some(number));
        assert!(owed(&story), "a delta is no full list");
        assert_eq!(story.read().crls_owed().unwrap()[0].partition, 0);
        number += 2;
        story.publish(number, 0, None);
        assert!(!owed(&story));
    }
    assert!(story.read().crls_owed().unwrap().is_empty());
    story.end();
}

#[test]
fn one_partition_does_not_owe_for_another() {
    let mut story = Story::begin();
    let spki = story.submit(ONE);
    story.approve(ONE);
    story.issue(&Issue {
        request: ONE,
        serial: "A1",
        spki,
        partition: 1,
        days: 90,
    });
    story.publish(1, 0, None);
    let denied = story.revoke("A1", RevocationReason::Superseded);
    assert!(!story.read().crl_owed(ISSUING, 0).unwrap());
    assert!(story.read().crl_owed(ISSUING, 1).unwrap());
    assert!(!story.read().crl_owed(ISSUING, 2).unwrap());
    story.publish(2, 0, None);
    let read = story.read();
    assert!(read.first_crl_after(ISSUING, 1, denied).unwrap().is_none());
    assert_eq!(
        read.first_crl_after(ISSUING, 0, denied)
            .unwrap()
            .unwrap()
            .number,
        2
    );
    story.end();
}

#[test]
fn newest_list_is_known_by_issuer_partition_and_kind() {
    let mut story = Story::begin();
    story.publish(1, 0, None);
    story.publish(1, 1, None);
    story.publish(2, 0, Some(1));
    let read = story.read();
    let last = read.last_crl(ISSUING, 0).unwrap().unwrap();
    assert_eq!((last.number, last.base), (2, Some(1)));
    let full = read.last_full_crl(ISSUING, 0).unwrap().unwrap();
    assert_eq!((full.number, full.base), (1, None));
    assert!(read.last_crl(ISSUING, 2).unwrap().is_none());
    let all: Vec<_> = read.last_crls().unwrap();
    let all: Vec<_> = all.iter().map(|row| (row.partition, row.number)).collect();
    assert_eq!(all, [(0, 1), (1, 1)]);
    let deltas = read.last_delta_crls().unwrap();
    assert_eq!((deltas.len(), deltas[0].number), (1, 2));
    story.publish(3, 0, None);
    assert!(
        story.read().last_delta_crls().unwrap().is_empty(),
        "the delta added to an older list"
    );
    story.end();
}

#[test]
fn numbers_rise_over_full_lists_and_deltas() {
    let mut story = Story::begin();
    let service = || Actor::service("issuing");
    story.publish(5, 0, None);
    story.publish(6, 0, Some(5));
    let wrong = [
        (4, None, "falls"),
        (6, Some(5), "two deltas of one number"),
        (7, Some(6), "adds to a delta"),
        (7, Some(3), "adds to what never was"),
        (7, Some(8), "adds to what is to come"),
    ];
    for (number, base, why) in wrong {
        let body = story.crl(number, 0, base);
        let refused = story.attempt(service(), body);
        assert!(matches!(refused, Err(Error::Dangling { .. })), "{why}");
    }
    story.publish(6, 0, None);
    let body = story.crl(6, 0, None);
    assert!(story.attempt(service(), body).is_err(), "twice");
    story.publish(7, 0, Some(6));
    story.end();
}
