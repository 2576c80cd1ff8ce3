use chancery_domain::{
    Sha256Digest,
    change::{Change, ChangeId, ChangeKind, ChangeObject, ChangeTag},
    event::EventBody,
    profile::{Profile, ProfileId},
};

use super::story::{Story, checker, maker};
use crate::{Error, read::ChangeState};

fn change(number: u64) -> ChangeId {
    ChangeId::numbered(2026, number)
}

fn following(current: &Profile, cap: u32) -> Profile {
    let mut next = current.clone();
    next.version += 1;
    next.validity.cap = cap;
    next
}

impl Story {
    fn propose(&mut self, number: u64, current: &Profile, next: &Profile) -> Sha256Digest {
        let object = ChangeObject {
            kind: ChangeTag::Change,
            version: 1,
            origin: "example/log".into(),
            change: Change::Profile {
                current: current.into(),
                next: next.clone(),
            },
        };
        let object = self.blob(&object.to_jcs());
        let body = EventBody::ChangeProposed {
            approvals: None,
            change: change(number),
            kind: ChangeKind::Profile,
            object,
            decision: self.fresh("statement"),
        };
        self.tell(maker(), body);
        object
    }

    fn approved(&mut self, number: u64, object: Sha256Digest) -> EventBody {
        EventBody::ChangeApproved {
            change: change(number),
            object,
            decision: self.fresh("statement"),
        }
    }

    fn rejected(&mut self, number: u64, object: Sha256Digest) -> EventBody {
        EventBody::ChangeRejected {
            change: change(number),
            object,
            decision: self.fresh("statement"),
        }
    }
}

#[test]
fn approved_profile_is_in_force_and_the_proposed_one_is_not() {
    let mut story = Story::begin();
    let built_in = Profile::built_in(ProfileId::Agent);
    let second = following(&built_in, 180);
    let object = story.propose(1, &built_in, &second);
    let in_force = |story: &Story| story.read().profile_in_force(ProfileId::Agent).unwrap();
    assert_eq!(in_force(&story), None);
    assert_eq!(story.read().changes_waiting().unwrap(), 1);
    let body = story.approved(1, object);
    let seq = story.tell(checker(), body);
    assert_eq!(in_force(&story), Some(second.clone()));
    let other = story.read().profile_in_force(ProfileId::Officer).unwrap();
    assert_eq!(other, None);
    let row = story.read().change(&change(1)).unwrap().unwrap();
    assert_eq!(
        (row.state, row.decide_seq),
        (ChangeState::Approved, Some(seq))
    );
    assert_eq!(row.subject, "agent");
    let third = following(&second, 120);
    let object = story.propose(2, &second, &third);
    let body = story.approved(2, object);
    story.tell(checker(), body);
    let history = story.read().profile_history(ProfileId::Agent).unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|row| (row.profile.validity.cap, row.change.clone()))
        .collect();
    assert_eq!(told, [(120, change(2)), (180, change(1))]);
    assert_eq!(history[0].sha256, third.sha256());
    assert_eq!(story.read().changes_waiting().unwrap(), 0);
    story.end();
}

#[test]
fn rejected_change_changes_nothing_and_is_open_no_longer() {
    let mut story = Story::begin();
    let built_in = Profile::built_in(ProfileId::Agent);
    let object = story.propose(1, &built_in, &following(&built_in, 180));
    story.propose(2, &built_in, &following(&built_in, 120));
    story.propose(3, &built_in, &following(&built_in, 60));
    let body = story.rejected(1, object);
    story.tell(checker(), body);
    let late = story.approved(1, object);
    assert!(story.attempt(checker(), late).is_err(), "decided already");
    assert_eq!(
        story.read().profile_in_force(ProfileId::Agent).unwrap(),
        None
    );
    let open = story.read().changes(true, None, 1).unwrap();
    assert_eq!(open[0].id, change(3));
    let rest = story.read().changes(true, Some(&open[0].id), 9).unwrap();
    assert_eq!((rest.len(), &rest[0].id), (1, &change(2)));
    assert_eq!(story.read().changes(false, None, 9).unwrap().len(), 3);
    assert_eq!(story.read().changes_total().unwrap(), 3);
    story.end();
}

#[test]
fn proposer_never_decides() {
    let mut story = Story::begin();
    let built_in = Profile::built_in(ProfileId::Agent);
    let object = story.propose(1, &built_in, &following(&built_in, 180));
    for body in [story.approved(1, object), story.rejected(1, object)] {
        assert!(story.attempt(maker(), body).is_err());
    }
    story.end();
}

#[test]
fn change_of_a_version_that_is_in_force_no_longer_comes_too_late() {
    let mut story = Story::begin();
    let built_in = Profile::built_in(ProfileId::Agent);
    let first = story.propose(1, &built_in, &following(&built_in, 180));
    let second = story.propose(2, &built_in, &following(&built_in, 120));
    let body = story.approved(1, first);
    story.tell(checker(), body);
    let late = story.approved(2, second);
    assert!(matches!(
        story.attempt(checker(), late),
        Err(Error::Dangling { .. })
    ));
    let in_force = story.read().profile_in_force(ProfileId::Agent).unwrap();
    assert_eq!(in_force.unwrap().validity.cap, 180);
    story.end();
}
