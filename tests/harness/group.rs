//! A program with all that it starts, ended together.

use std::{
    fs::File,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process_group};

/// A running program in a process group of its own. Dropping it kills the whole
/// group: a window that outlives its test keeps pipes open for ever.
#[derive(Debug)]
pub struct Group {
    leader: Child,
    log: PathBuf,
}

impl Group {
    /// Starts `command`; what it writes goes to the file `log`, since a pipe that
    /// nobody reads would stop it.
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let out =
            File::create(log).unwrap_or_else(|problem| panic!("{}: {problem}", log.display()));
        let err = out.try_clone().expect("a file handle can be doubled");
        let leader = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|problem| panic!("starting {:?}: {problem}", command.get_program()));
        Self {
            leader,
            log: log.to_owned(),
        }
    }

    /// The process id of the leader, which is the id of the group.
    pub fn id(&self) -> u32 {
        self.leader.id()
    }

    /// Whether the leader still runs.
    pub fn is_running(&mut self) -> bool {
        self.leader
            .try_wait()
            .expect("our own child can be asked")
            .is_none()
    }

    /// What the group has written so far.
    pub fn written(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let id = i32::try_from(self.leader.id()).ok().and_then(Pid::from_raw);
        if let Some(id) = id {
            // Already gone is as good as killed.
            let _ = kill_process_group(id, Signal::KILL);
        }
        let _ = self.leader.wait();
    }
}
