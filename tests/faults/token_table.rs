//! The table of ways in which a token can fail: at every call of every operation, in every way.
//! After each nothing is lost and nothing half done, a person is told what happened, and what was
//! to be done can be done.
//!
//! `make test` draws a share of the rows; with `CHANCERY_SOAK` set all of them are gone through.

use std::collections::BTreeSet;

use chancery_tests::cli::Answer;
use serde_json::Value;

use crate::{
    beginning::{Beginning, VAULT},
    counts::Counts,
    doubled::{Doubled, catalogue},
    draw::Draw,
    operation::Operation,
    outsider,
    practice::{Practice, failure},
    recovery::Trial,
    soak,
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

/// Failures that tell of something that was done, or may have been.
const PERHAPS_DONE: [&str; 2] = ["crl-owed", "pin-uncertain"];

/// Rows of each operation that are drawn, of which half are gone through.
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
        let script = format!("{}\n{}", self.operation.looks(), self.script);
        let answer = doubled.run().obeying(&script, &practice, &told);
        let at = format!(
            "{:?} at {} ({}): {answer:?}",
            self.operation, self.call, self.script
        );
        self.judge(&answer, codes, &at);
        let trial = Trial {
            operation: self.operation,
            beginning: self.beginning,
        };
        if matches!(answer.code, 3 | 4) {
            self.assert_told(&practice, &failure(&answer), &at);
        }
        self.make_good(&practice, &answer, &at);
        let done = trial.assert_nothing_lost(&practice, &at);
        assert!(done || answer.code != 0, "not done: {at}");
        if !done || (answer.code != 0 && self.operation.is_repeatable()) {
            trial.do_again(&practice, &told, &at);
        }
    }

    /// Nothing is said to be undone that was done, and what was begun is named.
    fn assert_told(&self, practice: &Practice, failure: &Value, at: &str) {
        let (before, now) = (&self.beginning.counts, Counts::of(practice));
        if self.operation.is_done(before, &now) && !self.operation.is_repeatable() {
            let code = failure["code"].as_str().unwrap();
            assert!(PERHAPS_DONE.contains(&code), "done: {at}");
        } else if now.requests > before.requests {
            let newest = "SELECT id FROM request ORDER BY number DESC LIMIT 1";
            let newest = outsider::text(&practice.database(), newest);
            let told = failure.to_string();
            assert!(told.contains(&newest), "{newest} is there: {at}");
        }
    }

    /// What a probe had to leave goes with the next one, and is named until then.
    fn make_good(&self, practice: &Practice, answer: &Answer, at: &str) {
        if answer.code == 0 || self.operation.looks().is_empty() {
            return;
        }
        let inventory = practice.copy().run(&["token", "inventory", VAULT]).json();
        for stranger in inventory["strangers"].as_array().unwrap() {
            let id = stranger["cka_id"].as_str().unwrap();
            let given_up = answer.stdout.contains("does not answer");
            assert!(
                given_up || answer.stdout.contains(id),
                "{inventory:#}, {at}"
            );
            assert_eq!(stranger["label"], "probe", "{inventory:#}, {at}");
        }
        practice.done(&["token", "probe", VAULT]);
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
}

/// Goes through the table of an operation, or a share of it.
fn go_through(operation: Operation) {
    let doubled = Doubled::new();
    let codes = catalogue();
    let beginning = Beginning::of(operation);
    let practice = Practice::laid_out(&beginning.snapshot);
    let told = beginning.arguments(operation, &practice);
    let calls = doubled.run().calls(operation.looks(), &practice, &told);
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
    let tried = match soak::kills() {
        Some(_) => (0..rows.len()).collect(),
        None => drawn(operation, &rows),
    };
    let said = format!(
        "{operation:?}: {} calls, {} rows, {} gone through",
        calls.len(),
        rows.len(),
        tried.len()
    );
    soak::say(&said);
    for row in tried {
        rows[row].go_through(&doubled, &codes);
    }
}

