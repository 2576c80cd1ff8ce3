//! The table of ways to be ended: SIGKILL at every call by which an operation changes a file of
//! the workspace, before it and half-way through a write. After each, `workspace check` is clean
//! or names an intent, which the next start settles, and nothing signed goes without its event.
//!
//! `make test` goes through every sync, rename, removal and truncation and a share of the writes;
//! `make soak` through all of them.

use serde_json::Value;

use crate::{
    beginning::Beginning,
    disk::{Part, Point},
    operation::Operation,
    practice::Practice,
    recovery::Trial,
    soak,
};

/// Of so many writes one is a fault point in `make test`.
const EVERY: usize = 8;

/// What a person sees after the kill, before anything is settled.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Clean,
    Owed,
    OpenIntent(String),
}

#[track_caller]
fn look(practice: &Practice, at: &str) -> Seen {
    let answer = practice.run(&["workspace", "check"]);
    assert_eq!(answer.code, 0, "{answer:?}, after {at}");
    let checks = answer.json();
    let rows = checks["checks"].as_array().unwrap();
    let mut unsound = rows.iter().filter(|row| row["verdict"] != "sound");
    let text = |row: &Value, part: &str| row[part].as_str().unwrap().to_owned();
    if let Some(row) = rows
        .iter()
        .find(|row| row["subject"] == "intents" && row["verdict"] == "attention")
    {
        return Seen::OpenIntent(text(row, "message"));
    }
    match unsound.next() {
        None => Seen::Clean,
        Some(row) => {
            assert_eq!(row["verdict"], "attention", "{checks:#}, after {at}");
            Seen::Owed
        }
    }
}

/// What became of the kills.
#[derive(Debug, Default)]
struct Tally {
    killed: usize,
    clean: usize,
    owed: usize,
    open: usize,
    done: usize,
}

impl Tally {
    fn kill(&mut self, trial: Trial<'_>, script: &str, point: &Point) {
        let practice = Practice::laid_out(&trial.beginning.snapshot);
        let told = trial.beginning.arguments(trial.operation, &practice);
        let ended = Part::Workspace.obeying(script, &practice, &told);
        let at = format!("{:?}, {script} in {point:?}", trial.operation);
        // Temporary files and threads: a run may have a few calls less than the one before.
        if !ended.killed {
            assert_eq!(ended.answer.code, 0, "{ended:?}, {at}");
            return;
        }
        self.killed += 1;
        match look(&practice, &at) {
            Seen::Clean => self.clean += 1,
            Seen::Owed => self.owed += 1,
            Seen::OpenIntent(told) => {
                self.open += 1;
                settles(&practice, &told, &at);
            }
        }
        if trial.assert_nothing_lost(&practice, &at) {
            self.done += 1;
        } else {
            trial.do_again(&practice, &told, &at);
        }
    }
}

/// The next start says that it issued what was intended.
#[track_caller]
fn settles(practice: &Practice, named: &str, at: &str) {
    let told = practice.cli().run(["log", "list"]).expect_code(0).stderr;
    assert!(told.contains("issued"), "{named}: {told}, after {at}");
}

fn is_write(point: &Point) -> bool {
    matches!(point.call.as_str(), "write" | "pwrite" | "open")
}

/// The points at which a run is ended: the whole table, or a share of it.
fn chosen(points: &[Point]) -> Vec<&Point> {
    let mut writes = 0;
    let mut choose = |point: &&Point| {
        writes += usize::from(is_write(point));
        soak::kills().is_some() || !is_write(point) || writes % EVERY == 1
    };
    points.iter().filter(&mut choose).collect()
}

fn go_through(operation: Operation) -> Tally {
    let beginning = Beginning::of(operation);
    let trial = Trial {
        operation,
        beginning: &beginning,
    };
    let practice = Practice::laid_out(&beginning.snapshot);
    let told = beginning.arguments(operation, &practice);
    let points = Part::Workspace.points(&practice, &told);
    let chosen = chosen(&points);
    let mut tally = Tally::default();
    for point in &chosen {
        let how = if is_write(point) && point.number % 2 == 0 {
            "half-kill"
        } else {
            "kill"
        };
        tally.kill(trial, &format!("{} {how}", point.number), point);
        if soak::kills().is_some() && is_write(point) {
            let other = if how == "kill" { "half-kill" } else { "kill" };
            tally.kill(trial, &format!("{} {other}", point.number), point);
        }
    }
    soak::say(&format!(
        "{operation:?}: {} points, {} of them tried, {tally:?}",
        points.len(),
        chosen.len()
    ));
    assert!(tally.killed * 10 >= chosen.len() * 9, "{tally:?}");
    assert!(tally.done > 0, "{tally:?}");
    tally
}

#[test]
fn an_issuance_may_be_killed_at_any_of_its_changes() {
    let tally = go_through(Operation::Issue);
    assert!(tally.open > 0, "no intent was ever left open: {tally:?}");
}

#[test]
fn a_revocation_may_be_killed_at_any_of_its_changes() {
    go_through(Operation::Revoke);
}

#[test]
fn a_suspension_may_be_killed_at_any_of_its_changes() {
    go_through(Operation::Suspend);
}

/// The release follows the approval in a transaction of its own: between the two it is owed.
#[test]
fn a_release_may_be_killed_at_any_of_its_changes() {
    let tally = go_through(Operation::Release);
    assert!(
        tally.owed > 0,
        "none was ever left to the next start: {tally:?}"
    );
}

#[test]
fn a_checkpoint_may_be_killed_at_any_of_its_changes() {
    go_through(Operation::Checkpoint);
}

#[test]
fn an_export_of_the_log_may_be_killed_at_any_of_its_changes() {
    go_through(Operation::Export);
}

#[test]
fn an_erasure_may_be_killed_at_any_of_its_changes() {
    let tally = go_through(Operation::Erase);
    assert!(
        tally.owed > 0,
        "none was ever left to the next start: {tally:?}"
    );
}

#[test]
fn a_proposal_of_an_officer_may_be_killed_at_any_of_its_changes() {
    go_through(Operation::ProposeOfficer);
}

#[test]
fn an_enrolment_may_be_killed_at_any_of_its_changes() {
    let tally = go_through(Operation::Enrol);
    assert!(
        tally.owed > 0,
        "none was ever left to the next start: {tally:?}"
    );
}

#[test]
fn a_retirement_may_be_killed_at_any_of_its_changes() {
    let tally = go_through(Operation::Retire);
    assert!(
        tally.owed > 0,
        "none was ever left to the next start: {tally:?}"
    );
}
