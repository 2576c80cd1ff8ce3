//! SIGKILL at drawn instants of an import: the same command goes on, and no row is submitted
//! twice.

use crate::{
    disk::Part,
    draw::Draw,
    outsider,
    practice::{Practice, Stage, path_text},
    recovery::assert_nothing_is_shown_but_known,
    soak,
    standing_kills::fleet,
};

/// Rows of the file: keys of two groups.
const ROWS: u64 = 40;
const KILLS: usize = 10;

/// A file of so many agents, beside the workspace.
fn file(practice: &Practice) -> String {
    let file = practice.beside("fleet.csv");
    std::fs::write(&file, fleet(ROWS)).unwrap();
    path_text(&file).to_owned()
}

#[test]
fn import_that_is_killed_goes_on_and_submits_no_row_twice() {
    let practice = Practice::at(Stage::Founded);
    let told = ["request".to_owned(), "import".to_owned(), file(&practice)];
    let points = Part::Workspace.points(&practice.copy(), &told);
    let mut draw = Draw(0x1290_47A1);
    let (mut killed, mut came_through) = (0, 0);
    for number in 0..soak::kills().unwrap_or(KILLS) {
        // Each in the state that the one before left, until the requests are there.
        let trial = practice.copy();
        let told = [told[0].clone(), told[1].clone(), file(&trial)];
        for _ in 0..2 {
            let point = &points[draw.below(points.len())];
            let how = ["kill", "half-kill"][draw.below(2)];
            let ended = Part::Workspace.obeying(&format!("{} {how}", point.number), &trial, &told);
            killed += usize::from(ended.killed);
        }
        let at = format!("trial {number}");
        let before = trial.count("SELECT count(*) FROM request");
        assert!(before == 0 || before == ROWS, "{at}: {before}");
        came_through += usize::from(before == ROWS);
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let outcome = trial.done(&told);
        assert_eq!(outcome["already"], before == ROWS, "{at}");
        assert_eq!(outcome["requests"].as_array().unwrap().len() as u64, ROWS);
        assert_eq!(trial.events("request_submitted"), ROWS, "{at}");
        let agents = "SELECT count(DISTINCT agent_id) FROM request";
        assert_eq!(trial.count(agents), ROWS, "{at}");
        trial.assert_clean();
        outsider::assert_all_signed_is_logged(&trial.root(), &at);
        assert_nothing_is_shown_but_known(&trial, "agents", &at);
    }
    soak::say(&format!(
        "an import of {ROWS} rows: {killed} kills, {came_through} after its requests were there"
    ));
    assert!(killed >= KILLS, "{killed}");
}
