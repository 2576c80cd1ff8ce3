//! Somebody with the file changes what was recorded: the log tells, and names the event.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::{
    outsider::{self, tamper},
    practice::{Practice, Stage},
};

/// A log of every kind of event that the program's first life writes.
fn log_of_a_life() -> Practice {
    let practice = Practice::at(Stage::Issued);
    let second = practice.submit("reporting_bot");
    practice.done(&["request", "reject", &second, "--reason", "Not now"]);
    let sql = "SELECT serial FROM certificate WHERE profile = 'agent'";
    let serial = outsider::text(&practice.database(), sql);
    practice.done(&[
        "certificate",
        "revoke",
        &serial,
        "--reason",
        "superseded",
        "--comment",
        "Over",
    ]);
    practice.run(&["request", "new", "/dev/null"]);
    practice.done(&["log", "verify"]);
    practice
}

/// `log verify`, which must find a break; gives the faults.
#[track_caller]
fn faults(practice: &Practice) -> Vec<Value> {
    let answer = practice.run(&["log", "verify"]).expect_code(5);
    let found = answer.json();
    assert_eq!(found["sound"], false, "{found:#}");
    found["faults"].as_array().unwrap().clone()
}

#[track_caller]
fn assert_named(practice: &Practice, seq: u64, code: &str) {
    let faults = faults(practice);
    assert!(
        faults
            .iter()
            .any(|fault| fault["seq"] == seq && fault["code"] == code),
        "{code} at {seq}: {faults:#?}"
    );
}

/// Where to flip a bit in leaf `seq` of `length` bytes: drawn, but the same every time.
fn drawn(seq: u64, length: usize) -> (usize, u8) {
    let z = (seq + 7).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let at = usize::try_from((z >> 8) % length as u64).unwrap();
    (at, 1 << (z % 7))
}

#[test]
fn a_changed_byte_in_any_event_is_found_and_the_event_named() {
    let practice = log_of_a_life();
    let whole = fs::read(practice.database()).unwrap();
    let rows = outsider::query(
        &practice.database(),
        "SELECT seq, leaf, kind FROM event ORDER BY seq",
    );
    let mut kinds = BTreeSet::new();
    for row in &rows {
        let seq = row[0].as_u64().unwrap();
        kinds.insert(row[2].as_str().unwrap());
        let mut leaf = outsider::from_hex(row[1].as_str().unwrap());
        let (at, bit) = drawn(seq, leaf.len());
        leaf[at] ^= bit;
        fs::write(practice.database(), &whole).unwrap();
        let hex = outsider::hex(&leaf);
        tamper(
            &practice.database(),
            &format!("UPDATE event SET leaf = x'{hex}' WHERE seq = {seq}"),
        );
        let faults = faults(&practice);
        let named: BTreeSet<u64> = faults
            .iter()
            .filter(|fault| fault["code"] == "leaf_changed")
            .filter_map(|fault| fault["seq"].as_u64())
            .collect();
        assert_eq!(
            named,
            BTreeSet::from([seq]),
            "byte {at} of {}: {faults:#?}",
            row[2]
        );
        practice.run(&["workspace", "check"]).expect_code(5);
    }
    assert!(
        rows.len() > 55 && kinds.len() >= 14,
        "{} events, {kinds:?}",
        rows.len()
    );
}

#[test]
fn swapped_events_are_found() {
    let practice = log_of_a_life();
    tamper(
        &practice.database(),
        "CREATE TEMP TABLE t AS SELECT * FROM event WHERE seq IN (41, 42);
         DELETE FROM event WHERE seq IN (41, 42);
         INSERT INTO event SELECT 83 - seq, leaf, at, kind, subject, actor FROM t;",
    );
    assert_named(&practice, 41, "leaf_changed");
    assert_named(&practice, 42, "leaf_changed");
}

#[test]
fn a_removed_event_is_found() {
    let practice = log_of_a_life();
    tamper(&practice.database(), "DELETE FROM event WHERE seq = 44");
    assert_named(&practice, 44, "leaf_missing");
}

