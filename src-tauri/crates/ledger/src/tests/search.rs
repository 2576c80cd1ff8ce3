//! Events are found by actor, agent, type, subject, time and text, page by page.

use std::collections::BTreeSet;

use chancery_domain::{
    Utc,
    agent::AgentId,
    event::{EventBody, ExportKind, RevocationReason},
    retention::{HoldId, HoldSubject},
};

use super::story::{Issue, Story, checker, id, maker};
use crate::read::{EventFilter, EventRow, search::Reach};

const SERIAL: &str = "0F558EF64E2F036FCAF1ABDAB385CB03";
const NARROW: Reach = Reach { few: 3, met: 7 };

fn agent(name: &str) -> AgentId {
    AgentId::parse(name).expect("an agent's id")
}

/// Submits, approves and issues for an agent.
fn employ(story: &mut Story, name: &str, request: &str, serial: &str) {
    let spki = story.fresh("key");
    let mut body = story.submission(request, spki);
    if let EventBody::RequestSubmitted { agent_id, .. } = &mut body {
        *agent_id = agent(name);
    }
    story.tell(maker(), body);
    story.approve(request);
    story.issue(&Issue {
        request,
        serial,
        spki,
        partition: 0,
        days: 90,
    });
}

/// Two agents, one of whose certificates is revoked, and the clock set back once.
fn workspace() -> Story {
    let mut story = Story::begin();
    employ(&mut story, "trading-bot", "REQ-2026-0001", SERIAL);
    employ(&mut story, "cash-desk", "REQ-2026-0002", "0A01");
    story.set_clock(-40);
    let body = EventBody::RecordRead {
        what: "certificate".into(),
        subject: SERIAL.to_lowercase(),
    };
    story.tell(checker(), body);
    story.revoke("0A01", RevocationReason::Superseded);
    let body = EventBody::Exported {
        what: ExportKind::Certificate,
        subject: "0A01".into(),
        sha256: None,
    };
    story.tell(maker(), body);
    for subject in ["trading-bot", "REQ-2026-0002", "no-such-bot"] {
        let body = EventBody::Refused {
            operation: "issue".into(),
            code: "vier-Äugen".into(),
            subject: subject.into(),
            fields: vec![],
        };
        story.tell(maker(), body);
    }
    story
}

/// All pages of a filter, and how many there were.
fn pages(story: &Story, filter: &EventFilter, limit: u32, reach: Reach) -> (Vec<EventRow>, usize) {
    let mut filter = filter.clone();
    let (mut all, mut pages) = (Vec::new(), 0);
    loop {
        let page = story
            .read()
            .events_within(&filter, limit, reach)
            .expect("a page");
        assert!(page.rows.len() <= limit as usize);
        all.extend(page.rows);
        pages += 1;
        filter.before = page.searched_to;
        if filter.before.is_none() {
            return (all, pages);
        }
    }
}

fn numbers(rows: &[EventRow]) -> Vec<u64> {
    rows.iter().map(|row| row.seq).collect()
}

fn found(story: &Story, filter: &EventFilter) -> Vec<u64> {
    let page = story.read().events(filter, 1_000).expect("a page");
    assert_eq!(page.searched_to, None);
    numbers(&page.rows)
}

fn about(story: &Story, name: &str) -> Vec<String> {
    let filter = EventFilter {
        agent: Some(name.to_owned()),
        ..EventFilter::default()
    };
    let rows = story.read().events(&filter, 1_000).expect("a page").rows;
    rows.iter()
        .map(|row| row.event.event.kind().to_owned())
        .collect()
}

/// What a filter means, said plainly.
fn fits(row: &EventRow, filter: &EventFilter, of_agent: &BTreeSet<u64>) -> bool {
    let body = &row.event.event;
    let leaf = String::from_utf8(row.leaf.clone())
        .expect("text")
        .to_lowercase();
    filter.kind.as_ref().is_none_or(|kind| kind == body.kind())
        && filter
            .actor
            .as_ref()
            .is_none_or(|actor| actor == row.event.actor.id())
        && filter
            .agent
            .as_ref()
            .is_none_or(|_| of_agent.contains(&row.seq))
        && filter
            .subject
            .as_ref()
            .is_none_or(|subject| body.subject().starts_with(subject))
        && filter.from.is_none_or(|from| row.event.at >= from)
        && filter.to.is_none_or(|to| row.event.at < to)
        && filter
            .text
            .as_ref()
            .is_none_or(|text| leaf.contains(&text.to_lowercase()))
}

/// One of each filter, by the bits of `which`.
fn combination(which: u32, from: Utc, to: Utc) -> EventFilter {
    let asked = |bit: u32, value: &str| (which >> bit & 1 == 1).then(|| value.to_owned());
    EventFilter {
        before: None,
        kind: asked(0, "refused"),
        actor: asked(1, "officer-02"),
        agent: asked(2, "trading-bot"),
        subject: asked(3, "REQ-2026-"),
        from: (which >> 4 & 1 == 1).then_some(from),
        to: (which >> 5 & 1 == 1).then_some(to),
        text: asked(6, "BOT"),
    }
}

