//! What a person does, where it can be done, and whether it was.

use std::fs;

use crate::{
    outsider,
    practice::{Practice, Stage, first_request, path_text, sample_request},
    snapshot::Snapshot,
};

/// What a person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Submit,
    Approve,
    Reject,
    Issue,
    IssueSeveral,
    Revoke,
    Suspend,
    Release,
    PublishCrl,
    Checkpoint,
    ChangePin,
    Inventory,
    Report,
    Export,
    Erase,
    ProposeOfficer,
    Enrol,
    Retire,
    InitToken,
    Relink,
}

/// Somebody new is proposed.
const NEWCOMER: [&str; 8] = [
    "officer",
    "enrol",
    "--name",
    "Noor Haddad",
    "--role",
    "maker",
    "--reason",
    "Joins",
];

/// Where the double stands in for SoftHSM.
const SOFTHSM: &str = "/usr/lib/softhsm/libsofthsm2.so";

/// Below the workspace, where the shim counts what is written.
pub(crate) const EXPORT: &str = "export";

impl Operation {
    /// How far the first request must have come.
    fn stage(self) -> Stage {
        match self {
            Self::Submit | Self::Erase | Self::ProposeOfficer | Self::Enrol | Self::Retire => {
                Stage::Founded
            }
            Self::Approve | Self::Reject => Stage::Submitted,
            Self::Issue | Self::IssueSeveral => Stage::Approved,
            _ => Stage::Issued,
        }
    }

    /// On the command line.
    fn words<'a>(self, with: &With<'a>) -> Vec<&'a str> {
        let With {
            sample,
            new_pin,
            export,
            subject,
        } = *with;
        match self {
            Self::Submit => vec!["request", "new", sample],
            Self::Approve => vec!["request", "approve", first_request(), "--reason", "Fine"],
            Self::Reject => vec!["request", "reject", first_request(), "--reason", "Not now"],
            Self::Issue => vec!["certificate", "issue", first_request()],
            Self::IssueSeveral => vec!["certificate", "issue", first_request(), subject],
            Self::Revoke => vec![
                "certificate",
                "revoke",
                subject,
                "--reason",
                "superseded",
                "--comment",
                "Over",
            ],
            Self::Suspend => vec![
                "certificate",
                "suspend",
                subject,
                "--comment",
                "Is looked into",
            ],
            Self::Release => vec!["request", "approve", subject, "--reason", "Explained"],
            Self::PublishCrl => vec!["crl", "publish"],
            Self::Checkpoint => vec!["log", "checkpoint"],
            Self::ChangePin => vec!["token", "change-pin", "agents", "--new-pin-file", new_pin],
            Self::Inventory => vec!["token", "inventory", "agents"],
            Self::Report => {
                let period = ["--from", "2026-01-01", "--to", "2026-01-02"];
                [&["report", "render"][..], &period].concat()
            }
            Self::Export => vec!["log", "export", export],
            Self::Erase | Self::Enrol | Self::Retire => {
                vec!["request", "approve", subject, "--reason", "Agreed"]
            }
            Self::ProposeOfficer => NEWCOMER.to_vec(),
            Self::InitToken => {
                let told = ["token", "init", "--module", SOFTHSM, "--label", "vault"];
                let pins = ["--so-pin-file", new_pin, "--new-pin-file", new_pin];
                [&told[..], &pins].concat()
            }
            Self::Relink => {
                let told = ["token", "relink", "agents", "--module", SOFTHSM];
                [&told[..], &["--serial", subject, "--confirm"]].concat()
            }
        }
    }

    /// True if nothing tells whether it was done once or twice.
    pub(crate) fn is_repeatable(self) -> bool {
        matches!(
            self,
            Self::Checkpoint | Self::PublishCrl | Self::Inventory | Self::Export | Self::Relink
        )
    }

    /// True if it need not be done again.
    pub(crate) fn is_done(self, before: &Counts, now: &Counts) -> bool {
        match self {
            Self::Submit => now.requests == 1,
            Self::Approve => now.approved == 1,
            Self::Reject => now.rejected == 1,
            Self::Issue => now.certificates == 1,
            Self::IssueSeveral => now.certificates == 2,
            Self::Revoke => now.denied == 1,
            Self::Suspend => now.suspended == 1,
            Self::Release => now.released == 1 && now.denied == 0,
            Self::PublishCrl => now.lists > before.lists,
            Self::Checkpoint => true,
            Self::ChangePin => now.pins == 1,
            Self::Inventory => now.inventories > 0,
            Self::Report => now.reports > 0,
            Self::Export => now.exports > 0,
            // What the request says of a person, and of its purpose.
            Self::Erase => now.erased == 2,
            Self::ProposeOfficer => now.changes == 1,
            Self::Enrol => now.officers == 6,
            Self::Retire => now.denied == 1,
            Self::InitToken => now.tokens > before.tokens,
            Self::Relink => now.relinked > 0,
        }
    }
}

/// What an operation is done with.
struct With<'a> {
    sample: &'a str,
    new_pin: &'a str,
    export: &'a str,
    /// What it is done to: the serial of the agent's certificate, a change, or the second request.
    subject: &'a str,
}

/// A workspace in which an operation can be done.
pub(crate) struct Beginning {
    pub(crate) snapshot: Snapshot,
    pub(crate) counts: Counts,
    subject: String,
}

