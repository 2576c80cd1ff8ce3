//! The command line under strace: what it asks of the kernel, and a kill at a chosen question.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Stdio},
};

use tempfile::NamedTempFile;

/// Every way in which the program changes a file.
pub(crate) const CHANGES: &str =
    "write,pwrite64,fsync,fdatasync,syncfs,ftruncate,mkdir,unlink,unlinkat,/^rename,/^link";

/// Where a program is to be killed: on its way into the `when`th call of `call` that one of its
/// threads makes.
#[derive(Debug, Clone)]
pub(crate) struct Instant {
    pub(crate) call: String,
    pub(crate) when: usize,
}

fn strace(command: &Command, options: &[&str], log: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-o"])
        .arg(log)
        .args(options)
        .arg("--")
        .arg(command.get_program())
        .args(command.get_args())
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    strace
}

/// Runs to the end; gives every call of the kinds `calls`, a line each.
#[track_caller]
pub(crate) fn calls(command: &Command, calls: &str) -> Vec<String> {
    let log = NamedTempFile::new().unwrap();
    let filter = format!("trace={calls}");
    let status = strace(command, &["-e", &filter], log.path())
        .status()
        .expect("strace runs: install the package strace");
    assert!(status.success(), "{command:?}: {status}");
    let text = fs::read_to_string(log.path()).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// How often each kind of change is asked for when the command runs to its end, by the thread
/// that asks for it most: strace counts for each thread by itself.
#[track_caller]
pub(crate) fn changes(command: &Command) -> BTreeMap<String, usize> {
    let mut of_threads = BTreeMap::<_, usize>::new();
    for line in calls(command, CHANGES) {
        let mut words = line.split_whitespace().map(str::to_owned);
        let thread = words.next().unwrap_or_default();
        let call = words.next().unwrap_or_default();
        if let Some((call, _)) = call.split_once('(') {
            *of_threads.entry((thread, call.to_owned())).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((_, call), count) in of_threads {
        let before = most.entry(call).or_default();
        *before = count.max(*before);
    }
    most
}

/// Runs until `instant`, and kills with SIGKILL there. False if it ended before.
pub(crate) fn killed_at(command: &Command, instant: &Instant) -> bool {
    let trace = format!("trace={}", instant.call);
    let inject = format!("inject={}:signal=KILL:when={}", instant.call, instant.when);
    let status = strace(
        command,
        &["-e", &trace, "-e", &inject],
        Path::new("/dev/null"),
    )
    .status()
    .expect("strace runs: install the package strace");
    // strace ends as the program that it traced ended.
    status.signal() == Some(9) || status.code() == Some(137)
}
