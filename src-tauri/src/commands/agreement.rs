//! The list of commands, the capability and the router name the same commands.

use std::{collections::BTreeSet, fs, path::Path};

use super::names::COMMANDS;

fn read(relative: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(relative);
    fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

fn declared() -> BTreeSet<String> {
    COMMANDS.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn capability_allows_our_commands_and_no_others() {
    let capability: serde_json::Value =
        serde_json::from_str(&read("capabilities/desk.json")).expect("JSON");
    let allowed: BTreeSet<String> = capability["permissions"]
        .as_array()
        .expect("a list of permissions")
        .iter()
        .map(|permission| permission.as_str().expect("a permission by name"))
        .map(|permission| {
            permission
                .strip_prefix("allow-")
                .expect("only our own permissions")
        })
        .map(|command| command.replace('-', "_"))
        .collect();
    assert_eq!(allowed, declared());
}

#[test]
fn every_declared_command_is_routed() {
    let source = read("src/commands/mod.rs");
    let (_, rest) = source.split_once("generate_handler![").expect("the router");
    let (list, _) = rest.split_once(']').expect("the end of the router's list");
    let routed: BTreeSet<String> = list
        .split(',')
        .map(str::trim)
        .filter(|path| !path.is_empty())
        .map(|path| {
            path.rsplit("::")
                .next()
                .expect("a path has a last part")
                .to_owned()
        })
        .collect();
    assert_eq!(routed, declared());
}
