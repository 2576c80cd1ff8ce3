//! Who may know whom.
//!
//! ```text
//! domain <- {tlog, pki, seal, regulation, token}
//!        <- {ledger (tlog), report (regulation, seal), verify (pki, seal, tlog), ceremony (tlog, pki, seal)}
//!        <- operations <- {window, gateway <- cli, tests}
//! ```
//!
//! The command line also knows `verify`: it checks files where no workspace is.

use std::collections::BTreeSet;

use chancery_tests::repository::{Package, Workspace};

/// Each crate of ours, and the crates of ours that it may know.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("tlog", &["domain"]),
    ("pki", &["domain"]),
    ("seal", &["domain"]),
    ("regulation", &["domain"]),
    ("token", &["domain"]),
    ("ledger", &["domain", "tlog"]),
    ("report", &["domain", "regulation", "seal"]),
    ("verify", &["domain", "pki", "seal", "tlog"]),
    ("ceremony", &["domain", "pki", "seal", "tlog"]),
    (
        "operations",
        &[
            "ceremony",
            "domain",
            "ledger",
            "pki",
            "regulation",
            "report",
            "seal",
            "tlog",
            "token",
            "verify",
        ],
    ),
    ("window", &["domain", "operations"]),
    ("gateway", &["domain", "operations"]),
    ("cli", &["domain", "gateway", "operations", "verify"]),
];

/// Libraries that only these crates may name. The tests are not shipped and may
/// name any: they read what was written, as a stranger would.
const ONLY_FOR: &[(&str, &[&str])] = &[
    ("clap", &["cli", "verify"]),
    ("cryptoki", &["token"]),
    ("fantoccini", &[]),
    ("gtk", &["window"]),
    ("lopdf", &["report", "seal"]),
    ("printpdf", &["report"]),
    ("rpassword", &["cli"]),
    ("rusqlite", &["ledger"]),
    ("tauri", &["window"]),
    ("tauri-build", &["window"]),
    ("tauri-plugin-dialog", &["window"]),
    ("ts-rs", &["domain", "operations"]),
];

/// Crates that do no input or output: all they need arrives as arguments.
const WITHOUT_IO: &[&str] = &[
    "ceremony",
    "domain",
    "pki",
    "regulation",
    "report",
    "seal",
    "tlog",
    "verify",
];

/// Libraries whose work is files, processes, networks, databases or devices.
const DOES_IO: &[&str] = &[
    "async-std",
    "cryptoki",
    "hyper",
    "libsqlite3-sys",
    "mio",
    "notify",
    "reqwest",
    "rusqlite",
    "rustix",
    "smol",
    "socket2",
    "tauri",
    "tempfile",
    "tokio",
    "ureq",
    "walkdir",
];

/// Members that serve the tests and are in nothing that ships.
const FOR_TESTS: &[&str] = &["double", "fuzz", "tests"];

fn shipped(workspace: &Workspace) -> impl Iterator<Item = &Package> {
    workspace
        .members()
        .filter(|package| !FOR_TESTS.contains(&package.short_name()))
}

#[test]
fn members_know_only_whom_they_may() {
    let workspace = Workspace::read();
    for package in shipped(&workspace) {
        let name = package.short_name();
        let (_, may) = MAY_KNOW
            .iter()
            .find(|(member, _)| *member == name)
            .unwrap_or_else(|| panic!("{name} has no line in MAY_KNOW: where does it stand?"));
        let known: BTreeSet<_> = package
            .dependencies
            .iter()
            .filter(|dep| !(dep.is_for_tests() && dep.name == "chancery-double"))
            .filter_map(|dependency| dependency.name.strip_prefix("chancery-"))
            .filter(|known| *known != name)
            .collect();
        let strangers: Vec<_> = known.iter().filter(|known| !may.contains(known)).collect();
        assert!(
            strangers.is_empty(),
            "{name} knows {strangers:?}, and may know {may:?}"
        );
    }
}

#[test]
fn libraries_stay_where_they_belong() {
    let workspace = Workspace::read();
    for package in shipped(&workspace) {
        for dependency in package
            .dependencies
            .iter()
            .filter(|dep| !dep.is_for_tests())
        {
            let Some((library, may)) = ONLY_FOR.iter().find(|(name, _)| *name == dependency.name)
            else {
                continue;
            };
            let name = package.short_name();
            assert!(
                may.contains(&name),
                "{name} names {library}, which is only for {may:?}"
            );
        }
    }
}

#[test]
fn crates_without_io_link_nothing_that_does_io() {
    let workspace = Workspace::read();
    for package in shipped(&workspace).filter(|p| WITHOUT_IO.contains(&p.short_name())) {
        let linked = workspace.linked_with(package);
        let found: Vec<_> = DOES_IO
            .iter()
            .filter(|name| linked.contains(*name))
            .collect();
        assert!(found.is_empty(), "{} links {found:?}", package.name);
    }
}

/// The twin: the ledger does link a database, so the test above can see one.
#[test]
fn ledger_is_seen_to_link_a_database() {
    let workspace = Workspace::read();
    let ledger = workspace
        .members()
        .find(|package| package.short_name() == "ledger")
        .expect("a ledger");
    assert!(workspace.linked_with(ledger).contains("libsqlite3-sys"));
}

#[test]
fn plain_build_leaves_only_the_window_out() {
    let workspace = Workspace::read();
    let all: BTreeSet<_> = workspace
        .members()
        .map(|package| package.name.as_str())
        .collect();
    let out: Vec<_> = all
        .difference(&workspace.default_members())
        .copied()
        .collect();
    assert_eq!(out, ["chancery-window"]);
}
