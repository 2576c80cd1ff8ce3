//! A practice workspace with methods in a person's words. Made once for all tests, and copied
//! for each: a workspace may be moved and copied as it lies.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use chancery_tests::{Cli, built, cli::Answer};
use serde_json::Value;
use tempfile::TempDir;

use crate::{outsider, snapshot::Snapshot};

/// The request that most tests are about: the first, with the year in which the tests run.
pub(crate) fn first_request() -> &'static str {
    static ID: OnceLock<String> = OnceLock::new();
    ID.get_or_init(|| {
        let sql = "SELECT id FROM request WHERE number = 1";
        outsider::text(&Practice::at(Stage::Submitted).database(), sql)
    })
}

/// How far the life of the first request has come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stage {
    Founded,
    Submitted,
    Approved,
    Issued,
}

/// A copy of the practice workspace, in a folder that goes with it.
#[derive(Debug)]
pub(crate) struct Practice {
    folder: TempDir,
}

impl Practice {
    pub(crate) fn at(stage: Stage) -> Self {
        Self::laid_out(snapshot(stage))
    }

    pub(crate) fn laid_out(snapshot: &Snapshot) -> Self {
        let practice = Self {
            folder: TempDir::new().unwrap(),
        };
        snapshot.lay_out(&practice.root());
        practice
    }

    /// Another one, with officers, tokens and a log of its own.
    pub(crate) fn new_one() -> Self {
        Self::laid_out(&found())
    }

    /// The same workspace once more, elsewhere.
    pub(crate) fn copy(&self) -> Self {
        Self::laid_out(&Snapshot::of(&self.root()))
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("practice")
    }

