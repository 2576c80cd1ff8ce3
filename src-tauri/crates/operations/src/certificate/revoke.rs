//! Revoking: a signed decision, an event, a CRL, at once.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    event::{EventBody, RevocationReason},
    officer::Act,
};
use chancery_ledger::{
    media,
    read::{CertificateRow, OfficerRow},
};
use chancery_token::UserPin;

use super::{find, revocation_object::RevocationObject, show};
use crate::{
    Error, Workspace, checkpoint, crl,
    decide::{self, Deciding},
    edge::Running,
    officer::{self, actor},
    record::{Refused, record},
    view::CertificateView,
};

/// Who revokes, why, and with which PIN.
#[derive(Debug, Clone, Copy)]
pub struct Revocation<'a> {
    /// The officer's id.
    pub officer: &'a str,
    /// Reason by its name in RFC 5280: `keyCompromise`.
    pub reason: &'a str,
    /// Why, in the officer's words: part of what is signed.
    pub comment: &'a str,
    /// The PIN of the officer's token.
    pub pin: &'a UserPin,
}

/// Revokes a certificate. The denial stands from the commit of its event; if the CA's token is
/// not there, the CRL is owed, and the error says so.
pub fn revoke(
    workspace: &mut Workspace,
    serial: &str,
    revocation: &Revocation<'_>,
    now: Utc,
) -> Result<CertificateView, Error> {
    let row = find(workspace, serial)?;
    let officer = officer::find(workspace, revocation.officer)?;
    let reason = match check(workspace, &row, &officer, revocation, now) {
        Ok(reason) => reason,
        Err(error) => {
            let refused = Refused {
                operation: "revoke",
                subject: &row.serial,
            };
            return Err(workspace.refuse(now, actor(&officer), &refused, error));
        }
    };
    let object = RevocationObject::of(workspace, &row, reason);
    let clock = Running::from(now);
    record_revocation(workspace, &officer, revocation, &object, clock)?;
    if let Err(source) = crl::publish_issuing(workspace, clock.now()) {
        checkpoint::follow(workspace, now)?;
        return Err(Error::CrlOwed {
            serial: row.serial,
            source: Box::new(source),
        });
    }
    checkpoint::follow(workspace, now)?;
    show(workspace, &row.serial, Language::En, now)
}

fn check(
    workspace: &Workspace,
    row: &CertificateRow,
    officer: &OfficerRow,
    revocation: &Revocation<'_>,
    now: Utc,
) -> Result<RevocationReason, Error> {
    decide::check(officer, Act::Revoke, revocation.comment)?;
    let reason =
        RevocationReason::from_name(revocation.reason).ok_or_else(|| Error::UnknownReason {
            reason: revocation.reason.to_owned(),
        })?;
    // Certificates of authorities, services and officers end by ceremonies of their own.
    if row.profile != chancery_domain::profile::ProfileId::Agent {
        return Err(Error::NoSuch {
            what: "agent certificate",
            id: row.serial.clone(),
        });
    }
    if workspace.read().denied(&row.serial)?.is_some() {
        return Err(Error::AlreadyRevoked {
            serial: row.serial.clone(),
        });
    }
    if now > row.not_after {
        let ended = row.not_after.to_seconds_string();
        return Err(Error::AlreadyExpired {
            serial: row.serial.clone(),
            ended,
        });
    }
    Ok(reason)
}

fn record_revocation(
    workspace: &mut Workspace,
    officer: &OfficerRow,
    revocation: &Revocation<'_>,
    object: &RevocationObject,
    clock: Running,
) -> Result<(), Error> {
    let now = clock.now();
    let bytes = object.to_jcs();
    let deciding = Deciding {
        officer,
        act: Act::Revoke,
        object: Sha256Digest::of(&bytes),
        reason: revocation.comment,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, revocation.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, officer, now, error)),
    };
    let actor = actor(officer);
    workspace.ledger.write(|tx| {
        // Another officer may have revoked it while this one typed.
        if tx.read().denied(&object.serial)?.is_some() {
            return Err(Error::AlreadyRevoked {
                serial: object.serial.clone(),
            });
        }
        tx.put_blob(media::OBJECT, &bytes)?;
        let body = EventBody::CertificateRevoked {
            serial: object.serial.clone(),
            reason: object.reason,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
        };
        record(tx, clock.now(), actor, body)?;
        Ok(())
    })
}
