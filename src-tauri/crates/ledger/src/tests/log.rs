use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, Event, EventBody, TokenPurpose},
};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{Error, FaultCode, Ledger, media, read::EventFilter};

struct Scratch {
    dir: TempDir,
    ledger: Ledger,
}

fn scratch() -> Scratch {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let ledger = Ledger::create(&dir.path().join("chancery.db")).expect("a new ledger");
    Scratch { dir, ledger }
}

impl Scratch {
    fn append(&mut self, number: u32) {
        let at = Utc::from_unix_seconds(1_795_000_000 + i64::from(number)).expect("in range");
        let body = EventBody::TokenInitialised {
            label: format!("token {number}"),
            serial: format!("{number:016x}"),
            purpose: TokenPurpose::Officer,
            module: None,
        };
        let event = Event::new(at, [7; 16], Actor::service("workstation"), body);
        self.ledger.write(|tx| tx.append(&event)).expect("appended");
    }

    fn path(&self) -> std::path::PathBuf {
        self.dir.path().join("chancery.db")
    }

    /// Another program's hands on the file: no trigger, no rule of ours.
    fn vandal(&self, sql: &str) {
        let db = Connection::open(self.dir.path().join("chancery.db")).expect("opens");
        db.execute_batch(
            "DROP TRIGGER event_never_changes; DROP TRIGGER event_never_goes;
             DROP TRIGGER node_never_changes; DROP TRIGGER node_never_goes;",
        )
        .expect("triggers go");
        db.execute_batch(sql).expect(sql);
    }

    fn faults(&self) -> Vec<(Option<u64>, FaultCode)> {
        let found = self
            .ledger
            .read()
            .recompute(|_, _| true)
            .expect("recomputed");
        found
            .faults
            .into_iter()
            .map(|fault| (fault.seq, fault.code))
            .collect()
    }
}

#[test]
fn events_come_back_in_order_and_the_tree_holds() {
    let mut scratch = scratch();
    for number in 0..20 {
        scratch.append(number);
    }
    let read = scratch.ledger.read();
    assert_eq!(read.size().expect("size"), 20);
    let page = read.events(&EventFilter::default(), 5).expect("page");
    assert_eq!(page.searched_to, Some(16));
    assert_eq!(
        page.rows.iter().map(|row| row.seq).collect::<Vec<_>>(),
        [20, 19, 18, 17, 16]
    );
    assert_eq!(scratch.faults(), []);
}

#[test]
fn a_changed_byte_is_found_with_its_number() {
    let mut scratch = scratch();
    (0..20).for_each(|number| scratch.append(number));
    scratch.vandal(
        "UPDATE event SET leaf = CAST(replace(CAST(leaf AS TEXT), 'token 6', 'token 5') AS BLOB) WHERE seq = 7",
    );
    let faults = scratch.faults();
    assert!(
        faults.contains(&(Some(7), FaultCode::LeafChanged)),
        "{faults:?}"
    );
    assert!(faults.iter().all(|(seq, _)| *seq == Some(7)), "{faults:?}");
}

#[test]
fn other_tampering_is_found_too() {
    let cases = [
        (
            "UPDATE event SET subject = 'x' WHERE seq = 3",
            FaultCode::ColumnsDiffer,
        ),
        ("DELETE FROM event WHERE seq = 4", FaultCode::LeafMissing),
        (
            "UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND idx = 2",
            FaultCode::TreeChanged,
        ),
        (
            "DELETE FROM node WHERE level = 2 AND idx = 0",
            FaultCode::TreeChanged,
        ),
    ];
    for (sql, code) in cases {
        let mut scratch = scratch();
        (0..9).for_each(|number| scratch.append(number));
        scratch.vandal(sql);
        let faults = scratch.faults();
        assert!(
            faults.iter().any(|(_, found)| *found == code),
            "{sql}: {faults:?}"
        );
    }
}

