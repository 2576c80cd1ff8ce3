//! A certificate that is revoked because its key was compromised says so of the key: nothing new
//! stands on it, whichever way it comes.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{failure, text},
};
use serde_json::{Value, json};

use crate::{
    standing,
    wanted::{OwnKey, Wanted, plain, problems},
};

const AGENT: &str = "reporting_bot";

/// An agent with a key of its own.
struct Story {
    practice: Practice,
    own: OwnKey,
}

impl Story {
    fn begins() -> Self {
        let practice = Practice::new();
        let own = OwnKey::new(&practice, "EC ec_paramgen_curve:P-256");
        Self { practice, own }
    }

    fn wanted(&self) -> Wanted {
        let csr = fs::read_to_string(&self.own.request).expect("a request");
        Wanted::like(AGENT).with("csr", csr)
    }

    #[track_caller]
    fn certified(&self) -> String {
        self.wanted().certified(&self.practice)
    }

    fn loses(&self, serial: &str) {
        self.practice.revokes(serial, "keyCompromise");
    }

    fn certificates(&self) -> Value {
        self.practice.cli().json(["certificate", "list"])["total"].clone()
    }
}

/// The failure names the certificate that was revoked.
#[track_caller]
fn names(failure: &Value, serial: &str) {
    assert_eq!(failure["code"], "key-compromised", "{failure:#}");
    let happened = text(&failure["happened"]);
    assert!(happened.contains(serial), "{happened}");
    assert!(happened.contains("keyCompromise"), "{happened}");
}

#[test]
fn signing_request_for_it_is_refused_and_names_the_certificate() {
    let story = Story::begins();
    let serial = story.certified();
    story.loses(&serial);
    for language in ["en", "de"] {
        let file = story.wanted().file(&story.practice, "again");
        let told = ["--json", "--lang", language, "request", "new", plain(&file)];
        let refused = failure(&story.practice.cli().run(told).expect_code(3));
        let expected = [("csr".to_owned(), "key_compromised".to_owned())];
        assert_eq!(problems(&refused), expected);
        let message = text(&refused["fields"][0]["message"]);
        assert!(message.contains(&serial), "{message}");
    }
    assert_eq!(story.certificates(), 1);
}

#[test]
fn approval_is_refused_for_a_request_that_came_before() {
    let story = Story::begins();
    let serial = story.certified();
    let waiting = story.wanted().submitted(&story.practice);
    story.loses(&serial);
    let told = [
        "request",
        "approve",
        &waiting,
        "--reason",
        "Within the mandate",
    ];
    names(&story.practice.fails(3, told), &serial);
    let view = story.practice.cli().json(["request", "show", &waiting]);
    assert_eq!(view["row"]["state"], "submitted");
    // It can still be rejected.
    let told = ["request", "reject", &waiting, "--reason", "Lost key"];
    story.practice.cli().json(told);
}

#[test]
fn issuing_is_refused_for_what_was_approved_before_alone_and_in_a_batch() {
    let story = Story::begins();
    let serial = story.certified();
    let approved = [0, 1].map(|_| {
        let id = story.wanted().submitted(&story.practice);
        story.practice.approves(&id);
        id
    });
    story.loses(&serial);
    let alone = ["certificate", "issue", &approved[0]];
    names(&story.practice.fails(3, alone), &serial);
    let both = ["--json", "certificate", "issue", &approved[0], &approved[1]];
    let answer = story.practice.cli().run(both).expect_code(1);
    assert!(
        answer.stdout.contains("key-compromised"),
        "{}",
        answer.stdout
    );
    assert_eq!(story.certificates(), 1);
}

#[test]
fn renewal_of_another_certificate_over_it_needs_a_new_key() {
    let story = Story::begins();
    let (lost, other) = (story.certified(), story.certified());
    story.loses(&lost);
    let renewal = Wanted::renewal_of(&story.practice, &other);
    let same = renewal.clone().with("same_key", true);
    let expected = [("same_key".to_owned(), "key_compromised".to_owned())];
    assert_eq!(same.refused(&story.practice), expected);
    renewal.submitted(&story.practice);
}

#[test]
fn standing_authorisation_is_no_way_around_it() {
    let story = Story::begins();
    standing::allows(&story.practice, json!({}));
    let csr = fs::read_to_string(&story.own.request).expect("a request");
    let wanted = standing::inside("fleet-1").with("csr", csr);
    standing::issues(&story.practice, &wanted);
    let list = story.practice.cli().json(["certificate", "list"]);
    let serial = text(&list["rows"][0]["serial"]);
    story.loses(&serial);
    let refused = problems(&standing::refused(&story.practice, &wanted));
    assert_eq!(refused, [("csr".to_owned(), "key_compromised".to_owned())]);
    assert_eq!(story.certificates(), 1);
}

#[test]
fn import_tells_it_by_row_and_column() {
    let story = Story::begins();
    let serial = story.certified();
    story.loses(&serial);
    let csr = fs::read_to_string(&story.own.request).expect("a request");
    let file = story.practice.beside("fleet.csv");
    let header = "agent_id,accountable,purpose,actions,resources,csr";
    let row = format!("{AGENT},Lukas Brandt,Reports,report.read,/reports/daily,\"{csr}\"");
    fs::write(&file, format!("{header}\n{row}\n")).expect("writes");
    let told = ["--json", "request", "import", plain(&file), "--dry-run"];
    let view = story.practice.cli().run(told).expect_code(1).json();
    let fault = &view["rows"][0]["faults"][0];
    assert_eq!(fault["code"], "key_compromised", "{view:#}");
    assert!(text(&fault["message"]).contains(&serial), "{fault:#}");
}

#[test]
fn key_on_the_token_is_shown_as_compromised() {
    let practice = Practice::new();
    let lost = practice.certifies("ai_trader_bot_v2");
    let same = Wanted::renewal_of(&practice, &lost).with("same_key", true);
    same.certified(&practice);
    let state = || {
        let agents = practice.cli().json(["token", "show", "agents"]);
        text(&agents["keys"][0]["state"])
    };
    assert_eq!(state(), "active");
    practice.revokes(&lost, "keyCompromise");
    assert_eq!(state(), "compromised");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn another_reason_says_nothing_about_the_key() {
    let story = Story::begins();
    let serial = story.certified();
    story.practice.revokes(&serial, "superseded");
    story.certified();
    assert_eq!(story.certificates(), 2);
}
