//! What a person does, where it can be done, and whether it was.

use std::fs;

use crate::{
    outsider,
    practice::{Practice, REQUEST, Stage, path_text, sample_request},
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
    PublishCrl,
    Checkpoint,
    ChangePin,
    Inventory,
    Report,
}

const SECOND: &str = "REQ-2026-0002";

impl Operation {
    /// How far the first request must have come.
    fn stage(self) -> Stage {
        match self {
            Self::Submit => Stage::Founded,
            Self::Approve | Self::Reject => Stage::Submitted,
            Self::Issue | Self::IssueSeveral => Stage::Approved,
            _ => Stage::Issued,
        }
    }

    /// On the command line; `serial` is of the agent's certificate.
    fn words<'a>(self, sample: &'a str, new_pin: &'a str, serial: &'a str) -> Vec<&'a str> {
        match self {
            Self::Submit => vec!["request", "new", sample],
            Self::Approve => vec!["request", "approve", REQUEST, "--reason", "Fine"],
            Self::Reject => vec!["request", "reject", REQUEST, "--reason", "Not now"],
            Self::Issue => vec!["certificate", "issue", REQUEST],
            Self::IssueSeveral => vec!["certificate", "issue", REQUEST, SECOND],
            Self::Revoke => vec![
                "certificate",
                "revoke",
                serial,
                "--reason",
                "superseded",
                "--comment",
                "Over",
            ],
            Self::Suspend => vec![
                "certificate",
                "suspend",
                serial,
                "--comment",
                "Is looked into",
            ],
            Self::PublishCrl => vec!["crl", "publish"],
            Self::Checkpoint => vec!["log", "checkpoint"],
            Self::ChangePin => vec!["token", "change-pin", "agents", "--new-pin-file", new_pin],
            Self::Inventory => vec!["token", "inventory", "agents"],
            Self::Report => {
                let period = ["--from", "2026-01-01", "--to", "2026-01-02"];
                [&["report", "render"][..], &period].concat()
            }
        }
    }

    /// True if nothing tells whether it was done once or twice.
    pub(crate) fn is_repeatable(self) -> bool {
        matches!(self, Self::Checkpoint | Self::PublishCrl | Self::Inventory)
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
            Self::PublishCrl => now.lists > before.lists,
            Self::Checkpoint => true,
            Self::ChangePin => now.pins == 1,
            Self::Inventory => now.inventories > 0,
            Self::Report => now.reports > 0,
        }
    }
}

/// A workspace in which an operation can be done.
pub(crate) struct Beginning {
    pub(crate) snapshot: Snapshot,
    pub(crate) counts: Counts,
    serial: String,
}

impl Beginning {
    pub(crate) fn of(operation: Operation) -> Self {
        let practice = Practice::at(operation.stage());
        if operation == Operation::IssueSeveral {
            assert_eq!(practice.submit("reporting_bot"), SECOND);
            practice.approve(SECOND);
        }
        let sql = "SELECT coalesce(max(serial), '') FROM certificate WHERE profile = 'agent'";
        Self {
            snapshot: Snapshot::of(&practice.root()),
            counts: Counts::of(&practice),
            serial: outsider::text(&practice.database(), sql),
        }
    }

    pub(crate) fn arguments(&self, operation: Operation, practice: &Practice) -> Vec<String> {
        let (sample, new_pin) = (
            sample_request("ai_trader_bot_v2"),
            practice.beside("new.pin"),
        );
        fs::write(&new_pin, "24682468\n").unwrap();
        let words = operation.words(path_text(&sample), path_text(&new_pin), &self.serial);
        words.into_iter().map(str::to_owned).collect()
    }
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
    lists: u64,
    pins: u64,
    inventories: u64,
    reports: u64,
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
            events("crl_published"),
            events("pin_changed"),
            events("inventory_taken"),
            events("report_rendered"),
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
            lists: next(),
            pins: next(),
            inventories: next(),
            reports: next(),
            keys_made: next(),
        }
    }
}
