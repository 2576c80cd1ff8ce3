//! Certificates of the services: OCSP responder, report seal, service seal. The founding decided on
//! key, subject and profile of each. The next certificate of a service differs from the one before
//! in serial number and dates alone, so that no new decision is asked for. It is made in the second
//! half of the life of the one before, as soon as the CA's token is at hand.

mod standing;

pub(crate) use standing::first_broken;

use chancery_domain::{
    Utc,
    event::{Actor, EventBody, KeyPurpose},
    profile::ProfileId,
};
use chancery_ledger::{media, read::CertificateRow};
use chancery_pki::Certificate;

use crate::{
    Error, Workspace,
    certificate::{OfFirm, ServiceFault, ToSign, record_of_firm},
    crl,
    lock::Lock,
    workspace::{founding_certificate, stored_certificate, subject},
};

/// The services whose certificates end and are followed.
pub(crate) const SERVICES: [ProfileId; 3] = [
    ProfileId::OcspResponder,
    ProfileId::ReportSeal,
    ProfileId::ServiceSeal,
];

/// The certificate that a service uses at an instant: the newest one that holds then, else the
/// newest of all.
pub(crate) fn certificate(
    workspace: &Workspace,
    service: ProfileId,
    now: Utc,
) -> Result<Certificate, Error> {
    let row = current(workspace, service, now)?;
    stored_certificate(workspace.read(), row.der)
}

/// The same, as the register has it.
pub(crate) fn current(
    workspace: &Workspace,
    service: ProfileId,
    now: Utc,
) -> Result<CertificateRow, Error> {
    let read = workspace.read();
    let founded = founding_certificate(read, &workspace.founding, service)?;
    let mut all = read.certificates_by_spki(founded.spki.sha256())?;
    all.retain(|row| row.profile == service);
    let holds = |row: &CertificateRow| row.not_before <= now && now <= row.not_after;
    let newest = all.iter().rposition(holds);
    let place = newest.or_else(|| all.len().checked_sub(1));
    let row = place.map(|place| all.swap_remove(place));
    row.ok_or(Error::Stored {
        what: "service certificate",
    })
}

/// The same, if it may be used then.
pub(crate) fn usable(
    workspace: &Workspace,
    service: ProfileId,
    now: Utc,
) -> Result<Result<Certificate, ServiceFault>, Error> {
    let row = current(workspace, service, now)?;
    if workspace.read().denied(&row.serial)?.is_some() {
        return Ok(Err(ServiceFault::Denied));
    }
    if now < row.not_before {
        let at = row.not_before.to_seconds_string();
        return Ok(Err(ServiceFault::NotYet { at }));
    }
    if row.not_after < now {
        let at = row.not_after.to_seconds_string();
        return Ok(Err(ServiceFault::Ended { at }));
    }
    stored_certificate(workspace.read(), row.der).map(Ok)
}

/// Whether half of its life has passed.
pub(crate) fn is_half_over(row: &CertificateRow, now: Utc) -> bool {
    let life = row.not_after.unix_seconds() - row.not_before.unix_seconds();
    row.not_after.unix_seconds() - now.unix_seconds() <= life / 2
}

/// Makes the next certificate of each service for which it is time. Gives true if it made one.
pub(crate) fn renew_if_due(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let mut some = false;
    for service in SERVICES {
        if is_due(workspace, service, now)? {
            some |= renew(workspace, service, now)?;
        }
    }
    Ok(some)
}

/// Those that are in the second half of their lives: the next one is owed.
pub(crate) fn ending(
    workspace: &Workspace,
    now: Utc,
) -> Result<Vec<(ProfileId, CertificateRow)>, Error> {
    let mut ending = Vec::new();
    for service in SERVICES {
        let row = current(workspace, service, now)?;
        if is_half_over(&row, now) {
            ending.push((service, row));
        }
    }
    Ok(ending)
}

/// A certificate that was denied, and a key that is compromised, are not followed: that takes a
/// new decision.
fn is_due(workspace: &Workspace, service: ProfileId, now: Utc) -> Result<bool, Error> {
    let row = current(workspace, service, now)?;
    if !is_half_over(&row, now) {
        return Ok(false);
    }
    let read = workspace.read();
    Ok(read.denied(&row.serial)?.is_none() && read.compromised(row.spki)?.is_none())
}

fn renew(workspace: &mut Workspace, service: ProfileId, now: Utc) -> Result<bool, Error> {
    let held = Lock::issuing(&workspace.paths).wait()?;
    if !is_due(workspace, service, now)? {
        return Ok(false);
    }
    crl::check_authority(workspace)?;
    // The token is asked before the intent is written: a token that is not there leaves nothing.
    workspace.service_key(KeyPurpose::IssuingCa)?;
    let of = named_by_founding(workspace, service)?;
    let signed = intend(workspace, service, &of, now)?.sign(workspace)?;
    let issuer_ski = workspace.issuing_ski();
    workspace
        .ledger
        .write(|tx| record_of_firm(tx, &of, &signed, issuer_ski, now))?;
    drop(held);
    Ok(true)
}

fn named_by_founding(workspace: &Workspace, service: ProfileId) -> Result<OfFirm, Error> {
    let founded = founding_certificate(workspace.read(), &workspace.founding, service)?;
    let common_name = founded.subject.common_name().unwrap_or_default();
    Ok(OfFirm {
        profile: workspace.profile(service)?,
        subject: subject(&workspace.founding.entity.organisation, common_name),
        key: founded.spki,
    })
}

/// The intent that an earlier try left, or a new one.
fn intend(
    workspace: &mut Workspace,
    service: ProfileId,
    of: &OfFirm,
    now: Utc,
) -> Result<ToSign, Error> {
    if let Some(earlier) = earlier(workspace, service, of)? {
        return Ok(earlier);
    }
    let (to_sign, serial) = of.build(workspace, now)?;
    workspace.ledger.write(|tx| {
        let body = EventBody::ServiceIntended {
            profile: service,
            serial,
            tbs: tx.put_blob(media::TBS_CERTIFICATE, to_sign.linted.tbs().der())?,
            partition: to_sign.partition,
        };
        crate::record::record(tx, now, Actor::service("issuing"), body)?;
        Ok::<_, Error>(())
    })?;
    Ok(to_sign)
}

/// What an earlier try meant to sign and did not record: that same certificate is signed.
fn earlier(
    workspace: &Workspace,
    service: ProfileId,
    of: &OfFirm,
) -> Result<Option<ToSign>, Error> {
    let read = workspace.read();
    for told in read.events_about(service.name())? {
        let EventBody::ServiceIntended {
            serial,
            tbs,
            partition,
            ..
        } = told.event.event
        else {
            continue;
        };
        if read.certificate(&serial)?.is_none() {
            let again = of.again(workspace, tbs, partition, told.event.at)?;
            return Ok(Some(again));
        }
    }
    Ok(None)
}
