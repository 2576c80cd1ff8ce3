//! The grammar of the command line.

use std::path::PathBuf;

use chancery_domain::{Language, Utc};
use chancery_verify::Purpose;
use clap::{Args, Parser, Subcommand};

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
    /// Who acts: an officer's id, such as officer-02
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
    /// Requests for certificates
    #[command(subcommand)]
    Request(RequestVerb),
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
    /// Sealed reports
    #[command(subcommand)]
    Report(ReportVerb),
    /// Judge a certificate by files alone; needs no workspace. Exit code 0 only if it comes from
    /// the root that is named and nothing that was asked speaks against it
    Verify(VerifyArguments),
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The certificate, PEM or DER; or a PEM bundle that begins with it
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
pub(crate) enum RequestVerb {
    /// Submit a request, or several under one signature: makes the agents' keys, or takes the
    /// ones that they have, and signs as the maker
    New {
        /// The request, JSON; `-` reads standard input
        #[arg(required = true, num_args = 1..)]
        file: Vec<PathBuf>,
        /// Certificate signing request (PKCS#10, PEM or DER) for a key that the agent has itself
        #[arg(long, value_name = "FILE")]
        csr: Option<PathBuf>,
        /// Why, in the maker's words
        #[arg(long, default_value = "")]
        reason: String,
    },
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
    /// Print the JSON schema of a request
    Schema,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CertificateVerb {
    /// Issue the certificate of an approved request, or of several in one go
    Issue {
        /// The request's id
        #[arg(required = true, num_args = 1..)]
        request: Vec<String>,
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
        #[arg(long, value_name = "SERIAL")]
        after: Option<String>,
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
    /// Release a certificate from hold
    Release {
        /// Its serial number, hex
        serial: String,
        /// Why, in the officer's words: part of what is signed
        #[arg(long)]
        comment: String,
    },
    /// Revoke a certificate
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
        #[arg(long)]
        kind: Option<String>,
        /// Only events about subjects that begin so
        #[arg(long, default_value = "")]
        search: String,
    },
    /// Recompute events, tree and checkpoint signatures; exit code 5 on a break
    Verify,
    /// Sign a checkpoint over all events so far
    Checkpoint,
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
    /// Reports made so far
    List,
}
