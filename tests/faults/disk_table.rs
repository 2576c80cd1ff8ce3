//! The table of ways in which the disk can fail: at every call by which an operation changes a
//! file, by an I/O error, by no room, by half a write, once or from then on. After each nothing
//! is lost and nothing half done, a person is told what happened, and what was to be done can be
//! done.
//!
//! `make test` draws a share of the rows; `make soak` goes through all of them.

use std::collections::{BTreeMap, BTreeSet};

use chancery_tests::cli::Answer;

use crate::{
    beginning::Beginning,
    disk::{Part, Point},
    doubled::catalogue,
    draw::Draw,
    operation::Operation,
    practice::{Practice, failure},
    recovery::Trial,
    soak,
};

/// What is done at a call: `{}` is its number.
const FAULTS: [&str; 4] = ["{} EIO", "{}+ EIO", "{} ENOSPC", "{}+ ENOSPC"];

/// Besides, where something is written.
const HALVES: [&str; 2] = ["{} half", "{} half-full"];

/// Rows of each table that are drawn, at least.
const SHARE: usize = 30;

/// Failures that tell of something that was done, or may have been.
const PERHAPS_DONE: [&str; 2] = ["crl-owed", "commit-uncertain"];

/// A row of the table.
struct Row<'a> {
    trial: Trial<'a>,
    part: Part,
    point: &'a Point,
    fault: &'static str,
}

impl Row<'_> {
    fn is_written(&self) -> bool {
        matches!(self.point.call.as_str(), "write" | "pwrite")
    }

    /// Gives the code of the failure that was told, empty for none.
    fn go_through(&self, codes: &[String]) -> String {
        let practice = Practice::laid_out(&self.trial.beginning.snapshot);
        let told = self
            .trial
            .beginning
            .arguments(self.trial.operation, &practice);
        let script = self.fault.replace("{}", &self.point.number.to_string());
        let ended = self.part.obeying(&script, &practice, &told);
        let answer = &ended.answer;
        let at = format!(
            "{:?}, {script} in {:?}: {answer:?}",
            self.trial.operation, self.point
        );
        let code = judge(answer, codes, &at);
        let done = self.trial.is_done(&practice);
        match code.as_str() {
            "" => assert!(done, "not done: {at}"),
            // Neither said to be undone nor without a word that it was done.
            code if done && !self.trial.operation.is_repeatable() => {
                assert!(PERHAPS_DONE.contains(&code), "done: {at}");
            }
            _ => {}
        }
        if !self.trial.assert_nothing_lost(&practice, &at) {
            self.trial.do_again(&practice, &told, &at);
        }
        code
    }
}

/// A success, or a failure in words that a person can use.
fn judge(answer: &Answer, codes: &[String], at: &str) -> String {
    assert!(!answer.stderr.contains("panicked"), "{at}");
    match answer.code {
        0 => String::new(),
        4 => {
            let failure = failure(answer);
            let code = failure["code"].as_str().unwrap().to_owned();
            assert!(codes.contains(&code), "{at}");
            code
        }
        _ => panic!("{at}"),
    }
}

fn table<'a>(trial: Trial<'a>, part: Part, points: &'a [Point]) -> Vec<Row<'a>> {
    let rows = |point| {
        FAULTS.into_iter().chain(HALVES).map(move |fault| Row {
            trial,
            part,
            point,
            fault,
        })
    };
    let makes_sense = |row: &Row<'_>| row.is_written() || !HALVES.contains(&row.fault);
    points.iter().flat_map(rows).filter(makes_sense).collect()
}

/// What an operation begins with, and the points of a run in which nothing fails.
fn laid_open(part: Part, operation: Operation) -> (Beginning, Vec<Point>) {
    let beginning = Beginning::of(operation);
    let practice = Practice::laid_out(&beginning.snapshot);
    let told = beginning.arguments(operation, &practice);
    let points = part.points(&practice, &told);
    (beginning, points)
}

