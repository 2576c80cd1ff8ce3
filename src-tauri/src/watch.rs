//! For tests only: notes in the page what a person would not see.

use tauri::{Wry, plugin::TauriPlugin};

/// Runs before the page's own scripts, so that nothing goes unseen.
const NOTE_TROUBLE: &str = r#"
(() => {
  const trouble = [];
  const note = (kind, text) => trouble.push({ kind, text: String(text) });
  Object.defineProperty(window, "__trouble", { value: trouble });
  document.addEventListener("securitypolicyviolation", (event) =>
    note("csp", `${event.effectiveDirective} blocked ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
  // A layout that settles one frame later is no fault: the standard has the browser say so
  // (Resize Observer, 3.4.6), and it says it as an error.
  const settles = (text) => String(text).startsWith("ResizeObserver loop");
  window.addEventListener("error", (event) => settles(event.message) || note("error", event.message));
  window.addEventListener("unhandledrejection", (event) => note("rejection", event.reason));
  for (const level of ["error", "warn"]) {
    const original = console[level].bind(console);
    console[level] = (...words) => { note(level, words.join(" ")); original(...words); };
  }
})();
"#;

/// Makes `window.__trouble`, a list of `{kind, text}`: policy violations,
/// uncaught errors and what was written to the console as warning or error.
pub(crate) fn note_trouble() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("watch")
        .js_init_script(NOTE_TROUBLE)
        .build()
}
