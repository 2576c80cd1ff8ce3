//! Evidence in, verdicts out, for people who have files and trust nobody: no
//! workspace, no database, no token.
//!
//! This crate does no input or output and reads no clock: bytes and the instant are
//! arguments. It refuses to melt verdicts into one: whether a certificate's path
//! holds, whether it is revoked, what its scope says and whether it is for practice
//! are told apart, and [`Overall`] only says what follows from them.
//!
//! - [`evidence`] reads files of certificates and lists that anyone may have written;
//! - [`certificate`] judges a certificate by them;
//! - [`receipt`] judges the receipt of an entry in a log, by the log's keys or a checkpoint;
//! - [`view`] is the verdict as it is shown, in the reader's language.

pub mod certificate;
pub mod evidence;
mod pem;
pub mod purpose;
pub mod receipt;
pub mod view;
mod words;

pub use certificate::{CertificateVerdict, Overall, Root, RootNotGiven, Submission};
pub use evidence::{Unreadable, certificates, lists};
pub use purpose::{Purpose, UnknownPurpose};
pub use receipt::{ReceiptSubmission, ReceiptVerdict, ReceiptVerdictView};
pub use view::CertificateVerdictView;

#[cfg(test)]
mod tests;
