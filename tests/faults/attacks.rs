//! The attack table: each way to a certificate that was not decided as it had to be. It is
//! refused, the refusal is in the log, and what was changed by hand is found by `workspace check`.

use std::{io::Write, process::Command};

use serde_json::{Value, json};

use crate::{
    outsider::tamper,
    practice::{Practice, Stage, first_request, path_text, sample_request},
};

/// Who has the file does this, and asks for the certificate.
struct Attack {
    name: &'static str,
    stage: Begins,
    sql: &'static str,
    exit: i32,
    code: &'static str,
}

/// How far the request has come.
#[derive(Clone, Copy)]
enum Begins {
    /// Nobody has approved it.
    Submitted,
    /// Its one approval is given.
    Approved,
    /// It takes two approvals and has one.
    HalfApproved,
}

const ATTACKS: [Attack; 11] = [
    Attack {
        name: "an approval is replayed in another checker's name",
        stage: Begins::HalfApproved,
        sql: "INSERT INTO approval (request, officer, maker, decision, at, seq)
              SELECT request, 'officer-04', maker, decision, at, seq + 1 FROM approval;
              UPDATE request SET state = 'approved', approvals_given = 2, checker = 'officer-04',
              decided_at = submitted_at, decision = submission, decide_seq = submit_seq",
        exit: 5,
        code: "decision-invalid",
    },
    Attack {
        name: "the maker's statement is passed off as an approval",
        stage: Begins::Submitted,
        sql: "INSERT INTO approval (request, officer, maker, decision, at, seq)
              SELECT id, 'officer-03', maker, submission, submitted_at, submit_seq FROM request;
              UPDATE request SET state = 'approved', approvals_given = 1, checker = 'officer-03',
              decided_at = submitted_at, decision = submission, decide_seq = submit_seq",
        exit: 5,
        code: "decision-invalid",
    },
    Attack {
        name: "a request is called approved that nobody approved",
        stage: Begins::Submitted,
        sql: "UPDATE request SET state = 'approved', approvals_given = 1, checker = 'officer-03',
              decided_at = submitted_at, decision = submission, decide_seq = submit_seq",
        exit: 3,
        code: "approvals-missing",
    },
    Attack {
        name: "one approval is said to be enough where two are asked for",
        stage: Begins::HalfApproved,
        sql: "UPDATE request SET state = 'approved', approvals_needed = 1, checker = 'officer-03',
              decided_at = submitted_at, decision = submission, decide_seq = submit_seq",
        exit: 3,
        code: "approvals-missing",
    },
    Attack {
        name: "an officer approved after their key had ended",
        stage: Begins::Approved,
        sql: "UPDATE officer_key SET until_seq = since_seq + 1 WHERE officer = 'officer-03'",
        exit: 5,
        code: "decision-invalid",
    },
    Attack {
        name: "an officer approved in a role that they had later only",
        stage: Begins::Approved,
        sql: "UPDATE officer_role SET role = 'auditor' WHERE officer = 'officer-03'",
        exit: 5,
        code: "decision-invalid",
    },
    Attack {
        name: "the approval came from the maker's second token",
        stage: Begins::Approved,
        sql: "UPDATE officer_key SET token_serial = (SELECT token_serial FROM officer_key
              WHERE officer = 'officer-02') WHERE officer = 'officer-03'",
        exit: 3,
        code: "maker-is-checker",
    },
    Attack {
        name: "the request is said to stand under a softer policy",
        stage: Begins::Approved,
        sql: "UPDATE request SET policy = zeroblob(32)",
        exit: 3,
        code: "rules-changed",
    },
    Attack {
        name: "the request is put on a list that does not name it",
        stage: Begins::Approved,
        sql: "UPDATE request SET batch = object",
        exit: 5,
        code: "decision-invalid",
    },
    Attack {
        name: "the certificate is asked for another agent's key",
        stage: Begins::Approved,
        sql: "UPDATE request SET spki = (SELECT spki FROM key WHERE purpose <> 'agent' LIMIT 1)",
        exit: 5,
        code: "decision-invalid",
    },
    Attack {
        name: "the request is said to be another maker's",
        stage: Begins::Approved,
        sql: "UPDATE request SET maker = 'officer-04'",
        exit: 5,
        code: "decision-invalid",
    },
];

