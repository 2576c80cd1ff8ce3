//! From gates to a row's answer: applies, not applicable because, not yet
//! applicable, or not decided. A row is never left out.

use time::Date;

use crate::gates::{
    AgentGate, AiActRole, Answer, Decided, DoraFramework, EntityKind, Gates, HighRisk,
};
use crate::provision::{Gate, Provision};

/// Whether a provision applies, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applicability {
    /// It applies.
    Applies {
        /// The facts that make it apply.
        because: String,
    },
    /// Its gate is shut.
    NotApplicable {
        /// The answer that shuts it.
        because: String,
    },
    /// It will apply from a later day.
    NotYet {
        /// The earliest day on which it can apply.
        from: Date,
        /// What stands open until then.
        because: String,
    },
    /// It may apply: somebody has yet to answer its gate.
    NotDecided {
        /// The question without an answer.
        because: String,
    },
}

impl Applicability {
    /// Whether `row` applies on `day`, given the answers in `gates`.
    pub fn of(row: &Provision, gates: &Gates, day: Date) -> Self {
        match row.gate {
            Gate::Context => not("the row gives context and puts no duty on the entity"),
            Gate::Product => not("the provision binds the maker of this product, not the entity"),
            Gate::HighRiskProvider => {
                high_risk(row, gates, day, &[AiActRole::Provider, AiActRole::Both])
            }
            Gate::HighRiskDeployer => {
                high_risk(row, gates, day, &[AiActRole::Deployer, AiActRole::Both])
            }
            _ => match row.applies.date {
                Some(from) if from > day => Self::NotYet {
                    from,
                    because: row.applies.note.clone(),
                },
                _ => in_force(row, gates),
            },
        }
    }

    /// `applies`, `not applicable because ...`, `not yet applicable (date)`, `not decided: ...`.
    pub fn words(&self) -> String {
        match self {
            Self::Applies { because } => format!("Applies: {because}."),
            Self::NotApplicable { because } => format!("Not applicable because {because}."),
            Self::NotYet { from, because } => format!("Not yet applicable ({from}): {because}."),
            Self::NotDecided { because } => format!("Not decided: {because}."),
        }
    }
}

fn applies(because: &str) -> Applicability {
    Applicability::Applies {
        because: because.to_owned(),
    }
}

fn not(because: impl Into<String>) -> Applicability {
    Applicability::NotApplicable {
        because: because.into(),
    }
}

fn open(because: &str) -> Applicability {
    Applicability::NotDecided {
        because: because.to_owned(),
    }
}

fn in_force(row: &Provision, gates: &Gates) -> Applicability {
    match row.gate {
        Gate::CryptoAssetService => crypto_asset_service(&gates.entity_kind),
        Gate::AuthorisedCasp => authorised_casp(&gates.entity_kind),
        Gate::InvestmentFirm => investment_firm(&gates.entity_kind),
        Gate::FinancialEntity => financial_entity(&gates.dora),
        Gate::DoraFull => dora(&gates.dora, true),
        Gate::DoraSimplified => dora(&gates.dora, false),
        Gate::PersonalData => answered(&gates.personal_data, "personal data is processed"),
        Gate::AutomatedDecisions => decisions_about_persons(gates),
        Gate::AnyAi => applies("it binds providers and deployers of any AI system"),
        _ => open("it turns on facts that this version of the report does not ask for"),
    }
}

fn crypto_asset_service(kind: &EntityKind) -> Applicability {
    match kind {
        EntityKind::NotDecided => open("the type of the entity has not been stated"),
        EntityKind::Casp => {
            applies("the entity is authorised as a crypto-asset service provider (MiCA Art. 63)")
        }
        EntityKind::Article60Entity => {
            applies("the entity provides crypto-asset services under MiCA Art. 60")
        }
        EntityKind::InvestmentFirm => {
            not("the entity is an investment firm that provides no crypto-asset service")
        }
        EntityKind::Other(kind) => not(format!(
            "the entity provides no crypto-asset service; its type is stated as \"{kind}\""
        )),
    }
}

fn authorised_casp(kind: &EntityKind) -> Applicability {
    match kind {
        EntityKind::Article60Entity => {
            not("entities under MiCA Art. 60 are exempt from it (Art. 60(10))")
        }
        other => crypto_asset_service(other),
    }
}

fn investment_firm(kind: &EntityKind) -> Applicability {
    match kind {
        EntityKind::NotDecided => open("the type of the entity has not been stated"),
        EntityKind::InvestmentFirm => applies("the entity is an investment firm"),
        EntityKind::Article60Entity => {
            open("whether the entity is an investment firm has not been stated")
        }
        EntityKind::Casp => {
            not("the entity is a crypto-asset service provider, not an investment firm")
        }
        EntityKind::Other(kind) => not(format!(
            "the entity is not an investment firm; its type is stated as \"{kind}\""
        )),
    }
}

fn financial_entity(framework: &DoraFramework) -> Applicability {
    match framework {
        DoraFramework::NotDecided => open("the DORA framework of the entity has not been stated"),
        DoraFramework::OutOfScope(who) => not(format!(
            "the entity is not a financial entity in the sense of DORA ({})",
            said(who)
        )),
        DoraFramework::Full(who) | DoraFramework::Simplified(who) => Applicability::Applies {
            because: format!(
                "the entity is a financial entity in the sense of DORA ({})",
                said(who)
            ),
        },
    }
}

