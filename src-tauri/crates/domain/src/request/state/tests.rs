//! Who may bring a request from which state to which.

use super::*;
use crate::{
    officer::Role,
    policy::{ApprovalPolicy, Group, Step},
    profile::ProfileId,
    scope::Scope,
};

fn signer(number: u32, role: Role) -> Signer {
    Signer {
        officer: OfficerId::numbered(number),
        role,
        certificate: Sha256Digest::of(&number.to_be_bytes()),
        token_serial: format!("token-{number}"),
    }
}

fn checker(number: u32) -> Signer {
    signer(number, Role::Checker)
}

fn maker() -> Signer {
    signer(2, Role::Maker)
}

fn any(approvals: u8) -> Required {
    Required::by(None, ProfileId::Agent, approvals, &Scope::default())
}

/// Risk, then two of compliance.
fn in_steps() -> Required {
    let mut policy = ApprovalPolicy::built_in();
    let group = |name: &str, numbers: &[u32]| Group {
        name: name.into(),
        officers: numbers.iter().copied().map(OfficerId::numbered).collect(),
    };
    policy.groups = vec![group("risk", &[3, 4]), group("compliance", &[4, 5, 6])];
    let step = |name: &str, approvals| Step {
        group: Some(name.into()),
        approvals,
    };
    policy.rules[1].steps = vec![step("risk", 1), step("compliance", 2)];
    policy.lifetime_hours = 2;
    Required::by(Some(&policy), ProfileId::Agent, 1, &Scope::default())
}

fn submitted(required: Required) -> Submitted {
    let id = RequestId::numbered(2026, 1);
    let object = Sha256Digest::of(b"object");
    Submitted::by(id, object, maker(), required).expect("a maker submits")
}

fn instant() -> Utc {
    Utc::from_unix_seconds(1_795_000_000).expect("in range")
}

fn approve(checkers: &[Signer], required: Required) -> Result<Approved, Refusal> {
    let approvals = checkers.iter().map(|signer| Approval {
        signer: signer.clone(),
        at: instant(),
    });
    submitted(required).approve_all(approvals)?.complete()
}

#[test]
fn only_a_maker_submits_and_a_draft_only_who_wrote_it() {
    let draft = Draft {
        id: DraftId::numbered(2026, 1),
        maker: OfficerId::numbered(2),
    };
    let submit = |by| {
        let id = RequestId::numbered(2026, 1);
        draft.clone().submit(id, Sha256Digest::of(b""), by, any(1))
    };
    assert!(submit(maker()).is_ok());
    assert!(matches!(
        submit(signer(7, Role::Maker)),
        Err(Refusal::NotTheMaker { .. })
    ));
    assert!(matches!(
        submit(checker(2)),
        Err(Refusal::RoleForbids { .. })
    ));
}

#[test]
fn as_many_approve_as_are_asked_for_and_each_once() {
    assert!(approve(&[checker(3), checker(4)], any(2)).is_ok());
    assert!(matches!(
        approve(&[checker(3)], any(2)),
        Err(Refusal::ApprovalsMissing { .. })
    ));
    let mut disguised = checker(4);
    disguised.token_serial = checker(3).token_serial;
    for again in [checker(3), disguised] {
        assert!(matches!(
            approve(&[checker(3), again], any(2)),
            Err(Refusal::ApprovedAlready { .. })
        ));
    }
    assert!(approve(&[], any(0)).is_err(), "nobody is nobody");
    assert!(matches!(
        approve(&[checker(3), checker(4)], any(1)),
        Err(Refusal::ApprovalsComplete { .. })
    ));
}

#[test]
fn each_approves_only_in_the_step_that_is_open_and_as_one_of_its_group() {
    let refused = |numbers: &[u32]| {
        let checkers: Vec<Signer> = numbers.iter().copied().map(checker).collect();
        approve(&checkers, in_steps()).err()
    };
    let waits_for = |officer, group: &str| {
        Some(Refusal::NotInGroup {
            request: RequestId::numbered(2026, 1),
            officer: OfficerId::numbered(officer),
            group: group.into(),
        })
    };
    assert_eq!(refused(&[3, 5, 6]), None);
    assert_eq!(refused(&[4, 5, 6]), None);
    assert_eq!(refused(&[5, 3, 6]), waits_for(5, "risk"));
    assert!(refused(&[3, 3, 6]).is_some());
    assert_eq!(refused(&[3, 7]), waits_for(7, "compliance"));
    assert!(matches!(
        refused(&[4, 4, 5]),
        Some(Refusal::ApprovedAlready { .. })
    ));
    assert!(matches!(
        refused(&[3, 5]),
        Some(Refusal::ApprovalsMissing {
            given: 2,
            needed: 3,
            ..
        })
    ));
}

#[test]
fn maker_can_not_approve_even_as_a_checker_with_another_token() {
    let mut again = checker(2);
    again.token_serial = "second token".into();
    again.certificate = Sha256Digest::of(b"second certificate");
    assert!(matches!(
        approve(&[again], any(1)),
        Err(Refusal::SelfApproval { .. })
    ));
}

#[test]
fn makers_token_in_another_hand_can_not_decide() {
    let mut other = checker(3);
    other.token_serial = maker().token_serial;
    assert!(matches!(
        submitted(any(1)).reject(other),
        Err(Refusal::SelfApproval { .. })
    ));
}

#[test]
fn administrator_can_not_decide() {
    let administrator = signer(1, Role::Administrator);
    assert!(matches!(
        approve(std::slice::from_ref(&administrator), any(1)),
        Err(Refusal::RoleForbids { .. })
    ));
    assert!(submitted(any(1)).reject(administrator).is_err());
}

#[test]
fn its_maker_takes_it_back_until_it_is_issued_and_nobody_else_does() {
    let approved = approve(&[checker(3)], any(1)).expect("another officer");
    assert!(submitted(any(1)).withdraw(maker()).is_ok());
    assert!(approved.clone().withdraw(maker()).is_ok());
    assert!(matches!(
        approved.clone().withdraw(signer(7, Role::Maker)),
        Err(Refusal::NotTheMaker { .. })
    ));
    assert!(approved.withdraw(signer(5, Role::Auditor)).is_err());
}

#[test]
fn approval_ends_as_its_policy_says_counted_from_the_first() {
    let approvals = [(3, 0), (5, 3_600), (6, 7_200)];
    let approvals = approvals.map(|(number, after)| Approval {
        signer: checker(number),
        at: instant().plus_seconds(after),
    });
    let approved = submitted(in_steps())
        .approve_all(approvals.clone())
        .and_then(Given::complete)
        .expect("in time");
    assert_eq!(approved.ends_at(), instant().plus_seconds(7_200));
    let last = approved.ends_at();
    assert!(approved.clone().issue("0A".into(), last).is_ok());
    let late = last.plus_seconds(1);
    assert!(approved.clone().issue("0A".into(), late).is_err());
    assert!(approved.clone().expire(last).is_err());
    assert_eq!(approved.expire(late).expect("ended").at, last);

    let mut too_late = approvals;
    too_late[2].at = late;
    assert!(matches!(
        submitted(in_steps()).approve_all(too_late),
        Err(Refusal::ApprovalEnded { .. })
    ));
}

#[test]
fn what_nobody_approved_does_not_expire() {
    let waits = submitted(any(2));
    assert!(waits.clone().expire(instant()).is_err());
    let Ok(Given::Waits(waits)) = waits.approve(checker(3), instant()) else {
        panic!("it takes two");
    };
    assert!(waits.expire(instant().plus_seconds(86_401)).is_ok());
}
