//! The process itself: what it inherits from whoever started it.

/// Variables by which a stranger could look into or drive the window. The web
/// view obeys them in release builds too, even with its developer tools off:
/// the second one opens a TCP port that shows the page.
const DOORS: &[&str] = &[
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "TAURI_WEBVIEW_AUTOMATION",
];

/// Prepares the process: starts this program anew without [`DOORS`], and with a place for the
/// configuration of practice tokens.
///
/// Must run before anything else: the web view reads the variables when it starts, and the
/// environment of a running process can't be changed safely.
///
/// # Errors
/// When the program can't be started again; it must not go on then.
pub(crate) fn prepare() -> Result<(), impl std::error::Error> {
    let doors: &[&str] = if cfg!(feature = "e2e") { &[] } else { DOORS };
    chancery_operations::prepare_process(doors)
}
