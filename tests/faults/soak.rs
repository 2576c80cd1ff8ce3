//! How much is tried: a share in `make test`, everything in `make soak`.

use std::{env, io::Write as _};

/// Kills at drawn instants, if `CHANCERY_SOAK` says how many: then all tables are gone through,
/// too.
pub(crate) fn kills() -> Option<usize> {
    let text = env::var("CHANCERY_SOAK").ok()?;
    Some(text.parse().expect("CHANCERY_SOAK is a number of kills"))
}

/// Not by a macro: a test that passes would keep it to itself.
pub(crate) fn say(line: &str) {
    let line = format!("{line}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
