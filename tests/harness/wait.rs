//! Waiting for a condition, never for a time.

use std::{
    thread,
    time::{Duration, Instant},
};

/// How long a person would wait before saying that it hangs, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
pub const GLANCE: Duration = Duration::from_millis(50);

/// Asks `condition` again and again until it gives a value or patience ends.
pub fn until<T>(mut condition: impl FnMut() -> Option<T>) -> Option<T> {
    until_within(PATIENCE, &mut condition)
}

/// The same with another patience.
pub fn until_within<T>(patience: Duration, condition: &mut dyn FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + patience;
    loop {
        let found = condition();
        if found.is_some() || Instant::now() >= end {
            return found;
        }
        thread::sleep(GLANCE);
    }
}
