use chancery_domain::{
    Utc,
    event::{EventBody, RevocationReason},
    profile::ProfileId,
};

use super::story::{ISSUING, Issue, ROOT, Story, maker};
use crate::{
    Error,
    read::{DenialCause, SerialStatus},
};

const ONE: &str = "REQ-2026-0001";
const TWO: &str = "REQ-2026-0002";

impl Story {
    fn status(&self, serial: &str) -> SerialStatus {
        self.read().status_of(serial).unwrap()
    }

    /// Serial and reason of each entry of the issuing authority's list.
    pub(super) fn entries(&self, partition: u32) -> Vec<(String, Option<u8>)> {
        let mut met = Vec::new();
        self.read()
            .for_each_denied(ISSUING, partition, |entry| {
                met.push((entry.serial.to_owned(), entry.reason_code));
                Ok::<_, Error>(())
            })
            .unwrap();
        met
    }

    pub(super) fn entries_since(&self, partition: u32, seq: u64) -> Vec<(String, Option<u8>)> {
        let mut met = Vec::new();
        self.read()
            .for_each_denied_since(ISSUING, partition, seq, |entry| {
                met.push((entry.serial.to_owned(), entry.reason_code));
                Ok::<_, Error>(())
            })
            .unwrap();
        met
    }
}

#[test]
fn serial_is_unknown_good_or_revoked() {
    let mut story = Story::begin();
    story.issue_anew(ONE, "A1");
    assert_eq!(story.status("A1"), SerialStatus::Good);
    assert_eq!(story.status("B1"), SerialStatus::NeverIssued);
    let since = Utc::from_unix_seconds(1_790_000_000).unwrap();
    let body = EventBody::CertificateRevoked {
        serial: "A1".into(),
        reason: RevocationReason::KeyCompromise,
        decision: story.fresh("statement"),
        invalid_since: Some(since),
        unconfirmed: false,
        change: None,
    };
    story.tell(maker(), body);
    let revoked = SerialStatus::Revoked {
        at: story.now(),
        cause: DenialCause::Revoked(RevocationReason::KeyCompromise),
        invalid_since: Some(since),
    };
    assert_eq!(story.status("A1"), revoked);
    let read = story.read();
    assert_eq!(read.status_under(ISSUING, "A1").unwrap(), revoked);
    assert_eq!(
        read.status_under(ROOT, "A1").unwrap(),
        SerialStatus::NeverIssued,
        "another issuer never issued it"
    );
    story.end();
}

#[test]
fn what_is_revoked_stays_as_it_is() {
    let mut story = Story::begin();
    story.issue_anew(ONE, "A1");
    story.revoke("A1", RevocationReason::Superseded);
    let again = |decision| EventBody::CertificateRevoked {
        serial: "A1".into(),
        reason: RevocationReason::KeyCompromise,
        decision,
        invalid_since: None,
        unconfirmed: false,
        change: None,
    };
    let decision = story.fresh("statement");
    assert!(story.attempt(maker(), again(decision)).is_err());
    let hold = EventBody::CertificateSuspended {
        serial: "A1".into(),
        decision,
    };
    assert!(story.attempt(maker(), hold).is_err());
    let release = EventBody::CertificateReleased {
        serial: "A1".into(),
        decision,
        change: None,
    };
    assert!(story.attempt(maker(), release).is_err());
    assert_eq!(story.entries(0), [("A1".into(), Some(4))]);
    story.end();
}

#[test]
fn what_was_never_issued_can_be_neither_revoked_nor_suspended() {
    let mut story = Story::begin();
    let decision = story.fresh("statement");
    let bodies = [
        EventBody::CertificateRevoked {
            serial: "A1".into(),
            reason: RevocationReason::Superseded,
            decision,
            invalid_since: None,
            unconfirmed: false,
            change: None,
        },
        EventBody::CertificateSuspended {
            serial: "A1".into(),
            decision,
        },
    ];
    for body in bodies {
        assert!(matches!(
            story.attempt(maker(), body),
            Err(Error::Dangling { .. })
        ));
    }
    story.end();
}

#[test]
fn suspended_certificate_is_on_hold_until_it_is_released() {
    let mut story = Story::begin();
    story.issue_anew(ONE, "A1");
    story.suspend("A1");
    let at = story.now();
    assert_eq!(story.status("A1"), SerialStatus::Suspended { at });
    assert_eq!(story.entries(0), [("A1".into(), Some(6))]);
    assert_eq!(story.read().suspended_total().unwrap(), 1);
    story.release("A1");
    assert_eq!(story.status("A1"), SerialStatus::Good);
    assert!(story.entries(0).is_empty());
    assert_eq!(story.read().suspended_total().unwrap(), 0);
    story.suspend("A1");
    assert_eq!(story.read().suspended_total().unwrap(), 1);
    story.end();
}