#[test]
fn events_can_not_be_changed_or_replaced_through_an_honest_connection() {
    let mut scratch = scratch();
    scratch.append(1);
    for sql in [
        "UPDATE event SET kind = 'x'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event VALUES (1, x'00', '', '', '', '')",
        "INSERT INTO event VALUES (3, x'00', '', '', '', '')",
    ] {
        let refused = scratch
            .ledger
            .write(|tx| tx.db.execute_batch(sql).map_err(Error::sqlite("tampering")));
        assert!(refused.is_err(), "{sql}");
    }
}

#[test]
fn maker_is_never_the_checker_even_in_a_forged_row() {
    let scratch = scratch();
    scratch.vandal("PRAGMA foreign_keys = OFF");
    let db = Connection::open(scratch.dir.path().join("chancery.db")).expect("opens");
    db.execute_batch("PRAGMA foreign_keys = OFF").expect("off");
    let row = |checker: &str| {
        db.execute(
            "INSERT INTO request (id, number, agent_id, state, object, spki, maker, submitted_at,
                                  submission, submit_seq, checker, approvals_given)
             VALUES (?1, 1, 'a', 'approved', x'01', x'02', 'officer-02', '', x'03', 1, ?1, 1)",
            [checker],
        )
    };
    let refused = row("officer-02").expect_err("same officer").to_string();
    assert!(refused.contains("checker <> maker"), "{refused}");
    assert!(row("officer-03").is_ok(), "another officer");
}

#[test]
fn what_fails_leaves_nothing() {
    let mut scratch = scratch();
    let failed: Result<(), Error> = scratch.ledger.write(|tx| {
        tx.put_blob(media::OBJECT, b"{}")?;
        Err(Error::Value { table: "event" })
    });
    assert!(failed.is_err());
    let absent = scratch.ledger.read().blob(Sha256Digest::of(b"{}"));
    assert!(matches!(absent, Err(Error::BlobAbsent { .. })));
}

#[test]
fn a_ledger_is_never_overwritten_and_never_made_by_accident() {
    let scratch = scratch();
    let path = scratch.dir.path().join("chancery.db");
    assert!(matches!(Ledger::create(&path), Err(Error::Exists { .. })));
    assert!(matches!(
        Ledger::open(&scratch.dir.path().join("other.db")),
        Err(Error::Absent { .. })
    ));
    let text = scratch.dir.path().join("text.db");
    std::fs::write(
        &text,
        "not a database, but long enough to look like one".repeat(100),
    )
    .expect("written");
    assert!(matches!(Ledger::open(&text), Err(Error::Foreign { .. })));
}

#[test]
fn a_later_schema_is_refused() {
    let scratch = scratch();
    let path = scratch.dir.path().join("chancery.db");
    let db = Connection::open(&path).expect("opens");
    db.pragma_update(None, "user_version", 99).expect("set");
    assert!(matches!(
        Ledger::open(&path),
        Err(Error::Newer { found: 99, .. })
    ));
}

#[test]
fn nothing_is_written_once_a_later_program_took_the_ledger_over() {
    let mut scratch = scratch();
    scratch.append(1);
    let db = Connection::open(scratch.dir.path().join("chancery.db")).expect("opens");
    db.pragma_update(None, "user_version", 99).expect("set");
    let refused: Result<(), Error> = scratch.ledger.write(|_| Ok(()));
    assert!(matches!(refused, Err(Error::Newer { found: 99, .. })));
}

#[test]
fn what_others_write_is_noticed_and_what_one_writes_oneself_is_not() {
    let mut here = scratch();
    let asked = |ledger: &Ledger| ledger.read().written_elsewhere().expect("asked");
    let before = asked(&here.ledger);
    here.append(1);
    assert_eq!(asked(&here.ledger), before);

    let there = Ledger::open(&here.path()).expect("opened by another");
    let mut there = Scratch {
        dir: tempfile::tempdir().expect("a scratch folder"),
        ledger: there,
    };
    assert_eq!(asked(&here.ledger), before);
    there.append(2);
    assert_ne!(asked(&here.ledger), before);
}
