//! X.509 as the chancery issues and reads it: certificates by profile, the scope
//! extension, lint before signature, revocation lists, chains.
//!
//! This crate does no input or output, reads no clock and draws no serial
//! number. The one thing that it makes up by itself is a throwaway key for each
//! algorithm, under which everything is linted before a real key signs it.
//!
//! The way of a certificate: [`profile`] builds a [`ToBeSigned`], [`lint::lint`]
//! turns it into a [`Linted`], [`sign`] asks the CA's key and verifies what came
//! back.

mod asn1;
pub mod certificate;
pub mod chain;
pub mod crl;
pub mod csr;
pub mod issue;
pub mod key_identifier;
pub mod lint;
pub mod name;
pub mod ocsp;
pub mod oid;
pub mod path;
pub mod pem;
pub mod profile;
pub mod scope_extension;
pub mod serial;
pub mod signature;
pub mod tbs;
mod throwaway;
pub mod validity;
pub mod weak_key;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod strangers;

pub use certificate::{Certificate, NotACertificate, ScopeReading};
pub use chain::{ValidatedChain, validate};
pub use crl::{
    CrlContent, CrlHead, CrlScope, CrlWriter, RevocationList, RevocationReason, RevokedCertificate,
    SignedCrl,
};
pub use issue::{IssueError, Signed, sign};
pub use key_identifier::KeyIdentifier;
pub use lint::{Expectation, Finding, Linted};
pub use name::{Name, Subject};
pub use scope_extension::{AgentScope, ScopeError};
pub use serial::SerialNumber;
pub use tbs::ToBeSigned;
pub use validity::Validity;
