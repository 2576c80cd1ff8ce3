//! Each verdict on its own, and what follows from all of them.

use chancery_domain::profile::ProfileId;
use chancery_domain::{Language, Sha256Digest};
use chancery_pki::{Certificate, RevocationReason};

use super::hierarchy::{Hierarchy, foreign, now, revoked};
use crate::{CertificateVerdict, Overall, Purpose, Root, RootNotGiven, Submission};

fn judged(submission: &Submission) -> CertificateVerdict {
    submission.judge().expect("the root is there")
}

/// The names of the verdicts: overall, path, revocation, scope.
fn names(submission: &Submission) -> [&'static str; 4] {
    let view = judged(submission).to_view(Language::En);
    [
        view.verdict,
        view.path.verdict,
        view.revocation.verdict,
        view.scope.verdict,
    ]
}

/// The rule that is broken, and by whom.
fn broken(submission: &Submission) -> (&'static str, String) {
    let view = judged(submission).to_view(Language::En);
    let fault = view.path.fault.expect("something is at fault");
    (fault.rule, fault.subject)
}

fn world(practice: bool) -> (Hierarchy, Certificate) {
    let hierarchy = Hierarchy::new(practice);
    let agent = hierarchy.leaf(ProfileId::Agent);
    (hierarchy, agent)
}

#[test]
fn agents_certificate_is_authentic_by_the_root_that_is_named() {
    let (hierarchy, agent) = world(false);
    let asked = Submission {
        purpose: Some(Purpose::AgentAction),
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&asked), ["authentic", "valid", "good", "understood"]);
    let verdict = judged(&asked);
    assert!(verdict.overall.is_positive());
    let view = verdict.to_view(Language::En);
    assert_eq!(view.path.steps.len(), 3);
    assert_eq!(view.path.steps[2].sha256, hierarchy.root.sha256().to_hex());
    let sentence = view.scope.message.replace('\u{a0}', " ");
    assert!(
        sentence.starts_with("ai_trader_bot_v2 may place"),
        "{sentence}"
    );
    let german = verdict.to_view(Language::De).scope.message;
    assert!(german.starts_with("ai_trader_bot_v2 darf"), "{german}");
}

#[test]
fn practice_is_said_and_never_authentic() {
    let (hierarchy, agent) = world(true);
    let asked = hierarchy.asks(&agent);
    assert_eq!(names(&asked), ["practice", "valid", "good", "understood"]);
    let view = judged(&asked).to_view(Language::En);
    assert!(view.practice && !view.lines(Language::En).join(" ").contains("Authentic"));
}

#[test]
fn without_a_root_there_is_integrity_only() {
    let (hierarchy, agent) = world(false);
    let mut asked = Submission {
        root: None,
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&asked)[..2], ["integrity_only", "valid"]);
    assert_eq!(judged(&asked).to_view(Language::En).path.steps.len(), 2);
    assert!(!judged(&asked).overall.is_positive());

    asked.intermediates.push(foreign(&hierarchy.root));
    assert_eq!(
        names(&asked),
        ["integrity_only", "valid", "good", "understood"]
    );
    assert_eq!(judged(&asked).to_view(Language::En).path.steps.len(), 3);

    // Someone else's root beside it changes nothing.
    asked.intermediates = vec![
        foreign(&hierarchy.issuing),
        foreign(&Hierarchy::new(false).leaf(ProfileId::Officer)),
    ];
    assert_eq!(names(&asked)[0], "integrity_only");
}

#[test]
fn certificate_alone_has_no_issuer() {
    let (hierarchy, agent) = world(false);
    let asked = Submission {
        root: None,
        intermediates: vec![],
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&asked)[..2], ["failed", "invalid"]);
    assert_eq!(broken(&asked).0, "no-issuer");
    // Nor does a root vouch for itself.
    let asked = Submission {
        leaf: foreign(&hierarchy.root),
        ..asked
    };
    assert_eq!(names(&asked)[0], "failed");
}

