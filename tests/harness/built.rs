//! The programs under test. The tests never build them: `.ci/build` does, and
//! hands them over by variable or in `target/house`.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The window as it ships: `CHANCERY_WINDOW`.
pub fn window() -> PathBuf {
    program("CHANCERY_WINDOW", "chancery-window")
}

/// The window that lets WebDriver in: `CHANCERY_WINDOW_E2E`.
pub fn window_e2e() -> PathBuf {
    program("CHANCERY_WINDOW_E2E", "chancery-window-e2e")
}

/// The command line: `CHANCERY_CLI`.
pub fn cli() -> PathBuf {
    program("CHANCERY_CLI", "chancery")
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests lie one folder below the root")
        .to_owned()
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}

fn program(variable: &str, name: &str) -> PathBuf {
    let path =
        env::var_os(variable).map_or_else(|| target().join("house").join(name), PathBuf::from);
    assert!(
        path.is_file(),
        "{} is not there: run `.ci/build`, or name the program in {variable}",
        path.display()
    );
    path
}
