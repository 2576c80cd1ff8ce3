//! A key behind a signer.

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};

use super::Signer;
use crate::CkaId;

/// A private key that signs through its token's thread. It outlives log-outs:
/// it signs again when its token is logged in again.
#[derive(Debug, Clone)]
pub struct SignerKey {
    signer: Signer,
    id: CkaId,
    algorithm: Algorithm,
    spki: Spki,
}

impl SignerKey {
    pub(super) fn new(signer: &Signer, id: &CkaId, algorithm: Algorithm, spki: &Spki) -> Self {
        Self {
            signer: signer.clone(),
            id: id.clone(),
            algorithm,
            spki: spki.clone(),
        }
    }

    /// Its identifier on the token.
    pub fn cka_id(&self) -> &CkaId {
        &self.id
    }

    /// Signs many messages in one round trip; the signatures come in their order.
    pub fn sign_many(&self, messages: Vec<Vec<u8>>) -> Result<Vec<RawSignature>, SigningFailed> {
        let signed = self.signer.sign_many(&self.id, &self.spki, messages);
        signed.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: crate::Error) -> SigningFailed {
        SigningFailed {
            key: self.id.to_string(),
            source: Box::new(error),
        }
    }
}

impl SigningKey for SignerKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let signed = self.signer.sign(&self.id, &self.spki, message);
        signed.map_err(|error| self.failed(error))
    }
}