#[test]
fn revocation_takes_the_place_of_a_suspension_and_keeps_its_date() {
    let mut story = Story::begin();
    story.issue_anew(ONE, "A1");
    story.suspend("A1");
    let held = story.now();
    let seq = story.revoke("A1", RevocationReason::PrivilegeWithdrawn);
    let denied = story.read().denied("A1").unwrap().unwrap();
    assert_eq!((denied.at, denied.seq), (held, seq));
    assert_eq!(denied.cause.reason_code(), Some(9));
    assert_eq!(story.read().suspended_total().unwrap(), 0);
    let parts = story.read().partitions_of(ISSUING).unwrap();
    assert_eq!((parts[0].denied, parts[0].suspended), (1, 0));
    story.end();
}

#[test]
fn every_partition_has_a_list_of_its_own() {
    let mut story = Story::begin();
    for (request, serial, partition) in [(ONE, "A1", 0), (TWO, "A2", 1)] {
        let spki = story.submit(request);
        story.approve(request);
        story.issue(&Issue {
            request,
            serial,
            spki,
            partition,
            days: 90,
        });
    }
    story.revoke("A2", RevocationReason::CessationOfOperation);
    assert!(story.entries(0).is_empty());
    assert_eq!(story.entries(1), [("A2".into(), Some(5))]);
    assert!(story.entries(2).is_empty());
    let parts = story.read().partitions_of(ISSUING).unwrap();
    let told: Vec<_> = parts
        .iter()
        .map(|part| (part.partition, part.issued, part.denied, part.owed))
        .collect();
    assert_eq!(told, [(0, 1, 0, false), (1, 1, 1, true)]);
    assert_eq!(story.read().issued_under(ISSUING).unwrap(), 2);
    assert_eq!(story.read().issued_under(ROOT).unwrap(), 0);
    story.end();
}

#[test]
fn entries_come_in_the_order_of_their_events() {
    let mut story = Story::begin();
    for number in 1..=5 {
        story.issue_anew(&format!("REQ-2026-000{number}"), &format!("A{number}"));
    }
    for serial in ["A4", "A1", "A5"] {
        story.revoke(serial, RevocationReason::Superseded);
    }
    let serials: Vec<_> = story.entries(0).into_iter().map(|(one, _)| one).collect();
    assert_eq!(serials, ["A4", "A1", "A5"]);
    story.end();
}

#[test]
fn stream_stops_where_its_reader_stops() {
    let mut story = Story::begin();
    for number in 1..=3 {
        story.issue_anew(&format!("REQ-2026-000{number}"), &format!("A{number}"));
        story.revoke(&format!("A{number}"), RevocationReason::Superseded);
    }
    let mut met = 0;
    let stopped = story.read().for_each_denied(ISSUING, 0, |_| {
        met += 1;
        match met {
            2 => Err(Error::Value { table: "denied" }),
            _ => Ok(()),
        }
    });
    assert!(stopped.is_err());
    assert_eq!(met, 2);
    story.end();
}

#[test]
fn delta_names_what_was_denied_since_and_takes_off_what_was_released_since() {
    let mut story = Story::begin();
    for number in 1..=4 {
        story.issue_anew(&format!("REQ-2026-000{number}"), &format!("A{number}"));
    }
    story.revoke("A1", RevocationReason::Superseded);
    story.suspend("A2");
    let base = story.publish(1, 0, None);
    assert!(story.entries_since(0, base).is_empty());
    story.release("A2");
    story.suspend("A3");
    story.revoke("A3", RevocationReason::KeyCompromise);
    story.suspend("A4");
    story.release("A4");
    let wanted = [
        ("A2".to_owned(), Some(8)),
        ("A3".to_owned(), Some(1)),
        ("A4".to_owned(), Some(8)),
    ];
    assert_eq!(story.entries_since(0, base), wanted);
    story.suspend("A2");
    story.release("A2");
    story.suspend("A4");
    let wanted = [
        ("A3".to_owned(), Some(1)),
        ("A2".to_owned(), Some(8)),
        ("A4".to_owned(), Some(6)),
    ];
    assert_eq!(story.entries_since(0, base), wanted, "each serial once");
    story.end();
}

#[test]
fn certificate_of_an_authority_is_under_its_own_issuer() {
    let mut story = Story::begin();
    let spki = story.fresh("key");
    let body = story.certificate(ProfileId::IssuingCa, ROOT, "CA1", spki);
    story.tell(maker(), body);
    story.revoke("CA1", RevocationReason::CessationOfOperation);
    assert_eq!(
        story.read().denied("CA1").unwrap().unwrap().issuer_ski,
        ROOT
    );
    assert!(story.entries(0).is_empty());
    story.end();
}
