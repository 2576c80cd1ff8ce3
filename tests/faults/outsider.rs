//! Somebody with the files and public tools, but without our program: Python's sqlite3, OpenSSL.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

const QUERY: &str = r"
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
plain = lambda value: value.hex() if isinstance(value, bytes) else value
rows = db.execute(sys.stdin.read()).fetchall()
print(json.dumps([[plain(value) for value in row] for row in rows]))
";

/// Every certificate, CRL and checkpoint in a workspace's files, and which of them no event tells of.
const SIGNED: &str = include_str!("signed.py");

/// Guard rails do not hold whoever has the file.
const TAMPER: &str = r"
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for (name,) in db.execute('SELECT name FROM sqlite_master WHERE type = ?', ('trigger',)).fetchall():
    db.execute('DROP TRIGGER ' + name)
db.commit()
db.executescript(sys.stdin.read())
db.commit()
";

fn python(program: &str, database: &Path, input: &str) -> Result<String, String> {
    let mut child = Command::new("python3")
        .args(["-c", program])
        .arg(database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 runs: install the package python3");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Rows of a query; BLOBs as hex.
#[track_caller]
pub(crate) fn query(database: &Path, sql: &str) -> Vec<Vec<Value>> {
    let json = python(QUERY, database, sql).unwrap_or_else(|problem| panic!("{sql}: {problem}"));
    serde_json::from_str(&json).unwrap()
}

/// The one value of a query.
#[track_caller]
pub(crate) fn value(database: &Path, sql: &str) -> Value {
    let mut rows = query(database, sql);
    assert_eq!(rows.len(), 1, "{sql}: {rows:?}");
    rows.remove(0).remove(0)
}

#[track_caller]
pub(crate) fn text(database: &Path, sql: &str) -> String {
    value(database, sql).as_str().unwrap().to_owned()
}

#[track_caller]
pub(crate) fn number(database: &Path, sql: &str) -> u64 {
    value(database, sql).as_u64().unwrap()
}

#[track_caller]
pub(crate) fn bytes(database: &Path, sql: &str) -> Vec<u8> {
    from_hex(&text(database, sql))
}

/// Changes the file behind the program's back.
#[track_caller]
pub(crate) fn tamper(database: &Path, sql: &str) {
    python(TAMPER, database, sql).unwrap_or_else(|problem| panic!("{sql}: {problem}"));
}

/// As [`tamper`], where the tables themselves may refuse: gives what they said.
pub(crate) fn try_to_tamper(database: &Path, sql: &str) -> Result<(), String> {
    python(TAMPER, database, sql).map(|_| ())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digits).collect()
}

/// What `openssl` prints.
#[track_caller]
pub(crate) fn openssl(arguments: &[&str]) -> String {
    let output = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("openssl runs: install the package openssl");
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// No signature without an event, and no event without what was signed.
#[track_caller]
pub(crate) fn assert_all_signed_is_logged(root: &Path, at: &str) {
    let json = python(SIGNED, root, "").unwrap_or_else(|problem| panic!("{at}: {problem}"));
    let told: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        told["unknown"],
        Value::Array(vec![]),
        "{told:#}, after {at}"
    );
    assert_eq!(
        told["missing"]["certificate_issued"], 0,
        "{told:#}, after {at}"
    );
    assert_eq!(told["missing"]["crl_published"], 0, "{told:#}, after {at}");
    assert!(
        told["found"]["certificate_issued"].as_u64() > Some(5),
        "{told:#}"
    );
}
