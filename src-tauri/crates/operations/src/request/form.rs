//! The form: what it offers, and what it says as it is typed.

use chancery_domain::{
    Language, Utc, action,
    money::Currency,
    officer::Role,
    request::{RequestInput, Validity},
    sentence::{Sentence, Subject, Until},
};

use super::{
    compare::{in_force, request_behind, sentence_of, sentence_view},
    examine::{Examined, KeySource},
    signing_request, warn,
};
use crate::{
    Error, Workspace, officer, profile, standing, token,
    view::{
        CurrencyOption, DraftReading, FieldProblem, FormOptions, NamedOption, NoteView, SampleView,
        StandingOffer, WarningView,
    },
};

/// The sample requests of practice, which are also fixtures of the tests.
const SAMPLES: [(&str, &str); 3] = [
    (
        "ai_trader_bot_v2",
        include_str!("../../../../../fixtures/requests/ai_trader_bot_v2.json"),
    ),
    (
        "trading_bot_v2",
        include_str!("../../../../../fixtures/requests/trading_bot_v2.json"),
    ),
    (
        "reporting_bot",
        include_str!("../../../../../fixtures/requests/reporting_bot.json"),
    ),
];

/// What the form offers.
pub fn form_options(workspace: &Workspace, language: Language) -> Result<FormOptions, Error> {
    let officers = workspace.read().officers()?;
    let mut checkers = Vec::new();
    for checker in officers
        .iter()
        .filter(|officer| officer.role == Role::Checker)
    {
        let name = officer::committed(workspace, checker.name)?;
        checkers.push(name.unwrap_or_else(|| checker.id.to_string()));
    }
    let organisation = &workspace.founding.entity.organisation;
    Ok(FormOptions {
        actions: action::VOCABULARY
            .iter()
            .map(|key| NamedOption {
                key: (*key).to_owned(),
                label: action::label(key, language).unwrap_or(key).to_owned(),
            })
            .collect(),
        currencies: Currency::all()
            .into_iter()
            .map(|currency| CurrencyOption {
                code: currency.code().to_owned(),
                decimals: currency.decimals(),
            })
            .collect(),
        profiles: profile::list_for_agents(workspace, language)?,
        algorithms: token::algorithms(workspace)?,
        accountable: accountable_seen(workspace)?,
        samples: if workspace.is_practice() {
            samples()
        } else {
            vec![]
        },
        firm: organisation.name.clone(),
        lei: organisation.lei.as_str().to_owned(),
        checkers,
    })
}

fn samples() -> Vec<SampleView> {
    SAMPLES
        .iter()
        .map(|(key, json)| SampleView {
            key: (*key).to_owned(),
            input: super::parse_input(json.as_bytes()).expect("samples are valid requests"),
        })
        .collect()
}

/// Accountable persons of the latest requests, each once.
fn accountable_seen(workspace: &Workspace) -> Result<Vec<String>, Error> {
    let mut seen = Vec::new();
    for row in workspace.read().requests(false, None, 20)? {
        let object = super::object_of(workspace, &row)?;
        if let Some(name) = officer::committed(workspace, object.accountable)?
            && !seen.contains(&name)
        {
            seen.push(name);
        }
    }
    Ok(seen)
}

/// Reads what was typed so far: the sentence, the problems, and what to think of.
pub fn read_draft(
    workspace: &Workspace,
    input: &RequestInput,
    language: Language,
    now: Utc,
) -> Result<DraftReading, Error> {
    let examined = Examined::of(workspace, input, now)?;
    let (profile, reading) = (&examined.profile, &examined.reading);
    let csr = match &examined.key {
        Some(KeySource::Brought(request)) => Some(signing_request::view(request)),
        _ => None,
    };
    let agent = reading.agent.as_ref().map_or("", |agent| agent.as_str());
    let subject = Subject {
        agent,
        scope: profile.has_scope().then_some(&reading.scope),
        until: reading.validity.map(Until::from),
    };
    let mut sentence = Sentence::write(&subject, language);
    let mut notes = Vec::new();
    let mut before = None;
    let current = match agent {
        "" => None,
        agent => in_force(workspace.read(), agent, now)?,
    };
    if let Some(current) = &current
        && let Some((_, object)) = request_behind(workspace, current)?
    {
        sentence = sentence.marked_against(&sentence_of(&object, language));
        before = Some(object.scope);
    }
    let typed = warn::Typed {
        reading,
        profile,
        accountable: &input.accountable,
        follows: examined.follows.as_ref(),
        at: now,
    };
    let warnings = warn::of_draft(workspace, typed, before.as_ref(), language)?;
    notes.extend(warnings.iter().map(caution));
    notes.extend(unbounded_day(&reading.scope, language));
    Ok(DraftReading {
        sentence: sentence_view(sentence),
        problems: reading
            .problems
            .iter()
            .map(|problem| field_problem(problem, language))
            .collect(),
        notes,
        warnings,
        valid_until: reading.valid_until().map(|day| day.to_string()),
        days: reading.days,
        validity_unit: profile::unit_name(profile.validity.unit).to_owned(),
        hours: match reading.validity {
            Some(Validity::Hours(hours)) => Some(hours),
            _ => None,
        },
        cap: profile.validity.cap,
        csr,
        known_agent: current.is_some(),
        standings: standings(workspace, &examined, language, now)?,
    })
}

/// What could approve it in advance, once it is known for whom and for how long it is.
fn standings(
    workspace: &Workspace,
    examined: &Examined,
    language: Language,
    now: Utc,
) -> Result<Vec<StandingOffer>, Error> {
    let reading = &examined.reading;
    let (Some(agent), Some(validity)) = (&reading.agent, reading.validity) else {
        return Ok(vec![]);
    };
    let asked = standing::Asked {
        profile: examined.profile.id,
        agent,
        scope: &reading.scope,
        validity,
    };
    standing::offers(workspace, &asked, language, now)
}

fn caution(warning: &WarningView) -> NoteView {
    NoteView {
        tone: "caution".to_owned(),
        text: warning.message.clone(),
    }
}

pub(crate) fn field_problem(
    problem: &chancery_domain::problem::Problem,
    language: Language,
) -> FieldProblem {
    FieldProblem {
        field: problem.field.clone(),
        code: problem.code.name().to_owned(),
        message: problem.code.message(language),
    }
}

/// Says what an order a minute at the limit would come to, if no day is bounded.
fn unbounded_day(scope: &chancery_domain::scope::Scope, language: Language) -> Option<NoteView> {
    const MINUTES_A_DAY: i64 = 1440;
    let limit = scope
        .limits
        .iter()
        .find(|limit| limit.per_period.is_none())?;
    let day = limit.per_action.minor_units().checked_mul(MINUTES_A_DAY)?;
    let day = chancery_domain::money::Money::from_minor_units(limit.per_action.currency(), day)?
        .to_words(language);
    let text = match language {
        Language::En => {
            format!("No bound per day. One action a minute at the limit would be {day} a day.")
        }
        Language::De => format!(
            "Keine Grenze je Tag. Eine Handlung je Minute an der Grenze ergäbe {day} am Tag."
        ),
    };
    Some(NoteView {
        tone: "information".to_owned(),
        text,
    })
}

/// JSON schema of the input.
pub fn schema() -> serde_json::Value {
    chancery_domain::request::input_schema()
}
