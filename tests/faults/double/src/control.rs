//! The folder that steers the double, as the library sees it.

use std::{
    env,
    fs::{self, OpenOptions},
    io::Write,
    path::PathBuf,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use cryptoki_sys::CK_RV;

use crate::script::{Act, Script};

/// Names the folder.
pub(crate) const FOLDER: &str = "CHANCERY_DOUBLE_DIR";
pub(crate) const SCRIPT: &str = "script";
pub(crate) const CALLS: &str = "calls";
pub(crate) const CLOSED: &str = "closed";

/// How often a call that hangs looks whether it may go on.
const PATIENCE: Duration = Duration::from_millis(2);

#[derive(Debug, Default)]
struct Obeyed {
    text: String,
    script: Script,
}

static DIR: LazyLock<Option<PathBuf>> = LazyLock::new(|| env::var_os(FOLDER).map(PathBuf::from));
static OBEYED: LazyLock<Mutex<Obeyed>> = LazyLock::new(Mutex::default);

fn text() -> String {
    let read = DIR.as_ref().map(|dir| fs::read_to_string(dir.join(SCRIPT)));
    read.and_then(Result::ok).unwrap_or_default()
}

fn obeyed() -> MutexGuard<'static, Obeyed> {
    let text = text();
    let mut obeyed = OBEYED.lock().unwrap_or_else(PoisonError::into_inner);
    if obeyed.text != text {
        *obeyed = Obeyed {
            script: Script::parse(&text),
            text,
        };
    }
    obeyed
}

/// What is to be done about this call.
pub(crate) fn next(function: &str) -> Option<Act> {
    obeyed().script.next(function)
}

/// What the script says of the token itself.
pub(crate) struct Token {
    pub(crate) unplugged: bool,
    pub(crate) slot_offset: u64,
    pub(crate) pinpad: Option<String>,
    pub(crate) maker: Option<String>,
}

/// How the token is to look.
pub(crate) fn token() -> Token {
    let obeyed = obeyed();
    Token {
        unplugged: obeyed.script.unplugged,
        slot_offset: obeyed.script.slot_offset,
        pinpad: obeyed.script.pinpad.clone(),
        maker: obeyed.script.maker.clone(),
    }
}

/// Waits until the script is another one.
pub(crate) fn hang() {
    let then = obeyed().text.clone();
    while text() == then {
        thread::sleep(PATIENCE);
    }
}

/// Waits until the way in is open.
pub(crate) fn hang_at_entry() {
    let closed = || DIR.as_ref().is_some_and(|dir| dir.join(CLOSED).exists());
    while closed() {
        thread::sleep(PATIENCE);
    }
}

/// Writes the call down, if somebody asked for that.
pub(crate) fn record(function: &str, answer: CK_RV) {
    let Some(dir) = DIR.as_ref() else { return };
    if let Ok(mut calls) = OpenOptions::new().append(true).open(dir.join(CALLS)) {
        // In one write: other threads record, too.
        let line = format!("{function} {answer:#x}\n");
        drop(calls.write_all(line.as_bytes()));
    }
}
