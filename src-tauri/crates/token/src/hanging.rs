//! Calls that may never return.

use std::{sync::mpsc, thread, time::Duration};

/// Makes a call on a thread of its own, and waits for it. `None`: it took longer than `patience`,
/// and is left to itself.
///
/// What the call owns goes before the answer is given: whoever has that may be the last to hold a
/// module, and be ending the process.
pub fn within<T: Send + 'static>(
    patience: Duration,
    call: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (answer, answers) = mpsc::sync_channel(1);
    let work = move || {
        let outcome = call();
        // Nobody may be waiting any more.
        drop(answer.send(outcome));
    };
    let started = thread::Builder::new().name("module".to_owned()).spawn(work);
    started.ok()?;
    answers.recv_timeout(patience).ok()
}
