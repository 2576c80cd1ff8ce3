//! A log of 1,000,000 events: searched page by page, proved, verified whole, and opened.
//!
//! Each event has a record of 1,000 bytes, as much as in a practice workspace; after every thousand
//! stands a checkpoint, which nobody signed. Verifying uses two threads; the raw SHA-256 beside it
//! hashes the same leaves and records with one.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{hint::black_box, path::Path};

use chancery_domain::{
    Algorithm, Sha256Digest, Utc,
    event::{Actor, Event, EventBody, ExportKind, KeyPurpose},
    officer::{OfficerId, Role},
};
use chancery_ledger::{Error, Ledger, Writing, media, read::EventFilter};
use chancery_tlog::{consistency_proof, inclusion_proof};
use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};
use ratios::{Ratio, Run, scratch};
use rusqlite::Connection;

/// Events in the log.
const EVENTS: u64 = 1_000_000;
/// Events of one transaction while the log is made.
const BATCH: u64 = 50_000;
/// Agents, each named by its first event.
const AGENTS: u64 = 1_000;
/// Rows of a page.
const PAGE: u32 = 100;
const BEGINNING: i64 = 1_795_000_000;

const RATIOS: [Ratio; 17] = [
    page("page/newest"),
    page("page/in the middle"),
    page("page/of an agent"),
    page("page/of an actor"),
    page("page/of a rare type"),
    page("page/of a frequent type, in the middle"),
    page("page/of an hour"),
    page("page/of a year"),
    page("page/of subjects that begin so"),
    page("page/text that is an id"),
    page("page/text in every leaf"),
    page("page/text in no leaf"),
    page("page/agent, type, year and text"),
    Ratio {
        path: "proof/of one event",
        beside: "proof/bare SQLite, 20 rows",
    },
    Ratio {
        path: "proof/that the log goes on",
        beside: "proof/bare SQLite, 20 rows",
    },
    Ratio {
        path: "verify/1,000,000 events, two threads",
        beside: "verify/raw SHA-256, one thread",
    },
    Ratio {
        path: "open/ledger of 1,000,000 events",
        beside: "open/bare SQLite",
    },
];

const fn page(path: &'static str) -> Ratio {
    Ratio {
        path,
        beside: "page/bare SQLite, 100 rows",
    }
}

fn main() {
    let mut run = Run::begin();
    let dir = scratch();
    let path = dir.path().join("log.db");
    make(&path);
    let ledger = Ledger::open(&path).expect("opens");
    pages(&mut run.criterion, &ledger, &path);
    proofs(&mut run.criterion, &ledger, &path);
    verify(&mut run.criterion, &ledger);
    drop(ledger);
    open(&mut run.criterion, &path);
    run.end(&RATIOS);
}

fn make(path: &Path) {
    let mut ledger = Ledger::create(path).expect("a ledger");
    let mut done = 0;
    while done < EVENTS {
        ledger
            .write(|tx| (done..done + BATCH).try_for_each(|number| append(tx, number)))
            .unwrap_or_else(|error: Error| panic!("appended: {error}"));
        done += BATCH;
    }
}

fn append(tx: &mut Writing<'_>, number: u64) -> Result<(), Error> {
    let event = match number % 1_000 {
        999 if number > AGENTS => {
            let root = tx.read().root(number)?;
            let note = format!("example.org/log\n{number}\n{root}\n");
            let note = tx.put_blob(media::NOTE, note.as_bytes())?;
            event(
                number,
                EventBody::CheckpointSigned {
                    size: number,
                    root,
                    note,
                },
            )
        }
        _ => {
            tx.put_blob(media::OBJECT, &record(number))?;
            event(number, body(number))
        }
    };
    tx.append(&event).map(|_| ())
}

fn body(number: u64) -> EventBody {
    let agent = format!("agent_{:04}", number % AGENTS);
    if number < AGENTS {
        return EventBody::KeyIntended {
            token_serial: "a3a15c06fa7e58c5".into(),
            cka_id: format!("{number:032x}"),
            label: agent,
            purpose: KeyPurpose::Agent,
            algorithm: Algorithm::EcdsaP256Sha256,
        };
    }
    match number % 4 {
        0 => EventBody::SignedIn {
            token_serial: "a3a15c06fa7e58c5".into(),
            challenge: Sha256Digest::of(&number.to_be_bytes()),
        },
        1 => EventBody::RecordRead {
            what: "request".into(),
            subject: format!("REQ-2026-{:06}", number / 4),
        },
        2 => EventBody::Exported {
            what: ExportKind::Certificate,
            subject: agent,
            sha256: Some(Sha256Digest::of(&record(number))),
        },
        _ => EventBody::Refused {
            operation: "issue".into(),
            code: "approval-ended".into(),
            subject: agent,
            fields: vec![],
        },
    }
}

fn event(number: u64, body: EventBody) -> Event {
    let mut nonce = [7; 16];
    nonce[..8].copy_from_slice(&number.to_be_bytes());
    let actor = Actor::Officer {
        id: OfficerId::numbered(u32::try_from(number % 5 + 1).expect("small")),
        role: Role::Maker,
        token: Some("a3a15c06fa7e58c5".into()),
    };
    Event::new(instant(number), nonce, actor, body)
}