    /// A path beside the workspace.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.root().join("chancery.db")
    }

    pub(crate) fn cli(&self) -> Cli {
        let cli = Cli::new().in_workspace(&self.root()).with("LC_ALL", "C");
        let kept = self.pin_files().into_iter();
        kept.fold(cli, |cli, pin| cli.with_argument("--pin-file", &pin))
    }

    /// The PIN of a token that practice does not know goes with every command from now on. It lies
    /// in the workspace, and is copied with it.
    pub(crate) fn keep_pin(&self, token: &str, pin: &str) {
        fs::write(self.pin_file(token), pin).unwrap();
    }

    pub(crate) fn pin_file(&self, token: &str) -> PathBuf {
        self.root().join(token).with_extension("pin")
    }

    fn pin_files(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.root()) else {
            return Vec::new();
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        let pins = paths.filter(|path| path.extension().is_some_and(|it| it == "pin"));
        let named = |path: PathBuf| {
            let token = path.file_stem().unwrap().to_str().unwrap().to_owned();
            format!("{token}={}", path_text(&path))
        };
        pins.map(named).collect()
    }

    /// Runs with `--json`, whatever comes of it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        let json = ["--json"].iter().chain(arguments);
        self.cli().run(json)
    }

    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> Value {
        self.run(arguments).expect_code(0).json()
    }

    /// Runs what must fail with this exit code and failure code; gives the failure.
    #[track_caller]
    pub(crate) fn fails(&self, arguments: &[&str], exit: i32, code: &str) -> Value {
        let answer = self.run(arguments).expect_code(exit);
        let failure = failure(&answer);
        assert_eq!(failure["code"], code, "{failure:#}");
        failure
    }

    #[track_caller]
    pub(crate) fn submit(&self, sample: &str) -> String {
        let shown = self.done(&["request", "new", path_text(&sample_request(sample))]);
        shown["row"]["id"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn approve(&self, request: &str) {
        self.done(&["request", "approve", request, "--reason", "Within policy"]);
    }

    /// Issues, and gives the serial.
    #[track_caller]
    pub(crate) fn issue(&self, request: &str) -> String {
        let shown = self.done(&["certificate", "issue", request]);
        shown["row"]["serial"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn request_state(&self, request: &str) -> String {
        let shown = self.done(&["request", "show", request]);
        shown["row"]["state"].as_str().unwrap().to_owned()
    }

    /// Recomputes the log and holds everything against everything: nothing may be broken, and
    /// nothing may stand in a table without its event.
    #[track_caller]
    pub(crate) fn assert_whole(&self) {
        self.checks(&["sound", "attention"]);
    }

    /// As [`Self::assert_whole`], and nothing waits for a person either.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        self.checks(&["sound"]);
    }

    #[track_caller]
    fn checks(&self, allowed: &[&str]) {
        self.run(&["log", "verify"]).expect_code(0);
        let checks = self.done(&["workspace", "check"]);
        let rows = checks["checks"].as_array().unwrap();
        assert!(rows.len() > 5, "{checks:#}");
        let allowed = |row: &Value| allowed.contains(&row["verdict"].as_str().unwrap());
        assert!(rows.iter().all(allowed), "{checks:#}");
        self.assert_events_and_tables_agree();
    }

    /// Counted by an outsider, table by table.
    #[track_caller]
    fn assert_events_and_tables_agree(&self) {
        let count = |(table, kinds): &(&str, &str)| {
            format!(
                "SELECT '{table}', (SELECT count(*) FROM {table}),
                        (SELECT count(*) FROM event WHERE kind IN ({kinds}))"
            )
        };
        let pairs = [
            ("certificate", "'certificate_issued'"),
            ("request", "'request_submitted'"),
            ("intent", "'issuance_intended'"),
            ("crl", "'crl_published'"),
            ("checkpoint", "'checkpoint_signed'"),
            ("key", "'key_generated'"),
            ("denied", "'certificate_revoked', 'issuance_abandoned'"),
        ];
        let sql: Vec<_> = pairs.iter().map(count).collect();
        for row in outsider::query(&self.database(), &sql.join(" UNION ALL ")) {
            assert_eq!(row[1], row[2], "{} rows and events", row[0]);
        }
    }

    #[track_caller]
    pub(crate) fn count(&self, sql: &str) -> u64 {
        outsider::number(&self.database(), sql)
    }

    #[track_caller]
    pub(crate) fn events(&self, kind: &str) -> u64 {
        self.count(&format!("SELECT count(*) FROM event WHERE kind = '{kind}'"))
    }

    /// The folder in which SoftHSM keeps a token; its name ends in the serial number.
    pub(crate) fn token_folder(&self, label: &str) -> PathBuf {
        let sql = format!("SELECT serial FROM token WHERE label = '{label}'");
        let serial = outsider::text(&self.database(), &sql);
        let folders = fs::read_dir(self.root().join("tokens")).unwrap();
        let mut folders = folders.map(|entry| entry.unwrap().path());
        let found = folders.find(|path| path_text(path).replace('-', "").ends_with(&serial));
        found.unwrap_or_else(|| panic!("no folder for {serial}"))
    }

    /// Key objects that lie in a token, as SoftHSM keeps them: two files a key pair.
    pub(crate) fn keys_in_token(&self, label: &str) -> usize {
        let files = fs::read_dir(self.token_folder(label)).unwrap();
        let names = files.map(|entry| entry.unwrap().file_name());
        let objects = names.filter(|name| {
            let name = name.to_str().unwrap();
            name.ends_with(".object") && name != "token.object"
        });
        objects.count() / 2
    }

    /// Keys in a token of which the ledger says that they should be there.
    pub(crate) fn keys_known(&self, label: &str) -> usize {
        let sql = format!(
            "SELECT count(*) FROM key JOIN token ON token.serial = key.token_serial
             WHERE token.label = '{label}' AND destroyed = 0"
        );
        usize::try_from(self.count(&sql)).unwrap()
    }
}

/// What a failed call says.
#[track_caller]
pub(crate) fn failure(answer: &Answer) -> Value {
    let object = answer.json();
    let failure = &object["failure"];
    for part in ["title", "happened", "unchanged", "remedy"] {
        let said = failure[part].as_str().unwrap_or_default();
        assert!(said.len() > 3 && !said.contains('{'), "{part}: {object:#}");
    }
    failure.clone()
}

pub(crate) fn path_text(path: &Path) -> &str {
    path.to_str()
        .expect("tests run in folders with plain names")
}

pub(crate) fn sample_request(name: &str) -> PathBuf {
    let requests = built::repository().join("fixtures").join("requests");
    requests.join(name).with_extension("json")
}

fn snapshot(stage: Stage) -> &'static Snapshot {
    static FOUNDED: OnceLock<Snapshot> = OnceLock::new();
    static SUBMITTED: OnceLock<Snapshot> = OnceLock::new();
    static APPROVED: OnceLock<Snapshot> = OnceLock::new();
    static ISSUED: OnceLock<Snapshot> = OnceLock::new();
    let after = |before: Stage, step: fn(&Practice)| {
        let practice = Practice::at(before);
        step(&practice);
        Snapshot::of(&practice.root())
    };
    match stage {
        Stage::Founded => FOUNDED.get_or_init(found),
        Stage::Submitted => SUBMITTED.get_or_init(|| {
            after(Stage::Founded, |practice| {
                practice.submit("ai_trader_bot_v2");
            })
        }),
        Stage::Approved => APPROVED.get_or_init(|| {
            after(Stage::Submitted, |practice| {
                practice.approve(first_request())
            })
        }),
        Stage::Issued => ISSUED.get_or_init(|| {
            after(Stage::Approved, |practice| {
                practice.issue(first_request());
            })
        }),
    }
}

fn found() -> Snapshot {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("made");
    let made = Cli::new().run(["workspace", "create", path_text(&root), "--practice"]);
    made.expect_code(0);
    Snapshot::of(&root)
}
