//! The register, the expiring list and the denied serials at 1,000,000 certificates.
//!
//! The store is made once a run, event by event, in large transactions. Its certificates share one
//! record: nothing here reads it.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{hint::black_box, path::Path};

use chancery_domain::{
    Sha256Digest, Utc,
    compromise::{CompromiseObject, CompromiseTag, CompromisedKey},
    event::{Actor, Event, EventBody},
    profile::ProfileId,
};
use chancery_ledger::{
    Error, Ledger, Writing, media,
    read::{CertificateFilter, CertificateRow, SerialStatus},
};
use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};
use ratios::{Ratio, Run, scratch};
use rusqlite::Connection;

/// Certificates in the register.
const CERTIFICATES: u64 = 1_000_000;
/// Certificates of one transaction while the store is made.
const BATCH: u64 = 50_000;
/// Certificates of one part of the CRL.
const PART: u64 = 100_000;
/// Rows of a page.
const PAGE: u32 = 100;
/// Subject key identifier of the issuer.
const ISSUER: &str = "00BB00BB00BB00BB00BB00BB00BB00BB00BB00BB";
const BEGINNING: i64 = 1_795_000_000;

const RATIOS: [Ratio; 8] = [
    beside("register/first page"),
    beside("register/page in the middle"),
    beside("register/search for one name"),
    beside("register/search that all names match"),
    beside("register/search by two digits of a serial"),
    beside("register/expiring"),
    Ratio {
        path: "register/status of a serial",
        beside: "register/bare SQLite row",
    },
    Ratio {
        path: "denied/100,000 entries of a list",
        beside: "denied/bare SQLite, 100,000 rows",
    },
];

const fn beside(path: &'static str) -> Ratio {
    Ratio {
        path,
        beside: "register/bare SQLite, 100 rows",
    }
}

fn main() {
    let mut run = Run::begin();
    let dir = scratch();
    let path = dir.path().join("million.db");
    let mut ledger = Ledger::create(&path).expect("a ledger");
    (0..CERTIFICATES)
        .step_by(usize::try_from(BATCH).expect("small"))
        .for_each(|first| issue_batch(&mut ledger, first));
    pages(&mut run.criterion, &ledger);
    bare_rows(&mut run.criterion, &path);
    denied(&mut run.criterion, &mut ledger, &path);
    run.end(&RATIOS);
}

fn pages(criterion: &mut Criterion, ledger: &Ledger) {
    let mut group = criterion.benchmark_group("register");
    page(&mut group, ledger, "first page", "", None);
    page(
        &mut group,
        ledger,
        "page in the middle",
        "",
        Some(CERTIFICATES / 2),
    );
    page(&mut group, ledger, "search for one name", &name(77), None);
    page(
        &mut group,
        ledger,
        "search that all names match",
        "agent",
        None,
    );
    page(
        &mut group,
        ledger,
        "search by two digits of a serial",
        "7A",
        None,
    );
    let now = instant(0);
    group.bench_function("expiring", |bencher| {
        bencher.iter(|| {
            let until = now.plus_seconds(120 * 86_400);
            let rows = ledger.read().expiring(now, until, None, PAGE);
            assert_eq!(rows.expect("read").len(), 100);
        });
    });
    let row = serial(CERTIFICATES / 3);
    group.bench_function("status of a serial", |bencher| {
        bencher.iter(|| {
            let status = ledger.read().status_of(&row).expect("read");
            assert_eq!(status, SerialStatus::Good);
        });
    });
    group.bench_function("counts", |bencher| {
        bencher.iter(|| {
            let read = ledger.read();
            let total = read.certificates_total(ProfileId::Agent).expect("read");
            let issued = read.issued_under(ISSUER).expect("read");
            let held = read.suspended_total().expect("read");
            assert_eq!((total, issued, held), (CERTIFICATES, CERTIFICATES, 0));
        });
    });
}

fn page(
    group: &mut BenchmarkGroup<'_, WallTime>,
    ledger: &Ledger,
    what: &str,
    text: &str,
    before_seq: Option<u64>,
) {
    let filter = CertificateFilter {
        profile: ProfileId::Agent,
        text: text.to_owned(),
        not_ended_before: Some(instant(0)),
        before_seq,
    };
    group.bench_function(what, |bencher| {
        bencher.iter(|| {
            let rows: Vec<CertificateRow> =
                ledger.read().certificates(&filter, PAGE).expect("read");
            assert!(!rows.is_empty());
        });
    });
}

