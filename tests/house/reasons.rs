//! Every member and every dependency says what it is for; every member keeps
//! the common lints.

use std::fs;

use chancery_tests::{
    built,
    repository::{Package, Workspace},
};

/// Lines of the root Cargo.toml between `[section]` and the next one, without
/// blank and comment lines.
fn section(header: &str) -> Vec<String> {
    let manifest = fs::read_to_string(built::repository().join("Cargo.toml")).expect("Cargo.toml");
    let lines: Vec<_> = manifest
        .lines()
        .skip_while(|line| *line != header)
        .skip(1)
        .take_while(|line| !line.starts_with('[') && *line != "]")
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    assert!(!lines.is_empty(), "{header} is empty");
    lines
}

fn without_reason(lines: &[String]) -> Vec<&String> {
    lines.iter().filter(|line| !line.contains(" # ")).collect()
}

#[test]
fn every_member_says_what_it_is_for() {
    let members = section("members = [");
    let spaced: Vec<_> = members
        .iter()
        .map(|line| line.replace("  #", " #"))
        .collect();
    assert!(
        without_reason(&spaced).is_empty(),
        "{:?}",
        without_reason(&spaced)
    );
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let dependencies: Vec<_> = section("[workspace.dependencies]")
        .into_iter()
        // Our own crates said so as members.
        .filter(|line| !line.starts_with("chancery-"))
        .collect();
    assert!(
        without_reason(&dependencies).is_empty(),
        "{:#?}",
        without_reason(&dependencies)
    );
}

#[test]
fn every_dependency_comes_through_the_workspace() {
    for package in Workspace::read().members() {
        let manifest = fs::read_to_string(&package.manifest_path).expect("a manifest");
        for dependency in &package.dependencies {
            let inherited = format!("\n{}.workspace = true", dependency.name);
            let widened = format!("\n{} = {{ workspace = true", dependency.name);
            assert!(
                manifest.contains(&inherited) || manifest.contains(&widened),
                "{} names {} past the workspace",
                package.name,
                dependency.name
            );
        }
    }
}

/// Called through raw pointers, or calling through them, and in nothing that ships.
const MUST_BE_UNSAFE: &[&str] = &["double"];

#[test]
fn every_member_keeps_the_common_lints() {
    let workspace = Workspace::read();
    let safe = |package: &&Package| !MUST_BE_UNSAFE.contains(&package.short_name());
    for package in workspace.members().filter(safe) {
        let manifest = fs::read_to_string(&package.manifest_path).expect("a manifest");
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{}",
            package.name
        );
    }
}
