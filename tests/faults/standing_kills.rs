//! SIGKILL at drawn instants of a fleet's issuance under a standing authorisation: the same
//! command goes on; no row is submitted, issued or counted twice.

use std::{env, fmt::Write as _, fs};

use crate::{
    disk::Part,
    draw::Draw,
    outsider,
    practice::{Practice, Stage, path_text},
    soak,
};

/// Rows of the file in `make test`; `CHANCERY_FLEET` says how many otherwise.
const ROWS: u64 = 40;
const KILLS: usize = 10;

fn rows() -> u64 {
    env::var("CHANCERY_FLEET").map_or(ROWS, |text| text.parse().expect("a number of rows"))
}

/// The maker proposes, the checker approves; the authorisation.
pub(crate) fn allow(practice: &Practice, count: u64) -> String {
    let bounds = serde_json::json!({
        "agents": "fleet-*", "actions": ["report.read"], "resources": ["/reports"],
        "validity_days": 90, "count": count, "per_hour": count, "until": in_thirty_days(),
    });
    let file = practice.beside("standing.json");
    fs::write(&file, bounds.to_string()).unwrap();
    let propose = ["standing", "propose", path_text(&file), "--reason", "Fleet"];
    let proposed = practice.done(&propose);
    let id = proposed["row"]["id"].as_str().unwrap().to_owned();
    practice.done(&["standing", "approve", &id, "--reason", "Fine"]);
    id
}

fn in_thirty_days() -> String {
    let told = ["-u", "+%Y-%m-%dT00:00:00Z", "-d", "30 days"];
    let later = std::process::Command::new("date").args(told).output();
    String::from_utf8(later.unwrap().stdout)
        .unwrap()
        .trim()
        .to_owned()
}

/// A file that asks for so many agents.
pub(crate) fn fleet(rows: u64) -> String {
    let mut text = "agent_id,accountable,purpose,actions,resources\n".to_owned();
    for number in 0..rows {
        writeln!(
            text,
            "fleet-{number},A. Person,Reports,report.read,/reports"
        )
        .unwrap();
    }
    text
}

fn file(practice: &Practice, rows: u64) -> String {
    let file = practice.beside("fleet.csv");
    fs::write(&file, fleet(rows)).unwrap();
    path_text(&file).to_owned()
}

#[test]
fn fleet_that_is_killed_under_way_is_issued_whole_and_counted_once() {
    let rows = rows();
    let practice = Practice::at(Stage::Founded);
    let standing = allow(&practice, rows);
    let words = |file: String| {
        let words = ["request", "import", &file, "--standing", &standing];
        words.map(str::to_owned)
    };
    let told = words(file(&practice, rows));
    // Ten kills one after the other, each in what the one before left.
    let points = {
        let copy = practice.copy();
        let told = words(file(&copy, rows));
        Part::Workspace.points(&copy, &told).len()
    };
    let mut draw = Draw(0x57A4_D146);
    let (mut killed, mut tries) = (0, 0);
    while killed < KILLS && tries < KILLS * 4 {
        tries += 1;
        // Early ones leave keys, late ones requests and certificates: all by the same lot, of what
        // a run from here on would do at most.
        let point = draw.below(points / (1 + tries % 4)) + 1;
        let how = ["kill", "half-kill"][draw.below(2)];
        let ended = Part::Workspace.obeying(&format!("{point} {how}"), &practice, &told);
        killed += usize::from(ended.killed);
        let issued = practice.count("SELECT count(*) FROM certificate WHERE profile = 'agent'");
        let used = practice.count("SELECT count(*) FROM standing_use");
        assert!(
            issued <= used && used <= rows,
            "kill {tries}: {issued}, {used}"
        );
    }
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    practice.done(&told);
    assert_eq!(practice.events("request_submitted"), rows);
    let agents = "SELECT count(DISTINCT common_name) FROM certificate WHERE profile = 'agent'";
    assert_eq!(practice.count(agents), rows);
    let issued = "SELECT count(*) FROM certificate WHERE profile = 'agent'";
    assert_eq!(practice.count(issued), rows);
    assert_eq!(practice.count("SELECT used FROM standing"), rows);
    assert_eq!(
        practice.count("SELECT count(DISTINCT request) FROM standing_use"),
        rows
    );
    practice.assert_clean();
    outsider::assert_all_signed_is_logged(&practice.root(), "the end");
    soak::say(&format!(
        "{rows} certificates under a standing authorisation: {killed} kills of {tries} drawn, no double"
    ));
    assert!(killed >= KILLS / 2, "{killed} of {tries}");
}
