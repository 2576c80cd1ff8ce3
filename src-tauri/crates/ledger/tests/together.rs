//! Several processes append to one ledger at once: no event is lost, and all agree on one sequence.
//!
//! This program starts itself again: with a ledger and a name it is one of the writers.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
};

use chancery_domain::{
    Utc,
    event::{Actor, Event, EventBody},
};
use chancery_ledger::{Error, Ledger, media, read::EventFilter};

/// Processes that write.
const PROCESSES: u64 = 4;
/// Connections of each process.
const CONNECTIONS: u64 = 2;
/// Events that come over each connection.
const EVENTS: u64 = 40;
/// How often a writer asks for its turn, each time for as long as a ledger has patience.
const TRIES: u32 = 60;

fn main() {
    let ledger = env::var_os("TOGETHER_LEDGER").map(PathBuf::from);
    match (ledger, env::var("TOGETHER_NAME")) {
        (Some(ledger), Ok(name)) => write_as(&ledger, &name),
        _ => many_writers_make_one_sequence(),
    }
}

fn write_as(ledger: &Path, name: &str) {
    thread::scope(|scope| {
        for connection in 0..CONNECTIONS {
            scope.spawn(move || {
                let name = format!("{name}-{connection}");
                let mut ledger = in_turn(|| Ledger::open(ledger));
                for _ in 0..EVENTS {
                    in_turn(|| ledger.write(|tx| append(tx, &name)));
                }
            });
        }
    });
}

/// Tries again while the others leave it no turn: SQLite's lock knows no queue, so that on a slow
/// disk one of many may wait for longer than a ledger's patience.
fn in_turn<T>(mut act: impl FnMut() -> Result<T, Error>) -> T {
    for _ in 0..TRIES {
        match act() {
            Err(Error::Sqlite { source, .. }) if is_busy(&source) => {}
            done => return done.expect("opens and appends while others write"),
        }
    }
    panic!("no turn in {TRIES} tries");
}

fn is_busy(problem: &rusqlite::Error) -> bool {
    problem.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
}

/// Appends an event that says how many there were before it.
fn append(tx: &mut chancery_ledger::Writing<'_>, name: &str) -> Result<(), Error> {
    let before = tx.read().size()?;
    tx.put_blob(media::OBJECT, format!("{name} {before}").as_bytes())?;
    let body = EventBody::RecordRead {
        what: name.to_owned(),
        subject: before.to_string(),
    };
    let at = Utc::from_unix_seconds(1_795_000_000).expect("in range");
    let appended = tx.append(&Event::new(
        at,
        [7; 16],
        Actor::service("workstation"),
        body,
    ))?;
    assert_eq!(appended.seq, before + 1, "nobody came between");
    Ok(())
}

fn many_writers_make_one_sequence() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("chancery.db");
    let ledger = Ledger::create(&path).expect("a new ledger");
    let writers: Vec<Child> = (0..PROCESSES)
        .map(|number| start(&path, &format!("writer-{number}")))
        .collect();
    for mut writer in writers {
        assert!(writer.wait().expect("it ends").success());
    }
    let read = ledger.read();
    let total = PROCESSES * CONNECTIONS * EVENTS;
    assert_eq!(read.size().expect("size"), total, "none is lost");
    let limit = u32::try_from(total).expect("few");
    let page = read.events(&EventFilter::default(), limit).expect("all");
    let mut by_writer: BTreeMap<String, u64> = BTreeMap::new();
    for row in page.rows {
        let EventBody::RecordRead { what, subject } = row.event.event else {
            panic!("nobody wrote event {}", row.seq);
        };
        assert_eq!(subject, (row.seq - 1).to_string(), "it saw all before it");
        *by_writer.entry(what).or_default() += 1;
    }
    assert_eq!(by_writer.len() as u64, PROCESSES * CONNECTIONS);
    assert!(by_writer.values().all(|events| *events == EVENTS));
    let found = read.recompute(|_, _| true).expect("recomputed");
    assert_eq!(found.faults, []);
    assert!(read.tables_that_differ().expect("replayed").is_empty());
}

fn start(ledger: &Path, name: &str) -> Child {
    Command::new(env::current_exe().expect("this program"))
        .env("TOGETHER_LEDGER", ledger)
        .env("TOGETHER_NAME", name)
        .spawn()
        .expect("started")
}
