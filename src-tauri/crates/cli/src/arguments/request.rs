//! Requests, imports and standing authorisations.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Proposing;

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
        #[command(flatten)]
        proposing: Proposing,
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
    /// What one was used for, newest first
    Uses {
        /// Its id
        id: String,
        /// The page before this event, as the page before says
        #[arg(long, value_name = "EVENT")]
        before: Option<u64>,
    },
    /// Take one back, as any one officer but an auditor: it approves nothing more
    Withdraw {
        /// Its id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
}
