//! The grammar of the command line.

mod certificate;
mod facts;
mod log;
mod officer;
mod proposing;
mod request;
mod retention;

use std::path::PathBuf;

use chancery_domain::{Language, Utc};
use chancery_verify::Purpose;
use clap::{Args, Parser, Subcommand};

pub(crate) use certificate::{CertificateVerb, CrlVerb, OcspVerb};
pub(crate) use facts::{AgentVerb, FactsVerb, RemindersArguments};
pub(crate) use log::{LogVerb, TimestampArguments};
pub(crate) use officer::{EnrolArguments, OfficerVerb};
pub(crate) use proposing::Proposing;
pub(crate) use request::{ImportArguments, RequestVerb, StandingVerb};
pub(crate) use retention::{HeldSubject, HoldVerb, RetentionVerb};

/// Issue and revoke certificates for software agents; everything decided by two officers,
/// kept in a token, and recorded so that outsiders can check.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) noun: Noun,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Folder of the workspace; otherwise CHANCERY_WORKSPACE, otherwise the current folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Who acts: an officer's id, such as officer-02. Who only reads proves to be that officer if
    /// their PIN is at hand (--pin-file; practice): an auditor's reading is then recorded, and else
    /// it is not
    #[arg(long = "as", global = true, value_name = "OFFICER")]
    pub(crate) officer: Option<String>,
    /// File with the PIN of a token: TOKEN=FILE; may be given again
    #[arg(long, global = true, value_name = "TOKEN=FILE")]
    pub(crate) pin_file: Vec<String>,
    /// Language of sentences and errors: en or de
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<String>,
}

impl Global {
    pub(crate) fn language(&self) -> Language {
        let tag = self.lang.clone().or_else(|| std::env::var("LC_ALL").ok());
        let tag = tag
            .or_else(|| std::env::var("LANG").ok())
            .unwrap_or_default();
        Language::from_tag(&tag)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Noun {
    /// Workspaces
    #[command(subcommand)]
    Workspace(WorkspaceVerb),
    /// Tokens and the keys in them
    #[command(subcommand)]
    Token(TokenVerb),
    /// Officers
    #[command(subcommand)]
    Officer(OfficerVerb),
    /// Certificate profiles
    #[command(subcommand)]
    Profile(ProfileVerb),
    /// Who must approve what
    #[command(subcommand)]
    Policy(PolicyVerb),
    /// Facts about the firm and its agents, which reports need
    #[command(subcommand)]
    Facts(FactsVerb),
    /// Agents
    #[command(subcommand)]
    Agent(AgentVerb),
    /// What waits for the officer named by `--as`, or for anyone, and what a day is set for
    Reminders(RemindersArguments),
    /// Requests for certificates
    #[command(subcommand)]
    Request(RequestVerb),
    /// What two officers approved in advance, within bounds
    #[command(subcommand)]
    Standing(StandingVerb),
    /// Certificates of agents
    #[command(subcommand)]
    Certificate(CertificateVerb),
    /// Revocation lists
    #[command(subcommand)]
    Crl(CrlVerb),
    /// The state of single certificates, at this moment
    #[command(subcommand)]
    Ocsp(OcspVerb),
    /// The event log
    #[command(subcommand)]
    Log(LogVerb),
    /// How long side data is kept, and what is due to go
    #[command(subcommand)]
    Retention(RetentionVerb),
    /// Legal holds: what is held is not erased, whatever the schedule says
    #[command(subcommand)]
    Hold(HoldVerb),
    /// Sealed reports
    #[command(subcommand)]
    Report(ReportVerb),
    /// Judge a certificate, or the receipt of an event, by files alone; needs no workspace. Exit
    /// code 0 only if whoever is named stands behind it and nothing that was asked speaks against
    /// it
    Verify(VerifyArguments),
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The certificate, PEM or DER; or a PEM bundle that begins with it; or a receipt of a log, as
    /// `log prove` writes it
    pub(crate) file: PathBuf,
    /// Whom you trust: the file of one certificate, or its SHA-256 if it is among those given
    #[arg(long, value_name = "CERT|SHA256")]
    pub(crate) root: Option<PathBuf>,
    /// Certificates of CAs between it and the root; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) intermediate: Vec<PathBuf>,
    /// Revocation lists; may be given again. Without any, revocation is not asked about
    #[arg(long, value_name = "FILE")]
    pub(crate) crl: Vec<PathBuf>,
    /// The instant to judge by, such as 2026-11-22T14:33:00Z; otherwise now
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) at: Option<Utc>,
    /// For what it must be good: agent-action, officer-decision, server, client or an OID
    #[arg(long)]
    pub(crate) purpose: Option<Purpose>,
    /// Of a receipt: keys of the log and of its witnesses, such as its log.vkey; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) vkey: Vec<PathBuf>,
    /// Of a receipt: a checkpoint of the log that you have from elsewhere and trust
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
}

impl VerifyArguments {
    /// Options given that are about certificates alone.
    pub(crate) fn of_certificates(&self) -> Vec<&'static str> {
        let given = [
            ("--root", self.root.is_some()),
            ("--intermediate", !self.intermediate.is_empty()),
            ("--crl", !self.crl.is_empty()),
            ("--at", self.at.is_some()),
            ("--purpose", self.purpose.is_some()),
        ];
        names(&given)
    }

