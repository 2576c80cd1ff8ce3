//! Why a response is not taken.

use super::{Rejection, element::Malformed, response::MAX_LEN};

/// Why a response is not a time stamp, or not one for this query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// Longer than [`MAX_LEN`].
    #[error("the response is longer than {MAX_LEN} bytes")]
    TooLarge,
    /// Not one TimeStampResp, nor one time-stamp token, in DER.
    #[error("the response is not a time-stamp response in DER")]
    Form,
    /// The authority said no.
    #[error("the authority gave no time stamp: {0}")]
    Rejected(Rejection),
    /// Granted, and nothing there.
    #[error("the response says that it is granted, and contains no time stamp")]
    NoToken,
    /// Another content type than id-ct-TSTInfo.
    #[error("what is signed is not a time stamp (its content type is not id-ct-TSTInfo)")]
    ContentType,
    /// RFC 3161, 2.4.2: "The time-stamp token MUST NOT contain any signatures other than the
    /// signature of the TSA."
    #[error("the time stamp has {0} signers, not one")]
    SignerCount(usize),
    /// Of SignedData, of SignerInfo, or of TSTInfo.
    #[error("the time stamp is of an unknown version")]
    Version,
    /// Not SHA-256, SHA-384 or SHA-512.
    #[error("the time stamp is signed over a hash that is not accepted")]
    DigestAlgorithm,
    /// The digest algorithm is not announced (RFC 5652, 5.1).
    #[error("the time stamp does not announce the hash that it uses")]
    DigestNotAnnounced,
    /// content-type, message-digest or signing-certificate: absent, twice, or something else.
    #[error("the signed attribute {0} is missing, there twice, or can't be read")]
    Attribute(&'static str),
    /// The digest that was signed is another.
    #[error("the content of the time stamp was changed: its digest is not the one that was signed")]
    MessageDigest,
    /// The certificate that the signer names is not inside.
    #[error("the time stamp does not contain its signer's certificate")]
    SignerAbsent,
    /// A certificate inside can't be read.
    #[error("a certificate in the time stamp can't be read")]
    Certificate,
    /// ESSCertID or ESSCertIDv2 names another certificate (RFC 5816).
    #[error("the time stamp names another certificate as its signer's (ESSCertID)")]
    SigningCertificate,
    /// RFC 3161, 2.3.
    #[error(
        "the signer's certificate is not one for time stamps: it must have the extended key usage \
         timeStamping, critical and alone"
    )]
    Purpose,
    /// Neither digitalSignature nor contentCommitment.
    #[error("the signer's key may not be used for signatures")]
    KeyUsage,
    /// genTime lies outside its validity.
    #[error("the signer's certificate was not valid when the time stamp was made")]
    Validity,
    /// The authority calls itself otherwise than its certificate does.
    #[error("the authority that the time stamp names is not the one of the signer's certificate")]
    Authority,
    /// Another form than RFC 3161's.
    #[error("the time in the time stamp can't be read")]
    GenTime,
    /// A critical extension.
    #[error("the time stamp has a critical extension that is not understood")]
    Critical,
    /// Over a hash other than SHA-256.
    #[error("the time stamp is over a hash that was not asked for")]
    ImprintAlgorithm,
    /// Over something else.
    #[error("the time stamp is over something else: its imprint is not the one that was asked for")]
    Imprint,
    /// An answer to another query.
    #[error("the time stamp answers another query: its nonce is not the one that was asked with")]
    Nonce,
}

impl From<Malformed> for ResponseError {
    fn from(Malformed: Malformed) -> Self {
        Self::Form
    }
}
