//! Which key is meant.

use chancery_domain::{Sha256Digest, compromise::CompromisedKey};
use chancery_ledger::read::{CertificateRow, CompromiseGround};

use super::super::{CertificateRefusal, find};
use crate::{
    Error, Workspace,
    crl::{Authority, common_name},
};

/// A key, and whose it is.
pub(super) struct Key {
    pub(super) spki: Sha256Digest,
    pub(super) of: CompromisedKey,
    /// The agent's id or the authority's name.
    pub(super) name: String,
    /// For an authority: its subject key identifier, hex.
    pub(super) issuer_ski: Option<String>,
}

impl Key {
    /// By the serial of a certificate, the hash of the key, or the name of the issuing CA.
    pub(super) fn find(workspace: &Workspace, named: &str) -> Result<Self, Error> {
        let issuing = Self::issuing(workspace);
        if named.eq_ignore_ascii_case("issuing") || named.eq_ignore_ascii_case(&issuing.name) {
            return Ok(issuing);
        }
        let row = match Sha256Digest::from_hex(named) {
            Some(spki) => {
                let row = workspace.read().certificate_over(spki)?;
                row.ok_or_else(|| no_key(named))?
            }
            None => match find(workspace, named) {
                // A name that is none is told as such, and not as a serial.
                Err(Error::NoSuch { .. }) => return Err(no_key(named)),
                found => found?,
            },
        };
        if row.spki == issuing.spki {
            return Ok(issuing);
        }
        Self::of_agent(row)
    }

    fn issuing(workspace: &Workspace) -> Self {
        let certificate = Authority::Issuing.certificate(workspace);
        Self {
            spki: certificate.spki.sha256(),
            of: CompromisedKey::Authority,
            name: common_name(certificate),
            issuer_ski: Some(Authority::Issuing.ski(workspace)),
        }
    }

    /// The root, officers and services lose their keys by ceremonies of their own.
    fn of_agent(row: CertificateRow) -> Result<Self, Error> {
        if !row.profile.is_of_agents() {
            return Err(no_key(&row.serial));
        }
        Ok(Self {
            spki: row.spki,
            of: CompromisedKey::Subject,
            name: row.common_name,
            issuer_ski: None,
        })
    }
}

fn no_key(named: &str) -> Error {
    Error::NoSuch {
        what: "key of an agent or of the issuing CA",
        id: named.to_owned(),
    }
}

/// Refuses a key that is compromised, whoever said so: one question a certificate.
pub(crate) fn check_key(workspace: &Workspace, spki: Sha256Digest) -> Result<(), Error> {
    let revoked = match workspace.read().compromise_of(spki)? {
        None => return Ok(()),
        Some(CompromiseGround::Declared) => None,
        Some(CompromiseGround::Revoked { serial }) => Some(serial),
    };
    Err(CertificateRefusal::KeyCompromised {
        spki: spki.to_upper_hex(),
        revoked,
    }
    .into())
}