/// The same number of rows of the same table, without any of us.
fn bare_rows(criterion: &mut Criterion, path: &Path) {
    let mut group = criterion.benchmark_group("register");
    let db = Connection::open(path).expect("opens");
    let row = serial(CERTIFICATES / 3);
    group.bench_function("bare SQLite, 100 rows", |bencher| {
        bencher.iter(|| read_bare(&db, "SELECT * FROM certificate ORDER BY seq DESC LIMIT 100"));
    });
    group.bench_function("bare SQLite row", |bencher| {
        bencher.iter(|| {
            let found = db
                .prepare_cached("SELECT seq FROM certificate WHERE serial = ?1")
                .and_then(|mut select| select.query_row([&row], |row| row.get::<_, u64>(0)));
            black_box(found.expect("there"));
        });
    });
}

fn read_bare(db: &Connection, sql: &str) -> u64 {
    let mut select = db.prepare_cached(sql).expect("prepared");
    let mut rows = select.query([]).expect("asked");
    let mut met = 0;
    while let Some(row) = rows.next().expect("read") {
        black_box(row.get_ref(0).expect("a column"));
        met += 1;
    }
    met
}

fn denied(criterion: &mut Criterion, ledger: &mut Ledger, path: &Path) {
    let mut group = criterion.benchmark_group("denied");
    group.sample_size(10);
    let serials: Vec<_> = (0..PART).map(serial).collect();
    group.bench_function("100,000 serials by one compromise", |bencher| {
        bencher.iter(|| {
            let undone: Result<(), Error> = ledger.write(|tx| {
                compromise(tx, &serials)?;
                Err(Error::Value { table: "undone" })
            });
            assert!(undone.is_err());
        });
    });
    ledger
        .write(|tx| compromise(tx, &serials))
        .expect("compromised");
    group.bench_function("100,000 entries of a list", |bencher| {
        bencher.iter(|| {
            let mut met = 0;
            let read = ledger.read();
            let done: Result<(), Error> = read.for_each_denied(ISSUER, 0, |entry| {
                black_box(entry);
                met += 1;
                Ok(())
            });
            done.expect("read");
            assert_eq!(met, PART);
        });
    });
    let db = Connection::open(path).expect("opens");
    group.bench_function("bare SQLite, 100,000 rows", |bencher| {
        let sql = "SELECT serial, at, cause, invalid_since FROM denied WHERE part = 1 ORDER BY seq";
        bencher.iter(|| assert_eq!(read_bare(&db, sql), PART));
    });
}

fn compromise(tx: &mut Writing<'_>, serials: &[String]) -> Result<(), Error> {
    let object = CompromiseObject {
        kind: CompromiseTag::KeyCompromise,
        version: 1,
        origin: "example/log".into(),
        spki_sha256: Sha256Digest::of(b"key"),
        of: CompromisedKey::Authority,
        since: None,
        serials: serials.to_vec(),
    };
    let body = EventBody::KeyCompromised {
        spki: object.spki_sha256,
        object: tx.put_blob(media::OBJECT, &object.to_jcs())?,
        decision: tx.put_blob(media::STATEMENT, b"statement")?,
        denied: PART,
    };
    let event = Event::new(instant(0), [7; 16], Actor::service("issuing"), body);
    tx.append(&event).map(|_| ())
}

fn issue_batch(ledger: &mut Ledger, first: u64) {
    let issue = |tx: &mut Writing<'_>| {
        let record = tx.put_blob(media::CERTIFICATE, b"one record for all")?;
        (first..first + BATCH).try_for_each(|number| tx.append(&event(number, record)).map(|_| ()))
    };
    ledger
        .write(|tx| issue(tx))
        .unwrap_or_else(|error: Error| panic!("issued: {error}"));
}

fn instant(seconds: u64) -> Utc {
    let seconds = i64::try_from(seconds).expect("in range");
    Utc::from_unix_seconds(BEGINNING + seconds).expect("in range")
}

fn serial(number: u64) -> String {
    Sha256Digest::of(&number.to_be_bytes()).to_upper_hex()[..32].to_owned()
}

fn name(number: u64) -> String {
    format!("agent-{}-{number}", &serial(number)[..4].to_lowercase())
}

fn event(number: u64, certificate: Sha256Digest) -> Event {
    let at = instant(number);
    let body = EventBody::CertificateIssued {
        request: None,
        profile: ProfileId::Agent,
        common_name: name(number),
        serial: serial(number),
        issuer_ski: ISSUER.into(),
        certificate,
        spki: Sha256Digest::of(&number.to_le_bytes()),
        not_before: at,
        not_after: at.plus_seconds(90 * 86_400),
        partition: u32::try_from(number / PART).expect("few parts"),
    };
    Event::new(at, [7; 16], Actor::service("issuing"), body)
}
