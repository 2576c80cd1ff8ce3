//! Changing where a certificate stands: one officer's signed decision, an event, a CRL at once.

use chancery_domain::{Sha256Digest, Utc, event::EventBody, officer::Act};
use chancery_ledger::{
    Reading, media,
    read::{CertificateRow, OfficerRow},
};
use chancery_token::UserPin;

use super::CertificateRefusal;
use crate::{
    Error, Workspace, checkpoint, crl,
    decide::{self, Deciding},
    edge::Running,
    officer::{self, actor},
    record::{Refused, record},
    request,
};

/// Who decides on a certificate, why, and with which PIN.
#[derive(Debug, Clone, Copy)]
pub struct ByOfficer<'a> {
    /// The officer's id.
    pub officer: &'a str,
    /// Why, in the officer's words: part of what is signed.
    pub comment: &'a str,
    /// The PIN of the officer's token.
    pub pin: &'a UserPin,
}

/// A decision that is about to be signed.
pub(super) struct Change<'a> {
    pub(super) officer: &'a OfficerRow,
    pub(super) by: &'a ByOfficer<'a>,
    pub(super) act: Act,
    pub(super) object: &'a [u8],
}

impl Change<'_> {
    /// Signs, and records the event that `body` makes of the statement, if `stands` still holds
    /// once nobody else can write: another officer may have decided while this one typed.
    pub(super) fn record(
        &self,
        workspace: &mut Workspace,
        clock: Running,
        stands: impl FnOnce(Reading<'_>) -> Result<(), Error>,
        body: impl FnOnce(Sha256Digest) -> EventBody,
    ) -> Result<(), Error> {
        let now = clock.now();
        let deciding = Deciding {
            officer: self.officer,
            act: self.act,
            object: Sha256Digest::of(self.object),
            reason: self.by.comment,
            now,
        };
        let statement = match decide::sign(workspace, &deciding, self.by.pin) {
            Ok(statement) => statement,
            Err(error) => return Err(officer::explain(workspace, self.officer, now, error)),
        };
        workspace.ledger.write(|tx| {
            officer::check_still(tx.read(), self.officer)?;
            stands(tx.read())?;
            tx.put_blob(media::OBJECT, self.object)?;
            let decision = tx.put_blob(media::STATEMENT, statement.as_bytes())?;
            record(tx, clock.now(), actor(self.officer), body(decision))?;
            Ok(())
        })
    }
}

/// Records that an act on a certificate was refused, and gives the error back.
pub(super) fn refuse(
    workspace: &mut Workspace,
    officer: &OfficerRow,
    act: Act,
    subject: &str,
    error: Error,
    now: Utc,
) -> Error {
    let refused = Refused {
        operation: act.name(),
        subject,
    };
    workspace.refuse(now, actor(officer), &refused, error)
}

/// What any change of a certificate needs: an agent's, which has not ended.
pub(super) fn check_changeable(row: &CertificateRow, now: Utc) -> Result<(), Error> {
    // Certificates of authorities, services and officers end by ceremonies of their own.
    if !row.profile.is_of_agents() {
        return Err(Error::NoSuch {
            what: "agent certificate",
            id: row.serial.clone(),
        });
    }
    if now > row.not_after {
        return Err(Error::AlreadyExpired {
            serial: row.serial.clone(),
            ended: row.not_after.to_seconds_string(),
        });
    }
    Ok(())
}

/// Publishes the list that a certificate belongs on, now that it says something new.
///
/// The decision stands from the commit of its event; if the CA's token is not there, the list
/// is owed, and the error says so.
pub(super) fn announce(
    workspace: &mut Workspace,
    row: &CertificateRow,
    clock: Running,
) -> Result<(), Error> {
    let published = crl::publish_for(workspace, row, clock.now());
    checkpoint::follow(workspace, clock.now())?;
    published.map_err(|source| Error::CrlOwed {
        serial: row.serial.clone(),
        source: Box::new(source),
    })
}

/// A day or an instant in UTC, from 1970 on, that has passed.
pub(super) fn past(given: &str, now: Utc) -> Result<Utc, CertificateRefusal> {
    let read = Utc::parse(given).or_else(|| request::day(given).and_then(Utc::at_start_of));
    read.filter(|at| *at <= now)
        .map(Utc::to_whole_second)
        .ok_or_else(|| CertificateRefusal::InvalidityDate {
            given: given.to_owned(),
        })
}
