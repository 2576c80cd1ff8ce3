//! A practice workspace and what its people do in it, by command line.
//!
//! Making one takes a second or two, so each test program makes one and every
//! test has a copy of its own: a workspace may be moved.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{Cli, Stranger, built, cli::Answer};

/// The administrator.
pub const ADMINISTRATOR: &str = "officer-01";
/// The maker.
pub const MAKER: &str = "officer-02";
/// The checker who acts when no one is named.
pub const CHECKER: &str = "officer-03";
/// The other checker.
pub const SECOND_CHECKER: &str = "officer-04";
/// The auditor.
pub const AUDITOR: &str = "officer-05";

/// The requests in `fixtures/requests`, by name.
pub const REQUESTS: [&str; 3] = ["ai_trader_bot_v2", "trading_bot_v2", "reporting_bot"];

/// What a workspace numbers.
#[derive(Debug, Clone, Copy)]
pub enum Numbered {
    /// `REQ-`.
    Request,
    /// `CHG-`.
    Change,
    /// `HOLD-`.
    Hold,
}

/// A practice workspace that goes away with the test.
#[derive(Debug)]
pub struct Practice {
    folder: TempDir,
}

impl Default for Practice {
    fn default() -> Self {
        Self::new()
    }
}

impl Practice {
    /// A workspace as it is after its creation.
    pub fn new() -> Self {
        Self::copy_of(pristine())
    }

    /// A workspace that goes on from where this one stands.
    #[must_use]
    pub fn copied(&self) -> Self {
        Self::copy_of(&self.path())
    }

    /// A workspace in which this has happened; prepared once, and named for that.
    pub fn after(name: &str, happens: impl FnOnce(&Self)) -> Self {
        type Cell = Arc<OnceLock<PathBuf>>;
        static PREPARED: Mutex<BTreeMap<String, Cell>> = Mutex::new(BTreeMap::new());
        let cell = {
            let mut prepared = PREPARED.lock().unwrap_or_else(PoisonError::into_inner);
            prepared.entry(name.to_owned()).or_default().clone()
        };
        // The lock is open again: what happens may begin after something else.
        let workspace = cell.get_or_init(|| {
            let practice = Self::new();
            happens(&practice);
            let workspace = templates().join(name);
            copy(&practice.path(), &workspace);
            workspace
        });
        Self::copy_of(workspace)
    }

    fn copy_of(workspace: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        copy(workspace, &folder.path().join("workspace"));
        Self { folder }
    }

    /// Its folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// A file or folder of the test, outside the workspace.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file that it publishes, such as `crl/issuing-1.crl`.
    pub fn published(&self, name: &str) -> PathBuf {
        self.path().join("publish").join(name)
    }

    /// `chancery` in this workspace.
    pub fn cli(&self) -> Cli {
        english().in_workspace(&self.path())
    }

