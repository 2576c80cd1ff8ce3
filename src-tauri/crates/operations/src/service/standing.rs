//! Whether each certificate of an authority or service is the founding's, or follows one of it.

use chancery_domain::{Sha256Digest, event::EventBody, profile::ProfileId};
use chancery_ledger::read::CertificateRow;

use super::SERVICES;
use crate::{
    Error, Workspace,
    workspace::{founding_certificate, stored_certificate},
};

/// The first certificate of an authority or service that neither the founding named nor an intent
/// over the founding's key, by its event.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    let authorities = [ProfileId::RootCa, ProfileId::IssuingCa];
    for profile in authorities.into_iter().chain(SERVICES) {
        for row in workspace.read().certificates_under(profile)? {
            if let Err(detail) = check(workspace, &row)? {
                let name = profile.name();
                let detail = format!("{name} {}: {detail}", row.serial);
                return Ok(Some((row.seq, detail)));
            }
        }
    }
    Ok(None)
}

fn check(workspace: &Workspace, row: &CertificateRow) -> Result<Result<(), &'static str>, Error> {
    let founded = founding_certificate(workspace.read(), &workspace.founding, row.profile)?;
    if founded.sha256() == row.der {
        return Ok(Ok(()));
    }
    let certificate = stored_certificate(workspace.read(), row.der)?;
    if certificate.spki != founded.spki || certificate.subject != founded.subject {
        return Ok(Err("its key or subject is not the founding's"));
    }
    let meant = Sha256Digest::of(certificate.tbs_der());
    Ok(match intended(workspace, row)? {
        Some(tbs) if tbs == meant => Ok(()),
        Some(_) => Err("it is not what was meant to be signed"),
        None => Err("nothing in the log meant it to be signed"),
    })
}

/// What the log said was about to be signed under this serial number, before it was.
fn intended(workspace: &Workspace, row: &CertificateRow) -> Result<Option<Sha256Digest>, Error> {
    let about = workspace.read().events_about(row.profile.name())?;
    let mut before = about.into_iter().filter(|told| told.seq < row.seq);
    Ok(before.find_map(|told| match told.event.event {
        EventBody::ServiceIntended { serial, tbs, .. } if serial == row.serial => Some(tbs),
        _ => None,
    }))
}
