//! The proof that an agent's operator has the key of a request: its signing request, which the key
//! signed.
//!
//! It is verified where people answer for it: when the maker submits, and before each checker's
//! signature. Their statements name the signing request by its hash, so it can't change after
//! that. Under a standing authorisation no checker sees the request, and the proof is verified
//! when the certificate is issued.

use chancery_domain::{Algorithm, Sha256Digest, officer::Act, request::RequestObject};
use chancery_ledger::read::RequestRow;
use chancery_pki::csr;

use super::approval;
use crate::{Error, Workspace};

/// Reads a request's proof and verifies it, if the operator has the key.
pub(super) fn check(
    workspace: &Workspace,
    row: &RequestRow,
    object: &RequestObject,
) -> Result<(), Error> {
    match Proof::of(workspace, row)? {
        Some(proof) => proof.verify(row, object),
        None => Ok(()),
    }
}

/// The signing request, DER. Nobody verified it since the ledger gave it out.
pub(crate) struct Proof(Vec<u8>);

impl Proof {
    /// None if the key is on a token of ours.
    pub(crate) fn of(workspace: &Workspace, row: &RequestRow) -> Result<Option<Self>, Error> {
        let der = row.csr.map(|csr| workspace.read().blob(csr)).transpose()?;
        Ok(der.map(Self))
    }

    /// The key that the request's object names signed it.
    pub(crate) fn verify(&self, row: &RequestRow, object: &RequestObject) -> Result<(), Error> {
        self.is_of(object.spki_sha256, object.key_algorithm)
            .map_err(|detail| approval::invalid(row, Act::Submit, detail))
    }

    fn is_of(&self, spki: Sha256Digest, algorithm: Algorithm) -> Result<(), &'static str> {
        let request = csr::Request::from_der(&self.0)
            .map_err(|_| "its signing request does not prove who has the key")?;
        let same = request.spki().sha256() == spki && request.algorithm() == algorithm;
        same.then_some(())
            .ok_or("its signing request is for another key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(name: &str) -> Proof {
        let all = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../fixtures/csr/");
        Proof(std::fs::read(format!("{all}{name}")).expect("a fixture"))
    }

    fn key_of(proof: &Proof) -> Sha256Digest {
        let request = csr::Request::from_der(&proof.0).expect("sound");
        request.spki().sha256()
    }

    #[test]
    fn signing_request_proves_the_key_that_signed_it_and_no_other() {
        let proved = proof("good/p256-sha256.der");
        let algorithm = Algorithm::EcdsaP256Sha256;
        let key = key_of(&proved);
        assert_eq!(proved.is_of(key, algorithm), Ok(()));
        let another = "its signing request is for another key";
        let other = key_of(&proof("good/p384-sha384.der"));
        assert_eq!(proved.is_of(other, algorithm), Err(another));
        assert_eq!(proved.is_of(key, Algorithm::EcdsaP384Sha384), Err(another));
    }

    #[test]
    fn signing_request_that_another_key_signed_proves_nothing() {
        let named = proof("good/p256-sha256.der");
        let unproven = proof("bad/signed-by-another.der");
        assert_eq!(
            unproven.is_of(key_of(&named), Algorithm::EcdsaP256Sha256),
            Err("its signing request does not prove who has the key")
        );
    }
}
