//! Several programs work in one workspace at once.

use std::{
    collections::BTreeMap,
    fs,
    process::{Child, Stdio},
};

use chancery_tests::cli::Answer;

use crate::{
    outsider,
    practice::{Practice, Stage, first_request, path_text, sample_request},
    soak,
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
    let commands = vec![vec!["certificate", "issue", first_request()]; 3];
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
        first_request(),
        "--reason",
        "Fine",
    ];
    let reject = vec![
        "--as",
        "officer-04",
        "request",
        "reject",
        first_request(),
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
    let serial = practice.done(&["request", "show", first_request()])["certificate"].clone();
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

/// Rounds of [`many_processes_lose_nothing`]; each starts a process for everything that changes.
const ROUNDS: usize = 4;

/// Who was told to try again, because another process held a token's files, does; what was
/// intended meanwhile may be settled by then, and is refused a second time.
#[track_caller]
fn assert_done_at_last(practice: &Practice, command: &[&str], answer: &Answer) {
    match answer.code {
        0 => {}
        4 => {
            let again = practice.run(command);
            assert!(matches!(again.code, 0 | 3), "{command:?}: {again:?}");
        }
        _ => panic!("{command:?}: {answer:?}"),
    }
}

#[test]
fn many_processes_lose_nothing() {
    let practice = Practice::at(Stage::Founded);
    let file = sample_request("reporting_bot");
    let file = path_text(&file);
    let (mut issued, mut told) = (Vec::<String>::new(), BTreeMap::<i32, usize>::new());
    for _ in 0..ROUNDS {
        let request = practice.submit("reporting_bot");
        practice.approve(&request);
        let mut commands = vec![
            vec!["certificate", "issue", &request],
            vec!["request", "new", file],
            vec!["log", "checkpoint"],
            vec!["crl", "publish"],
            vec!["certificate", "list"],
            vec!["log", "list"],
        ];
        let revoke = ["--reason", "superseded", "--comment", "Over"];
        if let Some(serial) = issued.last() {
            commands.push([&["certificate", "revoke", serial][..], &revoke].concat());
        }
        let answers = at_once(&practice, &commands);
        for (command, answer) in commands.iter().zip(&answers) {
            *told.entry(answer.code).or_default() += 1;
            assert_done_at_last(&practice, command, answer);
        }
        let serial = practice.done(&["request", "show", &request])["certificate"].clone();
        issued.push(serial.as_str().unwrap().to_owned());
    }
    let count = |sql: &str| practice.count(sql);
    let rounds = ROUNDS as u64;
    assert_eq!(
        practice.events("certificate_issued"),
        count("SELECT count(*) FROM certificate")
    );
    assert_eq!(
        count("SELECT count(*) FROM certificate WHERE profile = 'agent'"),
        rounds
    );
    assert_eq!(practice.events("request_submitted"), 2 * rounds);
    assert_eq!(practice.events("certificate_revoked"), rounds - 1);
    // One sequence, without gaps.
    assert_eq!(
        count("SELECT count(*) FROM event"),
        count("SELECT max(seq) FROM event")
    );
    practice.assert_clean();
    outsider::assert_all_signed_is_logged(&practice.root(), "all at once");
    soak::say(&format!(
        "{ROUNDS} rounds of processes at once, exit codes {told:?}"
    ));
}
