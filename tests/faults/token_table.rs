//! The table of ways in which a token can fail: at every call of every operation, in every way.
//! After each nothing is lost and nothing half done, a person is told what happened, and what was
//! to be done can be done.
//!
//! `make test` draws a share of the rows; with `CHANCERY_SOAK` set all of them are gone through.

use std::{collections::BTreeSet, env, fs, io::Write as _};

use chancery_tests::cli::Answer;

use crate::{
    doubled::{Doubled, catalogue},
    draw::Draw,
    operation::{Beginning, Counts, Operation},
    outsider,
    practice::{Practice, failure, path_text},
};

/// What is done at a call: `{}` is its number.
const FAULTS: [&str; 9] = [
    "* {} CKR_DEVICE_REMOVED",
    "* {}+ CKR_DEVICE_REMOVED",
    "* {} CKR_TOKEN_NOT_PRESENT",
    "* {}+ CKR_TOKEN_NOT_PRESENT",
    "* {} CKR_PIN_LOCKED",
    "* {} CKR_SESSION_HANDLE_INVALID",
    "* {} CKR_GENERAL_ERROR",
    "* {}+ CKR_GENERAL_ERROR",
    "* {} after CKR_DEVICE_ERROR",
];

/// Besides, where something is looked for.
const NOTHING_FOUND: &str = "* {} nothing";

/// Rows of each operation that are drawn.
const SHARE: usize = 14;

/// A row of the table.
struct Row<'a> {
    operation: Operation,
    beginning: &'a Beginning,
    call: &'a str,
    script: String,
}

impl Row<'_> {
    fn go_through(&self, doubled: &Doubled, codes: &[String]) {
        let practice = Practice::laid_out(&self.beginning.snapshot);
        let told = self.beginning.arguments(self.operation, &practice);
        let answer = doubled.run().obeying(&self.script, &practice, &told);
        let at = format!(
            "{:?} at {} ({}): {answer:?}",
            self.operation, self.call, self.script
        );
        self.judge(&answer, codes, &at);
        let now = self.assert_nothing_lost(&practice, &at);
        let done = self.operation.is_done(&self.beginning.counts, &now);
        assert!(done || answer.code != 0, "not done: {now:?}, {at}");
        if !done {
            self.do_again(&practice, &told, &at);
            let now = self.assert_nothing_lost(&practice, &at);
            let done = self.operation.is_done(&self.beginning.counts, &now);
            assert!(done, "again: {now:?}, {at}");
        }
    }

    /// A success, or a failure in words that a person can use.
    fn judge(&self, answer: &Answer, codes: &[String], at: &str) {
        assert!(!answer.stderr.contains("panicked"), "{at}");
        match answer.code {
            0 => {}
            // An inventory in which something is missing is one.
            1 => assert_eq!(self.operation, Operation::Inventory, "{at}"),
            3 | 4 => {
                let failure = failure(answer);
                let code = failure["code"].as_str().unwrap().to_owned();
                assert!(codes.contains(&code), "{at}");
                let hung = self.script.ends_with("hang");
                assert!(!hung || answer.stdout.contains("does not answer"), "{at}");
            }
            _ => panic!("{at}"),
        }
    }

    /// After the next opening, in which nothing fails.
    fn assert_nothing_lost(&self, practice: &Practice, at: &str) -> Counts {
        let opened = practice.run(&["crl", "show"]);
        assert_eq!(opened.code, 0, "{opened:?}, after {at}");
        let check = practice.run(&["workspace", "check"]);
        let checks = check.json();
        let rows = checks["checks"].as_array().unwrap();
        let sound = rows.iter().all(|row| row["verdict"] == "sound");
        assert!(sound, "{checks:#}, after {at}");
        assert_keys_agree(practice, at);
        let now = Counts::of(practice);
        let before = &self.beginning.counts;
        if self.operation != Operation::Submit {
            assert_eq!(now.keys_made, before.keys_made, "{at}");
        }
        assert!(now.certificates >= before.certificates, "{at}");
        // Each signature that was intended gave its certificate.
        assert_eq!((now.intended, now.abandoned), (now.certificates, 0), "{at}");
        now
    }

    fn do_again(&self, practice: &Practice, told: &[String], at: &str) {
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let mut answer = practice.run(&told);
        if self.operation == Operation::ChangePin && answer.code == 3 {
            // The token took the new PIN, and its answer was lost: the person says which it is.
            let pin = format!("agents={}", path_text(&practice.beside("new.pin")));
            answer = practice.run(&[&told[..], &["--pin-file", &pin]].concat());
        }
        assert_eq!(answer.code, 0, "{answer:?}, after {at}");
    }
}

