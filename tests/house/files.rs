//! What holds for every file.

use std::{fs, path::Path};

use chancery_tests::{built, repository};

/// A file of more lines is several nouns under one name.
const LONGEST: usize = 800;

/// Written by people, to be read by people.
const WRITTEN: &[&str] = &[
    "c", "css", "html", "java", "js", "mjs", "py", "rs", "sh", "toml", "ts", "tsx",
];

fn is_written(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    let made_elsewhere = path.starts_with("fixtures") || path.starts_with("ui/src/bindings");
    WRITTEN.contains(&extension) && !made_elsewhere
}

fn text(path: &Path) -> String {
    fs::read_to_string(built::repository().join(path))
        .unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

#[test]
fn no_file_grows_past_one_noun() {
    let long: Vec<_> = repository::files()
        .into_iter()
        .filter(|path| is_written(path))
        .map(|path| (text(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "split by noun: {long:?}");
}

#[test]
fn only_the_api_knows_tauri() {
    let strangers: Vec<_> = repository::files()
        .into_iter()
        .filter(|path| path.starts_with("ui/src") && is_written(path))
        .filter(|path| !path.ends_with("api.ts"))
        .filter(|path| text(path).contains("@tauri-apps/"))
        .collect();
    assert!(
        strangers.is_empty(),
        "they speak to Tauri past api.ts: {strangers:?}"
    );
}
