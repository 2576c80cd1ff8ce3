//! A network namespace with nothing in it.

use std::{
    env,
    ffi::OsStr,
    process::{Command, Stdio},
};

/// Set in the second run of a test, inside the namespace.
const INSIDE: &str = "CHANCERY_TEST_IN_EMPTY_NETWORK";

/// A command that runs `program` where no network exists, not even loopback.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        // A person without rights becomes root of a user namespace of their own.
        command.arg("--map-root-user");
    }
    command.args(["--net", "--"]).arg(program);
    command
}

/// True inside an empty network in which only loopback is up. Called outside,
/// runs the test `name` of this program once more in there, and gives false:
///
/// ```text
/// if !netns::inside("closed::window_works_without_network") { return; }
/// ```
///
/// # Panics
/// When the second run fails.
#[track_caller]
pub fn inside(name: &str) -> bool {
    if env::var_os(INSIDE).is_some() {
        return true;
    }
    let this = env::current_exe().expect("a test knows its own program");
    let outcome = command("sh")
        // WebDriver talks over loopback, which starts out down.
        .args(["-c", r#"ip link set lo up && exec "$@""#, "sh"])
        .arg(this)
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, "1")
        .stdin(Stdio::null())
        .output()
        .expect("unshare runs: install the package util-linux");
    let told = String::from_utf8_lossy(&outcome.stdout);
    let complaint = String::from_utf8_lossy(&outcome.stderr);
    assert!(
        outcome.status.success(),
        "in an empty network:\n{told}\n{complaint}"
    );
    assert!(
        told.contains("1 passed"),
        "no test is called {name}:\n{told}"
    );
    false
}
