//! File dialogs: answered beforehand, or the real GTK one under xdotool.

use std::{fs, path::Path, process::Command, time::Duration};

use crate::{display::Display, wait};

/// How long a dialog may take to close before it is asked again.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Leaves the answer where the e2e build of the window looks for it.
pub(crate) fn prepare(home: &Path, answer: &str) {
    let note = home.join(".next-file-dialog");
    fs::write(&note, answer).unwrap_or_else(|problem| panic!("{}: {problem}", note.display()));
}

/// Waits for the dialog that asks for a name, types the path over what it proposes, and confirms.
#[track_caller]
pub(crate) fn save(display: &Display, title: &str, path: &Path) {
    let path = path.to_str().expect("a path in UTF-8");
    let there = wait::until(|| display.shows(title).then_some(()));
    assert!(there.is_some(), "no dialog {title:?} to answer");
    // A dialog that has only just appeared may lose the first keys, and its list
    // of completions may swallow the first Enter.
    let mut answered = || {
        type_into(display, title, path);
        confirm(display, title).or_else(|| confirm(display, title))
    };
    let answered = wait::until_within(wait::PATIENCE, &mut answered);
    assert!(
        answered.is_some(),
        "the dialog {title:?} does not take {path}"
    );
}

/// Presses Enter where the focus is, and waits for the dialog to go.
fn confirm(display: &Display, title: &str) -> Option<()> {
    xdotool(display, &["key", "--clearmodifiers", "Return"]);
    let mut gone = || (!display.shows(title)).then_some(());
    wait::until_within(A_MOMENT, &mut gone)
}

/// Does nothing if the dialog has closed meanwhile.
fn type_into(display: &Display, title: &str, path: &str) {
    let find = ["search", "--onlyvisible", "--name", title];
    // There is no window manager: a window has the focus when it is given it.
    let focus = ["windowfocus", "--sync"];
    let select = ["key", "--clearmodifiers", "ctrl+a"];
    let write = ["type", "--clearmodifiers", "--delay", "5", path];
    xdotool(display, &[&find[..], &focus, &select, &write].concat());
}

fn xdotool(display: &Display, acts: &[&str]) {
    let outcome = Command::new("xdotool")
        .env("DISPLAY", display.name())
        .args(acts)
        .output();
    outcome.expect("xdotool runs: install the package xdotool");
}
