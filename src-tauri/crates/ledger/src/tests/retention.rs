use chancery_domain::{
    Sha256Digest,
    change::{Change, ChangeId, ChangeKind, ChangeObject, ChangeTag},
    event::EventBody,
    retention::{HoldId, HoldSubject, RetentionClass, RetentionRule, RetentionSchedule},
};

use super::story::{Story, checker, id, maker, officer};
use crate::{Error, media, read::SideDataKind};

fn change(number: u64) -> ChangeId {
    ChangeId::numbered(2026, number)
}

fn schedule(version: u32, months: u32) -> RetentionSchedule {
    RetentionSchedule {
        version,
        rules: vec![RetentionRule {
            class: RetentionClass::IctLogs,
            months,
        }],
    }
}

impl Story {
    /// Something that can be erased.
    fn secret(&mut self, words: &str) -> Sha256Digest {
        self.ledger
            .write(|tx| tx.put_erasable_blob(media::COMMITTED, words.as_bytes()))
            .expect("stored")
    }

    /// A request with a person accountable and a purpose.
    fn submit_for(&mut self, request: &str, accountable: &str, purpose: &str) -> [Sha256Digest; 2] {
        let blobs = [self.secret(accountable), self.secret(purpose)];
        let spki = self.generate_key(request, chancery_domain::event::KeyPurpose::Agent);
        let mut body = self.submission(request, spki);
        let named = serde_json::json!({
            "issuer_ski": super::story::ISSUING,
            "request": request,
            "accountable": blobs[0],
            "purpose": blobs[1],
        });
        if let EventBody::RequestSubmitted { object, .. } = &mut body {
            *object = self.blob(named.to_string().as_bytes());
        }
        self.tell(maker(), body);
        blobs
    }

    fn decides(&mut self, number: u64, of: Change) {
        let kind = of.kind();
        let object = ChangeObject {
            kind: ChangeTag::Change,
            version: 1,
            origin: "example/log".into(),
            change: of,
        };
        let object = self.blob(&object.to_jcs());
        let body = EventBody::ChangeProposed {
            approvals: None,
            change: change(number),
            kind,
            object,
            decision: self.fresh("statement"),
        };
        self.tell(maker(), body);
        let body = EventBody::ChangeApproved {
            change: change(number),
            object,
            decision: self.fresh("statement"),
        };
        self.tell(checker(), body);
    }

    fn erase(&mut self, blob: Sha256Digest, by: u64) -> Result<u64, Error> {
        let body = EventBody::BlobErased {
            blob,
            change: change(by),
        };
        let seq = self.attempt(maker(), body)?;
        let erased = self.ledger.write(|tx| tx.erase_blob(blob))?;
        assert!(erased);
        Ok(seq)
    }

    fn hold(&mut self, number: u64, subject: HoldSubject) -> HoldId {
        let hold = HoldId::numbered(2026, number);
        let body = EventBody::HoldPlaced {
            hold: hold.clone(),
            subject,
            object: self.fresh("object"),
            decision: self.fresh("statement"),
        };
        self.tell(
            officer(1, chancery_domain::officer::Role::Administrator),
            body,
        );
        hold
    }

    /// True if any file of the store has these bytes.
    fn holds_bytes(&self, words: &str) -> bool {
        let files = std::fs::read_dir(self.folder()).expect("a folder");
        files.flatten().any(|file| {
            let bytes = std::fs::read(file.path()).expect("a file");
            bytes
                .windows(words.len())
                .any(|part| part == words.as_bytes())
        })
    }
}

#[test]
fn erased_bytes_are_in_no_file_and_the_log_still_verifies() {
    let mut story = Story::begin();
    let words = "Bruno Ahorn, whom nobody else is called";
    let [accountable, purpose] = story.submit_for("REQ-2026-0001", words, "a purpose that stays");
    assert!(story.holds_bytes(words));
    let there = story.read().side_data_there(0, 10).unwrap();
    let kinds: Vec<_> = there.iter().map(|row| row.kind).collect();
    let officers = [SideDataKind::OfficerName; 4];
    assert_eq!(kinds[..4], officers);
    assert_eq!(
        kinds[4..],
        [SideDataKind::Accountable, SideDataKind::Purpose]
    );

    let blobs = vec![accountable];
    story.decides(1, Change::Erasure { blobs });
    let owed = story.read().erasures_owed().unwrap();
    assert_eq!(owed, [(change(1), accountable)]);
    let seq = story.erase(accountable, 1).unwrap();
    assert!(story.ledger.purge(std::time::Duration::ZERO).unwrap());

    assert!(!story.holds_bytes(words));
    assert!(story.holds_bytes("a purpose that stays"));
    assert_eq!(story.read().erasable_blob(accountable).unwrap(), None);
    assert!(story.read().erasable_blob(purpose).unwrap().is_some());
    let row = story.read().side_data(accountable).unwrap().unwrap();
    assert_eq!((row.erased_seq, row.change), (Some(seq), Some(change(1))));
    assert_eq!(story.read().erasures_owed().unwrap(), []);
    assert_eq!(story.read().erased_total().unwrap(), 1);
    let left = story.read().side_data_there(0, 10).unwrap();
    assert!(left.iter().all(|row| row.blob != accountable));
    assert!(story.read().side_data_at_odds().unwrap().is_empty());
    story.end();
}