impl Begins {
    fn practice(self) -> Practice {
        match self {
            Self::Submitted => Practice::at(Stage::Submitted),
            Self::Approved => Practice::at(Stage::Approved),
            Self::HalfApproved => {
                let practice = Practice::at(Stage::Founded);
                let json = std::fs::read(sample_request("ai_trader_bot_v2")).unwrap();
                let mut input: Value = serde_json::from_slice(&json).unwrap();
                input["limits"] = json!([{ "currency": "EUR", "per_action": "250000" }]);
                let file = practice.beside("large.json");
                std::fs::write(&file, input.to_string()).unwrap();
                practice.done(&["request", "new", path_text(&file)]);
                practice.approve(first_request());
                practice
            }
        }
    }
}

/// A line of the table: what was done, how it was refused, and what tells of it.
pub(crate) fn tell(name: &str, refused: &str, found_in: &str) {
    let line = format!("{name:<60} {refused:<18} {found_in}");
    let mut out = std::io::stdout();
    writeln!(out, "{line}").unwrap();
}

/// Refused, recorded, and nothing was about to be signed.
#[track_caller]
fn assert_refused(practice: &Practice, exit: i32, code: &str) {
    let refusals = practice.events("refused");
    let issue = ["certificate", "issue", first_request()];
    practice.fails(&issue, exit, code);
    assert_eq!(practice.events("refused"), refusals + 1, "{code}: logged");
    assert_eq!(practice.events("issuance_intended"), 0, "{code}");
}

#[test]
fn every_attack_on_a_decision_is_refused_and_logged_and_found() {
    for attack in ATTACKS {
        let practice = attack.stage.practice();
        tamper(&practice.database(), attack.sql);
        let checks = practice.run(&["workspace", "check"]).expect_code(5).json();
        let rows = checks["checks"].as_array().unwrap();
        let broken: Vec<&str> = rows
            .iter()
            .filter(|row| row["verdict"] == "broken")
            .filter_map(|row| row["subject"].as_str())
            .collect();
        assert!(broken.contains(&"tables"), "{}: {checks:#}", attack.name);
        assert_refused(&practice, attack.exit, attack.code);
        tell(attack.name, attack.code, &broken.join(", "));
    }
}

/// By hand into the log itself: no signed tree has it.
#[test]
fn an_approval_that_is_written_into_the_log_again_is_found() {
    let practice = Practice::at(Stage::Approved);
    tamper(
        &practice.database(),
        "INSERT INTO event (seq, leaf, at, kind, subject, actor)
         SELECT (SELECT max(seq) + 1 FROM event), leaf, at, kind, subject, actor FROM event
         WHERE kind = 'request_approved'",
    );
    practice.run(&["workspace", "check"]).expect_code(5);
    practice
        .run(&["certificate", "issue", first_request()])
        .expect_code(5);
    tell(
        "an approval is written into the log again",
        "refused",
        "log",
    );
}

/// What the log knows of a later time counts.
#[test]
fn a_clock_that_was_set_back_makes_no_approval_young_again() {
    let practice = Practice::at(Stage::Approved);
    let program = env!("CARGO_BIN_EXE_crash-at-signature");
    let mut later = Command::new(program);
    let later = later.arg(practice.root()).args(["--noted-later", "25"]);
    assert!(later.status().unwrap().success());
    // Whoever starts the program finds that the approval has ended.
    practice.fails(
        &["certificate", "issue", first_request()],
        3,
        "request-state",
    );
    assert_eq!(practice.events("request_expired"), 1);
    assert_eq!(practice.events("clock_jumped"), 1, "and that is told");
    assert_eq!(practice.events("issuance_intended"), 0);
    tell("the clock is set back", "request-state", "clock_jumped");
}

/// Nothing is forged, and nothing is issued.
#[test]
fn rules_that_changed_between_approval_and_issue_are_noticed() {
    for noun in ["profile", "policy"] {
        let practice = Practice::at(Stage::Approved);
        let shown = match noun {
            "profile" => practice.done(&["profile", "show", "agent"]),
            _ => practice.done(&["policy", "show"]),
        };
        let mut next: Value = serde_json::from_str(shown["next_json"].as_str().unwrap()).unwrap();
        match noun {
            "profile" => next["validity"]["cap"] = 300.into(),
            _ => next["lifetime_hours"] = 12.into(),
        }
        let file = practice.beside("next.json");
        std::fs::write(&file, next.to_string()).unwrap();
        let told = [noun, "propose", path_text(&file), "--reason", "Tighter"];
        let change = practice.done(&told)["row"]["id"].clone();
        practice.approve(change.as_str().unwrap());
        assert_refused(&practice, 3, "rules-changed");
        practice.run(&["workspace", "check"]).expect_code(0);
        let name = format!("the {noun} changed between approval and issue");
        tell(&name, "rules-changed", "the refusal");
    }
}
