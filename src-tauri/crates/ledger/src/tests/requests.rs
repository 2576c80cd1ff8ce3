use chancery_domain::event::{EventBody, KeyPurpose};

use super::story::{AGENTS, ISSUING, Issue, Story, checker, id, maker, second_checker};
use crate::{
    Error,
    read::{RequestState, SerialStatus},
};

const ONE: &str = "REQ-2026-0001";
const TWO: &str = "REQ-2026-0002";
const THREE: &str = "REQ-2026-0003";

impl Story {
    fn state(&self, request: &str) -> RequestState {
        self.read().request(&id(request)).unwrap().unwrap().state
    }

    fn submit_for_two_approvals(&mut self) {
        let spki = self.generate_key("01", KeyPurpose::Agent);
        let mut body = self.submission(ONE, spki);
        if let EventBody::RequestSubmitted { approvals, .. } = &mut body {
            *approvals = Some(2);
        }
        self.tell(maker(), body);
    }

    fn keys_left(&self) -> Vec<String> {
        let left = self.read().requests_with_keys_left().unwrap();
        left.iter().map(|row| row.id.to_string()).collect()
    }
}

#[test]
fn request_is_approved_with_the_last_approval_that_its_profile_asks_for() {
    let mut story = Story::begin();
    story.submit_for_two_approvals();
    story.approve(ONE);
    let row = story.read().request(&id(ONE)).unwrap().unwrap();
    assert_eq!(row.state, RequestState::Submitted);
    assert_eq!((row.approvals_given, row.approvals_needed), (1, 2));
    assert_eq!((row.checker, row.decision), (None, None));
    assert_eq!(story.read().requests_waiting().unwrap(), 1);
    let second = story.approval(ONE);
    let seq = story.tell(second_checker(), second);
    let row = story.read().request(&id(ONE)).unwrap().unwrap();
    assert_eq!(row.state, RequestState::Approved);
    assert_eq!(row.checker.unwrap().as_str(), "officer-04");
    assert_eq!(row.decide_seq, Some(seq));
    let approvals = story.read().approvals_of(&id(ONE)).unwrap();
    let officers: Vec<_> = approvals.iter().map(|row| row.officer.as_str()).collect();
    assert_eq!(officers, ["officer-03", "officer-04"]);
    assert_eq!(story.read().requests_waiting().unwrap(), 0);
    story.end();
}

#[test]
fn nobody_approves_twice_nor_what_they_submitted_nor_what_is_decided() {
    let mut story = Story::begin();
    story.submit_for_two_approvals();
    let own = story.approval(ONE);
    assert!(story.attempt(maker(), own).is_err());
    story.approve(ONE);
    let again = story.approval(ONE);
    assert!(story.attempt(checker(), again).is_err());
    let row = story.read().request(&id(ONE)).unwrap().unwrap();
    assert_eq!(
        (row.state, row.approvals_given),
        (RequestState::Submitted, 1)
    );
    let second = story.approval(ONE);
    story.tell(second_checker(), second);
    let third = story.approval(ONE);
    assert!(
        story
            .attempt(
                super::story::officer(1, chancery_domain::officer::Role::Checker),
                third
            )
            .is_err()
    );
    story.end();
}

#[test]
fn approval_of_another_object_is_none() {
    let mut story = Story::begin();
    story.submit(ONE);
    let mut body = story.approval(ONE);
    if let EventBody::RequestApproved { object, .. } = &mut body {
        *object = story.fresh("another object");
    }
    let refused = story.attempt(checker(), body);
    assert!(matches!(refused, Err(Error::Dangling { .. })));
    assert_eq!(story.state(ONE), RequestState::Submitted);
    story.end();
}

#[test]
fn request_over_an_operators_own_key_needs_no_key_of_ours() {
    let mut story = Story::begin();
    let spki = story.fresh("their key");
    let mut body = story.submission(ONE, spki);
    let csr = story.fresh("csr");
    if let EventBody::RequestSubmitted { csr: slot, .. } = &mut body {
        *slot = Some(csr);
    }
    story.tell(maker(), body);
    let row = story.read().request(&id(ONE)).unwrap().unwrap();
    assert_eq!((row.csr, row.spki), (Some(csr), spki));
    story.reject(ONE);
    assert!(story.keys_left().is_empty(), "it is not ours to destroy");
    story.end();
}

#[test]
fn key_of_what_was_turned_down_is_left_until_it_is_destroyed() {
    let mut story = Story::begin();
    let spki = story.submit(ONE);
    story.submit(TWO);
    story.reject(ONE);
    assert_eq!(story.keys_left(), [ONE]);
    let body = EventBody::KeyDestroyed {
        token_serial: AGENTS.into(),
        cka_id: ONE.into(),
        spki,
        request: Some(id(ONE)),
    };
    story.tell(maker(), body);
    assert!(story.keys_left().is_empty());
    story.end();
}

