//! Signatures that a token made over many messages at once.

use std::{cell::RefCell, collections::VecDeque};

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};
use chancery_token::Signer;

use crate::{Error, workspace::TokenKeyRef};

/// The CA's key, with the signatures over a list of messages that the token made in one round
/// trip: it gives them out in their order. A wrong one is found when the certificate is verified.
pub(super) struct InOrder {
    algorithm: Algorithm,
    spki: Spki,
    signatures: RefCell<VecDeque<RawSignature>>,
}

impl InOrder {
    pub(super) fn of(
        signer: &Signer,
        key: &TokenKeyRef,
        messages: Vec<Vec<u8>>,
    ) -> Result<Self, Error> {
        let algorithm = key.on(signer)?.algorithm();
        let signatures = signer.sign_many(&key.cka_id, &key.spki, messages)?;
        Ok(Self {
            algorithm,
            spki: key.spki.clone(),
            signatures: RefCell::new(signatures.into()),
        })
    }
}

impl SigningKey for InOrder {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, _message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let next = self.signatures.borrow_mut().pop_front();
        Ok(next.expect("the token gave a signature for each message"))
    }
}