    /// Options given that are about receipts alone.
    pub(crate) fn of_receipts(&self) -> Vec<&'static str> {
        names(&[
            ("--vkey", !self.vkey.is_empty()),
            ("--checkpoint", self.checkpoint.is_some()),
        ])
    }
}

fn names(given: &[(&'static str, bool)]) -> Vec<&'static str> {
    let given = given.iter().filter(|(_, given)| *given);
    given.map(|(name, _)| *name).collect()
}

fn instant(text: &str) -> Result<Utc, &'static str> {
    Utc::parse(text).ok_or("an instant is written as 2026-11-22T14:33:00Z")
}

#[derive(Debug, Subcommand)]
pub(crate) enum WorkspaceVerb {
    /// Make a workspace in a new or empty folder
    Create {
        /// The folder
        dir: PathBuf,
        /// With software tokens and fictitious officers; can never become a production workspace
        #[arg(long, required = true)]
        practice: bool,
    },
    /// Hold everything stored against everything else; exit code 5 on a break
    Check,
    /// Make the tables anew from events and records; refused where the log does not verify
    Rebuild,
    /// Write everything to one new file, prove that it can be restored, and record that. Others
    /// may go on working
    Backup(BackupArguments),
    /// Restore a backup to a new or empty folder, or leave nothing there
    Restore(RestoreArguments),
    /// Propose that side data goes for good; a checker decides with `request approve`
    Erase {
        /// Its hashes, as `retention show` prints them
        #[arg(required_unless_present = "of", conflicts_with = "of")]
        blob: Vec<String>,
        /// All that is there about this request or officer
        #[arg(long, value_name = "HOLDER")]
        of: Option<String>,
        #[command(flatten)]
        proposing: Proposing,
    },
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// The file, which must not be there
    pub(crate) file: PathBuf,
    /// Encrypt for whom has the identity of this recipient, as age-keygen prints it; may be given
    /// again
    #[arg(long, value_name = "AGE1...", conflicts_with = "passphrase_file")]
    pub(crate) recipient: Vec<String>,
    /// Encrypt with the passphrase in the first line of this file
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup
    pub(crate) file: PathBuf,
    /// The folder, which must be new or empty
    pub(crate) dir: PathBuf,
    /// A checkpoint of the log that was kept elsewhere: what ends before it is refused
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// File with an identity of age that opens the backup
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    pub(crate) identity: Option<PathBuf>,
    /// File with the passphrase in its first line
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenVerb {
    /// All tokens of the workspace; with --module, all tokens in that module's slots
    List {
        /// Path of a PKCS#11 module
        #[arg(long, value_name = "FILE")]
        module: Option<PathBuf>,
    },
    /// One token, by label or serial, with a page of its keys
    Show {
        /// Label or serial
        token: String,
        /// The page after this one, as the page before says
        #[arg(long, value_name = "NEXT")]
        after: Option<String>,
    },
    /// Initialise a token in a free slot of a module; agents' keys are made there from now on
    Init {
        /// Path of the PKCS#11 module
        #[arg(long, value_name = "FILE")]
        module: PathBuf,
        /// The label it gets
        #[arg(long)]
        label: String,
        /// File with the PIN that its security officer gets; asked for otherwise
        #[arg(long, value_name = "FILE")]
        so_pin_file: Option<PathBuf>,
        /// File with the PIN that its user gets; asked for otherwise
        #[arg(long, value_name = "FILE")]
        new_pin_file: Option<PathBuf>,
    },
    /// Use a token that was initialised elsewhere, or was in use before; agents' keys are made there from now on
    Take {
        /// Path of the PKCS#11 module
        #[arg(long, value_name = "FILE")]
        module: PathBuf,
        /// Its serial
        #[arg(long)]
        serial: String,
        /// Its label, where several tokens of the module share the serial
        #[arg(long)]
        label: Option<String>,
    },
    /// Find a token's keys on another token, or behind another module, and use them there
    Relink {
        /// Label or serial of the token as the log knows it
        token: String,
        /// Path of the PKCS#11 module in which the other one is
        #[arg(long, value_name = "FILE")]
        module: PathBuf,
        /// Serial of the other one
        #[arg(long)]
        serial: String,
        /// Label of the other one, where several tokens of the module share the serial
        #[arg(long)]
        label: Option<String>,
        /// Do it; otherwise what it would do is shown
        #[arg(long)]
        confirm: bool,
    },
    /// Hold the keys of a token against those that the log knows; exit code 1 if they differ
    Inventory {
        /// Label or serial
        token: String,
    },
    /// Find out by trying what a token can do; all keys that are made for it are destroyed again
    Probe {
        /// Label or serial
        token: String,
    },
    /// Change the PIN of a token
    ChangePin {
        /// Label or serial
        token: String,
        /// File with the new PIN; asked for otherwise, twice
        #[arg(long, value_name = "FILE")]
        new_pin_file: Option<PathBuf>,
    },
    /// Give a token a new PIN with that of its security officer: its own is locked or lost
    UnlockPin {
        /// Label or serial
        token: String,
        /// File with the PIN of its security officer; asked for otherwise
        #[arg(long, value_name = "FILE")]
        so_pin_file: Option<PathBuf>,
        /// File with the new PIN; asked for otherwise, twice
        #[arg(long, value_name = "FILE")]
        new_pin_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileVerb {
    /// All profiles, as they are in force
    List,
    /// One profile with all its rules
    Show {
        /// Its name, such as agent
        profile: String,
        /// Print the next version as JSON, to be edited and proposed
        #[arg(long)]
        draft: bool,
    },
    /// Propose the next version of a profile; a checker decides with `request approve`
    Propose {
        /// The profile, JSON; `-` reads standard input
        file: PathBuf,
        #[command(flatten)]
        proposing: Proposing,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyVerb {
    /// The approval policy in force
    Show {
        /// Print the next version as JSON, to be edited and proposed
        #[arg(long)]
        draft: bool,
    },
    /// Propose the next version of the approval policy; a checker decides with `request approve`
    Propose {
        /// The policy, JSON; `-` reads standard input
        file: PathBuf,
        #[command(flatten)]
        proposing: Proposing,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportVerb {
    /// Render a report over a period and seal it
    Render {
        /// First day, such as 2026-11-01 (UTC)
        #[arg(long)]
        from: String,
        /// Last day, such as 2026-11-22 (UTC)
        #[arg(long)]
        to: String,
        /// Also write it to this new file
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Reports made so far, and who signed them off
    List,
    /// Sign a report off: its preparer first, then its reviewer, then who approves it, each
    /// another officer
    SignOff {
        /// Its id
        id: String,
        /// As what
        #[arg(long, value_parser = ["preparer", "reviewer", "approver"])]
        part: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
}
