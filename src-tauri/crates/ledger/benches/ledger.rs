//! The ledger beside bare SQLite and raw SHA-256.
//!
//! An event here is a certificate issued: a leaf, a record of 800 bytes, a row in the register.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{hint::black_box, path::Path};

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, Event, EventBody},
    profile::ProfileId,
};
use chancery_ledger::{Error, Ledger, Writing, media};
use criterion::{Criterion, Throughput};
use ratios::{Ratio, Run, scratch};
use rusqlite::{Connection, params};

/// Events in the ledger that is recomputed and opened.
const EVENTS: u64 = 100_000;
/// Events of one transaction in the batch.
const BATCH: u64 = 1_000;

const RATIOS: [Ratio; 5] = [
    Ratio {
        path: "append/one event",
        beside: "append/bare SQLite commit",
    },
    Ratio {
        path: "append/1,000 events in one transaction",
        beside: "append/1,000 bare SQLite rows",
    },
    Ratio {
        path: "append/1,000 sign-ins in one transaction",
        beside: "append/1,000 bare SQLite rows",
    },
    Ratio {
        path: "recompute/100,000 events",
        beside: "recompute/raw SHA-256",
    },
    Ratio {
        path: "open/ledger of 100,000 events",
        beside: "open/bare SQLite",
    },
];

fn main() {
    let mut run = Run::begin();
    append_one(&mut run.criterion);
    append_batch(&mut run.criterion);
    whole(&mut run.criterion);
    run.end(&RATIOS);
}

fn append_one(criterion: &mut Criterion) {
    let dir = scratch();
    let mut group = criterion.benchmark_group("append");
    let mut ledger = Ledger::create(&dir.path().join("one.db")).expect("a ledger");
    let mut next = 0;
    group.bench_function("one event", |bencher| {
        bencher.iter(|| append(&mut ledger, &mut next, 1));
    });
    let mut bare = Bare::create(&dir.path().join("bare.db"));
    let mut next = 0;
    group.bench_function("bare SQLite commit", |bencher| {
        bencher.iter(|| bare.append(&mut next, 1));
    });
}

fn append_batch(criterion: &mut Criterion) {
    let dir = scratch();
    let mut group = criterion.benchmark_group("append");
    group.throughput(Throughput::Elements(BATCH));
    let mut ledger = Ledger::create(&dir.path().join("batch.db")).expect("a ledger");
    let mut next = 0;
    group.bench_function("1,000 events in one transaction", |bencher| {
        bencher.iter(|| append(&mut ledger, &mut next, BATCH));
    });
    let mut ledger = Ledger::create(&dir.path().join("plain.db")).expect("a ledger");
    let mut next = 0;
    group.bench_function("1,000 sign-ins in one transaction", |bencher| {
        bencher.iter(|| sign_in(&mut ledger, &mut next, BATCH));
    });
    let mut bare = Bare::create(&dir.path().join("bare.db"));
    let mut next = 0;
    group.bench_function("1,000 bare SQLite rows", |bencher| {
        bencher.iter(|| bare.append(&mut next, BATCH));
    });
}

fn whole(criterion: &mut Criterion) {
    let dir = scratch();
    let path = dir.path().join("whole.db");
    let mut ledger = Ledger::create(&path).expect("a ledger");
    let mut next = 0;
    while next < EVENTS {
        append(&mut ledger, &mut next, 10_000);
    }
    recompute(criterion, &ledger);
    drop(ledger);
    open(criterion, &path);
}

fn recompute(criterion: &mut Criterion, ledger: &Ledger) {
    let stored: Vec<_> = (0..EVENTS).map(stored).collect();
    let mut group = criterion.benchmark_group("recompute");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(EVENTS));
    group.bench_function("100,000 events", |bencher| {
        bencher.iter(|| {
            let found = ledger.read().recompute(|_, _| true).expect("recomputed");
            assert!(found.events == EVENTS && found.faults.is_empty());
        });
    });
    group.bench_function("raw SHA-256", |bencher| {
        bencher.iter(|| {
            for (leaf, record) in &stored {
                black_box(ring::digest::digest(&ring::digest::SHA256, leaf));
                black_box(ring::digest::digest(&ring::digest::SHA256, record));
            }
        });
    });
}

