//! What a CA key signs: a whole `TBSCertificate`, fixed to its last byte before
//! any key is touched, so that an intent in the log can be signed later from its
//! bytes alone.

use chancery_domain::{Algorithm, Sha256Digest};
use x509_parser::certificate::TbsCertificate;
use x509_parser::prelude::FromDer;

use crate::signature;
use crate::throwaway;

/// The DER of a `TBSCertificate` (RFC 5280, 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToBeSigned {
    der: Vec<u8>,
    algorithm: Algorithm,
}

/// The bytes are no `TBSCertificate` that a CA here could sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotToBeSigned {
    /// Not one DER value of that type.
    #[error("the bytes are not one TBSCertificate")]
    Form,
    /// It names a signature algorithm that is not used here.
    #[error("the TBSCertificate names an unknown signature algorithm")]
    Algorithm,
}

impl ToBeSigned {
    /// Takes bytes up again, as an intent holds them.
    pub fn from_der(der: Vec<u8>) -> Result<Self, NotToBeSigned> {
        let (rest, tbs) = TbsCertificate::from_der(&der).map_err(|_| NotToBeSigned::Form)?;
        if !rest.is_empty() {
            return Err(NotToBeSigned::Form);
        }
        let algorithm = signature::algorithm_of(tbs.signature.algorithm.as_bytes())
            .ok_or(NotToBeSigned::Algorithm)?;
        Ok(Self { der, algorithm })
    }

    /// What was just written, under an algorithm that it names. Lint reads it.
    pub(crate) fn written(der: Vec<u8>, algorithm: Algorithm) -> Self {
        Self { der, algorithm }
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The signature algorithm that it names.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// SHA-256 of the DER bytes: its name in events.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.der)
    }

    /// A certificate of these very bytes that nobody trusts.
    pub(crate) fn under_throwaway_key(&self) -> Vec<u8> {
        let key = throwaway::key(self.algorithm);
        let signature = rcgen::SigningKey::sign(key, &self.der).expect("a fresh key signs");
        signature::signed(&self.der, self.algorithm, &signature)
    }
}
