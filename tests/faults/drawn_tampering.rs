//! Somebody with the file makes one change, drawn by lot, to what the log recorded: each is found,
//! by `log verify` and by `workspace check`.
//!
//! `make soak` draws as many as it kills.

use std::{collections::BTreeMap, fs};

use crate::{
    draw::Draw,
    outsider,
    practice::{Practice, Stage, first_request},
    soak,
};

/// Changes in `make test`.
const CHANGES: usize = 120;

/// What is in the log, as far as changes need it.
struct Log {
    leaves: Vec<Vec<u8>>,
    checkpoints: Vec<u64>,
    nodes: Vec<(u64, u64, Vec<u8>)>,
}

impl Log {
    fn of(practice: &Practice) -> Self {
        let rows = |sql: &str| outsider::query(&practice.database(), sql);
        let number = |value: &serde_json::Value| value.as_u64().unwrap();
        let bytes = |value: &serde_json::Value| outsider::from_hex(value.as_str().unwrap());
        Self {
            leaves: rows("SELECT leaf FROM event ORDER BY seq")
                .iter()
                .map(|row| bytes(&row[0]))
                .collect(),
            checkpoints: rows("SELECT size FROM checkpoint ORDER BY size")
                .iter()
                .map(|row| number(&row[0]))
                .collect(),
            nodes: rows("SELECT level, idx, hash FROM node ORDER BY level, idx")
                .iter()
                .map(|row| (number(&row[0]), number(&row[1]), bytes(&row[2])))
                .collect(),
        }
    }

    /// One change, and what it is called.
    fn change(&self, draw: &mut Draw) -> (&'static str, String) {
        let events = self.leaves.len();
        let seq = 1 + draw.below(events);
        let other = 1 + (seq - 1 + 1 + draw.below(events - 1)) % events;
        match draw.below(8) {
            0 | 1 => {
                let hex = flipped(&self.leaves[seq - 1], draw);
                (
                    "bit of an event",
                    format!("UPDATE event SET leaf = x'{hex}' WHERE seq = {seq}"),
                )
            }
            2 => (
                "events swapped",
                format!(
                    "UPDATE event SET seq = -1 WHERE seq = {seq};
                 UPDATE event SET seq = {seq} WHERE seq = {other};
                 UPDATE event SET seq = {other} WHERE seq = -1"
                ),
            ),
            3 => (
                "event removed",
                format!("DELETE FROM event WHERE seq = {seq}"),
            ),
            4 => (
                "event again",
                format!(
                    "INSERT INTO event SELECT {events} + 1, leaf, at, kind, subject, actor
                 FROM event WHERE seq = {seq}"
                ),
            ),
            5 => ("tail cut", format!("DELETE FROM event WHERE seq >= {seq}")),
            6 => {
                let (level, idx, hash) = &self.nodes[draw.below(self.nodes.len())];
                let hex = flipped(hash, draw);
                (
                    "bit of the tree",
                    format!(
                        "UPDATE node SET hash = x'{hex}' WHERE level = {level} AND idx = {idx}"
                    ),
                )
            }
            _ => self.checkpoint_change(draw),
        }
    }

    fn checkpoint_change(&self, draw: &mut Draw) -> (&'static str, String) {
        let at = draw.below(self.checkpoints.len());
        let size = self.checkpoints[at];
        let other = self.checkpoints[(at + 1) % self.checkpoints.len()];
        match draw.below(2) {
            0 => (
                "checkpoint replaced",
                format!(
                "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = {other})
                 WHERE size = {size}"
            ),
            ),
            _ => (
                "checkpoint removed",
                format!("DELETE FROM checkpoint WHERE size = {size}"),
            ),
        }
    }
}

fn flipped(bytes: &[u8], draw: &mut Draw) -> String {
    let mut bytes = bytes.to_vec();
    let at = draw.below(bytes.len());
    bytes[at] ^= 1 << draw.below(8);
    outsider::hex(&bytes)
}

#[test]
fn every_drawn_change_to_what_was_recorded_is_found() {
    let practice = Practice::at(Stage::Issued);
    practice.submit("reporting_bot");
    practice.done(&["request", "show", first_request()]);
    let whole = fs::read(practice.database()).unwrap();
    let log = Log::of(&practice);
    let mut draw = Draw(0x007A_3BE2);
    let mut found = BTreeMap::<&str, usize>::new();
    for number in 0..soak::kills().unwrap_or(CHANGES) {
        let (name, sql) = log.change(&mut draw);
        let at = format!("change {number}, {name}: {sql}");
        fs::write(practice.database(), &whole).unwrap();
        outsider::tamper(&practice.database(), &sql);
        for command in [["log", "verify"], ["workspace", "check"]] {
            let answer = practice.run(&command);
            assert_eq!(answer.code, 5, "{command:?}: {answer:?}, after {at}");
        }
        *found.entry(name).or_default() += 1;
    }
    let sum: usize = found.values().sum();
    soak::say(&format!("{sum} drawn changes, all found: {found:?}"));
    assert!(found.len() >= 8, "{found:?}");
}
