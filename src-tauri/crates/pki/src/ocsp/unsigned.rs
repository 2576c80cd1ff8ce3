//! Answers that nobody signs (RFC 6960, 2.3): anyone can forge them, so nothing
//! follows from them but to ask again or elsewhere.

use der::Tag;

use crate::asn1::{sequence, tlv};

/// Why there is no signed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsignedAnswer {
    /// malformedRequest(1)
    MalformedRequest,
    /// internalError(2)
    InternalError,
    /// tryLater(3): the responder's token is out, the database busy.
    TryLater,
    /// unauthorized(6): no certificate asked for is of this authority.
    Unauthorized,
}

impl UnsignedAnswer {
    /// The whole OCSPResponse.
    pub fn to_der(self) -> Vec<u8> {
        let code = match self {
            Self::MalformedRequest => 1,
            Self::InternalError => 2,
            Self::TryLater => 3,
            Self::Unauthorized => 6,
        };
        sequence(&[tlv(Tag::Enumerated, &[code])])
    }
}
