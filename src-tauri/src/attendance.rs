//! Whether whoever is signed in is still there, looked at between one press of a button and the
//! next.

use std::{thread, time::Duration};

use tauri::{AppHandle, Manager as _};

use crate::desk::Desk;

/// How soon it is noticed that a token was taken out.
const GLANCE: Duration = Duration::from_secs(2);

/// After a token's module did not answer: asking holds up whoever works.
const PAUSE: Duration = Duration::from_mins(1);

/// Looks after the session as long as the window lives.
pub(crate) fn begin(app: AppHandle) -> std::io::Result<()> {
    let look = move || {
        loop {
            let answered = app.state::<Desk>().look_after();
            thread::sleep(if answered { GLANCE } else { PAUSE });
        }
    };
    let started = thread::Builder::new().name("attendance".to_owned());
    started.spawn(look).map(drop)
}
