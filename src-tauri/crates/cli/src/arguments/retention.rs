//! Side data: how long it is kept, and what is held.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Proposing;

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
        #[command(flatten)]
        proposing: Proposing,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum HoldVerb {
    /// Place a hold: it counts at once
    Place {
        #[command(flatten)]
        subject: HeldSubject,
        #[command(flatten)]
        proposing: Proposing,
    },
    /// Propose that a hold ends; a checker decides with `request approve`
    Lift {
        /// Its id
        hold: String,
        #[command(flatten)]
        proposing: Proposing,
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
