use chancery_domain::{
    Utc,
    agent::AgentId,
    change::{Change, ChangeId, ChangeKind, ChangeObject, ChangeTag},
    event::{Actor, EventBody},
    facts::{AgentFacts, AiActRole, DealsIn, HighRisk},
    profile::ProfileId,
};

use super::story::{ISSUING, Story, checker, id, maker};

const DAY: i64 = 86_400;

fn agent() -> AgentId {
    AgentId::parse("bot").unwrap()
}

fn facts(critical_function: bool) -> AgentFacts {
    AgentFacts {
        deals_in: DealsIn::CryptoAssets,
        ai_act_role: AiActRole::Deployer,
        high_risk: HighRisk::No {
            ground: "Annex III names no trading".into(),
        },
        critical_function,
        personal_data: false,
        decides_about_persons: false,
    }
}

impl Story {
    /// Two officers put facts about the agent in force.
    fn know(&mut self, number: u64, facts: &AgentFacts) {
        let object = ChangeObject {
            kind: ChangeTag::Change,
            version: 1,
            origin: "example/log".into(),
            change: Change::AgentFacts {
                agent: agent(),
                current: None,
                next: facts.clone(),
            },
        };
        let object = self.blob(&object.to_jcs());
        let change = ChangeId::numbered(2026, number);
        let decision = self.fresh("statement");
        let proposed = EventBody::ChangeProposed {
            approvals: None,
            change: change.clone(),
            kind: ChangeKind::AgentFacts,
            object,
            decision,
        };
        self.tell(maker(), proposed);
        let decision = self.fresh("statement");
        let approved = EventBody::ChangeApproved {
            change,
            object,
            decision,
        };
        self.tell(checker(), approved);
    }

    /// The agent gets a certificate from now on.
    fn certify_agent(&mut self, request: &str, serial: &str, days: i64) {
        let spki = self.submit(request);
        self.approve(request);
        self.intend(request, serial, 0);
        let now = self.now();
        let mut body = self.certificate(ProfileId::Agent, ISSUING, serial, spki);
        if let EventBody::CertificateIssued {
            request: of,
            common_name,
            not_before,
            not_after,
            ..
        } = &mut body
        {
            *of = Some(id(request));
            "bot".clone_into(common_name);
            *not_before = now;
            *not_after = now.plus_seconds(days * DAY);
        }
        self.tell(Actor::service("issuing"), body);
    }

    fn review_agent(&mut self) {
        let body = EventBody::AgentReviewed {
            agent_id: agent(),
            object: self.fresh("review"),
            decision: self.fresh("statement"),
        };
        self.tell(checker(), body);
    }

    fn due(&self) -> Option<Utc> {
        let row = self.read().review_due("bot").unwrap();
        row.map(|row| row.due)
    }

    fn months_from_now(&self, months: u8) -> Option<Utc> {
        Some(self.now().to_whole_second().plus_months(months))
    }
}

#[test]
fn agent_is_reviewed_a_year_after_it_began_and_twice_a_year_if_it_is_critical() {
    let mut story = Story::begin();
    assert_eq!(story.due(), None);
    story.certify_agent("REQ-2026-0001", "0a01", 400);
    let began = story.now();
    assert_eq!(story.due(), story.months_from_now(12));
    story.know(1, &facts(true));
    assert_eq!(story.due(), Some(began.to_whole_second().plus_months(6)));
    story.review_agent();
    assert_eq!(story.due(), story.months_from_now(6));
    let last = story.read().last_review("bot").unwrap().unwrap();
    assert_eq!(last.at, story.now());
    story.end();
}

#[test]
fn facts_that_come_before_the_certificate_count_from_its_start() {
    let mut story = Story::begin();
    story.know(1, &facts(true));
    assert_eq!(story.due(), None);
    story.certify_agent("REQ-2026-0001", "0a01", 90);
    assert_eq!(story.due(), story.months_from_now(6));
    let row = story.read().agent_facts("bot").unwrap().unwrap();
    assert_eq!(row.facts, facts(true));
    assert!(story.read().agent_facts("other").unwrap().is_none());
    story.end();
}

#[test]
fn renewal_moves_no_review_and_a_new_beginning_does() {
    let mut story = Story::begin();
    story.certify_agent("REQ-2026-0001", "0a01", 90);
    let first = story.due();
    story.set_clock(60 * DAY);
    story.certify_agent("REQ-2026-0002", "0a02", 90);
    assert_eq!(story.due(), first, "it goes on");
    story.set_clock(100 * DAY);
    story.certify_agent("REQ-2026-0003", "0a03", 90);
    assert_eq!(story.due(), story.months_from_now(12), "it had ended");
    story.end();
}

#[test]
fn due_reviews_are_those_of_agents_that_have_not_ended() {
    let mut story = Story::begin();
    story.certify_agent("REQ-2026-0001", "0a01", 400);
    let now = story.now();
    let due = story.due().unwrap();
    let listed = |before: Utc, now: Utc| story.read().reviews_due(before, now, 9).unwrap().len();
    assert_eq!(listed(due, now), 0, "not before");
    assert_eq!(listed(due.plus_seconds(1), now), 1);
    assert_eq!(
        listed(due.plus_seconds(1), now.plus_seconds(401 * DAY)),
        0,
        "ended"
    );
    story.end();
}

#[test]
fn events_of_facts_and_reviews_are_about_the_agent() {
    let mut story = Story::begin();
    story.know(1, &facts(false));
    story.review_agent();
    let about = story.read().many(
        "counting",
        "SELECT seq FROM event_agent WHERE agent = 'bot'",
        [],
        |row| row.get::<_, u64>(0),
    );
    assert_eq!(about.unwrap().len(), 3, "proposed, approved, reviewed");
    story.end();
}
