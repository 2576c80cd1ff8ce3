//! Thousands of single changes to what the file holds of the events, each of which is found.
//!
//! One ledger is changed in place and put back. A flipped bit that changes nothing of what the
//! database says (it lay in a page's free room) is no change, and not counted.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, Event, EventBody},
};
use rusqlite::{Connection, types::ValueRef};
use tempfile::TempDir;

use crate::{Error, Ledger, media};

/// Events of the ledger that is changed.
const EVENTS: u64 = 200;
/// Events between two checkpoints.
const STRIDE: u64 = 20;
/// Changes of each kind.
const TRIES: u32 = 130;

/// Drawn, but the same every time (SplitMix64).
struct Drawn(u64);

impl Drawn {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// From 1 to `last`.
    fn upto(&mut self, last: u64) -> u64 {
        1 + self.below(last)
    }
}

fn instant(number: u64) -> Utc {
    let number = i64::try_from(number).expect("small");
    Utc::from_unix_seconds(1_795_000_000 + number).expect("in range")
}

fn append(ledger: &mut Ledger, nonce: u64, body: EventBody) -> (u64, Sha256Digest) {
    let mut random = [0; 16];
    random[..8].copy_from_slice(&nonce.to_be_bytes());
    let event = Event::new(instant(nonce), random, Actor::service("workstation"), body);
    let appended = ledger.write(|tx| tx.append(&event)).expect("appended");
    let root = ledger.read().root(appended.seq).expect("a tree");
    (appended.seq, root)
}

fn sign(ledger: &mut Ledger, size: u64, root: Sha256Digest) {
    // Whether a note is signed well is for others to say; here it stands for itself.
    let note =
        format!("example.org/log\n{size}\n{root}\n\n\u{2014} example.org/log c2lnbmF0dXJl\n");
    let note = ledger
        .write(|tx| tx.put_blob(media::NOTE, note.as_bytes()))
        .expect("stored");
    append(
        ledger,
        size,
        EventBody::CheckpointSigned { size, root, note },
    );
}

/// A ledger of some hundred events, a checkpoint after every few.
fn ledger(path: &Path) -> Ledger {
    let mut ledger = Ledger::create(path).expect("a new ledger");
    ledger
        .db
        .pragma_update(None, "synchronous", "OFF")
        .expect("set");
    let mut size = 0;
    while size < EVENTS {
        let body = EventBody::Refused {
            operation: "submit".into(),
            code: "field-invalid".into(),
            subject: format!("REQ-2026-{:04}", size / 3),
            fields: vec!["x".repeat(usize::try_from(size % 90).expect("small"))],
        };
        let (seq, root) = append(&mut ledger, size, body);
        size = seq;
        if seq % STRIDE == 0 || seq == EVENTS {
            sign(&mut ledger, seq, root);
            size = seq + 1;
        }
    }
    ledger
}

/// The ledger under attack: no trigger, no rule of ours.
struct Victim {
    _dir: TempDir,
    path: PathBuf,
    /// For what is changed in SQL.
    db: Connection,
    size: u64,
    /// What the tables of the log say.
    said: Vec<u8>,
    /// Found, by kind of change.
    found: BTreeMap<&'static str, u32>,
}

const LOG: [&str; 3] = [
    "SELECT * FROM event ORDER BY seq",
    "SELECT * FROM node ORDER BY level, idx",
    "SELECT * FROM checkpoint ORDER BY size",
];

/// All that the tables of the log say, with the types of the values.
fn said(db: &Connection) -> rusqlite::Result<Vec<u8>> {
    let mut said = Vec::new();
    for sql in LOG {
        let mut select = db.prepare(sql)?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                match row.get_ref(at)? {
                    ValueRef::Null => said.push(0),
                    ValueRef::Integer(number) => said.extend(number.to_be_bytes()),
                    ValueRef::Real(number) => said.extend(number.to_be_bytes()),
                    ValueRef::Text(bytes) => said.extend([b"T", bytes].concat()),
                    ValueRef::Blob(bytes) => said.extend([b"B", bytes].concat()),
                }
            }
        }
    }
    Ok(said)
}

