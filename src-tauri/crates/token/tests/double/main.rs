//! The table of ways to fail: each answer, at each PKCS#11 call, of each thing
//! that is asked of a token. After each nothing is lost, nothing is left over
//! without being told, and the next attempt works in the same process.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/double.rs"]
mod double;
mod operation;
mod row;

use std::{
    env,
    io::{self, Write},
    process::{Child, Command, Stdio},
    time::Instant,
};

use chancery_double::Double;
use common::{SCENARIO, in_own_process, is_child};
use operation::Operation;
use tempfile::TempDir;

/// Which operation a child process goes through.
const OPERATION: &str = "CHANCERY_DOUBLE_OPERATION";

/// The table does not shrink unnoticed.
const AT_LEAST: usize = 1500;

/// One process for each operation: a script is read by a whole process.
struct Part {
    operation: Operation,
    child: Child,
    _folder: TempDir,
}

impl Part {
    fn begin(name: &str, operation: Operation) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let double = Double::in_folder(folder.path());
        let (variable, path) = double.variable();
        let child = Command::new(env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(SCENARIO, name)
            .env(OPERATION, operation.name())
            .env(variable, path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            operation,
            child,
            _folder: folder,
        }
    }

    /// How many rows it went through.
    fn end(self) -> usize {
        let output = self.child.wait_with_output().unwrap();
        let (said, complained) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        let passed = output.status.success() && said.contains("1 passed");
        assert!(passed, "{}:\n{said}{complained}", self.operation.name());
        let rows = said.lines().find_map(|line| line.strip_prefix("rows: "));
        rows.expect("a number of rows").parse().unwrap()
    }
}

#[test]
fn every_operation_survives_every_answer_at_every_call() {
    const NAME: &str = "every_operation_survives_every_answer_at_every_call";
    if is_child(NAME) {
        return in_own_process(NAME, &[], || {
            let name = env::var(OPERATION).unwrap();
            let rows = row::go_through(Operation::named(&name));
            writeln!(io::stdout(), "rows: {rows}").unwrap();
        });
    }
    let began = Instant::now();
    let parts: Vec<_> = Operation::ALL
        .map(|operation| Part::begin(NAME, operation))
        .into();
    let sizes: Vec<_> = parts
        .into_iter()
        .map(|part| (part.operation.name(), part.end()))
        .collect();
    let all: usize = sizes.iter().map(|(_, rows)| rows).sum();
    let each: Vec<_> = sizes
        .iter()
        .map(|(name, rows)| format!("{name} {rows}"))
        .collect();
    // Past the capture of the test harness: the size is part of what is shown.
    writeln!(
        io::stderr(),
        "ways to fail: {all} rows in {:.1} s ({})",
        began.elapsed().as_secs_f64(),
        each.join(", ")
    )
    .unwrap();
    assert!(all >= AT_LEAST, "only {all} rows");
}
