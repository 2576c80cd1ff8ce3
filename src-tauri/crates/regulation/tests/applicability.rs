//! Every row is answered: applies, not applicable because, not yet, not decided.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chancery_regulation::{
    AgentGate, AiActRole, Answer, Applicability, Catalogue, Decided, DoraFramework, EntityKind,
    Gates, HighRisk,
};
use time::{Date, macros::date};

const TODAY: Date = date!(2026 - 11 - 22);

fn decided() -> Decided {
    Decided {
        by: "officer-02".into(),
        on: date!(2026 - 11 - 01),
    }
}

fn agent(id: &str, role: AiActRole, high_risk: HighRisk) -> AgentGate {
    AgentGate {
        agent: id.into(),
        role,
        high_risk,
        decides_about_persons: Answer::NotDecided,
    }
}

fn annex_iii() -> HighRisk {
    HighRisk::AnnexIii {
        point: "5(b)".into(),
        decided: decided(),
    }
}

fn answer(id: &str, gates: &Gates, day: Date) -> Applicability {
    let catalogue = Catalogue::embedded();
    Applicability::of(catalogue.provision(id).unwrap(), gates, day)
}

fn with_agents(agents: Vec<AgentGate>) -> Gates {
    Gates {
        agents,
        ..Gates::default()
    }
}

#[test]
fn ai_act_row_of_an_undecided_agent_is_not_yet_applicable_and_says_so() {
    let gates = with_agents(vec![agent(
        "bot-1",
        AiActRole::NotDecided,
        HighRisk::NotDecided,
    )]);
    for id in ["AIA-12-1", "AIA-14-4e", "AIA-15-5", "AIA-19-1", "AIA-26-6"] {
        let words = answer(id, &gates, TODAY).words();
        assert_eq!(
            words, "Not yet applicable (2027-12-02): high-risk or role not decided for bot-1.",
            "{id}"
        );
    }
}

#[test]
fn annex_i_system_is_bound_from_its_own_day() {
    let gates = with_agents(vec![agent(
        "bot-1",
        AiActRole::Provider,
        HighRisk::AnnexI(decided()),
    )]);
    let on = |day| answer("AIA-12-1", &gates, day);
    assert!(
        matches!(on(date!(2028 - 08 - 01)), Applicability::NotYet { from, .. } if from == date!(2028 - 08 - 02))
    );
    assert!(matches!(
        on(date!(2028 - 08 - 02)),
        Applicability::Applies { .. }
    ));
}

#[test]
fn annex_iii_system_is_bound_from_2_december_2027() {
    let gates = with_agents(vec![agent("bot-1", AiActRole::Deployer, annex_iii())]);
    let on = |day| answer("AIA-26-6", &gates, day);
    assert!(matches!(
        on(date!(2027 - 12 - 01)),
        Applicability::NotYet { .. }
    ));
    assert!(matches!(
        on(date!(2027 - 12 - 02)),
        Applicability::Applies { .. }
    ));
}

#[test]
fn decided_no_shuts_the_row_and_names_who_decided() {
    let gates = with_agents(vec![agent(
        "bot-1",
        AiActRole::Provider,
        HighRisk::No(decided()),
    )]);
    let words = answer("AIA-12-1", &gates, TODAY).words();
    assert!(words.starts_with("Not applicable because"), "{words}");
    assert!(
        words.contains("bot-1: not high-risk, provider (stated by officer-02 on 2026-11-01)"),
        "{words}"
    );
}

#[test]
fn undecided_agent_after_the_day_is_not_decided_never_applicable() {
    let gates = with_agents(vec![agent(
        "bot-1",
        AiActRole::Provider,
        HighRisk::NotDecided,
    )]);
    assert!(matches!(
        answer("AIA-12-1", &gates, date!(2028 - 01 - 01)),
        Applicability::NotDecided { .. }
    ));
}

#[test]
fn deployer_is_not_bound_by_what_binds_providers() {
    let gates = with_agents(vec![agent("bot-1", AiActRole::Deployer, annex_iii())]);
    assert!(matches!(
        answer("AIA-12-1", &gates, TODAY),
        Applicability::NotApplicable { .. }
    ));
    assert!(matches!(
        answer("AIA-26-1", &gates, TODAY),
        Applicability::NotYet { .. }
    ));
}

#[test]
fn mica_68_turns_on_the_type_of_the_entity() {
    let kind = |entity_kind| Gates {
        entity_kind,
        ..Gates::default()
    };
    let answer = |gates| answer("MICA-68-8", &gates, TODAY);
    assert!(matches!(
        answer(kind(EntityKind::NotDecided)),
        Applicability::NotDecided { .. }
    ));
    assert!(matches!(
        answer(kind(EntityKind::Casp)),
        Applicability::Applies { .. }
    ));
    assert!(matches!(
        answer(kind(EntityKind::InvestmentFirm)),
        Applicability::NotApplicable { .. }
    ));
    let desk = EntityKind::Other("own-account trading desk".into());
    assert!(
        answer(kind(desk))
            .words()
            .contains("own-account trading desk")
    );
}

#[test]
fn article_60_entity_is_exempt_from_article_67_but_not_68() {
    let gates = Gates {
        entity_kind: EntityKind::Article60Entity,
        ..Gates::default()
    };
    assert!(matches!(
        answer("MICA-67", &gates, TODAY),
        Applicability::NotApplicable { .. }
    ));
    assert!(matches!(
        answer("MICA-68-8", &gates, TODAY),
        Applicability::Applies { .. }
    ));
}

#[test]
fn dora_rts_turns_on_the_framework() {
    let gates = |dora| Gates {
        dora,
        ..Gates::default()
    };
    let full = gates(DoraFramework::Full(decided()));
    for id in [
        "RTS1774-7-4",
        "RTS1774-12",
        "RTS1774-17",
        "RTS1774-20",
        "RTS1774-21",
    ] {
        assert!(
            matches!(answer(id, &full, TODAY), Applicability::Applies { .. }),
            "{id}"
        );
        assert!(matches!(
            answer(id, &Gates::default(), TODAY),
            Applicability::NotDecided { .. }
        ));
    }
    let simplified = gates(DoraFramework::Simplified(decided()));
    assert!(matches!(
        answer("RTS1774-12", &simplified, TODAY),
        Applicability::NotApplicable { .. }
    ));
    assert!(matches!(
        answer("RTS1774-34", &simplified, TODAY),
        Applicability::Applies { .. }
    ));
}

#[test]
fn every_row_has_an_answer_that_ends_as_a_sentence() {
    let catalogue = Catalogue::embedded();
    for row in catalogue.provisions() {
        let words = Applicability::of(row, &Gates::default(), TODAY).words();
        assert!(
            words.ends_with('.') && !words.ends_with(".."),
            "{}: {words}",
            row.id
        );
    }
}
