//! What was committed stands, whatever fails after it, and is not called undone.

use std::fs;

use crate::practice::{Practice, Stage, first_request};

/// Puts a file where a folder of `publish/` must be: nothing can be written there.
fn block(practice: &Practice, folder: &str) {
    let folder = practice.root().join("publish").join(folder);
    fs::remove_dir_all(&folder).unwrap();
    fs::write(folder, "in the way").unwrap();
}

fn unblock(practice: &Practice, folder: &str) {
    fs::remove_file(practice.root().join("publish").join(folder)).unwrap();
}

#[test]
fn an_approval_stands_where_its_checkpoint_can_not_be_published() {
    let practice = Practice::at(Stage::Submitted);
    block(&practice, "log");
    let approve = ["request", "approve", first_request(), "--reason", "Agreed"];
    let approved = practice.done(&approve);
    assert_eq!(approved["row"]["state"], "approved");
    unblock(&practice, "log");
    practice.done(&["log", "checkpoint"]);
    practice.assert_clean();
}

#[test]
fn a_revocation_counts_where_its_crl_can_not_be_published() {
    let practice = Practice::at(Stage::Approved);
    let serial = practice.issue(first_request());
    block(&practice, "crl");
    let revoke = [
        "certificate",
        "revoke",
        &serial,
        "--reason",
        "superseded",
        "--comment",
        "Over",
    ];
    let failure = practice.fails(&revoke, 4, "crl-owed");
    assert!(failure["happened"].as_str().unwrap().contains(&serial));
    assert_eq!(practice.events("certificate_revoked"), 1);
    assert_eq!(practice.count("SELECT count(*) FROM denied"), 1);
    unblock(&practice, "crl");
    let shown = practice.done(&["certificate", "show", &serial]);
    assert_eq!(shown["row"]["state"], "superseded");
    assert_eq!(
        shown["row"]["crl_owed"], false,
        "the next opening published it"
    );
    practice.assert_clean();
}

#[test]
fn an_auditor_asks_for_no_certificate() {
    let practice = Practice::at(Stage::Approved);
    let issue = [
        "--as",
        "officer-05",
        "certificate",
        "issue",
        first_request(),
    ];
    practice.fails(&issue, 3, "role-forbids");
    assert_eq!(practice.events("issuance_intended"), 0);
    practice.issue(first_request());
}

#[test]
fn what_was_typed_for_an_agent_does_not_enter_a_leaf() {
    let practice = Practice::at(Stage::Submitted);
    let file = practice.beside("person.json");
    fs::write(&file, r#"{"agent_id":"Erika Mustermann, geb. 1980-05-01"}"#).unwrap();
    let new = ["request", "new", file.to_str().unwrap()];
    practice.fails(&new, 3, "input");
    let named = "SELECT count(*) FROM event WHERE CAST(leaf AS TEXT) LIKE '%Mustermann%'";
    assert_eq!(practice.count(named), 0);
    assert_eq!(practice.events("refused"), 1);
}
