//! Without a display there can be no window: it says so and ends.

use std::{
    fs,
    process::{Command, Output},
};

use chancery_tests::{built, window::environment};

fn open_on(display: Option<&str>) -> Output {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut variables = environment(home.path(), display.unwrap_or_default());
    variables.retain(|(name, _)| name != "DISPLAY" || display.is_some());
    Command::new(built::window())
        .env_clear()
        .envs(variables)
        .output()
        .expect("the window starts")
}

#[test]
fn window_says_that_there_is_no_display() {
    for display in [None, Some(":65000")] {
        let answer = open_on(display);
        let told = String::from_utf8_lossy(&answer.stderr).into_owned();
        assert_eq!(answer.status.code(), Some(4), "{display:?}: {told}");
        assert!(told.contains("no display"), "{display:?}: {told}");
        assert!(!told.contains("panicked"), "{display:?}: {told}");
    }
}

#[test]
fn make_run_says_how_to_get_a_display() {
    let answer = Command::new(built::repository().join(".ci/start"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect(".ci/start runs");
    let told = String::from_utf8_lossy(&answer.stderr).into_owned();
    assert_eq!(answer.status.code(), Some(4), "{told}");
    assert!(told.contains("xvfb-run make run"), "{told}");
    let makefile = fs::read_to_string(built::repository().join("Makefile")).expect("a Makefile");
    assert!(
        makefile.contains("@.ci/start"),
        "make run is another script than the one tried here"
    );
}
