//! SIGKILL at drawn instants of everything that changes a workspace.

use std::collections::BTreeMap;

use crate::{
    disk::{Part, Point},
    draw::Draw,
    outsider,
    practice::{Practice, Stage, path_text, sample_request},
    recovery::assert_nothing_is_shown_but_known,
    soak,
};

/// Kills in `make test`.
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

/// An instant of a step that is about to change a file: before the change, or half-way through it.
fn drawn_instant<'a>(points: &'a [Point], draw: &mut Draw) -> (&'a Point, String) {
    let point = &points[draw.below(points.len())];
    let how = ["kill", "half-kill"][draw.below(2)];
    (point, format!("{} {how}", point.number))
}

#[test]
fn after_a_kill_at_any_instant_the_next_start_makes_the_workspace_whole() {
    let practice = Practice::at(Stage::Founded);
    let mut draw = Draw(0x0C4A_4CE2);
    let mut points = BTreeMap::new();
    let mut killed = BTreeMap::<&str, usize>::new();
    let kills = soak::kills().unwrap_or(KILLS);
    for number in 0..kills {
        let step = next_step(&practice, &mut draw);
        let told = step.arguments();
        // Counted once for each kind of step, on a copy that is thrown away.
        let points = points
            .entry(step.name())
            .or_insert_with(|| Part::Workspace.points(&practice.copy(), &told));
        let (point, script) = drawn_instant(points, &mut draw);
        let events = practice.count("SELECT count(*) FROM event");
        let ended = Part::Workspace.obeying(&script, &practice, &told);
        if ended.killed {
            *killed.entry(step.name()).or_default() += 1;
        }
        let at = format!("kill {number}, {step:?}, {script} in {point:?}");
        let told = practice.cli().run(["log", "list"]);
        assert_eq!(told.code, 0, "{at}: {told:?}");
        assert!(
            practice.count("SELECT count(*) FROM event") >= events,
            "{at}"
        );
        practice.assert_whole();
        outsider::assert_all_signed_is_logged(&practice.root(), &at);
        // A key that was made for a request that did not come to be is gone, and no other one.
        assert_nothing_is_shown_but_known(&practice, "agents", &at);
        // Whatever was not done can be done now, unless it was.
        if next_step(&practice, &mut Draw(1)).name() == step.name() {
            practice.cli().run(step.arguments());
            practice.assert_whole();
        }
    }
    let sum = killed.values().sum::<usize>();
    soak::say(&format!(
        "{sum} of {kills} drawn instants were reached: {killed:?}"
    ));
    assert!(killed.len() >= 4 && sum > kills / 2, "{killed:?}");
    practice.assert_clean();
    // Exit code 1 would tell of a stranger or of a key that is missing.
    practice.done(&["token", "inventory", "agents"]);
}
