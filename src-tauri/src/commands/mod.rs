//! What the page can ask for: one short function per button, by noun.
//!
//! Commands translate between the page and `chancery-operations`; they decide
//! nothing themselves.

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod names;
mod start;

use tauri::{Wry, ipc::Invoke};

/// Routes a call from the page to its command.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        start::start_info,
        start::show_workspace,
        start::set_language
    ]
}
