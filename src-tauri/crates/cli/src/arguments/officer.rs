//! `officer`.

use std::path::PathBuf;

use chancery_domain::officer::Role;
use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};

/// A role by its stable name.
fn role() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(Role::ALL.map(Role::name))
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfficerVerb {
    /// All officers
    List,
    /// One officer with every token and every role
    Show {
        /// Their id, such as officer-02
        id: String,
    },
    /// Propose somebody new, or another token of an officer: the key is made on that token at once; a
    /// checker decides with `request approve`, and the certificate follows
    Enrol(EnrolArguments),
    /// Propose that an officer serves in another role; a checker decides with `request approve`
    Grant {
        /// Their id
        id: String,
        /// The role
        #[arg(value_parser = role())]
        role: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Propose that an officer's service ends; a checker decides with `request approve`, and their
    /// certificates are revoked
    Retire {
        /// Their id
        id: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
    /// Report an officer's token lost: its certificate is revoked at once, and another officer
    /// confirms that with `certificate confirm`
    Lost {
        /// Whose it is
        id: String,
        /// Label or serial of the token
        #[arg(long)]
        token: String,
        /// Why: part of what is signed
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct EnrolArguments {
    /// Name of somebody new
    #[arg(long, conflicts_with = "of")]
    pub(crate) name: Option<String>,
    /// Role of somebody new
    #[arg(long, conflicts_with = "of", value_parser = role())]
    pub(crate) role: Option<String>,
    /// Id of who is an officer already
    #[arg(long = "officer", value_name = "ID", requires = "cause")]
    pub(crate) of: Option<String>,
    /// Why they get another token: a second one, in place of a lost one, or, by the founding
    /// quorum, because all are lost
    #[arg(long, value_parser = ["new", "second-token", "replacement", "recovery"])]
    pub(crate) cause: Option<String>,
    /// Label of the token: of one that is initialised, its new one; otherwise the officer's id
    #[arg(long)]
    pub(crate) label: Option<String>,
    /// Path of the PKCS#11 module that the token is in; otherwise it is a practice token
    #[arg(long, value_name = "FILE")]
    pub(crate) module: Option<PathBuf>,
    /// Label or serial of a token that is initialised already
    #[arg(long, value_name = "SERIAL")]
    pub(crate) token: Option<String>,
    /// File with the PIN that the token's security officer gets; asked for otherwise
    #[arg(long, value_name = "FILE")]
    pub(crate) so_pin_file: Option<PathBuf>,
    /// File with the PIN that its user gets, or has; asked for otherwise
    #[arg(long, value_name = "FILE")]
    pub(crate) new_pin_file: Option<PathBuf>,
    /// Why: part of what is signed
    #[arg(long)]
    pub(crate) reason: String,
}
