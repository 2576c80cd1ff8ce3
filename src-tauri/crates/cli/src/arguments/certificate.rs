//! Certificates, their lists and their state.

use std::path::PathBuf;

use clap::Subcommand;

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
        /// The clock is right, and was ahead before: dates the next CRLs before the last ones, and
        /// lets certificates be issued by it
        #[arg(long, conflicts_with = "delta")]
        clock_is_right: bool,
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
