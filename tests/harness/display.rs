//! A screen that nobody looks at, one per window, so that no test takes the
//! focus from another.

use std::{
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
};

use tempfile::TempDir;

use crate::{group::Group, wait};

/// An X server without a monitor.
#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Group,
    _folder: TempDir,
}

impl Display {
    /// Starts Xvfb on a display of its own.
    pub fn open() -> Self {
        let mut said = String::new();
        for _ in 0..TRIES {
            match Self::try_open(next_number()) {
                Ok(display) => return display,
                Err(problem) => said = problem,
            }
        }
        panic!("Xvfb gave no display: {said}");
    }

    /// Starts Xvfb under this number, or says what it complained of.
    fn try_open(number: u32) -> Result<Self, String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new("Xvfb");
        command.arg(format!(":{number}"));
        // The number of the display is written to stdout when the server is ready.
        command.args(["-displayfd", "1", "-nolisten", "tcp"]);
        // Else it begins anew whenever its last client leaves, and whoever comes meanwhile is
        // turned away: each look for a window by `xdotool` is such a client.
        command.arg("-noreset");
        command.args(["-screen", "0", "1440x900x24"]);
        let mut server = Group::start(&mut command, &folder.path().join("xvfb.log"));
        // One that has ended will write nothing more.
        let ready = wait::until(|| match display_number(&server.written()) {
            Some(number) => Some(Some(number)),
            None => (!server.is_running()).then_some(None),
        });
        match ready.flatten() {
            Some(number) => Ok(Self {
                name: format!(":{number}"),
                _server: server,
                _folder: folder,
            }),
            None => Err(server.written()),
        }
    }

    /// As the variable `DISPLAY` wants it: `:99`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a window with this title is on the screen.
    pub fn shows(&self, title: &str) -> bool {
        let found = Command::new("xdotool")
            .env("DISPLAY", &self.name)
            .args(["search", "--onlyvisible", "--name", title])
            .output()
            .expect("xdotool runs: install the package xdotool");
        found.status.success() && !found.stdout.is_empty()
    }
}

/// How many numbers are tried: another program may have one of them.
const TRIES: u32 = 5;

/// A number that no other display of ours has. Xvfb could look for a free one itself, but
/// inside a network namespace it doesn't see those outside, and takes their socket.
fn next_number() -> u32 {
    static OPENED: AtomicU32 = AtomicU32::new(0);
    let opened = OPENED.fetch_add(1, Ordering::Relaxed);
    // Far from a person's own displays; X knows no number above 59535.
    1000 + (process::id() * 16 + opened) % 58_000
}

/// A whole line of digits; half a line means that the server is still writing.
fn display_number(written: &str) -> Option<u32> {
    let complete = written.rsplit_once('\n')?.0;
    complete.lines().find_map(|line| line.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_number_waits_for_a_whole_line() {
        assert_eq!(display_number("12"), None);
        assert_eq!(display_number("warning: x\n12\n"), Some(12));
    }
}