fn go_through(part: Part, operation: Operation) {
    let (beginning, points) = laid_open(part, operation);
    let trial = Trial {
        operation,
        beginning: &beginning,
    };
    let rows = table(trial, part, &points);
    let tried = match soak::kills() {
        Some(_) => (0..rows.len()).collect(),
        None => drawn(&format!("{operation:?} {part:?}"), &rows),
    };
    let codes = catalogue();
    let mut told = BTreeMap::<String, usize>::new();
    for row in &tried {
        *told.entry(rows[*row].go_through(&codes)).or_default() += 1;
    }
    soak::say(&format!(
        "{operation:?}, {part:?}: {} points, {} rows, {} gone through, told {told:?}",
        points.len(),
        rows.len(),
        tried.len()
    ));
    let failed = tried.len() - told.get("").copied().unwrap_or_default();
    // What SoftHSM can't write of a log-in it seldom tells; what it holds, it goes on with.
    let hardly = part == Part::Workspace && failed * 4 < tried.len();
    assert!(!hardly, "the disk hardly failed: {told:?}");
}

/// A row for each call and each fault, and others by lot.
fn drawn(table: &str, rows: &[Row<'_>]) -> BTreeSet<usize> {
    let mut draw = Draw::named(table);
    let kind = |row: &Row<'_>| (row.point.call.clone(), row.fault);
    let kinds: BTreeSet<_> = rows.iter().map(kind).collect();
    let mut drawn = BTreeSet::new();
    for wanted in kinds {
        let of_it: Vec<_> = (0..rows.len())
            .filter(|at| kind(&rows[*at]) == wanted)
            .collect();
        drawn.insert(of_it[draw.below(of_it.len())]);
    }
    while drawn.len() < SHARE.min(rows.len()) {
        drawn.insert(draw.below(rows.len()));
    }
    drawn
}

#[test]
fn issuing_survives_every_fault_of_the_disk() {
    go_through(Part::Workspace, Operation::Issue);
}

#[test]
fn revoking_survives_every_fault_of_the_disk() {
    go_through(Part::Workspace, Operation::Revoke);
}

#[test]
fn signing_a_checkpoint_survives_every_fault_of_the_disk() {
    go_through(Part::Workspace, Operation::Checkpoint);
}

#[test]
fn submitting_survives_every_fault_of_the_disk() {
    go_through(Part::Workspace, Operation::Submit);
}

#[test]
fn issuing_survives_every_fault_of_the_tokens_files() {
    go_through(Part::Tokens, Operation::Issue);
}

#[test]
fn submitting_survives_every_fault_of_the_tokens_files() {
    go_through(Part::Tokens, Operation::Submit);
}

#[test]
fn revoking_survives_every_fault_of_the_tokens_files() {
    go_through(Part::Tokens, Operation::Revoke);
}

/// The rows of one fault, whatever the lot gives.
fn go_through_all(
    part: Part,
    operation: Operation,
    fault: &'static str,
    wanted: fn(&[Point]) -> Vec<&Point>,
) -> Vec<String> {
    let (beginning, points) = laid_open(part, operation);
    let trial = Trial {
        operation,
        beginning: &beginning,
    };
    let row = |point| Row {
        trial,
        part,
        point,
        fault,
    };
    let codes = catalogue();
    let rows = wanted(&points).into_iter().map(row);
    rows.map(|row| row.go_through(&codes)).collect()
}

/// SoftHSM hides from its process what it could not remove: only the next one sees it.
#[test]
fn half_of_a_pair_that_could_not_be_removed_goes_at_the_next_opening() {
    let (part, operation) = (Part::Tokens, Operation::Submit);
    let told = go_through_all(part, operation, "{}+ EIO", beginning_of_public_half);
    assert_ne!(told, [""]);
}

fn beginning_of_public_half(points: &[Point]) -> Vec<&Point> {
    let is_key = |file: &str| file.ends_with(".object") && !file.ends_with("token.object");
    let made = || points.iter().filter(|point| is_key(&point.file));
    let private = made().next().expect("a key is made");
    let mut public = made().skip_while(|point| point.file == private.file);
    vec![public.next().expect("a pair has two halves")]
}

/// What was written and not synced may be there or not: the next opening shows which.
#[test]
fn commit_that_could_not_be_made_durable_is_told_as_uncertain() {
    let told = go_through_all(Part::Workspace, Operation::Issue, "{}+ EIO", commits);
    let uncertain = told.iter().any(|code| code == "commit-uncertain");
    assert!(uncertain, "{told:?}");
}

fn commits(points: &[Point]) -> Vec<&Point> {
    let syncs = |point: &&Point| point.call == "fsync" && point.file == "chancery.db-wal";
    points.iter().filter(syncs).collect()
}