#[test]
fn key_of_what_was_given_up_is_left_and_its_serial_is_denied() {
    let mut story = Story::begin();
    story.submit(ONE);
    story.approve(ONE);
    story.intend(ONE, "A1", 3);
    assert_eq!(
        story.read().status_of("A1").unwrap(),
        SerialStatus::NeverIssued
    );
    assert!(story.read().open_intent(&id(ONE)).unwrap().is_some());
    story.abandon(ONE, "A1");
    assert_eq!(story.state(ONE), RequestState::Abandoned);
    assert_eq!(story.keys_left(), [ONE]);
    let denied = story.read().denied("A1").unwrap().unwrap();
    assert_eq!((denied.partition, denied.issuer_ski.as_str()), (3, ISSUING));
    assert!(matches!(
        story.read().status_of("A1").unwrap(),
        SerialStatus::Abandoned { .. }
    ));
    story.end();
}

#[test]
fn key_with_a_certificate_is_never_left_by_a_renewal_that_was_turned_down() {
    let mut story = Story::begin();
    let spki = story.issue_anew(ONE, "A1");
    story.submit_renewal(TWO, spki, "A1");
    story.reject(TWO);
    assert!(story.keys_left().is_empty());
    story.revoke("A1", chancery_domain::event::RevocationReason::Superseded);
    assert!(story.keys_left().is_empty(), "a revoked one counts too");
    story.end();
}

#[test]
fn key_with_an_open_request_is_not_left_and_shared_by_two_is_left_once() {
    let mut story = Story::begin();
    let spki = story.submit(ONE);
    story.submit_renewal(TWO, spki, "FF");
    story.reject(ONE);
    assert!(story.keys_left().is_empty(), "the second waits");
    story.reject(TWO);
    assert_eq!(story.keys_left(), [TWO]);
    story.submit_renewal(THREE, spki, "FF");
    assert!(story.keys_left().is_empty(), "the third waits");
    story.end();
}

#[test]
fn requests_are_found_by_object_by_key_by_list_and_by_what_they_renew() {
    let mut story = Story::begin();
    let spki = story.generate_key("01", KeyPurpose::Agent);
    let list = story.fresh("list");
    for request in [ONE, TWO, THREE] {
        let mut body = story.submission(request, spki);
        if let EventBody::RequestSubmitted { batch, renews, .. } = &mut body {
            *batch = Some(list);
            *renews = Some("A1".into());
        }
        story.tell(maker(), body);
    }
    let read = story.read();
    let one = read.request(&id(ONE)).unwrap().unwrap();
    assert_eq!(
        read.request_by_object(one.object).unwrap().unwrap().id,
        id(ONE)
    );
    assert!(!read.is_of_another(spki, one.agent_id.as_str()).unwrap());
    assert!(read.is_of_another(spki, "another").unwrap());
    assert_eq!(read.requests_renewing("A1").unwrap()[0].id, id(THREE));
    let page = read.requests_of_batch(list, 0, 2).unwrap();
    assert_eq!(page.len(), 2);
    let rest = read.requests_of_batch(list, page[1].number, 2).unwrap();
    assert_eq!(rest[0].id, id(THREE));
    story.end();
}

/// Another request, which was submitted alone, is none of them.
#[test]
fn those_that_wait_of_a_list_are_read_with_what_they_ask_for() {
    let mut story = Story::begin();
    let list = story.fresh("list");
    for request in [ONE, TWO] {
        let spki = story.generate_key(request, KeyPurpose::Agent);
        let mut body = story.submission(request, spki);
        if let EventBody::RequestSubmitted { batch, .. } = &mut body {
            *batch = Some(list);
        }
        story.tell(maker(), body);
    }
    story.submit(THREE);
    assert_eq!(story.read().requests_waiting_of_batch(list).unwrap(), 2);
    story.reject(ONE);
    let read = story.read();
    assert_eq!(read.requests_waiting_of_batch(list).unwrap(), 1);
    story.end();
}

#[test]
fn open_requests_are_paged_newest_first() {
    let mut story = Story::begin();
    for request in [ONE, TWO, THREE] {
        story.submit(request);
    }
    story.reject(TWO);
    let first = story.read().requests(true, None, 1).unwrap();
    assert_eq!(first[0].id, id(THREE));
    let rest = story.read().requests(true, Some(&first[0].id), 5).unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0].id, id(ONE));
    story.end();
}

#[test]
fn issuing_what_was_not_approved_leaves_nothing() {
    let mut story = Story::begin();
    let spki = story.submit(ONE);
    story.intend(ONE, "A1", 0);
    let mut body = story.certificate(
        chancery_domain::profile::ProfileId::Agent,
        ISSUING,
        "A1",
        spki,
    );
    if let EventBody::CertificateIssued { request, .. } = &mut body {
        *request = Some(id(ONE));
    }
    let size = story.read().size().unwrap();
    assert!(story.attempt(maker(), body).is_err());
    assert_eq!(story.read().size().unwrap(), size);
    assert!(story.read().certificate("A1").unwrap().is_none());
    story.approve(ONE);
    story.abandon(ONE, "A1");
    let spki = story.submit(TWO);
    story.approve(TWO);
    story.issue(&Issue {
        request: TWO,
        serial: "A2",
        spki,
        partition: 0,
        days: 90,
    });
    story.end();
}