#[test]
fn root_is_named_by_its_hash_if_it_was_given() {
    let (hierarchy, agent) = world(false);
    let mut asked = Submission {
        root: Some(Root::Fingerprint(hierarchy.root.sha256())),
        ..hierarchy.asks(&agent)
    };
    let missing = RootNotGiven(hierarchy.root.sha256());
    assert_eq!(asked.judge().err(), Some(missing));
    asked.intermediates.push(foreign(&hierarchy.root));
    assert_eq!(names(&asked)[0], "authentic");
    asked.root = Some(Root::Fingerprint(Sha256Digest([7; 32])));
    assert!(asked.judge().is_err());
}

#[test]
fn another_root_of_the_same_name_vouches_for_nothing() {
    let (hierarchy, agent) = world(false);
    let other = Hierarchy::new(false);
    let asked = Submission {
        root: Some(Root::Certificate(Box::new(foreign(&other.root)))),
        ..hierarchy.asks(&agent)
    };
    assert_eq!(
        names(&asked),
        ["failed", "invalid", "unknown", "understood"]
    );
    let (rule, subject) = broken(&asked);
    assert_eq!(rule, "no-issuer");
    let scope = judged(&asked).to_view(Language::En).scope.message;
    assert!(scope.starts_with("not to be relied on: "), "{scope}");
    assert!(subject.contains("Issuing CA 1"), "{subject}");
}

#[test]
fn verdict_is_of_the_instant_that_is_asked_about() {
    let (hierarchy, agent) = world(false);
    for (seconds, verdict) in [(-60, "authentic"), (-61, "failed"), (86_400 * 91, "failed")] {
        let asked = Submission {
            at: now().plus_seconds(seconds),
            lists: None,
            ..hierarchy.asks(&agent)
        };
        assert_eq!(names(&asked)[0], verdict, "{seconds}");
        if verdict == "failed" {
            assert_eq!(broken(&asked).0, "validity");
        }
    }
}

#[test]
fn revocation_is_only_judged_if_lists_are_given() {
    let (hierarchy, agent) = world(false);
    let asked = Submission {
        lists: None,
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&asked)[..3], ["authentic", "valid", "not_asked"]);
    let unknown = ["undecided", "status_unknown", "unknown"];
    let only_root = Submission {
        lists: Some(vec![hierarchy.root_list(&[])]),
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&only_root)[..3], unknown);
    let stale = Submission {
        at: now().plus_seconds(86_401),
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&stale)[..3], unknown);
    assert!(!judged(&stale).overall.is_positive());
    let none = Submission {
        lists: Some(vec![]),
        ..hierarchy.asks(&agent)
    };
    assert_eq!(names(&none)[..3], unknown);
}

#[test]
fn denials_are_told_with_since_when_and_why() {
    let (hierarchy, agent) = world(false);
    for (reason, verdict, shown) in [
        (
            RevocationReason::KeyCompromise,
            "revoked",
            Some("keyCompromise"),
        ),
        (RevocationReason::CertificateHold, "suspended", None),
    ] {
        let lists = hierarchy.lists(&[revoked(&agent, reason)]);
        let mut asked = Submission {
            lists: Some(lists),
            ..hierarchy.asks(&agent)
        };
        assert_eq!(names(&asked)[..3], ["failed", "invalid", verdict]);
        let told = judged(&asked).to_view(Language::En).revocation;
        assert_eq!(told.since.as_deref(), Some("2026-11-22T14:32:00Z"));
        assert_eq!(told.reason, shown);
        let bad_since = shown.map(|_| "2026-11-22T13:33:00Z");
        assert_eq!(told.invalid_since.as_deref(), bad_since);
        asked.at = now().plus_seconds(-59);
        assert_eq!(names(&asked)[2], verdict, "a second after");
    }
}

#[test]
fn revoked_authority_is_named_as_such() {
    let (hierarchy, agent) = world(false);
    let entry = revoked(&hierarchy.issuing, RevocationReason::CaCompromise);
    let asked = Submission {
        lists: Some(vec![
            hierarchy.root_list(&[entry]),
            hierarchy.issuing_list(&[]),
        ]),
        ..hierarchy.asks(&agent)
    };
    let view = judged(&asked).to_view(Language::En);
    assert_eq!(view.revocation.verdict, "revoked");
    let subject = view.revocation.subject.expect("who");
    assert!(subject.contains("Issuing CA 1"), "{subject}");
}

