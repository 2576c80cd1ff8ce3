//! PINs are tried in one place.

use std::fs;

use chancery_tests::{built, repository};

/// Where a PIN is tried, with a time limit, and counted; and the founding of a practice workspace,
/// whose tokens were made and whose PINs were drawn a moment before.
const THERE: [&str; 2] = [
    "src-tauri/crates/operations/src/tries.rs",
    "src-tauri/crates/operations/src/workspace/create/tokens.rs",
];

#[test]
fn pins_are_tried_where_they_are_counted_and_the_time_is_limited() {
    let elsewhere: Vec<_> = repository::files()
        .into_iter()
        .filter(|path| path.starts_with("src-tauri/crates/operations/src"))
        .filter(|path| !THERE.iter().any(|there| path.ends_with(there)))
        .filter(|path| {
            let text = fs::read_to_string(built::repository().join(path)).unwrap_or_default();
            text.contains(".log_in(") || text.contains(".init_token(")
        })
        .collect();
    assert!(elsewhere.is_empty(), "use tries::log_in: {elsewhere:?}");
}