#[test]
fn only_what_an_approved_change_names_goes() {
    let mut story = Story::begin();
    let [named, other] = story.submit_for("REQ-2026-0001", "one", "two");
    assert!(story.erase(named, 1).is_err(), "nothing was decided");
    story.decides(1, Change::Erasure { blobs: vec![named] });
    assert!(story.erase(other, 1).is_err(), "another was decided on");
    assert!(
        story.erase(named, 2).is_err(),
        "no such change was decided on"
    );
    story.erase(named, 1).unwrap();
    assert!(story.erase(named, 1).is_err(), "it went");
    story.end();
}

#[test]
fn blob_that_stays_is_not_erased() {
    let mut story = Story::begin();
    let stays = story.fresh("object");
    assert!(!story.ledger.write(|tx| tx.erase_blob(stays)).unwrap());
    assert!(story.read().blob(stays).is_ok());
}

#[test]
fn what_went_without_an_event_is_at_odds() {
    let mut story = Story::begin();
    let [named, _] = story.submit_for("REQ-2026-0001", "one", "two");
    let row = story.read().side_data(named).unwrap().unwrap();
    assert!(story.ledger.write(|tx| tx.erase_blob(named)).unwrap());
    assert_eq!(story.read().side_data_at_odds().unwrap(), [row.seq]);
}

#[test]
fn hold_covers_its_agent_or_request_until_it_is_lifted() {
    let mut story = Story::begin();
    for number in 1..=2 {
        let request = format!("REQ-2026-000{number}");
        story.submit_for(&request, &format!("one {number}"), &format!("two {number}"));
    }
    let agent = chancery_domain::agent::AgentId::parse("trading-bot").unwrap();
    let stranger = chancery_domain::agent::AgentId::parse("other-bot").unwrap();
    let (first, second) = (id("REQ-2026-0001"), id("REQ-2026-0002"));
    let over = |story: &Story, request, agent| {
        let hold = story.read().hold_over_request(request, agent).unwrap();
        hold.map(|hold| hold.id)
    };
    assert!(story.read().hold_over_officers().unwrap().is_none());
    let request = first.clone();
    let one = story.hold(1, HoldSubject::Request { request });
    assert_eq!(over(&story, &first, &agent), Some(one.clone()));
    assert_eq!(over(&story, &second, &agent), None);
    assert!(story.read().hold_over_officers().unwrap().is_some());
    let all = story.hold(
        2,
        HoldSubject::Agent {
            agent: agent.clone(),
        },
    );
    assert_eq!(over(&story, &second, &agent), Some(all.clone()));
    assert_eq!(over(&story, &second, &stranger), None);
    let everything = story.hold(3, HoldSubject::Everything);
    assert_eq!(over(&story, &second, &stranger), Some(everything));

    for (number, hold) in (1..).zip([one.clone(), all]) {
        story.decides(number, Change::HoldLift { hold });
    }
    assert_eq!(
        over(&story, &first, &agent),
        Some(HoldId::numbered(2026, 3))
    );
    let lifted = story.read().hold(&one).unwrap().unwrap();
    assert_eq!(lifted.lifted, Some(change(1)));
    let page = story.read().holds(None, 2).unwrap();
    let numbers: Vec<_> = page.iter().map(|hold| hold.number).collect();
    assert_eq!(numbers, [3, 2]);
    let rest = story.read().holds(Some(2), 2).unwrap();
    assert_eq!((rest.len(), &rest[0].id), (1, &one));
    story.end();
}

#[test]
fn schedule_in_force_is_the_last_that_was_decided() {
    let mut story = Story::begin();
    assert_eq!(story.read().schedule_in_force().unwrap(), None);
    for (number, months) in [(1, 12), (2, 0)] {
        let next = schedule(u32::try_from(number).unwrap() + 1, months);
        let current = next.sha256();
        story.decides(number, Change::Retention { current, next });
    }
    let in_force = story.read().schedule_in_force().unwrap();
    assert_eq!(in_force, Some(schedule(3, 0)));
    let history = story.read().schedule_history().unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|row| (row.schedule.version, row.change.clone()))
        .collect();
    assert_eq!(told, [(3, change(2)), (2, change(1))]);
    story.end();
}

#[test]
fn pages_of_side_data_lose_nothing() {
    let mut story = Story::begin();
    for number in 1..=5 {
        let request = format!("REQ-2026-000{number}");
        story.submit_for(&request, &format!("one {number}"), &format!("two {number}"));
    }
    let whole = story.read().side_data_there(0, 100).unwrap();
    assert_eq!(whole.len(), 4 + 10);
    for limit in [1, 2, 3, 5] {
        let (mut paged, mut after) = (vec![], 0);
        loop {
            let page = story.read().side_data_there(after, limit).unwrap();
            let Some(last) = page.last() else { break };
            after = last.seq;
            paged.extend(page.into_iter().map(|row| row.blob));
        }
        let expected: Vec<_> = whole.iter().map(|row| row.blob).collect();
        assert_eq!(paged, expected, "pages of {limit}");
    }
}

#[test]
fn kinds_of_change_are_told_apart() {
    let mut story = Story::begin();
    let hold = story.hold(1, HoldSubject::Everything);
    story.decides(1, Change::HoldLift { hold });
    let row = story.read().change(&change(1)).unwrap().unwrap();
    assert_eq!(
        (row.kind, row.subject.as_str()),
        (ChangeKind::HoldLift, "HOLD-2026-0001")
    );
    story.end();
}
