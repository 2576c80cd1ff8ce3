use chancery_domain::{event::RevocationReason, profile::ProfileId};

use super::story::{ISSUING, Issue, ROOT, Story};
use crate::{
    Error,
    read::{CertificateFilter, register::Reach},
};

fn request(number: u32) -> String {
    format!("REQ-2026-{number:04}")
}

impl Story {
    /// Certificates `A1`, `A2`, ..., the later ones in the second partition; each ends a day later.
    fn issue_many(&mut self, count: u32) {
        for number in 1..=count {
            let spki = self.submit(&request(number));
            self.approve(&request(number));
            self.issue(&Issue {
                request: &request(number),
                serial: &format!("A{number}"),
                spki,
                partition: u32::from(number > 3),
                days: 90 + i64::from(number),
            });
        }
    }

    fn search(&self, text: &str, before_seq: Option<u64>, limit: u32) -> Vec<String> {
        let filter = CertificateFilter {
            profile: ProfileId::Agent,
            text: text.into(),
            not_ended_before: None,
            before_seq,
        };
        let rows = self.read().certificates(&filter, limit).unwrap();
        rows.into_iter().map(|row| row.serial).collect()
    }

    fn expiring(&self) -> Vec<String> {
        let until = self.now().plus_seconds(400 * 86_400);
        let rows = self.read().expiring(self.now(), until, None, 9).unwrap();
        rows.into_iter().map(|row| row.serial).collect()
    }

    fn stands(&self, serial: &str) -> bool {
        self.read().certificate(serial).unwrap().unwrap().stands
    }
}

#[test]
fn register_is_searched_by_name_without_case_and_by_serial_newest_first() {
    let mut story = Story::begin();
    story.issue_many(5);
    assert_eq!(story.search("", None, 2), ["A5", "A4"]);
    assert_eq!(story.search("AGENT a", None, 9).len(), 5);
    assert_eq!(story.search("agent A4", None, 9), ["A4"]);
    assert_eq!(story.search("a3", None, 9), ["A3"]);
    assert_eq!(story.search("a", None, 2), ["A5", "A4"]);
    let before = story.read().certificate("A4").unwrap().unwrap().seq;
    assert_eq!(story.search("a", Some(before), 2), ["A3", "A2"]);
    assert!(story.search("other", None, 9).is_empty());
    assert_eq!(
        story.read().certificates_total(ProfileId::Agent).unwrap(),
        5
    );
    story.end();
}

#[test]
fn search_finds_the_same_whichever_way_it_looks() {
    let mut story = Story::begin();
    story.issue_many(8);
    let fourth = story.read().certificate("A4").unwrap().unwrap();
    for text in ["agent", "agent A5", "a", "A7", "b"] {
        for before_seq in [None, Some(fourth.seq)] {
            let filter = CertificateFilter {
                profile: ProfileId::Agent,
                text: text.into(),
                not_ended_before: Some(fourth.not_after.plus_seconds(-86_400)),
                before_seq,
            };
            let found = |dense, walk| {
                let reach = Reach {
                    dense,
                    walk,
                    digits: 2,
                };
                let rows = story.read().certificates_within(&filter, 2, reach).unwrap();
                rows.into_iter().map(|row| row.serial).collect::<Vec<_>>()
            };
            let looked_up = found(1_000, 0);
            assert_eq!(
                found(0, 100),
                looked_up,
                "{text} {before_seq:?}, walked back"
            );
            assert_eq!(
                found(0, 2),
                looked_up,
                "{text} {before_seq:?}, walked too short"
            );
        }
    }
    story.end();
}

#[test]
fn certificates_of_an_issuer_come_partition_by_partition() {
    let mut story = Story::begin();
    story.issue_many(5);
    let body = {
        let spki = story.fresh("key");
        story.certificate(ProfileId::IssuingCa, ROOT, "CA1", spki)
    };
    story.tell(super::story::maker(), body);
    let mut met = Vec::new();
    story
        .read()
        .for_each_certificate_of(ISSUING, |row| {
            met.push(row.serial);
            Ok::<_, Error>(())
        })
        .unwrap();
    assert_eq!(met, ["A1", "A2", "A3", "A4", "A5"]);
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = story
            .read()
            .certificates_of_issuer(ISSUING, after, 2)
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.partition, last.seq));
        paged.extend(page.into_iter().map(|row| row.serial));
    }
    assert_eq!(paged, met);
    story.end();
}

#[test]
fn what_expires_comes_soonest_first_page_by_page() {
    let mut story = Story::begin();
    story.issue_many(4);
    let (from, until) = (story.now(), story.now().plus_seconds(94 * 86_400 - 3_600));
    let page = story.read().expiring(from, until, None, 2).unwrap();
    assert_eq!(page.len(), 2);
    let last = &page[1];
    let rest = story
        .read()
        .expiring(from, until, Some((last.not_after, last.seq)), 2)
        .unwrap();
    assert_eq!(rest.len(), 1, "the fourth ends later");
    assert_eq!(rest[0].serial, "A3");
    let late = page[1].not_after.plus_seconds(1);
    let rows = story.read().expiring(late, until, None, 9).unwrap();
    assert_eq!(rows[0].serial, "A3");
    story.end();
}

#[test]
fn what_is_denied_or_followed_does_not_expire_and_what_is_on_hold_does() {
    let mut story = Story::begin();
    story.issue_many(3);
    story.suspend("A1");
    story.revoke("A2", RevocationReason::Superseded);
    let spki = story.submit(&request(4));
    story.renew(&request(5), spki, "A3", "A4");
    assert_eq!(story.expiring(), ["A1", "A4"]);
    story.end();
}

#[test]
fn successor_and_predecessor_find_each_other() {
    let mut story = Story::begin();
    let spki = story.issue_anew(&request(1), "A1");
    story.renew(&request(2), spki, "A1", "A2");
    story.renew(&request(3), spki, "A2", "A3");
    let read = story.read();
    assert_eq!(read.successor_of("A1").unwrap().unwrap().serial, "A2");
    assert_eq!(read.predecessor_of("A2").unwrap().unwrap().serial, "A1");
    assert!(read.predecessor_of("A1").unwrap().is_none());
    assert!(read.successor_of("A3").unwrap().is_none());
    assert_eq!(read.certificates_by_spki(spki).unwrap().len(), 3);
    assert_eq!(read.certificate_over(spki).unwrap().unwrap().serial, "A3");
    story.end();
}

#[test]
fn denied_successor_gives_its_place_back() {
    let mut story = Story::begin();
    let spki = story.issue_anew(&request(1), "A1");
    story.renew(&request(2), spki, "A1", "A2");
    assert!(!story.stands("A1") && story.stands("A2"));
    story.revoke("A2", RevocationReason::PrivilegeWithdrawn);
    assert!(story.stands("A1") && !story.stands("A2"));
    story.renew(&request(3), spki, "A1", "A3");
    story.revoke("A1", RevocationReason::Superseded);
    story.revoke("A3", RevocationReason::PrivilegeWithdrawn);
    assert!(!story.stands("A1"), "denied by itself");
    story.end();
}

#[test]
fn denial_in_the_middle_of_a_line_does_not_bring_back_its_beginning() {
    let mut story = Story::begin();
    let spki = story.issue_anew(&request(1), "A1");
    story.renew(&request(2), spki, "A1", "A2");
    story.renew(&request(3), spki, "A2", "A3");
    story.revoke("A2", RevocationReason::Superseded);
    assert!(!story.stands("A1") && story.stands("A3"));
    story.end();
}
