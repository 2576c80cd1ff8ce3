//! Several programs work in one workspace at once.

use std::{
    fs,
    process::{Child, Stdio},
};

use chancery_tests::cli::Answer;

use crate::{
    outsider,
    practice::{Practice, REQUEST, Stage, path_text, sample_request},
};

fn start(practice: &Practice, arguments: &[&str]) -> Child {
    practice
        .cli()
        .command()
        .arg("--json")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn at_once(practice: &Practice, commands: &[Vec<&str>]) -> Vec<Answer> {
    let children: Vec<_> = commands
        .iter()
        .map(|words| start(practice, words))
        .collect();
    children
        .into_iter()
        .map(|child| Answer::from(child.wait_with_output().unwrap()))
        .collect()
}

#[test]
fn six_makers_at_once_get_six_numbers_without_gaps() {
    let practice = Practice::at(Stage::Founded);
    let file = sample_request("reporting_bot");
    let commands = vec![vec!["request", "new", path_text(&file)]; 6];
    let mut ids: Vec<String> = at_once(&practice, &commands)
        .into_iter()
        .map(|answer| {
            answer.expect_code(0).json()["row"]["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    ids.sort();
    let numbers: Vec<_> = ids.iter().map(|id| id[id.len() - 4..].to_owned()).collect();
    assert_eq!(numbers, ["0001", "0002", "0003", "0004", "0005", "0006"]);
    assert_eq!(practice.keys_in_token("agents"), 6);
    assert_eq!(practice.keys_known("agents"), 6);
    practice.assert_clean();
}

#[test]
fn crls_published_at_once_have_numbers_of_their_own_and_the_newest_stands() {
    let practice = Practice::at(Stage::Issued);
    let commands = vec![vec!["crl", "publish"]; 4];
    for answer in at_once(&practice, &commands) {
        answer.expect_code(0);
    }
    let database = practice.database();
    let newest =
        "FROM crl JOIN blob ON blob.sha256 = crl.der WHERE crl.seq = (SELECT max(seq) FROM crl)";
    assert_eq!(
        outsider::number(&database, &format!("SELECT number {newest}")),
        5
    );
    let stored = outsider::bytes(&database, &format!("SELECT bytes {newest}"));
    assert_eq!(
        fs::read(practice.root().join("publish/crl/issuing-1.crl")).unwrap(),
        stored
    );
    practice.assert_clean();
}

#[test]
fn two_issuances_of_one_request_make_one_certificate() {
    let practice = Practice::at(Stage::Approved);
    let commands = vec![vec!["certificate", "issue", REQUEST]; 3];
    let answers = at_once(&practice, &commands);
    let mut codes: Vec<_> = answers.iter().map(|answer| answer.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 3, 3], "{answers:?}");
    assert_eq!(practice.events("issuance_intended"), 1);
    practice.assert_clean();
}

#[test]
fn two_decisions_on_one_request_make_one() {
    let practice = Practice::at(Stage::Submitted);
    let approve = vec![
        "--as",
        "officer-03",
        "request",
        "approve",
        REQUEST,
        "--reason",
        "Fine",
    ];
    let reject = vec![
        "--as",
        "officer-04",
        "request",
        "reject",
        REQUEST,
        "--reason",
        "No",
    ];
    let answers = at_once(
        &practice,
        &[approve.clone(), reject.clone(), approve, reject],
    );
    let mut codes: Vec<_> = answers.iter().map(|answer| answer.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 3, 3, 3], "{answers:?}");
    assert_eq!(
        practice.keys_in_token("agents"),
        practice.keys_known("agents")
    );
    practice.assert_clean();
}

#[test]
fn everything_at_once_keeps_the_log_sound() {
    let practice = Practice::at(Stage::Issued);
    let serial = practice.done(&["request", "show", REQUEST])["certificate"].clone();
    let serial = serial.as_str().unwrap();
    let file = sample_request("trading_bot_v2");
    let revoke = vec![
        "certificate",
        "revoke",
        serial,
        "--reason",
        "superseded",
        "--comment",
        "Over",
    ];
    let answers = at_once(
        &practice,
        &[
            vec!["request", "new", path_text(&file)],
            revoke.clone(),
            vec!["crl", "publish"],
            vec!["log", "checkpoint"],
            vec!["log", "verify"],
            revoke,
        ],
    );
    let codes: Vec<_> = answers.iter().map(|answer| answer.code).collect();
    assert_eq!(
        codes.iter().filter(|code| **code == 3).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == 0).count(),
        5,
        "{answers:?}"
    );
    practice.assert_clean();
}