/// A row for each function that is called, and others by lot; of these every second, since many
/// operations call the same: one goes through the odd ones, the next through the even ones.
fn drawn(operation: Operation, rows: &[Row<'_>]) -> BTreeSet<usize> {
    let mut draw = Draw::named(&format!("{operation:?}"));
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
    let odd_or_even = drawn.into_iter().skip(operation as usize % 2).step_by(2);
    odd_or_even.collect()
}

/// A call that does not come back is given up after half a minute, or a minute.
#[test]
fn call_that_hangs_is_given_up_and_nothing_is_lost() {
    let rows = [
        (Operation::Submit, "C_Sign 1"),
        (Operation::Approve, "C_Sign 1"),
        (Operation::Issue, "C_Sign 1"),
        (Operation::Revoke, "C_Sign 1"),
        (Operation::Suspend, "C_Sign 1"),
        (Operation::Release, "C_Sign 1"),
        (Operation::Erase, "C_Sign 1"),
        (Operation::ProposeOfficer, "C_GenerateKeyPair 1"),
        (Operation::Enrol, "C_Sign 1"),
        (Operation::Retire, "C_Sign 1"),
        (Operation::Report, "C_Sign 1"),
        (Operation::Inventory, "C_FindObjects 1"),
        (Operation::InitToken, "C_InitToken 1"),
        (Operation::RespondOcsp, "C_Sign 1"),
        (Operation::RenewWithNewKey, "C_GenerateKeyPair 1"),
        (Operation::RenewWithSameKey, "C_Sign 1"),
        (Operation::IssueRenewal, "C_Sign 1"),
        (Operation::CompromiseKey, "C_Sign 1"),
        (Operation::CompromiseIssuer, "C_Sign 1"),
        (Operation::Probe, "C_Sign 1"),
        (Operation::FirstUse, "C_GenerateKeyPair 1"),
        (Operation::Import, "C_GenerateKeyPair 1"),
        (Operation::UseStanding, "C_Sign 1"),
        (Operation::UseStanding, "C_Sign 3"),
        (Operation::ImportUnderStanding, "C_Sign 1"),
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
                    script: format!("{call} hang"),
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
fn suspending_survives_every_fault_of_its_tokens() {
    go_through(Operation::Suspend);
}

#[test]
fn releasing_survives_every_fault_of_its_tokens() {
    go_through(Operation::Release);
}

#[test]
fn erasing_survives_every_fault_of_its_tokens() {
    go_through(Operation::Erase);
}

#[test]
fn proposing_an_officer_survives_every_fault_of_its_tokens() {
    go_through(Operation::ProposeOfficer);
}

#[test]
fn enrolling_survives_every_fault_of_its_tokens() {
    go_through(Operation::Enrol);
}

#[test]
fn retiring_survives_every_fault_of_its_tokens() {
    go_through(Operation::Retire);
}

#[test]
fn exporting_the_log_survives_every_fault_of_its_tokens() {
    go_through(Operation::Export);
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

#[test]
fn initialising_a_token_survives_every_fault_of_it() {
    go_through(Operation::InitToken);
}

#[test]
fn relinking_a_token_survives_every_fault_of_it() {
    go_through(Operation::Relink);
}

#[test]
fn answering_by_ocsp_survives_every_fault_of_its_tokens() {
    go_through(Operation::RespondOcsp);
}

#[test]
fn renewing_with_a_new_key_survives_every_fault_of_its_tokens() {
    go_through(Operation::RenewWithNewKey);
}

#[test]
fn renewing_with_the_same_key_survives_every_fault_of_its_tokens() {
    go_through(Operation::RenewWithSameKey);
}

#[test]
fn issuing_a_renewal_survives_every_fault_of_its_tokens() {
    go_through(Operation::IssueRenewal);
}

#[test]
fn declaring_a_key_compromised_survives_every_fault_of_its_tokens() {
    go_through(Operation::CompromiseKey);
}

#[test]
fn declaring_the_issuer_compromised_survives_every_fault_of_its_tokens() {
    go_through(Operation::CompromiseIssuer);
}

#[test]
fn probing_an_unknown_module_survives_every_fault_of_it() {
    go_through(Operation::Probe);
}

#[test]
fn first_key_behind_an_unknown_module_survives_every_fault_of_it() {
    go_through(Operation::FirstUse);
}

#[test]
fn importing_requests_survives_every_fault_of_their_tokens() {
    go_through(Operation::Import);
}

#[test]
fn using_a_standing_authorisation_survives_every_fault_of_its_tokens() {
    go_through(Operation::UseStanding);
}

#[test]
fn importing_under_a_standing_authorisation_survives_every_fault_of_its_tokens() {
    go_through(Operation::ImportUnderStanding);
}
