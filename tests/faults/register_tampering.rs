//! Somebody with the file changes the tables beside the log: what they show is held against
//! what was decided.

use crate::{
    outsider::{self, tamper, try_to_tamper},
    practice::{Practice, Stage, first_request},
};

#[track_caller]
fn assert_broken(practice: &Practice, subject: &str) {
    let checks = practice.run(&["workspace", "check"]).expect_code(5).json();
    assert_eq!(checks["sound"], false, "{checks:#}");
    let rows = checks["checks"].as_array().unwrap();
    let broken = |row: &&serde_json::Value| row["subject"] == subject && row["verdict"] == "broken";
    assert!(rows.iter().any(|row| broken(&row)), "{subject}: {checks:#}");
}

const APPROVE: &str = "UPDATE request SET state = 'approved', decided_at = submitted_at,
    decide_seq = submit_seq, approvals_given = approvals_needed";

/// A row that calls `decision` the second checker's approval of `request`.
fn approval_of(request: &str, decision: &str) -> String {
    format!(
        "INSERT INTO approval (request, officer, maker, decision, at, seq)
         SELECT id, 'officer-03', maker, {decision}, submitted_at, submit_seq FROM request
         WHERE id = '{request}'"
    )
}

#[test]
fn the_tables_refuse_a_checker_who_is_the_maker() {
    let practice = Practice::at(Stage::Submitted);
    let forged = format!("{APPROVE}, checker = maker, decision = submission");
    let refused = try_to_tamper(&practice.database(), &forged).unwrap_err();
    assert!(refused.contains("CHECK constraint"), "{refused}");
    assert_eq!(practice.request_state(first_request()), "submitted");
}

#[test]
fn a_forged_approval_issues_nothing() {
    let practice = Practice::at(Stage::Submitted);
    let forged = format!("{APPROVE}, checker = 'officer-03', decision = submission");
    let approval = approval_of(first_request(), "submission");
    tamper(&practice.database(), &format!("{forged}; {approval}"));
    let failure = practice.fails(
        &["certificate", "issue", first_request()],
        5,
        "decision-invalid",
    );
    assert_eq!(failure["kind"], "broken");
    assert_eq!(practice.events("issuance_intended"), 0);
    assert_eq!(practice.events("refused"), 1);
    assert_broken(&practice, "tables");
}

/// The count alone, with no statement behind it.
#[test]
fn an_approval_that_nobody_signed_issues_nothing() {
    let practice = Practice::at(Stage::Submitted);
    let forged = format!("{APPROVE}, checker = 'officer-03', decision = submission");
    tamper(&practice.database(), &forged);
    practice.fails(
        &["certificate", "issue", first_request()],
        3,
        "approvals-missing",
    );
    assert_eq!(practice.events("issuance_intended"), 0);
    assert_broken(&practice, "tables");
}

#[test]
fn an_approval_of_another_request_issues_nothing() {
    let practice = Practice::at(Stage::Approved);
    let second = practice.submit("reporting_bot");
    let decision = format!(
        "(SELECT decision FROM request WHERE id = '{}')",
        first_request()
    );
    let forged =
        format!("{APPROVE}, checker = 'officer-03', decision = {decision} WHERE id = '{second}'");
    let approval = approval_of(&second, &decision);
    tamper(&practice.database(), &format!("{forged}; {approval}"));
    let failure = practice.fails(&["certificate", "issue", &second], 5, "decision-invalid");
    assert!(
        failure["happened"]
            .as_str()
            .unwrap()
            .contains("another object"),
        "{failure:#}"
    );
    assert_eq!(practice.events("issuance_intended"), 0);
}

