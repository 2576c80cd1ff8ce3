//! The proof that a key is an officer's own: a statement over origin, officer, token and key, signed
//! by that key, made when the key was and held against the change that enrols it.

use chancery_domain::{
    Algorithm, RawSignature, Sha256Digest, SigningKey, Spki, change::Change, jcs,
    officer::OfficerId,
};
use chancery_ledger::Reading;
use chancery_pki::signature::verifies_raw;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};

use super::OfficerRefusal;
use crate::Error;

/// What the key signs: canonical JSON.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Possession {
    #[serde(rename = "type")]
    kind: PossessionTag,
    version: u32,
    origin: String,
    officer: OfficerId,
    token_serial: String,
    algorithm: Algorithm,
    /// SHA-256 of the SubjectPublicKeyInfo.
    spki: Sha256Digest,
}

/// The one value of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PossessionTag {
    Possession,
}

/// The statement with its signature, as it is stored: canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    statement: Possession,
    /// As the token gave it, hex.
    signature: String,
}

impl Possession {
    pub(super) fn of(
        origin: &str,
        officer: &OfficerId,
        token_serial: &str,
        key: &dyn SigningKey,
    ) -> Self {
        Self {
            kind: PossessionTag::Possession,
            version: 1,
            origin: origin.to_owned(),
            officer: officer.clone(),
            token_serial: token_serial.to_owned(),
            algorithm: key.algorithm(),
            spki: key.spki().sha256(),
        }
    }

    /// The bytes that are stored.
    pub(super) fn sign(self, key: &dyn SigningKey) -> Result<Vec<u8>, Error> {
        let signature = key.sign(&jcs::to_vec(&self));
        let signature = signature.map_err(Error::signing("proving possession of the key"))?;
        Ok(jcs::to_vec(&Signed {
            statement: self,
            signature: HEXLOWER.encode(&signature.0),
        }))
    }
}

/// Refuses an enrolment whose key is not proved to be the officer's.
pub(crate) fn check(read: Reading<'_>, origin: &str, change: &Change) -> Result<(), Error> {
    let Change::Enrolment { officer, .. } = change else {
        return Ok(());
    };
    verify(read, origin, change).map_err(|detail| {
        OfficerRefusal::Possession {
            officer: officer.clone(),
            detail: detail.to_owned(),
        }
        .into()
    })
}

/// Says in a few words what is wrong if it proves nothing.
pub(super) fn verify(read: Reading<'_>, origin: &str, change: &Change) -> Result<(), &'static str> {
    let Change::Enrolment {
        officer,
        token_serial,
        spki,
        possession,
        ..
    } = change
    else {
        return Err("it is no enrolment");
    };
    let stored = read.blob(*possession).map_err(|_| "it is not there")?;
    let signed: Signed = serde_json::from_slice(&stored).map_err(|_| "it can't be read")?;
    let key = read.blob(*spki).map_err(|_| "the key is not there")?;
    let key = Spki::from_der(key);
    let stated = &signed.statement;
    let same = stated.origin == origin
        && stated.version == 1
        && stated.officer == *officer
        && stated.token_serial == *token_serial
        && stated.spki == *spki
        && key.sha256() == *spki;
    if !same {
        return Err("it is over another officer, token or key");
    }
    let signature = HEXLOWER_PERMISSIVE
        .decode(signed.signature.as_bytes())
        .map_err(|_| "it can't be read")?;
    let message = jcs::to_vec(stated);
    match verifies_raw(&key, stated.algorithm, &message, &RawSignature(signature)) {
        true => Ok(()),
        false => Err("the key did not sign it"),
    }
}
