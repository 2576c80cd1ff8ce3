//! Why the answer of a time-stamping authority is not taken in.

use chancery_pki::{
    path::{PathError, Unreadable},
    signature::{SignatureError, UnsupportedSignature},
};
use chancery_seal::timestamp::ResponseError;

/// Why the answer of a time-stamping authority is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampRefusal {
    /// It is no time stamp, none was given, or it is over something else.
    #[error("the response is refused")]
    Response(#[source] ResponseError),
    /// Signed by an algorithm that is not verified here.
    #[error("the time stamp is signed by an algorithm that is not accepted")]
    Algorithm(#[source] UnsupportedSignature),
    /// The content is hashed in one way and the attributes in another.
    #[error("the time stamp is hashed in two ways")]
    TwoHashes,
    /// The authority's key did not sign it.
    #[error("the signature of the time stamp is not its authority's")]
    Signature(#[source] SignatureError),
    /// It does not descend from a root that was named.
    #[error("the authority does not descend from a root that was named")]
    Untrusted(#[source] PathError),
    /// A root is no certificate.
    #[error("a root that was named is not a certificate")]
    Root(#[source] Unreadable),
    /// No query of this workspace has its nonce.
    #[error("no query of this workspace has the nonce of the response")]
    Unasked,
    /// The query has its answer.
    #[error("the query over the checkpoint of {size} events has been answered already")]
    Taken {
        /// Tree size of the checkpoint.
        size: u64,
    },
}

impl TimestampRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Response(ResponseError::Rejected(_)) => "timestamp-rejected",
            Self::Response(_) | Self::Algorithm(_) | Self::TwoHashes | Self::Signature(_) => {
                "timestamp-invalid"
            }
            Self::Untrusted(_) => "timestamp-untrusted",
            Self::Root(_) => "timestamp-root",
            Self::Unasked => "timestamp-unasked",
            Self::Taken { .. } => "timestamp-taken",
        }
    }

    /// What is wrong, as the layer that found it says.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Response(source) => source.to_string(),
            Self::Algorithm(source) => source.to_string(),
            Self::Untrusted(source) => source.to_string(),
            Self::Root(source) => source.to_string(),
            Self::TwoHashes | Self::Signature(_) | Self::Unasked | Self::Taken { .. } => {
                self.to_string()
            }
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Response(ResponseError::Rejected(said)) => vec![("detail", said.to_string())],
            Self::Taken { size } => vec![("size", size.to_string())],
            other => vec![("detail", other.detail())],
        }
    }
}