#[test]
fn every_combination_finds_what_it_says_however_far_a_page_reaches() {
    let story = workspace();
    let all = story
        .read()
        .events(&EventFilter::default(), 1_000)
        .expect("all")
        .rows;
    let agent = EventFilter {
        agent: Some("trading-bot".into()),
        ..EventFilter::default()
    };
    let of_agent = found(&story, &agent).into_iter().collect();
    let (from, to) = (all[20].event.at, all[3].event.at);
    for which in 0..128 {
        let filter = combination(which, from, to);
        let want: Vec<u64> = all
            .iter()
            .filter(|row| fits(row, &filter, &of_agent))
            .map(|row| row.seq)
            .collect();
        assert_eq!(found(&story, &filter), want, "{filter:?}");
        for limit in [1, 2, 5] {
            let (mut rows, _) = pages(&story, &filter, limit, NARROW);
            // A long stretch of time is told in the order of time.
            rows.sort_by_key(|row| std::cmp::Reverse(row.seq));
            assert_eq!(numbers(&rows), want, "{filter:?}, {limit} a page");
        }
    }
}

#[test]
fn an_agent_is_known_by_its_requests_and_certificates() {
    let story = workspace();
    assert_eq!(
        about(&story, "trading-bot"),
        [
            "refused",
            "record_read",
            "certificate_issued",
            "issuance_intended",
            "request_approved",
            "request_submitted"
        ]
    );
    assert_eq!(
        about(&story, "cash-desk"),
        [
            "refused",
            "exported",
            "certificate_revoked",
            "certificate_issued",
            "issuance_intended",
            "request_approved",
            "request_submitted"
        ]
    );
    assert!(about(&story, "no-such-bot").is_empty(), "it never was");
    story.end();
}

#[test]
fn holds_keys_and_answers_are_about_their_agent() {
    let mut story = Story::begin();
    let spki = story.submit("REQ-2026-0001");
    story.reject("REQ-2026-0001");
    let body = EventBody::KeyDestroyed {
        token_serial: super::story::AGENTS.into(),
        cka_id: "REQ-2026-0001".into(),
        spki,
        request: None,
    };
    story.tell(maker(), body);
    for (number, subject) in [
        HoldSubject::Everything,
        HoldSubject::Agent {
            agent: agent("trading-bot"),
        },
        HoldSubject::Request {
            request: id("REQ-2026-0001"),
        },
    ]
    .into_iter()
    .enumerate()
    {
        let body = EventBody::HoldPlaced {
            hold: HoldId::numbered(2026, number as u64 + 1),
            subject,
            object: story.fresh("object"),
            decision: story.fresh("statement"),
        };
        story.tell(maker(), body);
    }
    assert_eq!(
        about(&story, "trading-bot"),
        [
            "hold_placed",
            "hold_placed",
            "key_destroyed",
            "request_rejected",
            "request_submitted"
        ]
    );
    story.end();
}

#[test]
fn text_that_is_an_id_is_looked_up_and_other_text_is_searched() {
    let story = workspace();
    let text = |text: &str| EventFilter {
        text: Some(text.to_owned()),
        ..EventFilter::default()
    };
    let kinds = |typed: &str| -> Vec<String> {
        let rows = story.read().events(&text(typed), 100).expect("a page").rows;
        rows.iter()
            .map(|row| row.event.event.kind().to_owned())
            .collect()
    };
    let issued = ["record_read", "certificate_issued", "issuance_intended"];
    for typed in ["0f55 8ef6 4e2f", "0F:55:8E:F6:4E"] {
        assert_eq!(kinds(typed), issued, "{typed}: as ids are spelt anywhere");
    }
    assert_eq!(kinds(" req-2026-0001 ").len(), 2);
    assert_eq!(kinds("VIER-ä").len(), 3, "text");
    assert_eq!(kinds("abdab385cb03"), issued, "no subject begins so");
    assert!(kinds("token_serial").is_empty(), "the name of a field");
    assert!(kinds("REQ-1999-0001").is_empty());
}

#[test]
fn a_search_says_how_far_it_looked() {
    let story = workspace();
    let size = story.read().size().expect("size");
    let rare = EventFilter {
        text: Some("no leaf says this".into()),
        ..EventFilter::default()
    };
    let page = story
        .read()
        .events_within(&rare, 10, NARROW)
        .expect("a page");
    assert!(page.rows.is_empty());
    assert_eq!(page.searched_to, Some(size - 6), "seven looked at");
    let (rows, count) = pages(&story, &rare, 10, NARROW);
    assert!(rows.is_empty());
    assert_eq!(count as u64, size.div_ceil(7));
}

#[test]
fn pages_end_where_the_log_ends() {
    let story = workspace();
    let size = story.read().size().expect("size");
    let whole = |limit: u32| {
        story
            .read()
            .events(&EventFilter::default(), limit)
            .expect("a page")
    };
    let limit = u32::try_from(size).expect("few");
    assert_eq!(whole(limit).searched_to, None, "exactly full");
    assert_eq!(whole(limit - 1).searched_to, Some(2));
    for (before, want) in [(0, 0), (1, 0), (2, 1), (u64::MAX, size)] {
        let filter = EventFilter {
            before: Some(before),
            ..EventFilter::default()
        };
        assert_eq!(found(&story, &filter).len() as u64, want, "before {before}");
    }
    let never = EventFilter {
        from: Some(story.now()),
        to: Some(story.now()),
        ..EventFilter::default()
    };
    assert!(found(&story, &never).is_empty());
}