#[test]
fn status_that_is_never_told_is_not_called_good() {
    let hierarchy = Hierarchy::new(false);
    let asked = hierarchy.asks(&hierarchy.leaf(ProfileId::AgentShortLived));
    assert_eq!(names(&asked)[..3], ["authentic", "valid", "never_told"]);
}

#[test]
fn purpose_that_is_asked_for_must_be_listed() {
    let (hierarchy, agent) = world(false);
    for (purpose, verdict) in [
        ("agent-action", "authentic"),
        ("officer-decision", "failed"),
        ("server", "failed"),
        ("1.3.6.1.5.5.7.3.36", "failed"),
    ] {
        let asked = Submission {
            purpose: Some(purpose.parse().expect("a purpose")),
            ..hierarchy.asks(&agent)
        };
        assert_eq!(names(&asked)[0], verdict, "{purpose}");
        if verdict == "failed" {
            assert_eq!(broken(&asked).0, "purpose", "{purpose}");
        }
    }
    let officer = hierarchy.asks(&hierarchy.leaf(ProfileId::Officer));
    assert_eq!(names(&officer), ["authentic", "valid", "good", "absent"]);
}

#[test]
fn purposes_read_back_and_nonsense_is_none() {
    for text in [
        "agent-action",
        "officer-decision",
        "server",
        "client",
        "1.2.3.4",
    ] {
        let purpose: Purpose = text.parse().expect("a purpose");
        assert_eq!(purpose.to_string(), text);
    }
    assert_eq!("1.3.6.1.5.5.7.3.1".parse(), Ok(Purpose::Server));
    for text in ["", "agent", "1", "1..2", "9.9.9", "server "] {
        assert!(text.parse::<Purpose>().is_err(), "{text:?}");
    }
}

#[test]
fn verdicts_have_stable_names() {
    let (hierarchy, agent) = world(true);
    let view = judged(&hierarchy.asks(&agent)).to_view(Language::En);
    let json = serde_json::to_value(&view).expect("JSON");
    let keys = |value: &serde_json::Value| {
        let object = value.as_object().expect("an object");
        object.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    let top = "at certificate message path practice purpose revocation root_named scope verdict";
    assert_eq!(keys(&json), top);
    let identity = "issuer not_after not_before serial sha256 subject";
    assert_eq!(keys(&json["certificate"]), identity);
    assert_eq!(keys(&json["path"]), "fault message steps verdict");
    let revocation = "invalid_since message reason since subject verdict";
    assert_eq!(keys(&json["revocation"]), revocation);
    assert_eq!(keys(&json["scope"]), "message verdict");
    assert_eq!(json["certificate"]["serial"], "09".repeat(16));
    assert_eq!(json["certificate"]["not_before"], "2026-11-22T14:32:00Z");
}

#[test]
fn both_languages_say_each_verdict_in_their_own_words() {
    let (hierarchy, agent) = world(false);
    let whole = hierarchy.asks(&agent);
    let denied = hierarchy.lists(&[revoked(&agent, RevocationReason::Superseded)]);
    let all = [
        Submission {
            root: None,
            lists: None,
            ..whole.clone()
        },
        Submission {
            at: now().plus_seconds(-99),
            ..whole.clone()
        },
        Submission {
            lists: Some(vec![]),
            ..whole.clone()
        },
        Submission {
            lists: Some(denied),
            ..whole.clone()
        },
        Submission {
            purpose: Some(Purpose::Client),
            ..whole.clone()
        },
        Submission {
            intermediates: vec![],
            ..whole.clone()
        },
        whole,
    ];
    for asked in &all {
        let verdict = judged(asked);
        let (en, de) = (verdict.to_view(Language::En), verdict.to_view(Language::De));
        assert_ne!(en.message, de.message);
        assert_ne!(en.path.message, de.path.message);
        assert_ne!(en.revocation.message, de.revocation.message);
        assert_ne!(en.scope.message, de.scope.message);
        let lines = verdict.to_view(Language::De).lines(Language::De);
        assert!(lines.len() >= 6 && lines.iter().all(|line| !line.contains('\n')));
    }
    assert_eq!(judged(&all[0]).overall, Overall::IntegrityOnly);
}
