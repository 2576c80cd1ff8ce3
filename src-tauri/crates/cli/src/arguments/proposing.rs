//! What every proposal takes.

use clap::Args;

/// A proposal, or only what it would be.
#[derive(Debug, Args)]
pub(crate) struct Proposing {
    /// Sign nothing: show what it would change, and the hash that would be signed
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Why: part of what is signed
    #[arg(
        long,
        required = false,
        required_unless_present = "dry_run",
        default_value_if("dry_run", "true", "")
    )]
    pub(crate) reason: String,
}
