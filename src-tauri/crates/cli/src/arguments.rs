//! The grammar of the command line.

mod facts;

use std::path::PathBuf;

use chancery_domain::{Language, Utc};
use chancery_verify::Purpose;
use clap::{Args, Parser, Subcommand};

pub(crate) use facts::{AgentVerb, FactsVerb, RemindersArguments};

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
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
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
    /// Use a token that was initialised elsewhere; agents' keys are made there from now on
    Take {
        /// Path of the PKCS#11 module
        #[arg(long, value_name = "FILE")]
        module: PathBuf,
        /// Its serial
        #[arg(long)]
        serial: String,
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
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfficerVerb {
    /// All officers
    List,
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
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
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
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RequestVerb {
    /// Submit a request, or several under one signature: makes the agents' keys, or takes the
    /// ones that they have, and signs as the maker
    New {
        /// The request, JSON; `-` reads standard input. With a pattern: only what differs from it
        #[arg(required_unless_present_any = ["like", "from"], num_args = 1..)]
        file: Vec<PathBuf>,
        /// Fill it in from the last certificate of this agent
        #[arg(long, value_name = "AGENT", conflicts_with = "from")]
        like: Option<String>,
        /// Fill it in from this request, JSON
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// The agent that it is for, in place of the pattern's
        #[arg(long, value_name = "ID")]
        agent: Option<String>,
        /// Submit nothing: show what it says, what is wrong with it and what to think about
        #[arg(long)]
        dry_run: bool,
        /// Submit nothing: keep it as a draft, unchecked
        #[arg(long, conflicts_with = "dry_run")]
        draft: bool,
        /// Certificate signing request (PKCS#10, PEM or DER) for a key that the agent has itself
        #[arg(long, value_name = "FILE")]
        csr: Option<PathBuf>,
        /// Under this standing authorisation, which approves it
        #[arg(long, value_name = "CHG-ID", conflicts_with_all = ["dry_run", "draft"])]
        standing: Option<String>,
        /// Issue the certificate at once
        #[arg(long, requires = "standing")]
        issue: bool,
        /// Why, in the maker's words
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Submit what a CSV file asks for, a row a request, under one signature. What was submitted
    /// before is not submitted again
    Import(ImportArguments),
    /// Requests and changes of rules, newest first
    List {
        /// Those that are done, too
        #[arg(long)]
        all: bool,
        /// The page before this request
        #[arg(long, value_name = "ID")]
        before: Option<String>,
    },
    /// One request or change with its decisions
    Show {
        /// Its id
        id: String,
    },
    /// Approve a request, a change, or several requests under one signature, as a checker
    Approve {
        /// Its id
        #[arg(required = true, num_args = 1..)]
        id: Vec<String>,
        /// All that wait of those that were submitted together with this one
        #[arg(long)]
        batch: bool,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Reject a request or a change as a checker; a key that was made for it is destroyed
    Reject {
        /// Its id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Take a request back, as its maker, any time before it is issued; a key that was made for
    /// it is destroyed
    Withdraw {
        /// Its id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Drafts of the officer who acts, newest first; without --as, of all
    Drafts,
    /// Submit a draft, as who wrote it
    Submit {
        /// Its name, such as DRF-2026-0001
        id: String,
        /// Why, in the maker's words
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Give a draft up, as who wrote it
    Discard {
        /// Its name, such as DRF-2026-0001
        id: String,
    },
    /// Print the JSON schema of a request
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The file, CSV; `-` reads standard input. `fixtures/requests/fleet.csv` is a sample
    pub(crate) file: PathBuf,
    /// Only read it: all rows, with all faults. Nothing is written, and no PIN is needed
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Submit the sound rows and leave out the others; otherwise one fault holds all back
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) sound_part: bool,
    /// Under this standing authorisation: the certificates are issued at once. What was submitted
    /// under it before is issued, if it was not
    #[arg(long, value_name = "CHG-ID", conflicts_with = "dry_run")]
    pub(crate) standing: Option<String>,
    /// Why, in the maker's words
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StandingVerb {
    /// Propose a standing authorisation; a checker decides with `standing approve`
    Propose {
        /// Its bounds, JSON; `-` reads standard input
        file: PathBuf,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Approve a proposed one as a checker
    Approve {
        /// Its id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Those that are in force, with what is left of them
    List {
        /// Those that approve nothing more, too
        #[arg(long)]
        all: bool,
    },
    /// One with its decisions
    Show {
        /// Its id
        id: String,
    },
    /// Take one back, as any maker or checker: it approves nothing more
    Withdraw {
        /// Its id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CertificateVerb {
    /// Issue the certificate of an approved request, or of several in one go
    Issue {
        /// The request's id
        #[arg(required = true, num_args = 1..)]
        request: Vec<String>,
        /// All that are approved of those that were submitted together with this one
        #[arg(long)]
        batch: bool,
    },
    /// The register, newest first
    List {
        /// Beginning of an agent's id or of a serial
        #[arg(long, default_value = "")]
        search: String,
        /// Expired ones, too
        #[arg(long)]
        expired: bool,
        /// The page after this serial
        #[arg(long, value_name = "SERIAL", conflicts_with = "csv")]
        after: Option<String>,
        /// Write all pages to this new file, for a spreadsheet and for `request import`
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// One certificate with everything about its agent
    Show {
        /// Its serial number, hex
        serial: String,
    },
    /// Write a certificate to a new file
    Export {
        /// Its serial number, hex
        serial: String,
        /// The file, which must not be there
        #[arg(long)]
        out: PathBuf,
        /// pem, der or chain
        #[arg(long, default_value = "pem", value_parser = ["pem", "der", "chain"])]
        format: String,
    },
    /// Print the request that would renew a certificate, to be edited and submitted
    Renew {
        /// Its serial number, hex
        serial: String,
    },
    /// Put a certificate on hold: it is denied until it is released
    Suspend {
        /// Its serial number, hex
        serial: String,
        /// Why, in the officer's words: part of what is signed
        #[arg(long)]
        comment: String,
    },
    /// Propose that a certificate is released from hold; a checker decides with `request approve`
    Release {
        /// Its serial number, hex
        serial: String,
        /// Why, in the officer's words: part of what is signed
        #[arg(long)]
        comment: String,
    },
    /// Confirm a revocation that another officer made alone
    Confirm {
        /// Its serial number, hex
        serial: String,
        /// Why: part of what is signed
        #[arg(long, visible_alias = "comment")]
        reason: String,
    },
    /// Revocations that one officer made alone and a second one is to confirm, the oldest first
    Confirmations,
    /// Revoke a certificate at once; a second officer confirms it afterwards
    Revoke {
        /// Its serial number, hex
        serial: String,
        /// keyCompromise, affiliationChanged, superseded, cessationOfOperation, privilegeWithdrawn
        #[arg(long)]
        reason: String,
        /// Since when key or agent is thought to have been bad: a day or an instant, UTC
        #[arg(long, value_name = "WHEN")]
        invalid_since: Option<String>,
        /// Why, in the officer's words: part of what is signed
        #[arg(long)]
        comment: String,
    },
    /// Declare a key compromised: denies every certificate that stands on it. Without --comment,
    /// only shows which
    Compromise {
        /// Serial number of a certificate, SHA-256 of the SubjectPublicKeyInfo, or `issuing`
        key: String,
        /// Since when it is thought to be compromised: a day or an instant, UTC
        #[arg(long, value_name = "WHEN")]
        since: Option<String>,
        /// Why, in the officer's words: part of what is signed
        #[arg(long)]
        comment: Option<String>,
    },
    /// Certificates that end soon and are not renewed, soonest first
    Expiring {
        /// Within so many days
        #[arg(long, default_value_t = 30)]
        days: u32,
        /// The page after this serial
        #[arg(long, value_name = "SERIAL")]
        after: Option<String>,
    },
    /// Write a calendar of certificates that end soon, for any program that takes calendars
    Reminders {
        /// Within so many days
        #[arg(long, default_value_t = 90)]
        days: u32,
        /// The file, which must not be there
        #[arg(long, value_name = "FILE.ics")]
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CrlVerb {
    /// Sign and publish new CRLs of the issuing CA
    Publish {
        /// Only what has changed since the oldest list that may still be in use
        #[arg(long)]
        delta: bool,
    },
    /// The newest CRLs of each CA, and the deltas on offer
    Show,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OcspVerb {
    /// Answer a request; exit code 1 if it is none that can be answered
    Respond {
        /// The OCSPRequest, DER; `-` reads standard input
        request: PathBuf,
        /// The file for the OCSPResponse, which must not be there
        #[arg(long, value_name = "RESP.der")]
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogVerb {
    /// Events, newest first
    List {
        /// Only events before this number
        #[arg(long)]
        before: Option<u64>,
        /// Only events of this type, such as certificate_issued
        #[arg(long, default_value = "")]
        kind: String,
        /// Only events by this officer or service
        #[arg(long, default_value = "")]
        actor: String,
        /// Only events about this agent, its requests and its certificates
        #[arg(long, default_value = "")]
        agent: String,
        /// Only from this day or instant on (UTC), such as 2026-11-01
        #[arg(long, default_value = "")]
        from: String,
        /// Only until this day, with it, or before this instant (UTC)
        #[arg(long, default_value = "")]
        to: String,
        /// The beginning of an id, or any text that the events have in them
        #[arg(long, default_value = "")]
        search: String,
    },
    /// Recompute events, tree and checkpoint signatures; exit code 5 on a break
    Verify {
        /// A checkpoint of the log that was kept elsewhere: a log that ends before it, or tells
        /// another history, is broken
        #[arg(long, value_name = "NOTE")]
        checkpoint: Option<PathBuf>,
    },
    /// Sign a checkpoint over all events so far
    Checkpoint,
    /// Write the receipt of one event: a file that anyone can check with the log's keys alone
    Prove {
        /// The event's number
        seq: u64,
        /// The file, which must not be there; its name ends in .tlog-proof by custom
        #[arg(long)]
        out: PathBuf,
    },
    /// Write the log into a folder that outsiders can check: entries, hash tiles, checkpoint, keys,
    /// time stamps. A folder with an earlier export is brought up to date
    Export {
        /// The folder
        folder: PathBuf,
    },
    /// Take in a witness's answer, held against what that witness saw before
    Witness {
        /// The answer: the witness's signature lines
        file: PathBuf,
    },
    /// Who watches this log, and which logs this workstation watches
    Witnesses,
    /// Propose a witness: its cosignatures count once a second officer approved
    WitnessPropose {
        /// Its verifier key: a file with one vkey line, or the line itself
        key: String,
        /// Its cosignatures are to count no more
        #[arg(long)]
        withdraw: bool,
        /// Why; part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Write what a witness is asked to cosign, to be carried to it
    WitnessAsk {
        /// The witness, by the name of its key
        name: String,
        /// Where to write it
        #[arg(long)]
        out: PathBuf,
    },
    /// The verifier key by which this workstation witnesses other logs
    WitnessKey,
    /// Cosign a checkpoint of another log, as its witness
    Cosign {
        /// What the other log's officer wrote by `log witness-ask`
        file: PathBuf,
        /// The other log's verifier keys (its log.vkey); needed the first time
        #[arg(long, value_name = "FILE")]
        log_key: Option<PathBuf>,
        /// Where to write the answer
        #[arg(long)]
        out: PathBuf,
    },
    /// Propose that the log goes on under new keys, made on the records token
    RotateKeys {
        /// The old keys are lost: the whole founding quorum has to approve
        #[arg(long)]
        lost: bool,
        /// Why; part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Ask for a time stamp (RFC 3161) over the newest checkpoint, or take the answer in
    Timestamp(TimestampArguments),
    /// Time stamps and open queries, each checked anew; exit code 1 if one does not stand
    Timestamps {
        /// A certificate that the authorities must descend from, PEM or DER
        #[arg(long, value_name = "CERT")]
        root: Vec<PathBuf>,
    },
}

/// A query, or its answer.
#[derive(Debug, Args)]
pub(crate) struct TimestampArguments {
    /// The file for the query, which must not be there
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "response",
        conflicts_with = "response"
    )]
    pub(crate) request: Option<PathBuf>,
    /// The authority's answer, DER; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) response: Option<PathBuf>,
    /// A certificate that the authority must descend from, PEM or DER; without one the answer is
    /// taken in without asking who vouches for the authority
    #[arg(long, value_name = "CERT", requires = "response")]
    pub(crate) root: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RetentionVerb {
    /// The schedule in force, and side data that is due to go
    Show {
        /// All side data that is there, with what keeps it
        #[arg(long)]
        all: bool,
        /// The page after this event, as the page before says
        #[arg(long, value_name = "EVENT")]
        after: Option<u64>,
        /// Side data about this officer or request alone, also what went
        #[arg(long, value_name = "HOLDER", conflicts_with_all = ["all", "after"])]
        of: Option<String>,
        /// Print the next version as JSON, to be edited and proposed
        #[arg(long, conflicts_with_all = ["all", "after", "of"])]
        draft: bool,
    },
    /// Propose the next version of the schedule; a checker decides with `request approve`
    Propose {
        /// The schedule, JSON; `-` reads standard input
        file: PathBuf,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum HoldVerb {
    /// Place a hold: it counts at once
    Place {
        #[command(flatten)]
        subject: HeldSubject,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Propose that a hold ends; a checker decides with `request approve`
    Lift {
        /// Its id
        hold: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Holds, newest first
    List {
        /// The page before this number, as the page before says
        #[arg(long, value_name = "NEXT")]
        before: Option<u64>,
    },
}

/// What is to be held.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct HeldSubject {
    /// All that is about this agent
    #[arg(long)]
    pub(crate) agent: Option<String>,
    /// All that is about this request
    #[arg(long)]
    pub(crate) request: Option<String>,
    /// Everything in the workspace
    #[arg(long)]
    pub(crate) everything: bool,
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
