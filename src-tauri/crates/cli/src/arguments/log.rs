//! The event log.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Proposing;

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
        #[command(flatten)]
        proposing: Proposing,
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