/// Every key that the ledger knows is in its token, and no other: counted in the files.
#[track_caller]
fn assert_keys_agree(practice: &Practice, at: &str) {
    let sql = "SELECT token.serial, count(key.spki) FROM token
               LEFT JOIN key ON key.token_serial = token.serial AND destroyed = 0
               GROUP BY token.serial";
    for row in outsider::query(&practice.database(), sql) {
        let known = row[1].as_u64().unwrap();
        let folders = fs::read_dir(practice.root().join("tokens")).unwrap();
        let mut folders = folders.map(|entry| entry.unwrap().path());
        let serial = row[0].as_str().unwrap();
        let folder = folders.find(|path| path_text(path).replace('-', "").ends_with(serial));
        let files = fs::read_dir(folder.unwrap()).unwrap();
        let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let objects = names.filter(|name| name.ends_with(".object") && name != "token.object");
        assert_eq!(objects.count() as u64, 2 * known, "keys of {serial}: {at}");
    }
}

/// Goes through the table of an operation, or a share of it.
fn go_through(operation: Operation) {
    let doubled = Doubled::new();
    let codes = catalogue();
    let beginning = Beginning::of(operation);
    let practice = Practice::laid_out(&beginning.snapshot);
    let told = beginning.arguments(operation, &practice);
    let calls = doubled.run().calls(&practice, &told);
    let mut rows = Vec::new();
    for (number, call) in (1..).zip(&calls) {
        let found = (call.function == "C_FindObjects").then_some(NOTHING_FOUND);
        for fault in FAULTS.into_iter().chain(found) {
            rows.push(Row {
                operation,
                beginning: &beginning,
                call: &call.function,
                script: fault.replace("{}", &format!("{number}")),
            });
        }
    }
    let tried = match env::var_os("CHANCERY_SOAK") {
        Some(_) => (0..rows.len()).collect(),
        None => drawn(&rows),
    };
    let said = format!(
        "{operation:?}: {} calls, {} rows, {} gone through\n",
        calls.len(),
        rows.len(),
        tried.len()
    );
    // Not by a macro: a test that passes would keep it to itself.
    std::io::stderr().write_all(said.as_bytes()).unwrap();
    for row in tried {
        rows[row].go_through(&doubled, &codes);
    }
}

/// A row for each function that is called, and others by lot.
fn drawn(rows: &[Row<'_>]) -> BTreeSet<usize> {
    let mut draw = Draw(rows.len() as u64);
    let functions: BTreeSet<_> = rows.iter().map(|row| row.call).collect();
    let mut drawn = BTreeSet::new();
    for function in functions {
        let of_it: Vec<_> = (0..rows.len())
            .filter(|at| rows[*at].call == function)
            .collect();
        drawn.insert(of_it[draw.below(of_it.len())]);
    }
    while drawn.len() < SHARE.min(rows.len()) {
        drawn.insert(draw.below(rows.len()));
    }
    drawn
}

/// A call that does not come back is given up after half a minute.
#[test]
fn call_that_hangs_is_given_up_and_nothing_is_lost() {
    let rows = [
        (Operation::Submit, "C_Sign"),
        (Operation::Approve, "C_Sign"),
        (Operation::Issue, "C_Sign"),
        (Operation::Inventory, "C_FindObjects"),
    ];
    let (doubled, codes) = (Doubled::new(), catalogue());
    std::thread::scope(|scope| {
        for (operation, call) in rows {
            let (doubled, codes) = (&doubled, &codes);
            scope.spawn(move || {
                let row = Row {
                    operation,
                    beginning: &Beginning::of(operation),
                    call,
                    script: format!("{call} 1 hang"),
                };
                row.go_through(doubled, codes);
            });
        }
    });
}

#[test]
fn submitting_survives_every_fault_of_its_tokens() {
    go_through(Operation::Submit);
}

#[test]
fn approving_survives_every_fault_of_its_tokens() {
    go_through(Operation::Approve);
}

#[test]
fn rejecting_survives_every_fault_of_its_tokens() {
    go_through(Operation::Reject);
}

#[test]
fn issuing_survives_every_fault_of_its_tokens() {
    go_through(Operation::Issue);
}

#[test]
fn issuing_several_survives_every_fault_of_its_tokens() {
    go_through(Operation::IssueSeveral);
}

#[test]
fn revoking_survives_every_fault_of_its_tokens() {
    go_through(Operation::Revoke);
}

#[test]
fn publishing_lists_survives_every_fault_of_its_tokens() {
    go_through(Operation::PublishCrl);
}

#[test]
fn signing_a_checkpoint_survives_every_fault_of_its_tokens() {
    go_through(Operation::Checkpoint);
}

#[test]
fn changing_a_pin_survives_every_fault_of_its_token() {
    go_through(Operation::ChangePin);
}

#[test]
fn taking_an_inventory_survives_every_fault_of_its_tokens() {
    go_through(Operation::Inventory);
}

#[test]
fn sealing_a_report_survives_every_fault_of_its_tokens() {
    go_through(Operation::Report);
}
