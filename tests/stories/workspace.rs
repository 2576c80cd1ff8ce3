//! A workspace is a folder: made whole or not at all, and at home anywhere.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
};

use chancery_tests::{
    Practice,
    practice::{english, failure, text},
};

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn create(folder: &Path) -> chancery_tests::cli::Answer {
    let folder = folder.to_str().expect("plain");
    english().run(["--json", "workspace", "create", folder, "--practice"])
}

#[test]
fn workspace_is_made_in_a_new_folder_and_in_an_empty_one() {
    let home = tempfile::tempdir().expect("a folder");
    let fresh = home.path().join("deep/down/fresh");
    let made = create(&fresh).expect_code(0).json();
    assert_eq!(made["practice"], true);
    assert_eq!(made["officers"].as_array().expect("officers").len(), 5);
    let empty = home.path().join("empty");
    fs::create_dir(&empty).expect("a folder");
    create(&empty).expect_code(0);
    for workspace in [&fresh, &empty] {
        let check = english()
            .in_workspace(workspace)
            .json(["workspace", "check"]);
        assert_eq!(check["sound"], true, "{check}");
    }
    // Nothing half-made lies beside them.
    assert_eq!(entries(home.path()), ["deep", "empty"]);
    assert_eq!(entries(fresh.parent().expect("a parent")), ["fresh"]);
}

#[test]
fn folder_with_something_in_it_is_refused_and_left_as_it_is() {
    let home = tempfile::tempdir().expect("a folder");
    let taken = home.path().join("taken");
    fs::create_dir(&taken).expect("a folder");
    fs::write(taken.join("letter.txt"), "dear").expect("writes");
    let said = failure(&create(&taken).expect_code(3));
    assert_eq!(said["code"], "folder-taken");
    assert_eq!(entries(&taken), ["letter.txt"]);
    assert_eq!(
        fs::read_to_string(taken.join("letter.txt")).expect("reads"),
        "dear"
    );

    let file = home.path().join("file");
    fs::write(&file, "dear").expect("writes");
    assert_eq!(
        failure(&create(&file).expect_code(3))["code"],
        "folder-taken"
    );
    assert_eq!(fs::read_to_string(&file).expect("reads"), "dear");
    assert_eq!(entries(home.path()), ["file", "taken"]);
}

#[test]
fn workspace_is_not_made_over_another() {
    let practice = Practice::new();
    let before = fs::read(practice.path().join("chancery.db")).expect("a database");
    assert_eq!(
        failure(&create(&practice.path()).expect_code(3))["code"],
        "folder-taken"
    );
    assert_eq!(
        fs::read(practice.path().join("chancery.db")).expect("a database"),
        before
    );
}

#[test]
fn place_below_a_file_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("file");
    fs::write(&file, "no folder").expect("writes");
    assert_eq!(
        failure(&create(&file.join("workspace")).expect_code(3))["code"],
        "folder-taken"
    );
    assert_eq!(entries(home.path()), ["file"]);
}

/// Begins to create a workspace, and is killed once the first step has begun: from there on there
/// is something half-made.
fn killed_at_creation(wanted: &Path) {
    let mut child = english()
        .command()
        .args(["workspace", "create", "--practice"])
        .arg(wanted)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut progress = BufReader::new(child.stderr.take().expect("a pipe"));
    progress.read_line(&mut String::new()).expect("a line");
    child.kill().expect("a child of ours");
    child.wait().expect("ends");
}

#[test]
fn creation_that_was_killed_leaves_no_half_made_workspace() {
    // The kill may come too late, where this program waits for its turn: what is there is whole
    // then, and the next try may come in time.
    let (home, wanted) = (0..20)
        .find_map(|_| {
            let home = tempfile::tempdir().expect("a folder");
            let wanted = home.path().join("wanted");
            killed_at_creation(&wanted);
            if !wanted.exists() {
                return Some((home, wanted));
            }
            is_sound(&wanted);
            None
        })
        .expect("one of many kills comes before the end");

    for name in entries(home.path()) {
        assert!(name.starts_with(".wanted.unfinished-"), "{name}");
    }
    // What is left stands in no one's way.
    create(&wanted).expect_code(0);
    is_sound(&wanted);
}