fn open(criterion: &mut Criterion, path: &Path) {
    let mut group = criterion.benchmark_group("open");
    group.bench_function("ledger of 100,000 events", |bencher| {
        bencher.iter(|| {
            let ledger = Ledger::open(path).expect("opens");
            assert_eq!(ledger.read().size().expect("a size"), EVENTS);
        });
    });
    group.bench_function("bare SQLite", |bencher| {
        bencher.iter(|| {
            let db = Connection::open(path).expect("opens");
            let size = db.query_row("SELECT max(seq) FROM event", [], |row| row.get::<_, u64>(0));
            assert_eq!(size.expect("a size"), EVENTS);
        });
    });
}

/// The same bytes in one plain table, as durable as the ledger.
struct Bare(Connection);

impl Bare {
    fn create(path: &Path) -> Self {
        let db = Connection::open(path).expect("a database");
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf BLOB, record BLOB)",
        )
        .expect("laid out");
        Self(db)
    }

    fn append(&mut self, next: &mut u64, count: u64) {
        let tx = self.0.transaction().expect("a transaction");
        for number in *next..*next + count {
            let (leaf, record) = stored(number);
            tx.prepare_cached("INSERT INTO entry (leaf, record) VALUES (?1, ?2)")
                .and_then(|mut insert| insert.execute(params![leaf, record]))
                .expect("inserted");
        }
        tx.commit().expect("committed");
        *next += count;
    }
}

fn append(ledger: &mut Ledger, next: &mut u64, count: u64) {
    let numbers = *next..*next + count;
    ledger
        .write(|tx| numbers.into_iter().try_for_each(|number| issue(tx, number)))
        .expect("appended");
    *next += count;
}

/// Events without a record and without a row: the log alone.
fn sign_in(ledger: &mut Ledger, next: &mut u64, count: u64) {
    let event = |number: u64| {
        let body = EventBody::SignedIn {
            token_serial: "a3a15c06fa7e58c5".into(),
            challenge: Sha256Digest::of(&number.to_be_bytes()),
        };
        Event::new(
            instant(number),
            [7; 16],
            Actor::service("workstation"),
            body,
        )
    };
    let numbers = *next..*next + count;
    ledger
        .write(|tx| {
            numbers
                .into_iter()
                .try_for_each(|number| tx.append(&event(number)).map(|_| ()))
        })
        .unwrap_or_else(|error: Error| panic!("appended: {error}"));
    *next += count;
}

fn issue(tx: &mut Writing<'_>, number: u64) -> Result<(), Error> {
    tx.put_blob(media::CERTIFICATE, &record(number))?;
    tx.append(&event(number)).map(|_| ())
}

/// What an event leaves behind: its leaf and its record.
fn stored(number: u64) -> (Vec<u8>, Vec<u8>) {
    (event(number).to_leaf(), record(number))
}

fn record(number: u64) -> Vec<u8> {
    let mut bytes = vec![0x30; 800];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn event(number: u64) -> Event {
    let at = instant(number);
    let certificate = Sha256Digest::of(&record(number));
    let body = EventBody::CertificateIssued {
        request: None,
        profile: ProfileId::Agent,
        common_name: format!("agent_{number:06}"),
        serial: certificate.to_upper_hex()[..32].to_owned(),
        issuer_ski: "0".repeat(40),
        certificate,
        spki: certificate,
        not_before: at,
        not_after: at.plus_seconds(365 * 86_400),
        partition: 0,
    };
    Event::new(at, [7; 16], Actor::service("issuing"), body)
}

fn instant(number: u64) -> Utc {
    let seconds = 1_795_000_000 + i64::try_from(number).expect("in range");
    Utc::from_unix_seconds(seconds).expect("in range")
}
