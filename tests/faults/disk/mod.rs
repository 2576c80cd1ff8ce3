//! A disk that fails as told below the command line: a shim in C, built for the tests.

use std::{
    env, fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Command, Stdio, id},
    sync::OnceLock,
};

use chancery_tests::cli::Answer;
use tempfile::NamedTempFile;

use crate::practice::Practice;

/// Which files can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Every file of the workspace.
    Workspace,
    /// Those that SoftHSM keeps alone.
    Tokens,
}

/// A call that changes a file, as the shim counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) number: usize,
    pub(crate) call: String,
    /// Below the workspace.
    pub(crate) file: String,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) answer: Answer,
    pub(crate) killed: bool,
}

impl Part {
    fn folder(self, practice: &Practice) -> PathBuf {
        match self {
            Self::Workspace => practice.root(),
            Self::Tokens => practice.root().join("tokens"),
        }
    }

    /// Runs `chancery --json` while the disk obeys `script`.
    pub(crate) fn obeying(self, script: &str, practice: &Practice, told: &[String]) -> Ended {
        let mut command = self.command(practice, told);
        command.env("CHANCERY_DISK_SCRIPT", script);
        ended(&mut command)
    }

    /// The points of a run in which nothing fails.
    #[track_caller]
    pub(crate) fn points(self, practice: &Practice, told: &[String]) -> Vec<Point> {
        let log = NamedTempFile::new().unwrap();
        let mut command = self.command(practice, told);
        command.env("CHANCERY_DISK_LOG", log.path());
        ended(&mut command).answer.expect_code(0);
        let text = fs::read_to_string(log.path()).unwrap();
        let points: Vec<_> = text
            .lines()
            .map(|line| point(line, &practice.root()))
            .collect();
        assert!(!points.is_empty(), "the shim was not loaded");
        points
    }

    fn command(self, practice: &Practice, told: &[String]) -> Command {
        let mut command = practice.cli().command();
        command.arg("--json").args(told);
        self.under(practice, &mut command);
        command
    }

    /// Another program than the command line.
    pub(crate) fn under(self, practice: &Practice, command: &mut Command) {
        command
            .env("LD_PRELOAD", library())
            .env("CHANCERY_DISK_ROOT", self.folder(practice))
            .stdin(Stdio::null());
    }
}

fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        killed: output.status.signal() == Some(9),
        answer: Answer::from(output),
    }
}

#[track_caller]
fn point(line: &str, root: &Path) -> Point {
    let mut words = line.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_else(|| panic!("{line}"));
    let (number, call, file) = (word(), word(), word());
    let file = Path::new(file);
    Point {
        number: number.parse().unwrap(),
        call: call.to_owned(),
        file: file.strip_prefix(root).unwrap().display().to_string(),
    }
}

/// Built once; under a name of this process's own until it is whole.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let library = folder.join("libchancery_disk.so");
        let built = folder.join(format!("libchancery_disk.{}.so", id()));
        let status = Command::new("cc")
            .args(["-std=c11", "-O1", "-Wall", "-Wextra", "-Werror"])
            .args(["-fPIC", "-shared", "-o"])
            .arg(&built)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/disk/disk.c"))
            .status()
            .expect("cc runs: install the package gcc");
        assert!(status.success(), "{status}");
        fs::rename(&built, &library).unwrap();
        library
    })
}
