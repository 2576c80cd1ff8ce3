//! Keys that were declared compromised, and every certificate that stood on them.

use chancery_domain::{
    Sha256Digest,
    compromise::{CompromiseObject, CompromisedKey},
    event::{EventBody, RevocationReason},
};
use rusqlite::params;

use super::{Projection, denial::Issued};
use crate::{Error, read::DenialCause};

impl Projection<'_, '_> {
    pub(super) fn compromise(self) -> Result<(), Error> {
        let EventBody::KeyCompromised {
            spki,
            object,
            decision,
            ..
        } = &self.event.event
        else {
            return Ok(());
        };
        let named = self.compromise_object(*object)?;
        if named.spki_sha256 != *spki {
            return Err(self.dangling());
        }
        self.keep_compromised(*spki, &named)?;
        for serial in &named.serials {
            if self.denied_for_good(serial)? {
                continue;
            }
            let issued = self.issued(serial)?;
            let cause = cause(&named, &issued);
            self.deny(issued.part, serial, cause, named.since, Some(*decision))?;
        }
        Ok(())
    }

    fn compromise_object(&self, object: Sha256Digest) -> Result<CompromiseObject, Error> {
        let bytes = self.writing.read().blob(object)?;
        serde_json::from_slice(&bytes).map_err(|_| Error::Value { table: "blob" })
    }

    /// The first declaration stands; a later one may name more certificates.
    fn keep_compromised(&self, spki: Sha256Digest, named: &CompromiseObject) -> Result<(), Error> {
        if let EventBody::KeyCompromised {
            object, decision, ..
        } = &self.event.event
        {
            self.run(
                "INSERT INTO compromised_key (spki, since, object, decision, at, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (spki) DO NOTHING",
                params![
                    spki.0,
                    named.since.map(|since| since.to_string()),
                    object.0,
                    decision.0,
                    self.at(),
                    self.seq
                ],
            )?;
        }
        self.run("UPDATE key SET compromised = 1 WHERE spki = ?1", [spki.0])?;
        Ok(())
    }

    fn denied_for_good(&self, serial: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM denied WHERE serial = ?1 AND cause IS NOT 6";
        Ok(self.row(sql, [serial], |_| Ok(()))?.is_some())
    }
}

/// RFC 5280, 5.3.1: keyCompromise is said of the subject's own key and cACompromise of an
/// authority's own certificate. Of a certificate beneath it neither is true, nor any other reason;
/// its entry has none ("SHOULD be absent instead of using the unspecified (0) reasonCode value").
fn cause(named: &CompromiseObject, issued: &Issued) -> DenialCause {
    let own = issued.spki == named.spki_sha256.0;
    let authority = ["root-ca", "issuing-ca"].contains(&issued.profile.as_str());
    match named.of {
        CompromisedKey::Authority if !own => DenialCause::IssuerCompromised,
        CompromisedKey::Authority if authority => DenialCause::CaCompromise,
        CompromisedKey::Authority | CompromisedKey::Subject => {
            DenialCause::Revoked(RevocationReason::KeyCompromise)
        }
    }
}
