//! Programs that nobody here wrote, asked for their opinion.
//!
//! One that is missing fails the test, with the package that brings it.

use std::{
    ffi::{OsStr, OsString},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{built, cli::Answer};

/// A program and the package that brings it.
#[derive(Debug, Clone)]
pub struct Stranger {
    program: PathBuf,
    package: &'static str,
    first: Vec<PathBuf>,
    variables: Vec<(&'static str, OsString)>,
}

impl Stranger {
    /// A program of the system.
    pub fn new(program: impl Into<PathBuf>, package: &'static str) -> Self {
        Self {
            program: program.into(),
            package,
            first: Vec::new(),
            variables: [("LC_ALL", "C.UTF-8"), ("TZ", "UTC")]
                .map(|(name, value)| (name, value.into()))
                .to_vec(),
        }
    }

    /// OpenSSL's command line.
    pub fn openssl() -> Self {
        Self::new("openssl", "openssl")
    }

    /// A script below `tests`, run by the Python that has the checkers: the
    /// environment in `CHANCERY_VENV`, else `.venv` of the repository.
    pub fn python(script: &str) -> Self {
        let environment = std::env::var_os("CHANCERY_VENV")
            .map_or_else(|| built::repository().join(".venv"), PathBuf::from);
        Self::new(
            environment.join("bin/python"),
            "the Python environment of `.ci/setup test`",
        )
        .given(script)
    }

    /// A script below `tests`, run by Node.
    pub fn node(script: &str) -> Self {
        Self::new("node", "Node.js").given(script)
    }

    /// A file below `tests` comes before the arguments of each call.
    #[must_use]
    pub fn given(mut self, file: &str) -> Self {
        self.first
            .push(built::repository().join("tests").join(file));
        self
    }

    /// Sets a variable for every call.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// What it answers to these arguments.
    pub fn ask<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Answer {
        self.ask_about(b"", arguments)
    }

    /// What it answers when it reads `input` too.
    pub fn ask_about<A: AsRef<OsStr>>(
        &self,
        input: &[u8],
        arguments: impl IntoIterator<Item = A>,
    ) -> Answer {
        let missing = |problem| {
            panic!(
                "{} is missing ({problem}): install {}",
                self.program.display(),
                self.package
            )
        };
        let mut child = self
            .command()
            .args(arguments)
            .spawn()
            .unwrap_or_else(missing);
        let mut pipe = child.stdin.take().expect("its input is a pipe");
        // A program that says no at once may close its input unread.
        let _ = pipe.write_all(input);
        drop(pipe);
        Answer::from(child.wait_with_output().expect("a child can be waited for"))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.first)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// SHA-256 of a file in lower-case hex, as coreutils say.
pub fn sha256(file: &Path) -> String {
    let answer = Stranger::new("sha256sum", "coreutils").ask([file]);
    first_word(answer)
}

/// SHA-256 of bytes in lower-case hex, as coreutils say.
pub fn sha256_of(bytes: &[u8]) -> String {
    let answer = Stranger::new("sha256sum", "coreutils").ask_about(bytes, ["-"]);
    first_word(answer)
}

fn first_word(answer: Answer) -> String {
    let said = answer.expect_code(0).stdout;
    // It puts a backslash before the hash when the file's name needs escapes.
    let word = said.split_whitespace().next().expect("a hash");
    word.trim_start_matches('\\').to_owned()
}
