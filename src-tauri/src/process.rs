//! The process itself: what it inherits from whoever started it.

use std::{env, io, os::unix::process::CommandExt as _, process::Command};

/// Variables by which a stranger could look into or drive the window. The web
/// view obeys them in release builds too, even with its developer tools off:
/// the second one opens a TCP port that shows the page.
const DOORS: &[&str] = &[
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "TAURI_WEBVIEW_AUTOMATION",
];

/// Starts this program anew without [`DOORS`], unless none of them is set.
///
/// Must run before anything else: the web view reads them when it starts, and
/// the environment of a running process can't be changed safely.
///
/// # Errors
/// When the program can't be started again; it must not go on then.
pub(crate) fn close_doors() -> io::Result<()> {
    let open_to_tests = cfg!(feature = "e2e");
    if open_to_tests || DOORS.iter().all(|name| env::var_os(name).is_none()) {
        return Ok(());
    }
    let mut again = Command::new(env::current_exe()?);
    again.args(env::args_os().skip(1));
    for name in DOORS {
        again.env_remove(name);
    }
    Err(again.exec())
}