#[test]
fn a_removed_event_behind_which_the_others_close_up_is_found() {
    let practice = log_of_a_life();
    tamper(
        &practice.database(),
        "DELETE FROM event WHERE seq = 44;
         UPDATE event SET seq = -seq WHERE seq > 44;
         UPDATE event SET seq = -seq - 1 WHERE seq < 0;",
    );
    assert_named(&practice, 44, "leaf_changed");
}

#[test]
fn the_first_event_can_neither_be_removed_nor_replaced_unseen() {
    let practice = log_of_a_life();
    let whole = fs::read(practice.database()).unwrap();
    tamper(&practice.database(), "DELETE FROM event WHERE seq = 1");
    assert_named(&practice, 1, "leaf_missing");
    fs::write(practice.database(), &whole).unwrap();
    tamper(
        &practice.database(),
        "UPDATE event SET leaf = (SELECT leaf FROM event WHERE seq = 2) WHERE seq = 1",
    );
    assert_named(&practice, 1, "leaf_changed");
}

#[test]
fn a_cut_end_is_found_by_the_checkpoints_that_reach_beyond() {
    let practice = log_of_a_life();
    let size = practice.count("SELECT max(size) FROM checkpoint");
    tamper(
        &practice.database(),
        &format!("DELETE FROM event WHERE seq >= {size}"),
    );
    assert_named(&practice, size, "checkpoint_beyond");
}

#[test]
fn changed_columns_beside_an_event_are_found() {
    let practice = log_of_a_life();
    for change in [
        "actor = 'officer-01'",
        "at = '2026-01-01T00:00:00.000Z'",
        "kind = 'signed_in'",
    ] {
        let whole = fs::read(practice.database()).unwrap();
        tamper(
            &practice.database(),
            &format!("UPDATE event SET {change} WHERE seq = 44"),
        );
        assert_named(&practice, 44, "columns_differ");
        fs::write(practice.database(), whole).unwrap();
    }
}

#[test]
fn a_rewritten_event_with_its_tree_is_found_by_the_checkpoint() {
    let practice = log_of_a_life();
    let hash = "9".repeat(64);
    tamper(
        &practice.database(),
        &format!("UPDATE node SET hash = x'{hash}' WHERE level = 3 AND idx = 2"),
    );
    assert_named(&practice, 24, "tree_changed");
}

#[test]
fn a_replaced_checkpoint_is_found() {
    let practice = log_of_a_life();
    let size = practice.count("SELECT max(size) FROM checkpoint");
    let whole = fs::read(practice.database()).unwrap();
    let root = "7".repeat(64);
    tamper(
        &practice.database(),
        &format!("UPDATE checkpoint SET root = x'{root}' WHERE size = {size}"),
    );
    assert_named(&practice, size, "checkpoint_root");

    // Root as it should be, but signed by nobody.
    fs::write(practice.database(), &whole).unwrap();
    tamper(
        &practice.database(),
        &format!(
            "UPDATE checkpoint SET note = (SELECT note FROM checkpoint ORDER BY size LIMIT 1)
             WHERE size = {size}"
        ),
    );
    assert_named(&practice, size, "checkpoint_signature");
}

#[test]
fn a_changed_record_is_found() {
    let practice = log_of_a_life();
    for media in [
        "SELECT object FROM request LIMIT 1",
        "SELECT submission FROM request LIMIT 1",
        "SELECT der FROM certificate WHERE profile = 'agent'",
        "SELECT tbs FROM intent",
        "SELECT name FROM officer LIMIT 1",
    ] {
        let whole = fs::read(practice.database()).unwrap();
        tamper(
            &practice.database(),
            &format!(
                "UPDATE blob SET bytes = CAST(bytes || x'20' AS BLOB) WHERE sha256 = ({media})"
            ),
        );
        let faults = faults(&practice);
        assert!(
            faults.iter().any(|fault| fault["code"] == "blob_changed"),
            "{media}: {faults:#?}"
        );
        fs::write(practice.database(), whole).unwrap();
    }
}

#[test]
fn a_broken_log_is_not_written_to_by_looking_at_it() {
    let practice = log_of_a_life();
    tamper(
        &practice.database(),
        "UPDATE event SET leaf = x'7b7d' WHERE seq = 50",
    );
    let size = practice.count("SELECT count(*) FROM event");
    assert_named(&practice, 50, "leaf_malformed");
    assert_eq!(practice.count("SELECT count(*) FROM event"), size);
}
