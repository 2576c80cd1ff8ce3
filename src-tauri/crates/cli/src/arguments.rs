//! The grammar of the command line.

use std::path::PathBuf;

use chancery_domain::Language;
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
    /// The event log
    #[command(subcommand)]
    Log(LogVerb),
    /// Sealed reports
    #[command(subcommand)]
    Report(ReportVerb),
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
    /// All tokens of the workspace
    List,
    /// One token, by label or serial
    Show {
        /// Label or serial
        token: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfficerVerb {
    /// All officers
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileVerb {
    /// All profiles
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RequestVerb {
    /// Submit a request: makes the agent's key and signs as the maker
    New {
        /// The request, JSON; `-` reads standard input
        file: PathBuf,
        /// Why, in the maker's words
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Requests, newest first
    List {
        /// Those that are done, too
        #[arg(long)]
        all: bool,
        /// The page before this request
        #[arg(long, value_name = "ID")]
        before: Option<String>,
    },
    /// One request with its decisions
    Show {
        /// Its id
        id: String,
    },
    /// Approve a request as a checker
    Approve {
        /// Its id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Reject a request as a checker; its key is destroyed
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
    /// Issue the certificate of an approved request
    Issue {
        /// The request's id
        request: String,
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
    /// Revoke a certificate
    Revoke {
        /// Its serial number, hex
        serial: String,
        /// keyCompromise, affiliationChanged, superseded, cessationOfOperation, privilegeWithdrawn
        #[arg(long)]
        reason: String,
        /// Why, in the officer's words: part of what is signed
        #[arg(long)]
        comment: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CrlVerb {
    /// Sign and publish a new CRL of the issuing CA
    Publish,
    /// The newest CRL of each CA
    Show,
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
