//! CMS `SignedData` (RFC 5652) over content kept elsewhere, as PAdES B-B wants
//! it (ETSI EN 319 142-1, 6.3): signed attributes content-type, message-digest
//! and signing-certificate-v2, no signing-time (the PDF's `/M` says it), the
//! signer's certificate and those above it inside.

mod attributes;
mod sign;
mod verify;

use const_oid::ObjectIdentifier;

use chancery_domain::Algorithm;
use ring::digest::{Context, Digest, SHA256, SHA384};

pub use sign::CmsSignError;
pub(crate) use sign::sign_detached;
pub(crate) use verify::verify_detached;
pub use verify::{CmsError, SignatureFound};

pub(crate) const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
pub(crate) const ID_SIGNED_DATA: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// The hash that goes with a key, and how CMS names both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scheme {
    algorithm: Algorithm,
    digest_oid: ObjectIdentifier,
    signature_oid: ObjectIdentifier,
}

impl Scheme {
    const P256: Self = Self {
        algorithm: Algorithm::EcdsaP256Sha256,
        digest_oid: ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"),
        signature_oid: ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"),
    };
    const P384: Self = Self {
        algorithm: Algorithm::EcdsaP384Sha384,
        digest_oid: ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2"),
        signature_oid: ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3"),
    };

    /// CMS is signed by authorities and seals, whose keys are P-256 and P-384. Ed25519 inside it is
    /// something that OpenSSL 3.0 can't verify.
    fn of(algorithm: Algorithm) -> Option<Self> {
        match algorithm {
            Algorithm::EcdsaP256Sha256 => Some(Self::P256),
            Algorithm::EcdsaP384Sha384 => Some(Self::P384),
            _ => None,
        }
    }

    /// The hash of `content`, given in pieces.
    fn digest(self, content: &[&[u8]]) -> Digest {
        let mut context = Context::new(match self.algorithm {
            Algorithm::EcdsaP384Sha384 => &SHA384,
            _ => &SHA256,
        });
        content.iter().for_each(|piece| context.update(piece));
        context.finish()
    }
}
