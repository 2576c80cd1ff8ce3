//! Roles and keys of officers come by decision of two: a row that somebody edits is found by
//! `workspace check`, and what is signed on the strength of it stands for nothing.

use std::sync::OnceLock;

use crate::{
    attacks::tell,
    outsider::tamper,
    practice::{Practice, Stage, first_request},
    snapshot::Snapshot,
};

/// Who has the file does this.
struct Edit {
    name: &'static str,
    sql: &'static str,
}

const EDITS: [Edit; 9] = [
    Edit {
        name: "a maker is called a checker",
        sql: "UPDATE officer SET role = 'checker' WHERE id = 'officer-02'",
    },
    Edit {
        name: "a role comes without a decision",
        sql: "INSERT INTO officer_role VALUES ('officer-02', 40, 'checker', NULL);
              UPDATE officer SET role = 'checker' WHERE id = 'officer-02'",
    },
    Edit {
        name: "a role names the decision on somebody else",
        sql: "INSERT INTO officer_role SELECT 'officer-02', since_seq, 'checker', change
              FROM officer_role WHERE officer = 'officer-06';
              UPDATE officer SET role = 'checker' WHERE id = 'officer-02'",
    },
    Edit {
        name: "a role names a decision that nobody made",
        sql: "UPDATE change SET state = 'approved', decide_seq = propose_seq,
              decider = 'officer-03', decided_at = proposed_at, decision = proposal,
              approvals_given = approvals_needed WHERE kind = 'role';
              INSERT INTO officer_role SELECT 'officer-02', decide_seq, 'checker', id
              FROM change WHERE kind = 'role';
              UPDATE officer SET role = 'checker' WHERE id = 'officer-02'",
    },
    Edit {
        name: "a new officer's role is another than the one decided on",
        sql: "UPDATE officer_role SET role = 'checker' WHERE officer = 'officer-06';
              UPDATE officer SET role = 'checker' WHERE id = 'officer-06'",
    },
    Edit {
        name: "a new officer's key is said to be another's",
        sql: "UPDATE officer_key SET officer = 'officer-02' WHERE officer = 'officer-06'",
    },
    Edit {
        name: "a key comes without a decision",
        sql: "UPDATE officer_key SET change = NULL WHERE officer = 'officer-06'",
    },
    Edit {
        name: "a lost token is called in force",
        sql: "UPDATE officer_key SET until_seq = NULL WHERE token_label = 'officer-05'",
    },
    Edit {
        name: "who retired is called back",
        sql: "UPDATE officer SET retired_seq = NULL WHERE id = 'officer-04'",
    },
];

/// A maker came, a checker retired, the auditor lost their token; a role waits to be decided.
fn practice() -> Practice {
    static LIVED: OnceLock<Snapshot> = OnceLock::new();
    let lived = LIVED.get_or_init(|| {
        let practice = Practice::at(Stage::Submitted);
        let enrol = ["officer", "enrol", "--name", "Noor", "--role", "maker"];
        decide(&practice, &enrol, true);
        decide(&practice, &["officer", "retire", "officer-04"], true);
        let lost = ["officer", "lost", "officer-05", "--token", "officer-05"];
        practice.done(&[&lost[..], &["--reason", "Left on a train"]].concat());
        decide(
            &practice,
            &["officer", "grant", "officer-02", "checker"],
            false,
        );
        practice.run(&["workspace", "check"]).expect_code(0);
        Snapshot::of(&practice.root())
    });
    Practice::laid_out(lived)
}

/// Proposed by the administrator, and approved by a checker if that is wanted.
fn decide(practice: &Practice, told: &[&str], approved: bool) {
    let view = practice.done(&[told, &["--reason", "As decided"]].concat());
    if approved {
        practice.approve(view["row"]["id"].as_str().unwrap());
    }
}

#[test]
fn every_role_and_key_that_nobody_decided_on_is_found() {
    for edit in EDITS {
        let practice = practice();
        tamper(&practice.database(), edit.sql);
        let checks = practice.run(&["workspace", "check"]).expect_code(5).json();
        let rows = checks["checks"].as_array().unwrap();
        let broken: Vec<&str> = rows
            .iter()
            .filter(|row| row["verdict"] == "broken")
            .filter_map(|row| row["subject"].as_str())
            .collect();
        for subject in ["tables", "officers"] {
            assert!(broken.contains(&subject), "{}: {checks:#}", edit.name);
        }
        tell(edit.name, "found", &broken.join(", "));
    }
}

/// The statement names a role that no decision gave.
#[test]
fn what_is_approved_in_a_role_that_was_given_by_hand_is_not_issued() {
    let practice = practice();
    let sql = "UPDATE officer SET role = 'checker' WHERE id = 'officer-06'";
    tamper(&practice.database(), sql);
    let told = ["request", "approve", first_request(), "--reason", "Fine"];
    practice.done(&[&told[..], &["--as", "officer-06"]].concat());
    practice.fails(
        &["certificate", "issue", first_request()],
        5,
        "decision-invalid",
    );
    assert_eq!(practice.events("issuance_intended"), 0);
    tell(
        "who was made a checker by hand approves",
        "decision-invalid",
        "the refusal",
    );
}

/// Two decisions, not one: no row, no event and no certificate comes of a proposal alone.
#[test]
fn a_change_of_officers_that_nobody_approved_changes_nothing() {
    let practice = practice();
    let shown = practice.done(&["officer", "show", "officer-02"]);
    assert_eq!(shown["officer"]["role"], "maker");
    assert_eq!(shown["roles"].as_array().unwrap().len(), 1);
    let told = [
        "request",
        "approve",
        first_request(),
        "--reason",
        "Fine",
        "--as",
        "officer-02",
    ];
    practice.fails(&told, 3, "role-forbids");
    let waiting = shown["open_changes"][0].as_str().unwrap();
    let told = [
        "request",
        "approve",
        waiting,
        "--reason",
        "Gladly",
        "--as",
        "officer-02",
    ];
    practice.fails(&told, 3, "role-forbids");
    tell(
        "a maker approves their own promotion",
        "role-forbids",
        "the refusal",
    );
}
