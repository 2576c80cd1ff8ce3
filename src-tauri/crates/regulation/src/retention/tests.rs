use chancery_domain::{
    Utc,
    retention::{RetentionClass, RetentionRule, RetentionSchedule},
};

use super::*;

fn at(text: &str) -> Utc {
    Utc::parse(text).expect("an instant")
}

fn rule(class: RetentionClass, months: u32) -> RetentionRule {
    RetentionRule { class, months }
}

fn second(rules: Vec<RetentionRule>) -> RetentionSchedule {
    RetentionSchedule { version: 2, rules }
}

#[test]
fn every_class_has_one_basis_and_stands_in_its_order() {
    let listed: Vec<_> = CLASSES.iter().map(|one| one.class).collect();
    assert_eq!(listed, RetentionClass::ALL);
    for law in CLASSES {
        assert!(!law.basis.is_empty());
        assert_eq!(basis_of(law.class), &law);
        let months = law.built_in.unwrap_or(law.minimum.unwrap_or(0));
        assert!(law.minimum.is_none_or(|minimum| minimum <= months));
        assert!(law.maximum.is_none_or(|maximum| months <= maximum));
    }
}

#[test]
fn built_in_schedule_is_the_one_that_is_documented() {
    let told: Vec<_> = built_in()
        .rules
        .into_iter()
        .map(|rule| (rule.class, rule.months))
        .collect();
    assert_eq!(
        told,
        [
            (RetentionClass::AiSystemLogs, 6),
            (RetentionClass::CaspRecords, 60),
            (RetentionClass::TradingPlatformOrders, 60),
            (RetentionClass::IctLogs, 60),
            (RetentionClass::PersonalData, 0),
        ]
    );
    assert_eq!(built_in().version, 1);
}

#[test]
fn schedule_keeps_within_the_bounds_of_the_law() {
    use RetentionClass::{AiSystemLogs, CaspRecords, IctLogs, PersonalData};
    let refused = |rules| check_follows(&second(rules), &built_in()).expect_err("refused");
    for (class, months) in [(AiSystemLogs, 5), (CaspRecords, 59)] {
        assert!(matches!(
            refused(vec![rule(class, months)]),
            ScheduleError::TooShort { class: named, .. } if named == class
        ));
    }
    for (class, months) in [(CaspRecords, 85), (IctLogs, 1_201)] {
        assert!(matches!(
            refused(vec![rule(class, months)]),
            ScheduleError::TooLong { class: named, .. } if named == class
        ));
    }
    let taken = [
        vec![],
        vec![rule(IctLogs, 0), rule(PersonalData, 0)],
        vec![rule(AiSystemLogs, 6), rule(CaspRecords, 84)],
    ];
    for rules in taken {
        assert_eq!(check_follows(&second(rules), &built_in()), Ok(()));
    }
}

#[test]
fn schedule_has_one_form_and_changes_something() {
    use RetentionClass::{AiSystemLogs, IctLogs};
    let refused = |next: &RetentionSchedule| check_follows(next, &built_in()).expect_err("refused");
    let twice = second(vec![rule(IctLogs, 1), rule(IctLogs, 2)]);
    assert!(matches!(refused(&twice), ScheduleError::Order { .. }));
    let swapped = second(vec![rule(IctLogs, 1), rule(AiSystemLogs, 6)]);
    let class = AiSystemLogs;
    assert_eq!(refused(&swapped), ScheduleError::Order { class });
    assert_eq!(refused(&second(built_in().rules)), ScheduleError::Same);
    for version in [1, 3] {
        let next = RetentionSchedule {
            version,
            rules: vec![],
        };
        assert_eq!(refused(&next), ScheduleError::Version { expected: 2 });
    }
}

#[test]
fn months_are_those_of_the_calendar() {
    let cases = [
        ("2026-11-23T05:41:35.250Z", 0, "2026-11-23T05:41:35.250Z"),
        ("2026-11-23T05:41:35.250Z", 1, "2026-12-23T05:41:35.250Z"),
        ("2026-12-23T05:41:35.000Z", 1, "2027-01-23T05:41:35.000Z"),
        ("2026-08-31T23:59:59.999Z", 6, "2027-02-28T23:59:59.999Z"),
        ("2028-02-29T12:00:00.000Z", 12, "2029-02-28T12:00:00.000Z"),
        ("2027-08-31T00:00:00.000Z", 6, "2028-02-29T00:00:00.000Z"),
        ("2026-11-30T00:00:00.000Z", 60, "2031-11-30T00:00:00.000Z"),
    ];
    for (from, months, until) in cases {
        let counted = months_after(at(from), months);
        assert_eq!(counted, at(until), "{from} and {months} months");
    }
    let last = at("9999-12-31T00:00:00.000Z");
    assert!(months_after(last, 1_200) >= last);
}

#[test]
fn side_data_is_kept_for_the_longest_class_that_asks_for_it() {
    use RetentionClass::{
        AiSystemLogs, AiTechnicalDocumentation, CaspRecords, HighFrequencyOrders,
    };
    let from = at("2026-11-23T00:00:00.000Z");
    let schedule = second(vec![
        rule(AiSystemLogs, 6),
        rule(AiTechnicalDocumentation, 120),
        rule(HighFrequencyOrders, 180),
    ]);
    let kept = |kind| longest(&schedule, kind, from).expect("asked for");
    assert_eq!(kept(SideData::OfficerName).class, AiSystemLogs);
    assert_eq!(
        kept(SideData::OfficerName).until,
        at("2027-05-23T00:00:00.000Z")
    );
    assert_eq!(kept(SideData::Purpose).class, AiTechnicalDocumentation);
    assert_eq!(kept(SideData::Accountable).class, HighFrequencyOrders);
    assert_eq!(longest(&second(vec![]), SideData::Purpose, from), None);
    let kept = longest(&built_in(), SideData::Purpose, from).expect("asked for");
    assert_eq!(
        (kept.class, kept.months),
        (CaspRecords, 60),
        "of equals, the first"
    );
}

#[test]
fn personal_data_is_a_class_of_all_side_data() {
    for kind in [
        SideData::OfficerName,
        SideData::Accountable,
        SideData::Purpose,
    ] {
        assert!(kind.classes().contains(&RetentionClass::PersonalData));
    }
}
