//! What must hold after anything went wrong in an operation: nothing lost, nothing half done, and
//! what was to be done can be done.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    beginning::{Beginning, EXPORT},
    counts::Counts,
    operation::Operation,
    outcome, outsider,
    practice::{Practice, path_text},
};

/// An operation that something goes wrong in.
#[derive(Clone, Copy)]
pub(crate) struct Trial<'a> {
    pub(crate) operation: Operation,
    pub(crate) beginning: &'a Beginning,
}

impl Trial<'_> {
    /// Whether it was done, as the files are now: nothing is opened by the program before.
    pub(crate) fn is_done(self, practice: &Practice) -> bool {
        let now = Counts::of(practice);
        self.operation.is_done(&self.beginning.counts, &now)
    }

    /// After the next opening, in which nothing fails; gives whether it was done.
    #[track_caller]
    pub(crate) fn assert_nothing_lost(self, practice: &Practice, at: &str) -> bool {
        let opened = practice.run(&["crl", "show"]);
        assert_eq!(opened.code, 0, "{opened:?}, after {at}");
        let check = practice.run(&["workspace", "check"]);
        assert_eq!(check.code, 0, "{check:?}, after {at}");
        let checks = check.json();
        let rows = checks["checks"].as_array().unwrap();
        let sound = rows.iter().all(|row| row["verdict"] == "sound");
        assert!(sound, "{checks:#}, after {at}");
        assert_keys_agree(practice, at);
        self.assert_nothing_waits(practice, at);
        let now = Counts::of(practice);
        let before = &self.beginning.counts;
        if !self.operation.makes_keys() {
            assert_eq!(now.keys_made, before.keys_made, "{at}");
        }
        assert!(now.certificates >= before.certificates, "{at}");
        // Each signature that was intended gave its certificate.
        assert_eq!((now.intended, now.abandoned), (now.certificates, 0), "{at}");
        outsider::assert_all_signed_is_logged(&practice.root(), at);
        outcome::assert_whole(self, practice, &now, at);
        self.operation.is_done(before, &now)
    }

    /// No file that a crash left beside its place: the opening swept it away. What an export left
    /// goes with the next export.
    #[track_caller]
    fn assert_nothing_waits(self, practice: &Practice, at: &str) {
        if self.operation == Operation::Export {
            let folder = practice.root().join(EXPORT);
            practice.done(&["log", "export", path_text(&folder)]);
        }
        let waiting = waiting(&practice.root());
        assert!(waiting.is_empty(), "{waiting:?}, after {at}");
    }

    /// Does what was not done.
    #[track_caller]
    pub(crate) fn do_again(self, practice: &Practice, told: &[String], at: &str) {
        let told = self.what_is_left(practice, told);
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let mut answer = practice.run(&told);
        if self.operation == Operation::ChangePin && answer.code == 3 {
            // The token took the new PIN, and its answer was lost: the person says which it is.
            let pin = format!("agents={}", path_text(&practice.beside("new.pin")));
            answer = practice.run(&[&told[..], &["--pin-file", &pin]].concat());
        }
        assert_eq!(answer.code, 0, "{answer:?}, after {at}");
        let done = self.assert_nothing_lost(practice, at);
        assert!(done, "again: {answer:?}, after {at}");
    }
}

impl Trial<'_> {
    /// The same again, but for what was handed in and only not issued: handed in anew it would be
    /// another request.
    fn what_is_left(self, practice: &Practice, told: &[String]) -> Vec<String> {
        let submitted = Counts::of(practice).requests > self.beginning.counts.requests;
        if self.operation != Operation::UseStanding || !submitted {
            return told.to_vec();
        }
        let newest = "SELECT id FROM request ORDER BY number DESC LIMIT 1";
        let newest = outsider::text(&practice.database(), newest);
        ["certificate", "issue", &newest]
            .map(str::to_owned)
            .to_vec()
    }
}

fn waiting(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(waiting(&path));
        } else if entry.file_name().to_string_lossy().starts_with(".new-") {
            found.push(path);
        }
    }
    found
}

/// Every key that the ledger knows is in its token, and no other: counted in the files. What
/// SoftHSM began to write and does not show, its files may hold.
#[track_caller]
fn assert_keys_agree(practice: &Practice, at: &str) {
    let sql = "SELECT token.serial, count(key.spki), token.label FROM token
               LEFT JOIN key ON key.token_serial = token.serial AND destroyed = 0
               GROUP BY token.serial";
    let folders = fs::read_dir(practice.root().join("tokens")).unwrap();
    let objects: BTreeMap<String, usize> = folders
        .map(|entry| entry.unwrap().path())
        .map(|folder| (path_text(&folder).replace('-', ""), objects_in(&folder)))
        .collect();
    for row in outsider::query(&practice.database(), sql) {
        let known = usize::try_from(row[1].as_u64().unwrap()).unwrap();
        let serial = row[0].as_str().unwrap();
        let folder = objects.iter().find(|(name, _)| name.ends_with(serial));
        let (_, objects) = folder.unwrap_or_else(|| panic!("no folder for {serial}: {at}"));
        assert!(*objects >= 2 * known, "keys of {serial}: {objects}, {at}");
        if *objects > 2 * known {
            assert_nothing_is_shown_but_known(practice, row[2].as_str().unwrap(), at);
        }
    }
}

/// The module is asked; exit code 1 would tell of a stranger or of a key that is missing.
#[track_caller]
pub(crate) fn assert_nothing_is_shown_but_known(practice: &Practice, token: &str, at: &str) {
    let answer = practice.copy().run(&["token", "inventory", token]);
    assert_eq!(answer.code, 0, "{answer:?}, after {at}");
}

/// SoftHSM keeps two files a key pair.
fn objects_in(folder: &Path) -> usize {
    let files = fs::read_dir(folder).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.ends_with(".object") && name != "token.object")
        .count()
}
