//! One row of the table after the other.

use std::time::{Duration, Instant};

use chancery_double::Call;
use chancery_token::{Error, Signer, SignerOptions};

use crate::{
    common::PIN,
    common::pin,
    double::{AMPLE, Faulty, threads, until_no_more_than},
    operation::Operation,
};

/// What is done at a call: `{}` is its number.
const ACTS: [&str; 14] = [
    "* {} CKR_DEVICE_REMOVED",
    "* {} CKR_TOKEN_NOT_PRESENT",
    "* {} CKR_PIN_LOCKED",
    "* {} CKR_PIN_INCORRECT",
    "* {} CKR_SESSION_HANDLE_INVALID",
    "* {} CKR_GENERAL_ERROR",
    "* {} CKR_DEVICE_ERROR",
    "* {} after CKR_DEVICE_ERROR",
    "* {} finalize",
    "* {} restart",
    "* {}+ CKR_DEVICE_REMOVED",
    "* {}+ CKR_GENERAL_ERROR",
    "* {}+ CKR_CRYPTOKI_NOT_INITIALIZED",
    HANG,
];
const HANG: &str = "* {} hang";

/// What a signer waits when a call is going to hang. Too short for a busy
/// machine now and then, which is the same as if another call hung.
const SHORT: Duration = Duration::from_millis(40);

/// Goes through all rows of an operation; how many they were.
pub(crate) fn go_through(operation: Operation) -> usize {
    let bench = Faulty::new();
    let calls = calls_of(operation, &bench);
    let mut rows = 0;
    for at in 1..=calls.len() {
        for act in ACTS {
            rows += 1;
            let row = Row {
                operation,
                bench: &bench,
                call: &calls[at - 1],
                act,
                script: format!("# row {rows}\n{}\n", act.replace("{}", &at.to_string())),
                number: rows,
            };
            row.go_through();
        }
    }
    rows
}

/// The calls of a clean run.
fn calls_of(operation: Operation, bench: &Faulty) -> Vec<Call> {
    let signer = signer(operation, bench, AMPLE);
    operation.prepare(&signer).unwrap();
    bench.double.record();
    let outcome = operation.run(bench, &signer, 0, AMPLE);
    let calls = bench.double.recorded();
    outcome.as_ref().unwrap();
    operation.check(bench, &signer, &outcome, 0);
    calls
}

fn signer(operation: Operation, bench: &Faulty, deadline: Duration) -> Signer {
    bench.signer(SignerOptions {
        deadline,
        keep_pin: operation != Operation::SignAsOfficer,
        ..SignerOptions::default()
    })
}

struct Row<'a> {
    operation: Operation,
    bench: &'a Faulty,
    call: &'a Call,
    act: &'a str,
    script: String,
    number: usize,
}

impl Row<'_> {
    fn go_through(&self) {
        let threads = threads();
        let signer = self.prepared();
        self.bench.double.obey(&self.script);
        let deadline = if self.act == HANG { SHORT } else { AMPLE };
        let outcome = self
            .operation
            .run(self.bench, &signer, self.number, deadline);
        self.bench.double.lift();
        self.judge(&outcome);
        let hung = matches!(outcome, Err(Error::Unresponsive { .. }));
        let next = if hung {
            drop(signer);
            until_no_more_than(threads);
            let next = self::signer(self.operation, self.bench, AMPLE);
            if !matches!(self.operation, Operation::ChangePin | Operation::UnlockPin) {
                next.log_in(pin(PIN)).unwrap();
            }
            next
        } else {
            signer
        };
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            self.operation
                .check(self.bench, &next, &outcome, self.number);
        }));
        assert!(checked.is_ok(), "{} after {outcome:?}", self.name());
    }

    fn name(&self) -> String {
        let Self {
            operation, call, ..
        } = self;
        format!("{operation:?}, {}: {}", call.function, self.script)
    }

    fn prepared(&self) -> Signer {
        if self.act != HANG {
            let signer = signer(self.operation, self.bench, AMPLE);
            self.operation.prepare(&signer).unwrap();
            return signer;
        }
        let began = Instant::now();
        loop {
            let signer = signer(self.operation, self.bench, SHORT);
            match self.operation.prepare(&signer) {
                Ok(()) => return signer,
                // A busy machine. What was underway is cleared away below.
                Err(error) => assert!(began.elapsed() < AMPLE, "{error:?}"),
            }
        }
    }

    /// The error is the right one, and its words are for people.
    fn judge(&self, outcome: &Result<(), Error>) {
        let name = self.name();
        let Err(error) = outcome else {
            assert_ne!(self.act, HANG, "{name} did not hang");
            return;
        };
        let words = error.to_string();
        assert!(
            !words.contains("CKR_") && !words.contains("C_"),
            "{name}: {words}"
        );
        let hung = matches!(error, Error::Unresponsive { .. });
        assert_eq!(self.act == HANG, hung, "{name}: {error:?}");
        let at_log_in = self.call.function == "C_Login" && self.operation == Operation::LogIn;
        let right = match self.act {
            "* {} CKR_PIN_LOCKED" if at_log_in => matches!(error, Error::PinLocked { .. }),
            "* {} CKR_PIN_INCORRECT" if at_log_in => matches!(error, Error::PinRefused { .. }),
            "* {}+ CKR_DEVICE_REMOVED" => told_as_absent(error),
            _ => true,
        };
        assert!(right, "{name}: {error:?}");
    }
}

fn told_as_absent(error: &Error) -> bool {
    match error {
        Error::TokenAbsent { .. } | Error::PinUncertain { .. } => true,
        // For a new token any slot would have done, and none answered.
        Error::NoFreeSlot { .. } => true,
        Error::KeyMayRemain { source, .. }
        | Error::ProbeMayRemain { source, .. }
        | Error::UserPinMissing { source, .. } => told_as_absent(source),
        // What has no name yet can't be called absent.
        Error::Refused { doing, .. } => ["listing slots", "initialising a token"].contains(doing),
        _ => false,
    }
}
