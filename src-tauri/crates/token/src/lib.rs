//! PKCS#11: modules, tokens, sessions, keys, signing, custody facts.
//!
//! The way in is [`Module::load`], or [`practice::open`] for the software
//! tokens of a practice workspace. A [`Module`] lists its tokens
//! ([`Module::tokens`]) and opens one by label and serial ([`Module::open`]);
//! an [`OpenToken`] logs in and becomes a [`LoggedInToken`]; that one makes,
//! lists, finds and destroys keys, and its [`TokenKey`]s sign.
//!
//! [`Signer`] gives a token a thread of its own, which brings the token back after
//! a disturbance and does not let a call that hangs stop the program.
//!
//! Several modules are kept in [`Modules`], which finds the one token that a
//! URI ([`TokenUri`]) names. How a module is used is data: a [`ModuleProfile`],
//! recognised, or found by trying ([`LoggedInToken::probe`]). What a token says
//! of a key's custody is judged by that profile's [`EvidenceRule`].
//!
//! This crate knows nothing of certificates, officers or workspaces. It never
//! answers an empty search with a new key: a token whose folder was removed
//! answers searches with nothing, so absence is always an error.
//!
//! # Log-in
//!
//! PKCS#11 logs in a process, not a session: a second log-in answers
//! `CKR_USER_ALREADY_LOGGED_IN` *without looking at the PIN*. Here a log-in
//! always proves the PIN ([`OpenToken::log_in`]): if the token was logged in,
//! it is logged out first. That ends an earlier [`LoggedInToken`] of the same
//! token in this process; it answers [`Error::LoggedOut`] from then on.

pub mod practice;

mod answer;
mod cka_id;
mod comparison;
mod custody;
mod elf;
mod error;
mod evidence;
mod generate;
mod hanging;
mod info;
mod init;
mod inventory;
mod key;
mod library;
mod listing;
mod load_error;
mod loading;
mod log_in;
mod mechanism;
mod module;
mod module_profile;
mod pin;
mod probe;
mod public_key;
mod registry;
mod resolve;
mod seen;
mod session;
mod signer;
mod token_id;
mod tries;
mod uri;
mod verification;

pub use answer::Pkcs11Answer;
pub use cka_id::{CkaId, KeyLabel};
pub use comparison::{Comparison, KnownKey};
pub use custody::CustodyFacts;
pub use elf::Machine;
pub use error::Error;
pub use evidence::{CustodyVerdict, EvidenceRule, Saying};
pub use generate::GeneratedKey;
pub use hanging::within;
pub use info::{PinStanding, TokenInfo};
pub use init::{NewToken, Place};
pub use inventory::{Inventory, KeyHalf, KeyObject};
pub use key::TokenKey;
pub use library::Library;
pub use listing::KeyEntry;
pub use load_error::LoadError;
pub use mechanism::{CurveName, Hashing};
pub use module::Module;
pub use module_profile::{Description, Making, ModuleKind, ModuleProfile};
pub use pin::{SoPin, UserPin};
pub use probe::{Attempt, ProbeReport, Trial};
pub use resolve::{Modules, ResolveError};
pub use session::{LoggedInToken, OpenToken};
pub use signer::{Signer, SignerKey, SignerOptions, SignerState};
pub use token_id::{TokenId, TokenLabel, TokenSerial};
pub use tries::PinTries;
pub use uri::{TokenUri, UriError};
