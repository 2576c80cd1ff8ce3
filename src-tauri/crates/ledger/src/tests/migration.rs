//! The archived stores, one a version, and what becomes of them.

use std::{
    collections::BTreeSet,
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
    Error, Ledger, Migration,
    read::{ChangeState, DenialCause, RequestState},
    schema::VERSION,
};

const ISSUED: &str = "558EF64E2F036FCAF1ABDAB385CB0366";
const REVOKED: &str = "5BB40337834ADEB1E63EC819BEAFF78A";
/// Events in the archive.
const EVENTS: u64 = 72;

/// Every version before this one, and the events in its archive.
const ARCHIVES: [(i64, u64); 3] = [(1, EVENTS), (2, 98), (3, 101)];

fn archives() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/ledger")
}

fn archive(version: i64) -> PathBuf {
    archives().join(format!("v{version}/chancery.db"))
}

fn unpacked() -> (TempDir, PathBuf) {
    unpacked_of(1)
}

fn unpacked_of(version: i64) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("chancery.db");
    fs::copy(archive(version), &path).expect("unpacked");
    (dir, path)
}

/// The log and the tables that all versions have alike, row by row.
fn rows(path: &Path) -> Vec<String> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("opens");
    let alike = [
        "SELECT * FROM event ORDER BY seq",
        "SELECT * FROM node ORDER BY level, idx",
        "SELECT * FROM blob ORDER BY sha256",
        "SELECT * FROM checkpoint ORDER BY size",
        "SELECT id, role, certificate, token_label, token_serial, name FROM officer ORDER BY id",
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
fn every_earlier_version_has_an_archive() {
    let there: BTreeSet<String> = fs::read_dir(archives())
        .expect("a folder")
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let listed = ARCHIVES.map(|(version, _)| format!("v{version}"));
    assert_eq!(there, BTreeSet::from(listed));
    assert!(
        ARCHIVES
            .map(|(version, _)| version)
            .into_iter()
            .eq(1..VERSION)
    );
}

#[test]
fn every_archive_is_copied_opens_and_checks_clean() {
    for (before, events) in ARCHIVES {
        let (dir, path) = unpacked_of(before);
        let archived = rows(&path);
        let ledger = Ledger::open(&path).expect("migrated");
        let copy = dir.path().join(format!("chancery.db.v{before}-backup"));
        assert_eq!(ledger.migration_backup(), Some(copy.as_path()));
        assert_eq!((version(&copy), version(&path)), (before, VERSION));
        assert_eq!(rows(&copy), archived);
        assert_eq!(rows(&path), archived);
        let read = ledger.read();
        assert!(read.tables_that_differ().unwrap().is_empty());
        let found = read.recompute(|_, _| true).unwrap();
        assert_eq!((found.events, found.faults), (events, vec![]));
        assert!(ledger.is_laid_out_as_ours().unwrap(), "version {before}");
    }
}

#[test]
fn migration_is_told_in_the_log_that_it_brings_along() {
    for (before, events) in ARCHIVES {
        let (_dir, path) = unpacked_of(before);
        let mut told = None;
        let tell = |tx: &mut crate::Writing<'_>, migration| {
            told = Some(migration);
            tx.append(&event(1)).map(|_| ())
        };
        let ledger = Ledger::open_telling(&path, tell).expect("migrated");
        let from = u32::try_from(before).unwrap();
        let to = u32::try_from(VERSION).unwrap();
        assert_eq!(told, Some(Migration { from, to }));
        assert_eq!(ledger.read().size().unwrap(), events + 1);
        let untold = |_: &mut crate::Writing<'_>, _| unreachable!("nothing is left to migrate");
        Ledger::open_telling::<Error>(&path, untold).expect("opens");
    }
}

#[test]
fn migration_that_can_not_be_told_does_not_happen() {
    let (_dir, path) = unpacked_of(2);
    let before = rows(&path);
    let refuse = |_: &mut crate::Writing<'_>, _| Err(Error::Value { table: "event" });
    assert!(Ledger::open_telling(&path, refuse).is_err());
    assert_eq!((version(&path), rows(&path)), (2, before));
}

#[test]
fn archive_of_version_2_opens_and_says_what_it_said() {
    let (_dir, path) = unpacked_of(2);
    let ledger = Ledger::open(&path).expect("migrated");
    let read = ledger.read();
    let cause = |serial| read.denied(serial).unwrap().unwrap().cause;
    let compromised = chancery_domain::event::RevocationReason::KeyCompromise;
    assert_eq!(
        cause("5EF666C824C28A1FD63D3C23FE5AF6D7"),
        DenialCause::Revoked(compromised)
    );
    assert_eq!(
        cause("2E8F3BA27C023B56949646075DF61532"),
        DenialCause::Suspended
    );
    let states: Vec<_> = read
        .changes(false, None, 9)
        .unwrap()
        .iter()
        .map(|change| change.state)
        .collect();
    assert_eq!(states, [ChangeState::Rejected, ChangeState::Approved]);
    assert_eq!(read.log_keys().unwrap().len(), 1, "those of the founding");
    assert_eq!(read.reports(9).unwrap().len(), 1);
}

#[test]
fn archive_of_version_3_opens_and_says_what_it_said() {
    let (_dir, path) = unpacked_of(3);
    let ledger = Ledger::open(&path).expect("migrated");
    let read = ledger.read();
    assert_eq!(read.log_keys().unwrap().len(), 2, "rotated once");
    assert_eq!(read.changes_waiting().unwrap(), 0);
    for officer in read.officers().unwrap() {
        let keys = read.officer_keys(&officer.id).unwrap();
        let held: Vec<_> = keys.iter().map(|key| key.certificate).collect();
        assert_eq!(held, [officer.certificate]);
        let roles = read.officer_roles(&officer.id).unwrap();
        assert_eq!((roles.len(), roles[0].role), (1, officer.role));
    }
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
fn ledger_is_migrated_once() {
    let (_dir, path) = unpacked();
    drop(Ledger::open(&path).expect("migrated"));
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
    fs::copy(archive(1), &path).expect("version 1 once more");
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
    let tell = |tx: &mut crate::Writing<'_>, differed: &[&'static str]| {
        assert_eq!(differed, ["certificate", "denied"]);
        Ok::<_, Error>(tx.append(&event(1))?.seq)
    };
    let told = ledger.rebuild_telling(tell).expect("rebuilt");
    assert_eq!(
        (told, ledger.read().size().unwrap()),
        (EVENTS + 1, EVENTS + 1)
    );
    assert!(ledger.read().tables_that_differ().unwrap().is_empty());
}

#[test]
fn rebuild_brings_back_tables_that_were_taken_away() {
    let (_dir, path) = unpacked();
    let mut ledger = Ledger::open(&path).expect("migrated");
    ledger
        .write(|tx| {
            tx.db
                .execute_batch("DROP TABLE report; ALTER TABLE crl ADD COLUMN mine TEXT")
                .map_err(Error::sqlite("tampering"))
        })
        .expect("changed");
    assert!(!ledger.is_laid_out_as_ours().unwrap());
    assert_eq!(
        ledger.read().tables_that_differ().unwrap(),
        ["crl", "report"]
    );
    ledger.rebuild().expect("rebuilt");
    assert!(ledger.is_laid_out_as_ours().unwrap());
}
