//! Appending beside bare SQLite, as durable as the ledger and with the same bytes.
//!
//! A sign-in is a leaf alone. A certificate issued is a leaf, a record of 800 bytes, and a row in
//! the register. No checkpoint is signed.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::path::Path;

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, Event, EventBody},
    profile::ProfileId,
};
use chancery_ledger::{Error, Ledger, Writing, media};
use criterion::{Criterion, Throughput};
use ratios::{Ratio, Run, scratch};
use rusqlite::{Connection, params};

/// Events of one transaction in the batch.
const BATCH: u64 = 1_000;

const RATIOS: [Ratio; 4] = [
    Ratio {
        path: "append/one sign-in",
        beside: "append/bare SQLite commit of its leaf",
    },
    Ratio {
        path: "append/one certificate",
        beside: "append/bare SQLite commit of its leaf and record",
    },
    Ratio {
        path: "append/1,000 certificates in one transaction",
        beside: "append/1,000 bare SQLite rows",
    },
    Ratio {
        path: "append/1,000 sign-ins in one transaction",
        beside: "append/1,000 bare SQLite rows",
    },
];

fn main() {
    let mut run = Run::begin();
    append_one(&mut run.criterion);
    append_batch(&mut run.criterion);
    run.end(&RATIOS);
}

fn append_one(criterion: &mut Criterion) {
    let dir = scratch();
    let mut group = criterion.benchmark_group("append");
    let mut ledger = Ledger::create(&dir.path().join("plain.db")).expect("a ledger");
    let mut next = 0;
    group.bench_function("one sign-in", |bencher| {
        bencher.iter(|| sign_in(&mut ledger, &mut next, 1));
    });
    let mut bare = Bare::create(&dir.path().join("bare-leaf.db"));
    let mut next = 0;
    group.bench_function("bare SQLite commit of its leaf", |bencher| {
        bencher.iter(|| {
            let leaf = signed_in(next).to_leaf();
            bare.append([(leaf, None)]);
            next += 1;
        });
    });
    let mut ledger = Ledger::create(&dir.path().join("one.db")).expect("a ledger");
    let mut next = 0;
    group.bench_function("one certificate", |bencher| {
        bencher.iter(|| append(&mut ledger, &mut next, 1));
    });
    let mut bare = Bare::create(&dir.path().join("bare.db"));
    let mut next = 0;
    group.bench_function("bare SQLite commit of its leaf and record", |bencher| {
        bencher.iter(|| {
            bare.append([stored(next)]);
            next += 1;
        });
    });
}

fn append_batch(criterion: &mut Criterion) {
    let dir = scratch();
    let mut group = criterion.benchmark_group("append");
    group.throughput(Throughput::Elements(BATCH));
    let mut ledger = Ledger::create(&dir.path().join("batch.db")).expect("a ledger");
    let mut next = 0;
    group.bench_function("1,000 certificates in one transaction", |bencher| {
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
        bencher.iter(|| {
            bare.append((next..next + BATCH).map(stored));
            next += BATCH;
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
             CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL, record BLOB) STRICT",
        )
        .expect("laid out");
        Self(db)
    }

    fn append(&mut self, entries: impl IntoIterator<Item = (Vec<u8>, Option<Vec<u8>>)>) {
        let tx = self.0.transaction().expect("a transaction");
        for (leaf, record) in entries {
            tx.prepare_cached("INSERT INTO entry (leaf, record) VALUES (?1, ?2)")
                .and_then(|mut insert| insert.execute(params![leaf, record]))
                .expect("inserted");
        }
        tx.commit().expect("committed");
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
    let mut numbers = *next..*next + count;
    ledger
        .write(|tx| numbers.try_for_each(|number| tx.append(&signed_in(number)).map(|_| ())))
        .unwrap_or_else(|error: Error| panic!("appended: {error}"));
    *next += count;
}

fn signed_in(number: u64) -> Event {
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
}

fn issue(tx: &mut Writing<'_>, number: u64) -> Result<(), Error> {
    tx.put_blob(media::CERTIFICATE, &record(number))?;
    tx.append(&event(number)).map(|_| ())
}

/// What an event leaves behind: its leaf and its record.
fn stored(number: u64) -> (Vec<u8>, Option<Vec<u8>>) {
    (event(number).to_leaf(), Some(record(number)))
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
