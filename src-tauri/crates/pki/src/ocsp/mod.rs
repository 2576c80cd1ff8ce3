//! OCSP, RFC 6960 with the nonce of RFC 9654: a request read, an answer signed by
//! a delegated responder. Whoever calls carries the bytes and knows the states.
//!
//! The authority's own key never answers: the responder's certificate is issued by
//! the authority for OCSPSigning (4.2.2.2), and travels in each answer. An answer
//! is good for [`MAX_AGE_SECONDS`].

mod cert_id;
mod extension;
mod request;
mod respond;
mod response;
mod unsigned;

pub use cert_id::CertId;
pub use request::{MAX_CERT_IDS, MAX_LEN, Request, RequestError};
pub use respond::{MAX_AGE_SECONDS, RespondError, respond};
pub use response::{NotAResponse, Response, SingleResponse};
pub use unsigned::UnsignedAnswer;

use chancery_domain::Utc;

use crate::crl::RevocationReason;

/// What is known of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Issued, and neither revoked nor on hold.
    Good,
    /// Revoked; or, by [`RevocationReason::CertificateHold`], suspended.
    Revoked {
        /// Since when.
        at: Utc,
        /// Why.
        reason: RevocationReason,
    },
    /// Never issued by this authority.
    Unknown,
}

#[cfg(test)]
mod tests;
