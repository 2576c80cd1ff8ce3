//! Facts, reviews, and what waits.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Proposing;

#[derive(Debug, Subcommand)]
pub(crate) enum FactsVerb {
    /// What is known about the firm, or about an agent, with who decided it and when
    Show {
        /// The agent
        #[arg(long, value_name = "ID")]
        agent: Option<String>,
        /// Print what `facts propose` takes, to be filled in or changed
        #[arg(long)]
        draft: bool,
    },
    /// Propose other facts; other officers decide (`request approve`)
    Propose {
        /// The facts, JSON; `-` reads standard input
        file: PathBuf,
        /// The agent that they are about; otherwise the firm
        #[arg(long, value_name = "ID")]
        agent: Option<String>,
        #[command(flatten)]
        proposing: Proposing,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgentVerb {
    /// Record, as a checker, that an agent was reviewed: what it may do is still what it should
    Review {
        /// Its id
        id: String,
        /// What was found: part of what is signed
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct RemindersArguments {
    /// Write all that a day is set for into this new calendar file (RFC 5545)
    #[arg(long, value_name = "FILE")]
    pub(crate) ics: Option<PathBuf>,
}
