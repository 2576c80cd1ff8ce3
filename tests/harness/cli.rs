//! The command line, as a person at a terminal meets it.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::{built, netns};

/// `chancery` with the options that stay the same from call to call.
#[derive(Debug, Clone)]
pub struct Cli {
    program: PathBuf,
    workspace: Option<PathBuf>,
    variables: Vec<(String, String)>,
    arguments: Vec<String>,
    without_network: bool,
}

/// What one call answered.
#[derive(Debug)]
pub struct Answer {
    /// The exit code; -1 if a signal ended the program.
    pub code: i32,
    /// What was written to stdout.
    pub stdout: String,
    /// What was written to stderr.
    pub stderr: String,
}

impl Default for Cli {
    fn default() -> Self {
        Self::new()
    }
}

impl Cli {
    /// The program that was built for the tests.
    pub fn new() -> Self {
        Self {
            program: built::cli(),
            workspace: None,
            variables: Vec::new(),
            arguments: Vec::new(),
            without_network: false,
        }
    }

    /// Adds `--workspace FOLDER` to every call.
    #[must_use]
    pub fn in_workspace(mut self, folder: &Path) -> Self {
        self.workspace = Some(folder.to_owned());
        self
    }

    /// Sets a variable for every call.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an option with its value to every call.
    #[must_use]
    pub fn with_argument(mut self, option: &str, value: &str) -> Self {
        self.arguments.extend([option.to_owned(), value.to_owned()]);
        self
    }

    /// Runs every call where no network exists.
    #[must_use]
    pub fn without_network(mut self) -> Self {
        self.without_network = true;
        self
    }

    /// Runs `chancery` with these arguments, without a terminal.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Answer {
        let output = self
            .command()
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|problem| panic!("starting {}: {problem}", self.program.display()));
        Answer::from(output)
    }

    /// Runs with `--json`, expects success and gives the object.
    #[track_caller]
    pub fn json<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Value {
        let output = self
            .command()
            .arg("--json")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|problem| panic!("starting {}: {problem}", self.program.display()));
        Answer::from(output).expect_code(0).json()
    }

    /// The command itself, for tests that stop it half-way or give it input.
    pub fn command(&self) -> Command {
        let mut command = if self.without_network {
            netns::command(&self.program)
        } else {
            Command::new(&self.program)
        };
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(folder) = &self.workspace {
            command.arg("--workspace").arg(folder);
        }
        command.args(&self.arguments);
        command
    }
}

impl Answer {
    /// Goes on only if the exit code is `code`.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    /// The one JSON object on stdout.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|problem| {
            panic!("not JSON ({problem}): {}\n{}", self.stdout, self.stderr)
        })
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
