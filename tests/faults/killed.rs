//! SIGKILL at drawn instants of everything that changes a workspace.

use std::{collections::BTreeMap, process::Command};

use crate::{
    draw::Draw,
    practice::{Practice, Stage, path_text, sample_request},
    traced::{self, Instant},
};

const KILLS: usize = 40;

/// One step of a certificate's life.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Submit,
    Approve(String),
    Reject(String),
    Issue(String),
    Revoke(String),
}

impl Step {
    fn name(&self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve(_) => "approve",
            Self::Reject(_) => "reject",
            Self::Issue(_) => "issue",
            Self::Revoke(_) => "revoke",
        }
    }

    fn arguments(&self) -> Vec<String> {
        let sample = sample_request("reporting_bot");
        let words = match self {
            Self::Submit => vec!["request", "new", path_text(&sample)],
            Self::Approve(id) => vec!["request", "approve", id, "--reason", "Fine"],
            Self::Reject(id) => vec!["request", "reject", id, "--reason", "Not now"],
            Self::Issue(id) => vec!["certificate", "issue", id],
            Self::Revoke(serial) => vec![
                "certificate",
                "revoke",
                serial,
                "--reason",
                "superseded",
                "--comment",
                "Over",
            ],
        };
        words.into_iter().map(str::to_owned).collect()
    }

    fn command(&self, practice: &Practice) -> Command {
        let mut command = practice.cli().command();
        command.args(self.arguments());
        command
    }
}

/// What can be done next with the newest thing there is.
fn next_step(practice: &Practice, draw: &mut Draw) -> Step {
    let waiting = practice.done(&["request", "list"]);
    if let Some(row) = waiting["rows"].as_array().unwrap().first() {
        let id = row["id"].as_str().unwrap().to_owned();
        return match (row["state"].as_str().unwrap(), draw.below(3)) {
            ("approved", _) => Step::Issue(id),
            (_, 0) => Step::Reject(id),
            _ => Step::Approve(id),
        };
    }
    let register = practice.done(&["certificate", "list"]);
    let active = register["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["state"] == "active");
    match active {
        Some(row) if draw.below(3) > 0 => Step::Revoke(row["serial"].as_str().unwrap().to_owned()),
        _ => Step::Submit,
    }
}

/// Counts the changes that a step asks for, on a copy that is thrown away.
fn counted(practice: &Practice, step: &Step) -> BTreeMap<String, usize> {
    traced::changes(&step.command(&practice.copy()))
}

fn drawn_instant(changes: &BTreeMap<String, usize>, draw: &mut Draw) -> Instant {
    let (call, count) = changes.iter().nth(draw.below(changes.len())).unwrap();
    Instant {
        call: call.clone(),
        when: 1 + draw.below(*count),
    }
}

/// A key that was made for a request that did not come to be is gone after the next opening, and
/// no other one is.
#[track_caller]
fn keys_agree(practice: &Practice, at: &str) {
    let (there, known) = (
        practice.keys_in_token("agents"),
        practice.keys_known("agents"),
    );
    assert_eq!(there, known, "{at}");
}

#[test]
fn after_a_kill_at_any_instant_the_next_start_makes_the_workspace_whole() {
    let practice = Practice::at(Stage::Founded);
    let mut draw = Draw(0x0C4A_4CE2);
    let mut changes = BTreeMap::new();
    let mut killed = BTreeMap::<&str, usize>::new();
    for number in 0..KILLS {
        let step = next_step(&practice, &mut draw);
        let changes = changes
            .entry(step.name())
            .or_insert_with(|| counted(&practice, &step));
        let instant = drawn_instant(changes, &mut draw);
        let events = practice.count("SELECT count(*) FROM event");
        if traced::killed_at(&step.command(&practice), &instant) {
            *killed.entry(step.name()).or_default() += 1;
        }
        let at = format!("kill {number}, {step:?} at {instant:?}");
        let told = practice.cli().run(["log", "list"]);
        assert_eq!(told.code, 0, "{at}: {told:?}");
        assert!(
            practice.count("SELECT count(*) FROM event") >= events,
            "{at}"
        );
        practice.assert_whole();
        keys_agree(&practice, &at);
        // Whatever was not done can be done now, unless it was.
        if next_step(&practice, &mut Draw(1)).name() == step.name() {
            practice.cli().run(step.arguments());
            practice.assert_whole();
        }
    }
    assert!(
        killed.len() >= 4 && killed.values().sum::<usize>() > KILLS / 2,
        "{killed:?}"
    );
    practice.assert_clean();
    // Exit code 1 would tell of a stranger or of a key that is missing.
    practice.done(&["token", "inventory", "agents"]);
}