impl Beginning {
    pub(crate) fn of(operation: Operation) -> Self {
        let practice = Practice::at(operation.stage());
        let sql = "SELECT coalesce(max(serial), '') FROM certificate WHERE profile = 'agent'";
        let subject = match operation {
            Operation::IssueSeveral => {
                let second = practice.submit("reporting_bot");
                practice.approve(&second);
                second
            }
            Operation::Release => release(&practice, &outsider::text(&practice.database(), sql)),
            Operation::Erase => erasure(&practice),
            Operation::Enrol => proposed(&practice, &NEWCOMER),
            Operation::Retire => {
                let told = ["officer", "retire", "officer-04", "--reason", "Leaves"];
                proposed(&practice, &told)
            }
            Operation::Relink => {
                let sql = "SELECT serial FROM token WHERE purpose = 'agents'";
                outsider::text(&practice.database(), sql)
            }
            _ => outsider::text(&practice.database(), sql),
        };
        Self {
            snapshot: Snapshot::of(&practice.root()),
            counts: Counts::of(&practice),
            subject,
        }
    }

    pub(crate) fn arguments(&self, operation: Operation, practice: &Practice) -> Vec<String> {
        let (sample, new_pin) = (
            sample_request("ai_trader_bot_v2"),
            practice.beside("new.pin"),
        );
        fs::write(&new_pin, "24682468\n").unwrap();
        let export = practice.root().join(EXPORT);
        let words = operation.words(&With {
            sample: path_text(&sample),
            new_pin: path_text(&new_pin),
            export: path_text(&export),
            subject: &self.subject,
        });
        words.into_iter().map(str::to_owned).collect()
    }
}

/// A certificate on hold that is released once the second officer approves: the change.
fn release(practice: &Practice, serial: &str) -> String {
    practice.done(&["certificate", "suspend", serial, "--comment", "Odd orders"]);
    let told = ["certificate", "release", serial, "--comment", "Explained"];
    let proposed = practice.done(&told);
    proposed["release"].as_str().unwrap().to_owned()
}

/// A rejected request whose side data two officers let go, once the second approves: the change.
fn erasure(practice: &Practice) -> String {
    let request = practice.submit("trading_bot_v2");
    practice.done(&["request", "reject", &request, "--reason", "Not wanted"]);
    let schedule = practice.beside("schedule.json");
    let nothing = r#"{"version": 2, "rules": [{"class": "personal-data", "months": 0}]}"#;
    fs::write(&schedule, nothing).unwrap();
    let told = [
        "retention",
        "propose",
        path_text(&schedule),
        "--reason",
        "No provider",
    ];
    let id = |change: &serde_json::Value| change["row"]["id"].as_str().unwrap().to_owned();
    practice.approve(&id(&practice.done(&told)));
    let told = ["workspace", "erase", "--of", &request, "--reason", "Over"];
    id(&practice.done(&told))
}

/// The change that waits then.
fn proposed(practice: &Practice, told: &[&str]) -> String {
    let change = practice.done(told);
    change["row"]["id"].as_str().unwrap().to_owned()
}

/// What a workspace holds, counted by an outsider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    requests: u64,
    approved: u64,
    rejected: u64,
    pub(crate) certificates: u64,
    pub(crate) intended: u64,
    pub(crate) abandoned: u64,
    denied: u64,
    suspended: u64,
    released: u64,
    lists: u64,
    pins: u64,
    inventories: u64,
    reports: u64,
    exports: u64,
    erased: u64,
    changes: u64,
    officers: u64,
    tokens: u64,
    relinked: u64,
    pub(crate) keys_made: u64,
}

impl Counts {
    pub(crate) fn of(practice: &Practice) -> Self {
        let of = |table: &str, holds: &str| format!("(SELECT count(*) FROM {table} WHERE {holds})");
        let events = |kind: &str| of("event", &format!("kind = '{kind}'"));
        let columns = [
            of("request", "true"),
            of("request", "state = 'approved'"),
            of("request", "state = 'rejected'"),
            of("certificate", "profile = 'agent'"),
            events("issuance_intended"),
            events("issuance_abandoned"),
            of("denied", "true"),
            events("certificate_suspended"),
            events("certificate_released"),
            events("crl_published"),
            events("pin_changed"),
            events("inventory_taken"),
            events("report_rendered"),
            events("log_exported"),
            events("blob_erased"),
            of("change", "true"),
            of("officer", "true"),
            of("token", "true"),
            events("token_relinked"),
            events("key_generated"),
        ];
        let sql = format!("SELECT {}", columns.join(", "));
        let rows = outsider::query(&practice.database(), &sql);
        let mut counts = rows[0].iter().map(|count| count.as_u64().unwrap());
        let mut next = || counts.next().unwrap();
        Self {
            requests: next(),
            approved: next(),
            rejected: next(),
            certificates: next(),
            intended: next(),
            abandoned: next(),
            denied: next(),
            suspended: next(),
            released: next(),
            lists: next(),
            pins: next(),
            inventories: next(),
            reports: next(),
            exports: next(),
            erased: next(),
            changes: next(),
            officers: next(),
            tokens: next(),
            relinked: next(),
            keys_made: next(),
        }
    }
}
