//! The archived store of version 1, and what becomes of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use chancery_domain::{
    Utc,
    event::{Actor, Event, EventBody, TokenPurpose},
};

use crate::{
    Error, Ledger,
    read::{DenialCause, RequestState},
    schema::VERSION,
};

const ISSUED: &str = "558EF64E2F036FCAF1ABDAB385CB0366";
const REVOKED: &str = "5BB40337834ADEB1E63EC819BEAFF78A";
/// Events in the archive.
const EVENTS: u64 = 72;

fn archive() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/ledger/v1/chancery.db")
}

fn unpacked() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("chancery.db");
    fs::copy(archive(), &path).expect("unpacked");
    (dir, path)
}

/// The log and the tables that both versions have alike, row by row.
fn rows(path: &Path) -> Vec<String> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("opens");
    let alike = [
        "SELECT * FROM event ORDER BY seq",
        "SELECT * FROM node ORDER BY level, idx",
        "SELECT * FROM blob ORDER BY sha256",
        "SELECT * FROM checkpoint ORDER BY size",
        "SELECT * FROM officer ORDER BY id",
        "SELECT serial, label, purpose FROM token ORDER BY serial",
        "SELECT spki, token_serial, cka_id, label, purpose, algorithm, custody, made_at, destroyed
         FROM key ORDER BY spki",
        "SELECT id, number, agent_id, state, object, spki, maker, submitted_at, submission, submit_seq,
                checker, decided_at, decision, decide_seq, serial FROM request ORDER BY id",
        "SELECT serial, request, tbs, seq, outcome FROM intent ORDER BY serial",
        "SELECT serial, seq, request, profile, common_name, der, spki, not_before, not_after
         FROM certificate ORDER BY serial",
        "SELECT serial, decision, seq FROM denied ORDER BY serial",
        "SELECT number, der, this_update, next_update, entries, at, seq FROM crl ORDER BY seq",
        "SELECT * FROM report ORDER BY id",
    ];
    let read = |sql: &&str| {
        let mut select = db.prepare(sql).expect(sql);
        let columns = select.column_count();
        let mut rows = select.query([]).expect(sql);
        let mut told = Vec::new();
        while let Some(row) = rows.next().expect(sql) {
            let cells: Vec<_> = (0..columns).map(|at| row.get_ref(at).unwrap()).collect();
            told.push(format!("{cells:?}"));
        }
        told
    };
    alike.iter().flat_map(read).collect()
}

fn version(path: &Path) -> i64 {
    let db = Connection::open(path).expect("opens");
    db.pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("a version")
}

fn event(number: i64) -> Event {
    let at = Utc::from_unix_seconds(1_800_000_000 + number).expect("in range");
    let body = EventBody::TokenTaken {
        label: "second".into(),
        serial: format!("second-{number}"),
        purpose: TokenPurpose::Agents,
        module: "/usr/lib/module.so".into(),
    };
    Event::new(at, [7; 16], Actor::service("workstation"), body)
}

#[test]
fn archive_of_version_1_opens_and_says_what_it_said() {
    let (_dir, path) = unpacked();
    let before = rows(&path);
    let ledger = Ledger::open(&path).expect("migrated");
    let read = ledger.read();
    assert_eq!(read.size().unwrap(), EVENTS);
    assert!(read.tables_that_differ().unwrap().is_empty());
    let found = read.recompute(|_, _| true).unwrap();
    assert_eq!((found.events, found.faults), (EVENTS, vec![]));
    let denied = read.denied(REVOKED).unwrap().unwrap();
    assert_eq!(
        denied.cause,
        DenialCause::Revoked(chancery_domain::event::RevocationReason::KeyCompromise)
    );
    let issued = read.certificate(ISSUED).unwrap().unwrap();
    assert!(issued.stands && issued.partition == 0);
    assert!(!read.crl_owed(&issued.issuer_ski, 0).unwrap());
    let requests = read.requests(false, None, 9).unwrap();
    let states: Vec<_> = requests.iter().map(|row| row.state).collect();
    use RequestState::{Issued, Rejected, Submitted};
    assert_eq!(states, [Submitted, Rejected, Issued, Issued]);
    assert_eq!(read.approvals_of(&requests[3].id).unwrap().len(), 1);
    drop(ledger);
    assert_eq!(version(&path), VERSION);
    assert_eq!(rows(&path), before);
}