#[test]
fn an_approved_request_with_another_object_issues_nothing() {
    let practice = Practice::at(Stage::Approved);
    let database = practice.database();
    practice.submit("reporting_bot");
    let object = outsider::text(&database, "SELECT object FROM request WHERE number = 2");
    tamper(
        &database,
        &format!(
            "UPDATE request SET object = randomblob(32) WHERE number = 2;
             UPDATE request SET object = x'{object}' WHERE number = 1;"
        ),
    );
    practice.fails(
        &["certificate", "issue", first_request()],
        5,
        "decision-invalid",
    );
    assert_eq!(practice.events("issuance_intended"), 0);
}

/// The statements stand, over the hash; the bytes behind it are others.
#[test]
fn a_request_whose_text_was_changed_after_its_approval_issues_nothing() {
    let practice = Practice::at(Stage::Approved);
    let wider =
        "UPDATE blob SET bytes = CAST(replace(CAST(bytes AS TEXT), '5000000', '9000000') AS BLOB)
                 WHERE sha256 = (SELECT object FROM request)";
    let database = practice.database();
    tamper(&database, wider);
    let object = "SELECT CAST(bytes AS TEXT) FROM blob WHERE sha256 = (SELECT object FROM request)";
    assert!(outsider::text(&database, object).contains("9000000"));
    practice.fails(
        &["certificate", "issue", first_request()],
        5,
        "ledger-broken",
    );
    assert_eq!(practice.events("issuance_intended"), 0);
    practice.run(&["workspace", "check"]).expect_code(5);
}

#[test]
fn forged_rows_of_every_table_are_found() {
    let forged: &[(&str, &str)] = &[
        (
            "certificates",
            "UPDATE certificate SET not_after = '2031-01-01T00:00:00Z' WHERE profile = 'agent'",
        ),
        (
            "certificates",
            "UPDATE certificate SET spki = zeroblob(32) WHERE profile = 'agent'",
        ),
        (
            "certificates",
            "UPDATE certificate SET serial = '00' || serial WHERE profile = 'agent'",
        ),
        (
            "tables",
            "UPDATE certificate SET common_name = 'somebody_else' WHERE profile = 'agent'",
        ),
        ("tables", "DELETE FROM certificate WHERE profile = 'agent'"),
        ("tables", "DELETE FROM denied"),
        ("tables", "UPDATE denied SET cause = 1"),
        ("tables", "UPDATE request SET checker = 'officer-04'"),
        ("tables", "UPDATE request SET agent_id = 'somebody_else'"),
        (
            "tables",
            "UPDATE officer SET role = 'checker' WHERE id = 'officer-02'",
        ),
        (
            "tables",
            "UPDATE key SET destroyed = 1 WHERE purpose = 'agent'",
        ),
        (
            "tables",
            "UPDATE key SET purpose = 'agent' WHERE purpose = 'issuing_ca'",
        ),
        ("tables", "UPDATE intent SET outcome = NULL"),
        ("tables", "UPDATE crl SET number = number + 7"),
        (
            "tables",
            "UPDATE token SET label = 'another' WHERE label = 'root'",
        ),
        ("tables", "UPDATE counter SET value = value + 1"),
        ("tables", "DELETE FROM crl WHERE number = 1"),
        // The log's own events tell of it: it is found before any table is looked at.
        (
            "checkpoint",
            "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)",
        ),
        ("log key", "UPDATE log_keys SET seq = seq + 7"),
        (
            "tables",
            "UPDATE side_data SET holder = 'officer-05' WHERE holder = 'officer-04'",
        ),
    ];
    let revoked = Practice::at(Stage::Issued);
    let serial = revoked.done(&["request", "show", first_request()])["certificate"].clone();
    revoked.done(&[
        "certificate",
        "revoke",
        serial.as_str().unwrap(),
        "--reason",
        "superseded",
        "--comment",
        "Over",
    ]);
    revoked.assert_clean();
    for (subject, sql) in forged {
        let practice = revoked.copy();
        tamper(&practice.database(), sql);
        let checks = practice.run(&["workspace", "check"]);
        assert_eq!(checks.code, 5, "{sql}: {checks:?}");
        assert!(checks.stdout.contains(subject), "{sql}: {checks:?}");
    }
}
