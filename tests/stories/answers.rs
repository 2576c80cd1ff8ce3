//! What the command line says, to programs and to people.

use chancery_tests::{
    Practice,
    practice::{english, failure, fixture, text},
};

/// Stands for the id of the request: the year is in it.
const REQUEST: &str = "REQ-";

/// Every command that answers without being told more, in a workspace with one certificate.
const ASKING: &[&[&str]] = &[
    &["workspace", "check"],
    &["token", "list"],
    &["token", "show", "root"],
    &["officer", "list"],
    &["profile", "list"],
    &["request", "list"],
    &["request", "list", "--all"],
    &["request", "show", REQUEST],
    &["request", "schema"],
    &["certificate", "list", "--expired"],
    &["crl", "publish"],
    &["crl", "show"],
    &["log", "list"],
    &["log", "verify"],
    &["log", "checkpoint"],
    &["report", "list"],
];

fn about<'a>(arguments: &[&'a str], request: &'a str) -> Vec<&'a str> {
    let named = |word: &&'a str| if *word == REQUEST { request } else { *word };
    arguments.iter().map(named).collect()
}

#[test]
fn every_command_prints_exactly_one_json_object() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    practice.approves(&request);
    practice.issues(&request);
    for command in ASKING {
        // Parsing takes the whole of stdout: a second object would be an error.
        let answer = practice.cli().json(about(command, &request));
        assert!(answer.is_object(), "{command:?}: {answer}");
        assert!(answer.get("failure").is_none(), "{command:?}: {answer}");
    }
}

#[test]
fn every_command_prints_lines_for_people() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    for command in ASKING {
        let told = about(command, &request);
        let answer = practice.cli().run(told).expect_code(0);
        // What has nothing to list has nothing to say, but for a heading.
        assert!(!answer.stdout.trim().is_empty(), "{command:?}");
    }
}

#[test]
fn failure_is_one_json_object_with_the_exit_code_of_its_kind() {
    let practice = Practice::new();
    let broken: &[(&[&str], i32, &str)] = &[
        (&["request", "show", "REQ-1999-0001"], 3, "no-such"),
        (&["token", "show", "nowhere"], 3, "no-such"),
        (&["certificate", "show", "00"], 3, "no-such"),
        (&["certificate", "issue", "nonsense"], 3, "no-such"),
        (&["request", "new", "/nowhere/request.json"], 4, "io-failed"),
    ];
    for (command, exit, code) in broken {
        let failure = practice.fails(*exit, command.iter().copied());
        assert_eq!(failure["code"], *code, "{command:?}");
        for field in ["title", "happened", "unchanged", "remedy"] {
            assert!(!text(&failure[field]).is_empty(), "{field} of {command:?}");
        }
    }
}

#[test]
fn folder_that_is_no_workspace_is_named_and_not_made_into_one() {
    let home = tempfile::tempdir().expect("a folder");
    for folder in [home.path().to_owned(), home.path().join("nowhere")] {
        let answer = english()
            .in_workspace(&folder)
            .run(["--json", "log", "list"]);
        let said = failure(&answer.expect_code(3));
        assert_eq!(said["code"], "not-a-workspace");
        assert!(text(&said["happened"]).contains(folder.to_str().expect("plain")));
    }
    assert_eq!(std::fs::read_dir(home.path()).expect("a folder").count(), 0);
}

#[test]
fn command_that_is_none_is_told_so_with_exit_code_2() {
    for command in [
        vec!["nonsense"],
        vec!["request"],
        vec!["request", "approve", REQUEST],
    ] {
        let answer = english().run(&command).expect_code(2);
        assert!(answer.stdout.is_empty(), "{command:?}: {}", answer.stdout);
        assert!(
            answer.stderr.contains("Usage"),
            "{command:?}: {}",
            answer.stderr
        );
        let told = ["--json"].into_iter().chain(command.iter().copied());
        let said = failure(&english().run(told).expect_code(2));
        assert_eq!(said["code"], "usage", "{command:?}");
    }
}

#[test]
fn input_at_fault_names_its_fields() {
    let practice = Practice::new();
    let file = practice.beside("request.json");
    let request = std::fs::read_to_string(fixture("ai_trader_bot_v2")).expect("a fixture");
    let request = request.replace("50000.00", "0").replace("BTC/EUR", "BTC");
    std::fs::write(&file, request).expect("writes");
    let failure = practice.fails(3, ["request", "new", file.to_str().expect("plain")]);
    assert_eq!(failure["code"], "input");
    let fields = failure["fields"].as_array().expect("fields").iter();
    let fields: Vec<_> = fields.map(|problem| text(&problem["field"])).collect();
    assert_eq!(fields, ["instruments[0]", "limits[0].per_action"]);
    assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
}

#[test]
fn what_is_no_request_is_refused_with_its_place() {
    let practice = Practice::new();
    let file = practice.beside("request.json");
    std::fs::write(&file, "{\n  \"agent_id\": \"a\",\n  \"colour\": \"red\"\n}").expect("writes");
    let failure = practice.fails(3, ["request", "new", file.to_str().expect("plain")]);
    assert_eq!(failure["code"], "input-form");
    let happened = text(&failure["happened"]);
    assert!(
        happened.contains("colour") && happened.contains("line 3"),
        "{happened}"
    );
}

#[test]
fn sentences_and_failures_are_german_when_asked_for() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let german = practice.cli().with("LC_ALL", "de_DE.UTF-8");
    let shown = german
        .run(["request", "show", &request])
        .expect_code(0)
        .stdout;
    assert!(
        shown.replace('\u{a0}', " ").contains("50.000,00"),
        "{shown}"
    );
    assert!(shown.contains("Kauf"), "{shown}");

    let answer = german
        .run(["certificate", "issue", &request])
        .expect_code(3);
    assert!(answer.stdout.is_empty());
    for words in [
        "Was geschah",
        "Nicht geändert",
        "Was zu tun ist",
        "wartet auf Prüfung",
    ] {
        assert!(answer.stderr.contains(words), "{words}: {}", answer.stderr);
    }
    // The option counts for more than the surroundings; codes are the same in any language.
    let told = ["--json", "--lang", "en", "certificate", "issue", &request];
    let english = failure(&german.run(told).expect_code(3));
    assert_eq!(english["title"], "The request has moved on");
    assert_eq!(english["code"], "request-state");
}

#[test]
fn failure_goes_to_stderr_with_what_to_do() {
    let practice = Practice::new();
    let answer = practice
        .cli()
        .run(["request", "show", "REQ-1999-0001"])
        .expect_code(3);
    assert!(answer.stdout.is_empty());
    for words in ["What happened", "Not changed", "What to do", "no-such"] {
        assert!(answer.stderr.contains(words), "{words}: {}", answer.stderr);
    }
}

#[test]
fn request_is_read_from_standard_input() {
    use std::{io::Write, process::Stdio};
    let practice = Practice::new();
    let mut command = practice.cli().command();
    command.args(["--json", "request", "new", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let request = std::fs::read(fixture("reporting_bot")).expect("a fixture");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(&request).expect("reads");
    drop(input);
    let output = child.wait_with_output().expect("ends");
    let answer = chancery_tests::cli::Answer::from(output).expect_code(0);
    assert_eq!(answer.json()["row"]["agent_id"], "reporting_bot");
}