fn record(number: u64) -> Vec<u8> {
    let mut bytes = vec![0x30; 1_000];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn instant(number: u64) -> Utc {
    let seconds = i64::try_from(number).expect("in range") * 60;
    Utc::from_unix_seconds(BEGINNING + seconds).expect("in range")
}

fn pages(criterion: &mut Criterion, ledger: &Ledger, path: &Path) {
    let mut group = criterion.benchmark_group("page");
    let any = EventFilter::default;
    let some = |text: &str| Some(text.to_owned());
    let middle = Some(EVENTS / 2);
    let span = |from, to| (Some(instant(from)), Some(instant(to)));
    let mut bench = |name: &str, rows: usize, filter: EventFilter| {
        page_of(&mut group, ledger, name, rows, &filter);
    };
    bench("newest", 100, any());
    bench(
        "in the middle",
        100,
        EventFilter {
            before: middle,
            ..any()
        },
    );
    bench(
        "of an agent",
        100,
        EventFilter {
            agent: some("agent_0123"),
            ..any()
        },
    );
    bench(
        "of an actor",
        100,
        EventFilter {
            actor: some("officer-03"),
            before: middle,
            ..any()
        },
    );
    bench(
        "of a rare type",
        100,
        EventFilter {
            kind: some("checkpoint_signed"),
            ..any()
        },
    );
    bench(
        "of a frequent type, in the middle",
        100,
        EventFilter {
            kind: some("refused"),
            before: middle,
            ..any()
        },
    );
    let (from, to) = span(500_000, 500_060);
    bench("of an hour", 60, EventFilter { from, to, ..any() });
    let (from, to) = span(100_000, 600_000);
    bench("of a year", 100, EventFilter { from, to, ..any() });
    bench(
        "of subjects that begin so",
        100,
        EventFilter {
            subject: some("REQ-2026-0123"),
            ..any()
        },
    );
    bench(
        "text that is an id",
        1,
        EventFilter {
            text: some("req-2026-012345"),
            ..any()
        },
    );
    bench(
        "text in every leaf",
        100,
        EventFilter {
            text: some("OFFICER"),
            ..any()
        },
    );
    bench(
        "text in no leaf",
        0,
        EventFilter {
            text: some("no leaf says so"),
            ..any()
        },
    );
    let all = EventFilter {
        agent: some("agent_0123"),
        kind: some("refused"),
        text: some("approval"),
        from,
        to,
        ..any()
    };
    bench("agent, type, year and text", 100, all);
    let db = Connection::open(path).expect("opens");
    group.bench_function("bare SQLite, 100 rows", |bencher| {
        bencher.iter(|| bare_rows(&db, EVENTS / 2, 100));
    });
}

fn page_of(
    group: &mut BenchmarkGroup<'_, WallTime>,
    ledger: &Ledger,
    name: &str,
    rows: usize,
    filter: &EventFilter,
) {
    let page = ledger.read().events(filter, PAGE).expect("a page");
    assert_eq!(page.rows.len(), rows, "{name}");
    group.bench_function(name, |bencher| {
        bencher.iter(|| black_box(ledger.read().events(filter, PAGE).expect("a page")));
    });
}

fn bare_rows(db: &Connection, before: u64, limit: u32) -> usize {
    let sql = "SELECT seq, leaf FROM event WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
    let mut select = db.prepare_cached(sql).expect("prepared");
    let rows = select.query_map((before, limit), |row| row.get::<_, Vec<u8>>(1));
    rows.expect("read")
        .map(|leaf| leaf.expect("a leaf").len())
        .sum()
}

fn proofs(criterion: &mut Criterion, ledger: &Ledger, path: &Path) {
    let mut group = criterion.benchmark_group("proof");
    let mut next = 0;
    // A large stride: no two proofs share their lower nodes.
    let mut drawn = move || {
        next = (next + 654_321) % EVENTS;
        next
    };
    let read = ledger.read();
    let node = |level, index| read.node(level, index).ok().flatten();
    group.bench_function("of one event", |bencher| {
        bencher.iter(|| inclusion_proof(drawn(), EVENTS, node).expect("a proof"));
    });
    group.bench_function("that the log goes on", |bencher| {
        bencher.iter(|| consistency_proof(drawn() + 1, EVENTS, node).expect("a proof"));
    });
    let db = Connection::open(path).expect("opens");
    group.bench_function("bare SQLite, 20 rows", |bencher| {
        bencher.iter(|| {
            (0..20)
                .map(|_| bare_rows(&db, drawn() + 2, 1))
                .sum::<usize>()
        });
    });
}

fn verify(criterion: &mut Criterion, ledger: &Ledger) {
    let read = ledger.read();
    let leaves = (1..=EVENTS).map(|seq| read.event(seq).expect("read").expect("there").leaf);
    let stored: Vec<Vec<u8>> = leaves.chain((0..EVENTS).map(record)).collect();
    let mut group = criterion.benchmark_group("verify");
    group.sample_size(10);
    group.bench_function("1,000,000 events, two threads", |bencher| {
        bencher.iter(|| {
            let found = read.recompute(|_, _| true).expect("recomputed");
            assert!(found.events == EVENTS && found.faults.is_empty());
        });
    });
    group.bench_function("raw SHA-256, one thread", |bencher| {
        bencher.iter(|| {
            for bytes in &stored {
                black_box(ring::digest::digest(&ring::digest::SHA256, bytes));
            }
        });
    });
}

fn open(criterion: &mut Criterion, path: &Path) {
    let mut group = criterion.benchmark_group("open");
    group.bench_function("ledger of 1,000,000 events", |bencher| {
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
