//! The published checkpoint: Go's sumdb, and the standards read anew in Python.

use std::{fs, path::Path};

use chancery_tests::{
    Practice, Stranger,
    built::{repository, target},
    cli::Answer,
    practice::text,
};

/// Go with the libraries that Debian packages, as they lie.
pub(crate) fn go() -> Stranger {
    Stranger::new("go", "golang-go and golang-golang-x-mod-dev")
        .with("GO111MODULE", "off")
        .with("GOFLAGS", "")
        .with("GOPATH", "/usr/share/gocode")
        // Its usual place is below a home folder, which a builder may not have.
        .with("GOCACHE", target().join("go"))
}

pub(crate) fn sumdb(arguments: &[&Path]) -> Answer {
    let script = repository().join("tests/peers/go/checkpoint.go");
    let told = ["run".as_ref(), script.as_path()];
    go().ask(told.into_iter().chain(arguments.iter().copied()))
}

pub(crate) fn python(vkeys: &Path, note: &Path, events: &Path) -> Answer {
    Stranger::python("peers/python/checkpoint.py").ask([vkeys, note, events])
}

/// All leaves, as an outsider reads them from the database.
fn leaves(practice: &Practice) -> std::path::PathBuf {
    let database = practice.path().join("chancery.db");
    let told = ["leaves".as_ref(), database.as_os_str()];
    let said = Stranger::python("peers/python/store.py")
        .ask(told)
        .expect_code(0);
    let file = practice.beside("events.jsonl");
    fs::write(&file, said.stdout).expect("writes");
    file
}

#[test]
fn go_and_python_verify_the_published_checkpoint_and_the_tree_under_it() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let head = practice.cli().json(["log", "checkpoint"]);
    let (vkeys, note) = (
        practice.published("log/log.vkey"),
        practice.published("log/checkpoint"),
    );
    let events = leaves(&practice);

    let said = sumdb(&[&vkeys, &note, &events]).expect_code(0).stdout;
    assert!(said.starts_with(&format!("{} ", head["size"])), "{said}");
    let again = python(&vkeys, &note, &events).expect_code(0).stdout;
    assert_eq!(again.trim(), format!("{} ECDSA Ed25519", said.trim()));
    let lines = text(&head["note"]);
    assert_eq!(lines.lines().next(), Some("practice.example/log"));
}

#[test]
fn go_and_python_refuse_a_changed_byte() {
    let practice = Practice::new();
    let (vkeys, note) = (
        practice.published("log/log.vkey"),
        practice.published("log/checkpoint"),
    );
    let events = leaves(&practice);
    sumdb(&[&vkeys, &note, &events]).expect_code(0);
    python(&vkeys, &note, &events).expect_code(0);

    let whole = fs::read_to_string(&note).expect("a note");
    let size = whole.lines().nth(1).expect("a size").to_owned();
    let other = (size.parse::<u64>().expect("a number") - 1).to_string();
    let changed = practice.beside("changed");
    fs::write(&changed, whole.replacen(&size, &other, 1)).expect("writes");
    let said = sumdb(&[&vkeys, &changed]).expect_code(1);
    assert!(said.stderr.contains("invalid signature"), "{}", said.stderr);
    python(&vkeys, &changed, &events).expect_code(1);

    let forged = fs::read_to_string(&events).expect("events");
    fs::write(&events, forged.replacen("officer-02", "officer-04", 1)).expect("writes");
    let said = sumdb(&[&vkeys, &note, &events]).expect_code(1);
    assert!(
        said.stderr.contains("root of the events"),
        "{}",
        said.stderr
    );
    python(&vkeys, &note, &events).expect_code(1);
}