    /// Runs with `--json`, expects this exit code and gives what is in `failure`,
    /// which must be all that stdout has.
    #[track_caller]
    pub fn fails<'a>(&self, exit: i32, arguments: impl IntoIterator<Item = &'a str>) -> Value {
        let told = ["--json"].into_iter().chain(arguments);
        failure(&self.cli().run(told).expect_code(exit))
    }

    /// Events of one kind, newest first.
    #[track_caller]
    pub fn events(&self, kind: &str) -> Vec<Value> {
        let page = self.cli().json(["log", "list", "--kind", kind]);
        page["rows"].as_array().expect("rows").clone()
    }

    /// The maker submits a request of `fixtures/requests`; its id.
    #[track_caller]
    pub fn submits(&self, request: &str) -> String {
        self.submits_file(&fixture(request))
    }

    /// The maker submits the request in a file; its id.
    #[track_caller]
    pub fn submits_file(&self, file: &Path) -> String {
        let file = file.to_str().expect("plain paths in tests");
        let view = self.cli().json(["request", "new", file]);
        text(&view["row"]["id"])
    }

    /// The checker approves; the request as it is then.
    #[track_caller]
    pub fn approves(&self, request: &str) -> Value {
        let told = [
            "request",
            "approve",
            request,
            "--reason",
            "Within the mandate",
        ];
        self.cli().json(told)
    }

    /// The certificate of an approved request is issued; its serial number.
    #[track_caller]
    pub fn issues(&self, request: &str) -> String {
        let view = self.cli().json(["certificate", "issue", request]);
        text(&view["row"]["serial"])
    }

    /// From a request of `fixtures/requests` to its certificate; its serial number.
    #[track_caller]
    pub fn certifies(&self, request: &str) -> String {
        let id = self.submits(request);
        self.approves(&id);
        self.issues(&id)
    }

    /// The checker revokes.
    #[track_caller]
    pub fn revokes(&self, serial: &str, reason: &str) -> Value {
        let comment = "The mandate has ended";
        let told = [
            "certificate",
            "revoke",
            serial,
            "--reason",
            reason,
            "--comment",
            comment,
        ];
        self.cli().json(told)
    }

    /// The checker puts on hold.
    #[track_caller]
    pub fn suspends(&self, serial: &str) -> Value {
        let told = ["certificate", "suspend", serial, "--comment", "Odd orders"];
        self.cli().json(told)
    }

    /// The maker proposes the release from hold, and the checker approves; the certificate as it
    /// is then.
    #[track_caller]
    pub fn releases(&self, serial: &str) -> Value {
        let told = ["certificate", "release", serial, "--comment", "Explained"];
        let proposed = self.cli().json(told);
        self.approves(&text(&proposed["release"]));
        self.cli().json(["certificate", "show", serial])
    }

    /// The other checker approves; the request or change as it is then.
    #[track_caller]
    pub fn approves_too(&self, request: &str) -> Value {
        let told = ["request", "approve", request, "--reason", "Seen as well"];
        let by = ["--as", SECOND_CHECKER];
        self.cli().json(told.into_iter().chain(by))
    }

    /// The maker submits a request of `fixtures/requests` with other limits; its id.
    #[track_caller]
    pub fn submits_up_to(&self, request: &str, currency: &str, per_action: &str) -> String {
        let mut input = read(&fixture(request));
        input["limits"] = serde_json::json!([
            { "currency": currency, "per_action": per_action }
        ]);
        let file = self.beside(&format!("{request}-{currency}-{per_action}.json"));
        fs::write(&file, input.to_string()).expect("writes");
        self.submits_file(&file)
    }

    /// A policy is put in force by the administrator and the checker; the change's id.
    #[track_caller]
    pub fn decides_on_policy(&self, change: impl FnOnce(&mut Value)) -> String {
        let view = self.proposes_policy(change).expect_code(0).json();
        let id = text(&view["row"]["id"]);
        self.approves(&id);
        id
    }

    /// The administrator proposes the next version of the policy in force, changed like this.
    pub fn proposes_policy(&self, change: impl FnOnce(&mut Value)) -> Answer {
        let shown = self.cli().json(["policy", "show"]);
        let mut next = serde_json::from_str(&text(&shown["next_json"])).expect("a policy");
        change(&mut next);
        let file = self.beside("policy.json");
        fs::write(&file, next.to_string()).expect("writes");
        let file = file.to_str().expect("plain paths in tests");
        let told = [
            "--json",
            "policy",
            "propose",
            file,
            "--reason",
            "As decided",
        ];
        self.cli().run(told)
    }

    /// Changes the tables behind the program's back: what no test can wait for.
    #[track_caller]
    pub fn pretends(&self, sql: &str) {
        let script = "import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute(sys.argv[2])
db.commit()";
        let database = self.path().join("chancery.db");
        let told = ["-c".as_ref(), script.as_ref(), database.as_os_str()];
        let told = told.into_iter().chain([sql.as_ref()]);
        Stranger::new("python3", "python3").ask(told).expect_code(0);
    }

    /// The id of the `number`th request, change or hold since the founding: the year in it is the
    /// one in which it was made.
    #[track_caller]
    pub fn nth(&self, kind: Numbered, number: u32) -> String {
        let table = match kind {
            Numbered::Request => "request",
            Numbered::Change => "change",
            Numbered::Hold => "hold",
        };
        let rows = self.asks(&format!("SELECT id FROM {table} WHERE number = {number}"));
        text(&rows[0][0])
    }

    /// Asks the tables behind the program's back.
    #[track_caller]
    fn asks(&self, sql: &str) -> Value {
        let script = "import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(json.dumps(db.execute(sys.argv[2]).fetchall()))";
        let database = self.path().join("chancery.db");
        let told = ["-c".as_ref(), script.as_ref(), database.as_os_str()];
        let told = told.into_iter().chain([sql.as_ref()]);
        Stranger::new("python3", "python3")
            .ask(told)
            .expect_code(0)
            .json()
    }

    /// Writes the certificate to a file beside the workspace.
    #[track_caller]
    pub fn exports(&self, serial: &str, format: &str) -> PathBuf {
        let file = self.beside(&format!("{serial}.{format}"));
        let out = file.to_str().expect("plain paths in tests");
        let told = [
            "certificate",
            "export",
            serial,
            "--format",
            format,
            "--out",
            out,
        ];
        self.cli().json(told);
        file
    }
}

/// A request of `fixtures/requests`.
pub fn fixture(request: &str) -> PathBuf {
    built::repository()
        .join("fixtures/requests")
        .join(request)
        .with_extension("json")
}

/// The JSON in a file.
#[track_caller]
pub fn read(file: &Path) -> Value {
    let json = fs::read_to_string(file).expect("a file");
    serde_json::from_str(&json).expect("JSON")
}

/// `chancery` as an English-speaking person without settings of their own runs it.
pub fn english() -> Cli {
    Cli::new().with("LC_ALL", "C.UTF-8")
}

/// What went wrong, from an answer that is one object with nothing but `failure` in it.
#[track_caller]
pub fn failure(answer: &Answer) -> Value {
    let object = answer.json();
    let keys: Vec<_> = object.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["failure"], "{object}");
    object["failure"].clone()
}

/// A string in an answer.
#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a string: {value}"))
        .to_owned()
}

/// The workspace that this program's tests copy.
fn pristine() -> &'static Path {
    static PRISTINE: OnceLock<PathBuf> = OnceLock::new();
    PRISTINE.get_or_init(|| {
        let folder = templates().join("new");
        let path = folder.to_str().expect("plain paths in tests");
        english().json(["workspace", "create", path, "--practice"]);
        folder
    })
}

/// Where this program keeps what its tests copy.
fn templates() -> &'static Path {
    static TEMPLATES: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let all = built::target().join("practice");
        fs::create_dir_all(&all).expect("a folder in target");
        sweep(&all);
        let own = all.join(std::process::id().to_string());
        fs::create_dir(&own).expect("a folder that no program has left behind");
        own
    })
}

/// Takes away what programs that have ended left behind, and a namesake of this
/// one: statics are never dropped.
fn sweep(all: &Path) {
    let own = std::process::id().to_string();
    for entry in fs::read_dir(all).expect("a folder").flatten() {
        let name = entry.file_name();
        if name == *own || !Path::new("/proc").join(&name).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn copy(workspace: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").arg(workspace).arg(to).status();
    assert!(
        copied.expect("cp runs").success(),
        "copying to {}",
        to.display()
    );
}