fn dora(framework: &DoraFramework, full: bool) -> Applicability {
    match framework {
        DoraFramework::Full(who) if full => Applicability::Applies {
            because: format!(
                "the entity is under the full DORA framework ({})",
                said(who)
            ),
        },
        DoraFramework::Simplified(who) if !full => Applicability::Applies {
            because: format!(
                "the entity is under the simplified DORA framework, Art. 16(1) ({})",
                said(who)
            ),
        },
        DoraFramework::Full(who) => not(format!(
            "the entity is under the full DORA framework ({})",
            said(who)
        )),
        DoraFramework::Simplified(who) => not(format!(
            "the entity is under the simplified DORA framework, Art. 16(1) ({})",
            said(who)
        )),
        other => financial_entity(other),
    }
}

fn answered(answer: &Answer, fact: &str) -> Applicability {
    match answer {
        Answer::NotDecided => open(&format!("whether {fact} has not been stated")),
        Answer::Yes(who) => Applicability::Applies {
            because: format!("{fact} ({})", said(who)),
        },
        Answer::No(who) => not(format!("it is stated that not: {fact} ({})", said(who))),
    }
}

fn decisions_about_persons(gates: &Gates) -> Applicability {
    let fact = "an agent takes decisions about natural persons";
    let answers = || {
        gates
            .agents
            .iter()
            .map(|agent| (&agent.agent, &agent.decides_about_persons))
    };
    if let Some((agent, who)) = answers().find_map(|(agent, answer)| match answer {
        Answer::Yes(who) => Some((agent, who)),
        _ => None,
    }) {
        return Applicability::Applies {
            because: format!("{fact}: {agent} ({})", said(who)),
        };
    }
    let undecided: Vec<&str> = answers()
        .filter(|(_, answer)| **answer == Answer::NotDecided)
        .map(|(agent, _)| agent.as_str())
        .collect();
    if undecided.is_empty() {
        return not("no agent in scope takes decisions about natural persons");
    }
    open(&format!(
        "whether {fact} has not been stated for {}",
        undecided.join(", ")
    ))
}

fn said(who: &Decided) -> String {
    format!("stated by {} on {}", who.by, who.on)
}

/// The duties on high-risk systems: each agent's own answer decides, and the
/// earliest day among those that may be bound is the row's day.
fn high_risk(row: &Provision, gates: &Gates, day: Date, roles: &[AiActRole]) -> Applicability {
    let mut days = Vec::new();
    let mut bound = Vec::new();
    let mut undecided = Vec::new();
    for agent in &gates.agents {
        let role_open = agent.role == AiActRole::NotDecided;
        if !role_open && !roles.contains(&agent.role) {
            continue;
        }
        let Some(from) = first_day(row, &agent.high_risk) else {
            continue;
        };
        days.extend(from);
        match agent.high_risk {
            HighRisk::NotDecided => undecided.push(agent.agent.as_str()),
            _ if role_open => undecided.push(agent.agent.as_str()),
            _ => bound.push(agent),
        }
    }
    match days.iter().min() {
        None if gates.agents.is_empty() => not("no agent is in scope"),
        None => not(shut(&gates.agents, roles)),
        Some(from) if *from > day => Applicability::NotYet {
            from: *from,
            because: standing(&bound, &undecided),
        },
        Some(_) if bound.is_empty() => open(&standing(&bound, &undecided)),
        Some(_) => Applicability::Applies {
            because: standing(&bound, &undecided),
        },
    }
}

/// The day from which a row may bind an agent; `None`: it never does.
#[expect(
    clippy::option_option,
    reason = "outside: bound at all; inside: the day, where the catalogue has one"
)]
fn first_day(row: &Provision, answer: &HighRisk) -> Option<Option<Date>> {
    match answer {
        HighRisk::No(_) => None,
        HighRisk::AnnexI(_) => Some(row.applies.annex_i_date.or(row.applies.date)),
        HighRisk::AnnexIii { .. } | HighRisk::NotDecided => Some(row.applies.date),
    }
}

fn standing(bound: &[&AgentGate], undecided: &[&str]) -> String {
    let mut parts: Vec<String> = bound.iter().map(|agent| stated(agent)).collect();
    if !undecided.is_empty() {
        parts.push(format!(
            "high-risk or role not decided for {}",
            undecided.join(", ")
        ));
    }
    parts.join("; ")
}

fn stated(agent: &AgentGate) -> String {
    let (answer, who) = match &agent.high_risk {
        HighRisk::NotDecided => return format!("{}: high-risk not decided", agent.agent),
        HighRisk::No(who) => ("not high-risk".to_owned(), who),
        HighRisk::AnnexI(who) => ("high-risk, Annex I".to_owned(), who),
        HighRisk::AnnexIii { point, decided } => {
            (format!("high-risk, Annex III point {point}"), decided)
        }
    };
    format!(
        "{}: {answer}, {} ({})",
        agent.agent,
        agent.role.words(),
        said(who)
    )
}

fn shut(agents: &[AgentGate], roles: &[AiActRole]) -> String {
    let role = roles.first().map_or("", |role| role.words());
    let answers: Vec<String> = agents.iter().map(stated).collect();
    format!(
        "the entity is {role} of no high-risk AI system in scope: {}",
        answers.join("; ")
    )
}