impl Victim {
    fn begin() -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let path = dir.path().join("chancery.db");
        let ledger = ledger(&path);
        let size = ledger.read().size().expect("size");
        assert!(size > EVENTS);
        ledger.read().check_head().expect("sound");
        drop(ledger);
        let db = Connection::open(&path).expect("opens");
        db.execute_batch(
            "DROP TRIGGER event_in_sequence; DROP TRIGGER event_never_changes;
             DROP TRIGGER event_never_goes; DROP TRIGGER node_never_changes;
             DROP TRIGGER node_never_goes; PRAGMA journal_mode = DELETE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF",
        )
        .expect("triggers go");
        let said = said(&db).expect("read");
        let victim = Self {
            _dir: dir,
            path,
            db,
            size,
            said,
            found: BTreeMap::new(),
        };
        assert_eq!(victim.detected(), None, "it is sound before");
        victim
    }

    fn open(&self) -> Connection {
        Connection::open(&self.path).expect("opens")
    }

    /// What opening or recomputing say; `None`: nothing.
    fn detected(&self) -> Option<String> {
        if let Err(error) = Ledger::open(&self.path) {
            return Some(error.to_string());
        }
        let found = Ledger::inspect(&self.path).and_then(|l| l.read().recompute(|_, _| true));
        match found {
            Ok(found) if found.faults.is_empty() => None,
            Ok(found) => Some(format!("{:?}", found.faults)),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Only what recomputing says: an auditor may come by another way than by opening.
    fn recomputed(db: &Connection) -> bool {
        let found = crate::Reading { db }.recompute(|_, _| true);
        found.map_or(true, |found| !found.faults.is_empty())
    }

    fn count(&mut self, kind: &'static str) {
        *self.found.entry(kind).or_default() += 1;
    }

    /// Changes the tables, sees that it is found, and takes it back.
    fn try_sql(&mut self, kind: &'static str, sql: &str) {
        let db = &self.db;
        db.execute_batch("BEGIN").expect("begun");
        db.execute_batch(sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(said(db).expect("read") != self.said, "no change: {sql}");
        let found = Self::recomputed(db);
        db.execute_batch("ROLLBACK").expect("taken back");
        assert!(found, "{kind}: {sql}");
        self.count(kind);
    }

    /// Whether the tables of the log say what they said, told in order and asked by number.
    fn is_unchanged(&self) -> bool {
        let db = self.open();
        let by_number = || -> rusqlite::Result<bool> {
            let lost = "SELECT 1 FROM event AS a WHERE NOT EXISTS (SELECT 1 FROM event AS b WHERE b.seq = a.seq)
                        UNION ALL SELECT 1 FROM node AS a WHERE NOT EXISTS
                        (SELECT 1 FROM node AS b WHERE b.level = a.level AND b.idx = a.idx)";
            Ok(!db.prepare(lost)?.exists([])?)
        };
        said(&db).is_ok_and(|now| now == self.said) && by_number().unwrap_or(false)
    }
}

/// Changes told in SQL: kind, statement.
fn drawn_sql(victim: &Victim, drawn: &mut Drawn) -> Vec<(&'static str, String)> {
    let size = victim.size;
    let seq = drawn.upto(size);
    let other = 1 + (seq - 1 + drawn.upto(size - 1)) % size;
    let (level, idx) = victim.node(drawn);
    let (leaf, flipped) = (victim.leaf(seq), |bytes: &[u8], drawn: &mut Drawn| {
        let mut bytes = bytes.to_vec();
        let at = usize::try_from(drawn.below(bytes.len() as u64)).expect("small");
        bytes[at] ^= 1 << drawn.below(8);
        hex(&bytes)
    });
    let changed_leaf = flipped(&leaf, drawn);
    let changed_hash = flipped(&victim.hash(level, idx), drawn);
    let cut = drawn.upto(size);
    let checkpoint = victim.checkpoint(drawn);
    let column =
        ["at", "kind", "subject", "actor"][usize::try_from(drawn.below(4)).expect("small")];
    vec![
        ("a bit of a leaf", format!("UPDATE event SET leaf = x'{changed_leaf}' WHERE seq = {seq}")),
        ("a leaf cut short", format!("UPDATE event SET leaf = substr(leaf, 1, {}) WHERE seq = {seq}", drawn.below(leaf.len() as u64))),
        ("a bit of a node", format!("UPDATE node SET hash = x'{changed_hash}' WHERE level = {level} AND idx = {idx}")),
        ("a column", victim.changed_column(seq, column, drawn)),
        ("two events swapped", format!(
            "CREATE TEMP TABLE t AS SELECT * FROM event WHERE seq IN ({seq}, {other});
             DELETE FROM event WHERE seq IN ({seq}, {other});
             INSERT INTO event SELECT {seq} + {other} - seq, leaf, at, kind, subject, actor FROM t")),
        ("two leaves swapped", format!(
            "CREATE TEMP TABLE t AS SELECT * FROM event WHERE seq IN ({seq}, {other});
             UPDATE event SET leaf = (SELECT leaf FROM t WHERE t.seq <> event.seq) WHERE seq IN ({seq}, {other})")),
        ("an event removed", format!("DELETE FROM event WHERE seq = {seq}")),
        ("an event removed with its node", format!("DELETE FROM event WHERE seq = {seq}; DELETE FROM node WHERE level = 0 AND idx = {seq} - 1")),
        ("a node removed", format!("DELETE FROM node WHERE level = {level} AND idx = {idx}")),
        ("an event inserted again", format!(
            "INSERT INTO event SELECT {}, leaf, at, kind, subject, actor FROM event WHERE seq = {seq}",
            [size + 1, 0, size + 1 + drawn.upto(9)][usize::try_from(drawn.below(3)).expect("small")])),
        ("an event inserted between", format!(
            "UPDATE event SET seq = -seq WHERE seq > {seq};
             UPDATE event SET seq = 1 - seq WHERE seq < 0;
             INSERT INTO event SELECT {seq} + 1, leaf, at, kind, subject, actor FROM event WHERE seq = {seq}")),
        ("a node inserted", format!(
            "INSERT INTO node SELECT level + {}, idx + {size}, hash FROM node WHERE level = {level} AND idx = {idx}", drawn.below(12))),
        ("an event renumbered", format!("UPDATE event SET seq = {size} + {} WHERE seq = {seq}", drawn.upto(9))),
        ("a gap closed", format!(
            "DELETE FROM event WHERE seq = {seq};
             UPDATE event SET seq = -seq WHERE seq > {seq};
             UPDATE event SET seq = -seq - 1 WHERE seq < 0{}",
            if seq == size { "; DELETE FROM event WHERE seq = 1" } else { "" })),
        ("the end cut", format!("DELETE FROM event WHERE seq >= {cut}")),
        ("the end cut with its tree", format!("DELETE FROM event WHERE seq >= {cut}; DELETE FROM node WHERE (idx + 1) << level >= {cut}")),
        ("a checkpoint replaced", victim.replaced(checkpoint, drawn)),
        ("a checkpoint removed", format!("DELETE FROM checkpoint WHERE size = {checkpoint}")),
        ("a checkpoint moved", format!("UPDATE checkpoint SET size = size + {} WHERE size = {checkpoint}", drawn.upto(3))),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Victim {
    fn bytes(&self, sql: &str) -> Vec<u8> {
        self.db.query_row(sql, [], |row| row.get(0)).expect(sql)
    }

    fn leaf(&self, seq: u64) -> Vec<u8> {
        self.bytes(&format!("SELECT leaf FROM event WHERE seq = {seq}"))
    }

    fn hash(&self, level: u64, idx: u64) -> Vec<u8> {
        self.bytes(&format!(
            "SELECT hash FROM node WHERE level = {level} AND idx = {idx}"
        ))
    }

    /// A node of any level.
    fn node(&self, drawn: &mut Drawn) -> (u64, u64) {
        let level = drawn.below(u64::from(self.size.ilog2()) + 1);
        (level, drawn.below(self.size >> level))
    }

    /// The size of a checkpoint.
    fn checkpoint(&self, drawn: &mut Drawn) -> u64 {
        let sql = "SELECT size FROM checkpoint ORDER BY size LIMIT 1 OFFSET ?1";
        let count = "SELECT count(*) FROM checkpoint";
        let db = &self.db;
        let count: u64 = db.query_row(count, [], |row| row.get(0)).expect("counted");
        let at = drawn.below(count);
        db.query_row(sql, [at], |row| row.get(0)).expect("there")
    }

    fn changed_column(&self, seq: u64, column: &str, drawn: &mut Drawn) -> String {
        let mut text = self.bytes(&format!(
            "SELECT CAST({column} AS BLOB) FROM event WHERE seq = {seq}"
        ));
        let at = usize::try_from(drawn.below(text.len() as u64)).expect("small");
        // What stays ASCII stays a text.
        text[at] ^= 1 << drawn.below(7);
        format!(
            "UPDATE event SET {column} = CAST(x'{}' AS TEXT) WHERE seq = {seq}",
            hex(&text)
        )
    }

    /// Another root, note or time; or all that belongs to another checkpoint.
    fn replaced(&self, size: u64, drawn: &mut Drawn) -> String {
        let from = match size == STRIDE {
            true => "max(size)",
            false => "min(size)",
        };
        let from = format!("(SELECT {from} FROM checkpoint)");
        let another = |column: &str| {
            format!("{column} = (SELECT c.{column} FROM checkpoint c WHERE c.size = {from})")
        };
        let set = match drawn.below(4) {
            0 => another("root"),
            1 => another("note"),
            2 => another("at"),
            _ => ["root", "note", "at"].map(another).join(", "),
        };
        format!("UPDATE checkpoint SET {set} WHERE size = {size}")
    }
}

#[test]
fn every_change_of_an_event_a_node_or_a_checkpoint_is_found() {
    let mut victim = Victim::begin();
    let mut drawn = Drawn(4);
    for _ in 0..TRIES {
        for (kind, sql) in drawn_sql(&victim, &mut drawn) {
            victim.try_sql(kind, &sql);
        }
    }
    victim.told();
}

/// Bits of the file itself, in pages that hold the log.
#[test]
fn every_flipped_bit_in_the_pages_of_the_log_is_found() {
    let mut victim = Victim::begin();
    let mut drawn = Drawn(6962);
    for (table, tries) in [("event", 800), ("node", 450), ("checkpoint", 350)] {
        let pages = victim.pages(table);
        for _ in 0..tries {
            let page = pages[usize::try_from(drawn.below(pages.len() as u64)).expect("small")];
            let at = (page - 1) * 4096 + drawn.below(4096);
            victim.try_bit(table, at, 1 << drawn.below(8));
        }
    }
    victim.told();
}

impl Victim {
    fn pages(&self, table: &str) -> Vec<u64> {
        let mut select = self
            .db
            .prepare("SELECT pageno FROM dbstat WHERE name = ?1")
            .expect("dbstat");
        let pages = select.query_map([table], |row| row.get(0)).expect("pages");
        pages.collect::<Result<_, _>>().expect("pages")
    }

    /// Flips a bit of the file, and flips it back.
    fn try_bit(&mut self, table: &'static str, at: u64, bit: u8) {
        self.flip(at, bit);
        if !self.is_unchanged() {
            assert!(self.detected().is_some(), "{table}: bit {bit:08b} at {at}");
            self.count(table);
        }
        self.flip(at, bit);
    }

    fn flip(&self, at: u64, bit: u8) {
        use std::os::unix::fs::FileExt;
        let file = fs::File::options()
            .read(true)
            .write(true)
            .open(&self.path)
            .expect("opens");
        let mut byte = [0];
        file.read_exact_at(&mut byte, at).expect("read");
        file.write_all_at(&[byte[0] ^ bit], at).expect("written");
    }

    #[allow(
        clippy::print_stdout,
        reason = "the counts are for whoever runs it with --nocapture"
    )]
    fn told(self) {
        assert!(self.is_unchanged(), "all is put back");
        assert_eq!(self.detected(), None, "all is put back");
        let all: u32 = self.found.values().sum();
        for (kind, count) in &self.found {
            println!("{count:>6} found of {count:>6}: {kind}");
        }
        println!("{all:>6} changes, every one found");
    }
}

#[test]
fn what_takes_its_checkpoint_along_is_found_against_one_held_elsewhere() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("chancery.db");
    let mut ledger = ledger(&path);
    let before = dir.path().join("before.db");
    drop(ledger);
    fs::copy(&path, &before).expect("copied");
    ledger = Ledger::open(&path).expect("opens");
    let body = EventBody::LogExported { size: 1 };
    let (size, root) = append(&mut ledger, 9_000, body);
    sign(&mut ledger, size, root);
    assert!(ledger.read().holds_against(size, root).expect("compared"));
    drop(ledger);

    // The end is cut: events, nodes, and the row of the checkpoint over them.
    let db = Connection::open(&path).expect("opens");
    db.execute_batch(&format!(
        "DROP TRIGGER event_never_goes; DROP TRIGGER node_never_goes;
         DELETE FROM event WHERE seq >= {size}; DELETE FROM node WHERE (idx + 1) << level >= {size};
         DELETE FROM checkpoint WHERE size >= {size}"
    ))
    .expect("cut");
    drop(db);
    for path in [&path, &before] {
        let ledger = Ledger::open(path).expect("it opens: inside, nothing is missing");
        let found = ledger.read().recompute(|_, _| true).expect("recomputed");
        assert_eq!(found.faults, [], "inside, nothing shows");
        assert!(!ledger.read().holds_against(size, root).expect("compared"));
        let newest = ledger
            .read()
            .last_checkpoint()
            .expect("read")
            .expect("there");
        assert!(
            ledger
                .read()
                .holds_against(newest.size, newest.root)
                .expect("compared")
        );
    }
}

#[test]
fn opening_names_what_is_wrong_with_the_newest_end_and_looking_opens_it() {
    let size = Victim::begin().size;
    let cases = [
        (format!("UPDATE event SET leaf = x'00' WHERE seq = {size}"), size),
        (format!("DELETE FROM event WHERE seq = {size}"), size),
        (format!("DELETE FROM node WHERE level = 0 AND idx = {size} - 1"), size),
        ("UPDATE node SET hash = zeroblob(32) WHERE level = 7 AND idx = 0".to_owned(), 128),
        ("INSERT INTO node VALUES (40, 0, zeroblob(32))".to_owned(), size + 1),
        ("UPDATE checkpoint SET root = zeroblob(32) WHERE size = (SELECT max(size) FROM checkpoint)".to_owned(), size - 1),
        ("DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)".to_owned(), 0),
        ("DELETE FROM checkpoint".to_owned(), size - 1),
        (format!("DELETE FROM event WHERE seq = {size}; DELETE FROM node WHERE (idx + 1) << level >= {size}"), size - 1),
        (format!("DELETE FROM event WHERE seq >= {size} - 1; DELETE FROM node WHERE (idx + 1) << level >= {size} - 1"), size - 1),
    ];
    for (sql, seq) in cases {
        let victim = Victim::begin();
        victim.open().execute_batch(&sql).expect("changed");
        let error = Ledger::open(&victim.path).expect_err(&sql);
        let named = matches!(error, Error::Head { seq: named, .. } if seq == 0 || named == seq);
        assert!(named, "{sql}: {error:?}");
        let looked = Ledger::inspect(&victim.path).expect("opens to look");
        let found = looked.read().recompute(|_, _| true).expect("recomputed");
        assert!(!found.faults.is_empty(), "{sql}");
    }
}