#[test]
fn migration_keeps_a_copy_that_is_the_archive() {
    let (dir, path) = unpacked();
    let before = rows(&path);
    let ledger = Ledger::open(&path).expect("migrated");
    let copy = dir.path().join("chancery.db.v1-backup");
    assert_eq!(ledger.migration_backup(), Some(copy.as_path()));
    assert_eq!(version(&copy), 1);
    assert_eq!(rows(&copy), before);
    drop(ledger);
    let again = Ledger::open(&path).expect("opens");
    assert_eq!(again.migration_backup(), None, "nothing left to do");
}

#[test]
fn copy_of_another_state_is_never_overwritten() {
    let (dir, path) = unpacked();
    let before = rows(&path);
    let taken = dir.path().join("chancery.db.v1-backup");
    fs::write(&taken, "something else").expect("written");
    let ledger = Ledger::open(&path).expect("migrated");
    let copy = dir.path().join("chancery.db.v1-backup-2");
    assert_eq!(ledger.migration_backup(), Some(copy.as_path()));
    assert_eq!(fs::read(&taken).expect("read"), b"something else");
    assert_eq!(rows(&copy), before);
}

#[test]
fn copy_of_the_same_state_is_enough_and_what_a_crash_left_of_one_is_not() {
    let (dir, path) = unpacked();
    fs::write(dir.path().join("chancery.db.v1-backup.partial"), "half").expect("written");
    drop(Ledger::open(&path).expect("migrated"));
    let copy = dir.path().join("chancery.db.v1-backup");
    fs::copy(archive(), &path).expect("version 1 once more");
    let ledger = Ledger::open(&path).expect("migrated again");
    assert_eq!(ledger.migration_backup(), Some(copy.as_path()));
    assert!(!dir.path().join("chancery.db.v1-backup-2").exists());
    assert!(!dir.path().join("chancery.db.v1-backup.partial").exists());
}

#[test]
fn migration_that_fails_leaves_version_1_as_it_was() {
    let (_dir, path) = unpacked();
    let db = Connection::open(&path).expect("opens");
    db.execute_batch(
        "DROP TRIGGER event_never_changes;
         UPDATE event SET leaf = x'00' WHERE seq = 70;
         CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
         BEGIN SELECT raise(ABORT, 'events never change'); END;",
    )
    .expect("a leaf that can't be read");
    drop(db);
    let before = rows(&path);
    assert!(matches!(
        Ledger::open(&path),
        Err(Error::Leaf { seq: 70, .. })
    ));
    assert_eq!(version(&path), 1);
    assert_eq!(rows(&path), before);
}

#[test]
fn migrated_log_goes_on_and_is_as_guarded_as_a_new_one() {
    let (_dir, path) = unpacked();
    let mut ledger = Ledger::open(&path).expect("migrated");
    let appended = ledger.write(|tx| tx.append(&event(1))).expect("appended");
    assert_eq!(appended.seq, EVENTS + 1);
    for sql in [
        "UPDATE event SET kind = 'x'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event VALUES (1, x'00', '', '', '', '')",
        "UPDATE node SET hash = zeroblob(32)",
        "DELETE FROM node",
    ] {
        let refused =
            ledger.write(|tx| tx.db.execute_batch(sql).map_err(Error::sqlite("tampering")));
        assert!(refused.is_err(), "{sql}");
    }
    assert_eq!(ledger.read().recompute(|_, _| true).unwrap().faults, []);
}

#[test]
fn references_are_checked_again_after_a_migration_and_a_rebuild() {
    let (_dir, path) = unpacked();
    let mut ledger = Ledger::open(&path).expect("migrated");
    ledger.rebuild().expect("rebuilt");
    let refused = ledger.write(|tx| {
        tx.db
            .execute_batch("DELETE FROM blob WHERE sha256 = (SELECT der FROM certificate LIMIT 1)")
            .map_err(Error::sqlite("tampering"))
    });
    assert!(refused.is_err());
}

#[test]
fn rebuild_mends_tables_that_another_hand_changed() {
    let (_dir, path) = unpacked();
    let mut ledger = Ledger::open(&path).expect("migrated");
    ledger
        .write(|tx| {
            tx.db
                .execute_batch("UPDATE certificate SET stands = 0; DELETE FROM denied")
                .map_err(Error::sqlite("tampering"))
        })
        .expect("changed");
    let differ = ledger.read().tables_that_differ().unwrap();
    assert_eq!(differ, ["certificate", "denied"]);
    ledger.rebuild().expect("rebuilt");
    assert!(ledger.read().tables_that_differ().unwrap().is_empty());
}
