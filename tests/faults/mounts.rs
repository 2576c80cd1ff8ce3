//! A view of the file system of one's own: folders hidden, made read-only, or small.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use chancery_tests::cli::Answer;

use crate::practice::Practice;

/// A mount namespace, held by a process that waits.
#[derive(Debug)]
pub(crate) struct Mounts {
    holder: Child,
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

impl Mounts {
    /// Makes one and runs `script` in it, with `$1` the workspace.
    #[track_caller]
    pub(crate) fn made_by(script: &str, practice: &Practice) -> Self {
        let mut unshare = Command::new("unshare");
        if !is_root() {
            unshare.arg("--map-root-user");
        }
        let script = format!("set -e; {script}; echo ready; read -r _");
        let mut holder = unshare
            .args(["--mount", "--", "sh", "-c", &script, "sh"])
            .arg(practice.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare runs: install the package util-linux");
        let mut said = String::new();
        BufReader::new(holder.stdout.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        assert_eq!(said, "ready\n", "{script}");
        Self { holder }
    }

    fn enter(&self) -> Command {
        let mut nsenter = Command::new("nsenter");
        nsenter.args(["--target", &self.holder.id().to_string(), "--mount"]);
        if !is_root() {
            nsenter.args(["--user", "--preserve-credentials"]);
        }
        nsenter.arg("--").stdin(Stdio::null());
        nsenter
    }

    /// Runs `chancery --json` in there.
    pub(crate) fn run(&self, practice: &Practice, arguments: &[&str]) -> Answer {
        self.run_with(practice, arguments, &[])
    }

    /// The same with variables of its own.
    pub(crate) fn run_with(
        &self,
        practice: &Practice,
        arguments: &[&str],
        variables: &[(&str, &Path)],
    ) -> Answer {
        let command = practice.cli().command();
        let output = self
            .enter()
            .arg(command.get_program())
            .args(command.get_args())
            .arg("--json")
            .args(arguments)
            .envs(
                command
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .envs(variables.iter().copied())
            .output()
            .expect("nsenter runs: install the package util-linux");
        Answer::from(output)
    }

    /// Runs a shell script in there, with `$1` the workspace.
    pub(crate) fn shell(&self, practice: &Practice, script: &str) -> Answer {
        let output = self
            .enter()
            .args(["sh", "-c", script, "sh"])
            .arg(practice.root())
            .output()
            .expect("nsenter runs: install the package util-linux");
        Answer::from(output)
    }
}

impl Drop for Mounts {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}
