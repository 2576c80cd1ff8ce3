//! What a person does, where it can be done, and whether it was.

use crate::{
    beginning::{NEWCOMER, ROWS, SOFTHSM, VAULT, With},
    counts::Counts,
    practice::{Stage, first_request},
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
    /// Of whether the agent's certificate is good.
    RespondOcsp,
    /// The request for the next certificate of an agent, over a new key.
    RenewWithNewKey,
    /// The same over the key that the agent has.
    RenewWithSameKey,
    /// The next certificate over the same key.
    IssueRenewal,
    CompromiseKey,
    CompromiseIssuer,
    /// Of a token whose module nobody here knows.
    Probe,
    /// A request whose key is the first one on such a token.
    FirstUse,
    Import,
    /// A request under a standing authorisation, issued at once.
    UseStanding,
    ImportUnderStanding,
}

impl Operation {
    /// How far the first request must have come.
    pub(crate) fn stage(self) -> Stage {
        match self {
            Self::Submit | Self::Erase | Self::ProposeOfficer | Self::Enrol | Self::Retire => {
                Stage::Founded
            }
            Self::Approve | Self::Reject => Stage::Submitted,
            Self::Issue | Self::IssueSeveral => Stage::Approved,
            Self::Probe
            | Self::FirstUse
            | Self::Import
            | Self::UseStanding
            | Self::ImportUnderStanding => Stage::Founded,
            _ => Stage::Issued,
        }
    }

    /// On the command line.
    pub(crate) fn words<'a>(self, with: &With<'a>) -> Vec<&'a str> {
        let With {
            sample,
            new_pin,
            export,
            file,
            answer,
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
            Self::RespondOcsp => vec!["ocsp", "respond", file, "--out", answer],
            Self::RenewWithNewKey | Self::RenewWithSameKey | Self::FirstUse => {
                vec!["request", "new", file]
            }
            Self::IssueRenewal => vec!["certificate", "issue", subject],
            Self::CompromiseKey | Self::CompromiseIssuer => {
                vec!["certificate", "compromise", subject, "--comment", "Lost"]
            }
            Self::Probe => vec!["token", "probe", VAULT],
            Self::Import => vec!["request", "import", file],
            Self::UseStanding => vec!["request", "new", file, "--standing", subject, "--issue"],
            Self::ImportUnderStanding => {
                vec!["request", "import", file, "--standing", subject]
            }
        }
    }

    /// True if keys are made for what is asked for.
    pub(crate) fn makes_keys(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::ProposeOfficer
                | Self::RenewWithNewKey
                | Self::FirstUse
                | Self::Import
                | Self::UseStanding
                | Self::ImportUnderStanding
        )
    }

    /// What the module says of itself meanwhile, to the double.
    pub(crate) fn looks(self) -> &'static str {
        match self {
            Self::Probe | Self::FirstUse => "made-by Nobody",
            _ => "",
        }
    }

    /// True if nothing tells whether it was done once or twice.
    pub(crate) fn is_repeatable(self) -> bool {
        matches!(
            self,
            Self::Checkpoint
                | Self::PublishCrl
                | Self::Inventory
                | Self::Export
                | Self::Relink
                | Self::Probe
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
            Self::Checkpoint | Self::Probe => true,
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
            Self::RespondOcsp => now.answers == 1,
            Self::RenewWithNewKey | Self::RenewWithSameKey | Self::FirstUse => {
                now.requests == before.requests + 1
            }
            Self::IssueRenewal => now.certificates == 2,
            Self::CompromiseKey | Self::CompromiseIssuer => now.compromises == 1,
            Self::Import => now.requests == ROWS,
            Self::UseStanding => now.certificates == 1,
            Self::ImportUnderStanding => now.certificates == ROWS,
        }
    }
}
