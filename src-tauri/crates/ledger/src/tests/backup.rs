//! Copies of a ledger that others write to.

use std::{
    path::Path,
    sync::{
        Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use chancery_domain::{
    Utc,
    event::{Actor, Event, EventBody, TokenPurpose},
};

use crate::{Error, Ledger, media};

fn event(number: i64) -> Event {
    let at = Utc::from_unix_seconds(1_800_000_000 + number).expect("in range");
    let body = EventBody::TokenTaken {
        label: "agents".into(),
        serial: format!("serial-{number}"),
        purpose: TokenPurpose::Agents,
        module: "/usr/lib/module.so".into(),
    };
    Event::new(at, [7; 16], Actor::service("workstation"), body)
}

/// One event and a record of some pages beside it, in one transaction.
fn write(ledger: &mut Ledger, number: i64) {
    ledger
        .write(|tx| {
            let mut record = vec![0; 20_000];
            record[..8].copy_from_slice(&number.to_be_bytes());
            tx.put_blob(media::OBJECT, &record)?;
            tx.append(&event(number))
        })
        .expect("written");
}

fn filled(path: &Path, events: i64) -> Ledger {
    let mut ledger = Ledger::create(path).expect("a new ledger");
    // No test here is about a loss of power.
    ledger
        .db
        .pragma_update(None, "synchronous", "OFF")
        .expect("set");
    for number in 1..=events {
        write(&mut ledger, number);
    }
    ledger
}

/// How many events the other program has written.
#[derive(Default)]
struct Written {
    count: Mutex<u64>,
    moved: Condvar,
}

impl Written {
    fn one_more(&self) {
        *self.count.lock().unwrap() += 1;
        self.moved.notify_all();
    }

    fn wait_for_another(&self) {
        let count = self.count.lock().unwrap();
        let before = *count;
        drop(self.moved.wait_while(count, |count| *count == before));
    }
}

#[test]
fn copy_is_one_state_though_another_program_writes_between_all_its_pages() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let (path, target) = (dir.path().join("chancery.db"), dir.path().join("copy.db"));
    // More than two steps of pages.
    let ledger = filled(&path, 2_000);
    let (written, stop) = (Written::default(), AtomicBool::new(false));
    let (copied, steps) = thread::scope(|scope| {
        scope.spawn(|| {
            let mut other = Ledger::open(&path).expect("opens");
            for number in 2_001.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                write(&mut other, number);
                written.one_more();
            }
        });
        written.wait_for_another();
        let copying = ledger.copying().expect("held");
        let mut steps = 0;
        let whole = copying.copy_to(&target, |_, _| {
            written.wait_for_another();
            steps += 1;
            true
        });
        stop.store(true, Ordering::Relaxed);
        assert!(whole.expect("copied"));
        ((copying.size(), copying.root()), steps)
    });
    assert!(steps > 2, "{steps} steps");
    let copy = Ledger::open(&target).expect("opens");
    let read = copy.read();
    let size = read.size().unwrap();
    assert_eq!((size, read.root(size).unwrap()), copied);
    assert!(ledger.read().size().unwrap() >= size + steps);
    let found = read.recompute(|_, _| true).unwrap();
    assert_eq!((found.events, found.faults), (size, vec![]));
    assert!(read.tables_that_differ().unwrap().is_empty());
    assert!(copy.is_laid_out_as_ours().unwrap());
    let records = "SELECT count(*) FROM blob";
    let records: u64 = copy
        .db
        .query_row(records, [], |row| row.get(0))
        .expect("counted");
    assert_eq!(records, size, "a record came without its event");
}

#[test]
fn copy_that_is_stopped_says_so() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let ledger = filled(&dir.path().join("chancery.db"), 1_000);
    let copying = ledger.copying().expect("held");
    let whole = copying.copy_to(&dir.path().join("copy.db"), |_, _| false);
    assert!(!whole.expect("stopped"));
}

#[test]
fn trigger_of_another_hand_is_not_ours() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let mut ledger = filled(&dir.path().join("chancery.db"), 3);
    assert!(ledger.is_laid_out_as_ours().unwrap());
    ledger
        .write(|tx| {
            tx.db
                .execute_batch(
                    "CREATE TRIGGER quiet AFTER INSERT ON event
                     BEGIN DELETE FROM token WHERE seq = NEW.seq; END",
                )
                .map_err(Error::sqlite("tampering"))
        })
        .expect("made");
    assert!(!ledger.is_laid_out_as_ours().unwrap());
}
