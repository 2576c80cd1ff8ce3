//! Somebody with the files puts the whole workspace back, or cuts the end of the log together with
//! all that tells of it: inside nothing is wrong. Who keeps a checkpoint elsewhere sees it.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{
    outsider::tamper,
    practice::{Practice, Stage, first_request, path_text},
    snapshot::Snapshot,
};

/// Keeps the published checkpoint elsewhere.
fn keep_checkpoint(practice: &Practice) -> PathBuf {
    let kept = practice.beside("kept.note");
    practice.done(&["log", "checkpoint"]);
    fs::copy(practice.root().join("publish/log/checkpoint"), &kept).unwrap();
    kept
}

/// `log verify` against it must find a break; gives the one fault.
#[track_caller]
fn fault_against(practice: &Practice, note: &std::path::Path) -> Value {
    let told = ["log", "verify", "--checkpoint", path_text(note)];
    let found = practice.run(&told).expect_code(5).json();
    assert_eq!(found["sound"], false, "{found:#}");
    let faults = found["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 1, "{found:#}");
    faults[0].clone()
}

#[test]
fn a_log_that_went_on_stands_against_a_checkpoint_kept_elsewhere() {
    let practice = Practice::at(Stage::Submitted);
    let kept = keep_checkpoint(&practice);
    let against = ["log", "verify", "--checkpoint", path_text(&kept)];
    practice.run(&against).expect_code(0);
    practice.approve(first_request());
    practice.issue(first_request());
    practice.run(&against).expect_code(0);
}

#[test]
fn a_workspace_put_back_as_a_whole_is_found_by_a_checkpoint_kept_elsewhere() {
    let practice = Practice::at(Stage::Approved);
    let before = Snapshot::of(&practice.root());
    let events = practice.count("SELECT count(*) FROM event");
    practice.issue(first_request());
    let kept = keep_checkpoint(&practice);

    fs::remove_dir_all(practice.root()).unwrap();
    before.lay_out(&practice.root());
    practice.run(&["log", "verify"]).expect_code(0);
    practice.run(&["workspace", "check"]).expect_code(0);
    let fault = fault_against(&practice, &kept);
    assert_eq!(fault["code"], "events_lost", "{fault:#}");
    let message = fault["message"].as_str().unwrap();
    assert!(
        message.contains("The log has lost events since event"),
        "{message}"
    );
    assert!(fault["seq"].as_u64() > Some(events), "{fault:#}");
}

#[test]
fn a_history_told_anew_after_that_is_found_too() {
    let practice = Practice::at(Stage::Submitted);
    let before = Snapshot::of(&practice.root());
    practice.done(&["request", "reject", first_request(), "--reason", "Not now"]);
    let kept = keep_checkpoint(&practice);

    fs::remove_dir_all(practice.root()).unwrap();
    before.lay_out(&practice.root());
    practice.approve(first_request());
    practice.issue(first_request());
    practice.assert_clean();
    let fault = fault_against(&practice, &kept);
    assert_eq!(fault["code"], "history_differs", "{fault:#}");
}

#[test]
fn a_checkpoint_of_another_log_vouches_for_nothing() {
    let (practice, other) = (Practice::at(Stage::Submitted), Practice::new_one());
    let kept = keep_checkpoint(&other);
    let fault = fault_against(&practice, &kept);
    assert_eq!(fault["code"], "checkpoint_foreign", "{fault:#}");
    fs::write(&kept, "no note").unwrap();
    assert_eq!(
        fault_against(&practice, &kept)["code"],
        "checkpoint_foreign"
    );
}

/// The end of the log, with the checkpoints over it and the tree above: what stands inside.
#[test]
fn a_tail_cut_together_with_its_checkpoints_is_found_by_one_kept_elsewhere() {
    let practice = Practice::at(Stage::Submitted);
    let short = Snapshot::of(&practice.root());
    practice.done(&["request", "reject", first_request(), "--reason", "Not now"]);
    let kept = keep_checkpoint(&practice);
    let ended = short_database(&short, &practice);
    // Every row of the log that came after is gone, and the tree is what it was then.
    tamper(
        &practice.database(),
        &format!(
            "ATTACH '{ended}' AS ended;
             DELETE FROM event WHERE seq > (SELECT max(seq) FROM ended.event);
             DELETE FROM checkpoint WHERE size > (SELECT max(size) FROM ended.checkpoint);
             DELETE FROM node; INSERT INTO node SELECT * FROM ended.node;
             DELETE FROM counter; INSERT INTO counter SELECT * FROM ended.counter;"
        ),
    );
    practice.run(&["log", "verify"]).expect_code(0);
    let fault = fault_against(&practice, &kept);
    assert_eq!(fault["code"], "events_lost", "{fault:#}");
}

fn short_database(short: &Snapshot, practice: &Practice) -> String {
    let folder = practice.beside("short");
    short.lay_out(&folder);
    path_text(&folder.join("chancery.db")).to_owned()
}
