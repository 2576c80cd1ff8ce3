// Read by build.rs too, so it holds nothing but this list.

/// Every command the page may call. A command also needs its line in
/// `capabilities/desk.json` and in [`super::handler`]; a test compares the three.
pub(crate) const COMMANDS: &[&str] = &["start_info", "show_workspace", "set_language"];