#[track_caller]
fn is_sound(workspace: &Path) {
    let workspace = english().in_workspace(workspace);
    let check = workspace.json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
}

#[test]
fn workspace_may_be_moved() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let elsewhere = practice.beside("another place, ünder a näme");
    fs::rename(practice.path(), &elsewhere).expect("renames");
    let moved = english().in_workspace(&elsewhere);
    let check = moved.json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
    // Its tokens are found and sign there.
    let how = ["--reason", "superseded", "--comment", "Moved"];
    let told = ["certificate", "revoke", &serial].into_iter().chain(how);
    assert_eq!(moved.json(told)["row"]["state"], "superseded");
    assert_eq!(moved.json(["log", "verify"])["sound"], true);
}

#[test]
fn two_workspaces_in_turn_keep_to_themselves() {
    let one = Practice::new();
    let home = tempfile::tempdir().expect("a folder");
    let other = home.path().join("other");
    create(&other).expect_code(0);
    let other = english().in_workspace(&other);

    let request = one.submits("ai_trader_bot_v2");
    assert_eq!(other.json(["request", "list", "--all"])["total"], 0);
    let file = chancery_tests::practice::fixture("reporting_bot");
    let file = file.to_str().expect("plain");
    let theirs = other.json(["request", "new", file]);
    assert_eq!(theirs["row"]["agent_id"], "reporting_bot");
    one.approves(&request);
    let serial = one.issues(&request);
    assert_eq!(
        failure(
            &other
                .run(["--json", "certificate", "show", &serial])
                .expect_code(3)
        )["code"],
        "no-such"
    );
    let serial = |cli: &chancery_tests::Cli| {
        text(&cli.json(["token", "show", "issuing"])["token"]["serial"])
    };
    assert_ne!(serial(&one.cli()), serial(&other));
}

/// The person's own SoftHSM is not ours.
#[test]
fn tokens_of_the_person_are_never_touched() {
    let practice = Practice::new();
    let tokens = practice.beside("my tokens");
    fs::create_dir(&tokens).expect("a folder");
    let settings = practice.beside("softhsm2.conf");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\n",
        tokens.display()
    );
    fs::write(&settings, text).expect("writes");
    let settings = settings.to_str().expect("plain");
    let mine = practice.cli().with("SOFTHSM2_CONF", settings);
    let file = chancery_tests::practice::fixture("reporting_bot");
    mine.json(["request", "new", file.to_str().expect("plain")]);
    assert!(entries(&tokens).is_empty());
}

#[test]
fn check_speaks_the_persons_language_under_names_that_stay() {
    let practice = Practice::new();
    let checks = |told: &[&str]| {
        let told = ["workspace", "check"]
            .into_iter()
            .chain(told.iter().copied());
        practice.cli().json(told)["checks"].clone()
    };
    let (english, german) = (checks(&[]), checks(&["--lang", "de"]));
    let [english, german] = [&english, &german].map(|rows| rows.as_array().expect("rows"));
    assert_eq!(english.len(), german.len());
    let mut subjects = Vec::new();
    for (one, other) in english.iter().zip(german) {
        assert_eq!(one["code"], other["code"]);
        assert_ne!(one["message"], other["message"]);
        for words in [&one["message"], &other["message"]] {
            assert!(!text(words).contains(['{', '}']), "{words}");
        }
        subjects.push(text(&one["subject"]));
    }
    assert!(subjects.contains(&"layout".to_owned()), "{subjects:?}");
    let told = ["workspace", "check", "--lang", "de"];
    let said = practice.cli().run(told).expect_code(0).stdout;
    assert!(said.contains("nachgerechnet"), "{said}");
}

#[test]
fn guard_rail_that_somebody_took_away_is_told_by_the_check() {
    let practice = Practice::new();
    practice.pretends("DROP TRIGGER event_never_goes");
    let told = ["--json", "workspace", "check"];
    let checks = practice.cli().run(told).expect_code(5).json();
    let rows = checks["checks"].as_array().expect("rows");
    let layout = rows.iter().find(|row| row["subject"] == "layout");
    let layout = layout.expect("the layout is looked at");
    assert_eq!(layout["verdict"], "broken");
    assert_eq!(layout["code"], "layout-differs");
}
