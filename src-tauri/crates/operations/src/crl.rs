//! CRLs: signed by the CA's token, recorded, published.

use std::fs::File;

use chancery_domain::{
    Utc,
    event::{Actor, EventBody, KeyPurpose},
};
use chancery_ledger::{
    media,
    read::{CrlRow, DeniedRow},
};
use chancery_pki::{
    Certificate, CrlContent, RevocationReason, RevokedCertificate, SerialNumber, crl::issue,
};

use crate::{
    Error, Workspace, checkpoint,
    edge::Running,
    publish::{self, Staged},
    record::record,
    view::CrlView,
    workspace::ski,
};

/// The issuing CA's CRL is good for a day.
const ISSUING_SECONDS: i64 = 24 * 60 * 60;
/// The root's for half a year: its token is offline.
const ROOT_SECONDS: i64 = 182 * 24 * 60 * 60;

/// Publishes a CRL of the root.
pub(crate) fn publish_root(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let issuer = workspace.authorities.root.clone();
    publish_for(workspace, &issuer, KeyPurpose::RootCa, ROOT_SECONDS, now)
}

/// Publishes a CRL of the issuing CA.
pub(crate) fn publish_issuing(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let issuer = workspace.authorities.issuing.clone();
    publish_for(
        workspace,
        &issuer,
        KeyPurpose::IssuingCa,
        ISSUING_SECONDS,
        now,
    )
}

/// Publishes a CRL of the issuing CA because a person asked for it.
pub fn publish(workspace: &mut Workspace, now: Utc) -> Result<CrlView, Error> {
    publish_issuing(workspace, now)?;
    checkpoint::sign(workspace, now)?;
    let all = list(workspace, now)?;
    let issuer = common_name(&workspace.authorities.issuing);
    all.into_iter()
        .find(|crl| crl.issuer == issuer)
        .ok_or(Error::Stored { what: "CRL" })
}

/// Publishes a new CRL if a denial waits for one, or half of the last one's life has passed.
pub(crate) fn publish_if_due(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let issuer = workspace.issuing_ski();
    let owed = workspace.read().crl_owed(&issuer)?;
    let last = workspace.read().last_crl(&issuer)?;
    let due = last.is_none_or(|crl| now.plus_seconds(ISSUING_SECONDS / 2) >= crl.next_update);
    if owed || due {
        publish_issuing(workspace, now)?;
    }
    Ok(owed || due)
}

/// Two processes may publish at once: the lock keeps numbers and files in one order, and the
/// content is read under it, so that a higher number never says less.
fn publish_for(
    workspace: &mut Workspace,
    issuer: &Certificate,
    purpose: KeyPurpose,
    seconds: i64,
    now: Utc,
) -> Result<(), Error> {
    let clock = Running::from(now);
    let _lock = lock(workspace)?;
    let issuer_ski = ski(issuer);
    let number = workspace
        .read()
        .last_crl(&issuer_ski)?
        .map_or(1, |last| last.number + 1);
    let denied = workspace.read().denied_by(&issuer_ski)?;
    let this_update = now.to_whole_second();
    let content = CrlContent {
        number,
        this_update,
        next_update: this_update.plus_seconds(seconds),
        revoked: denied.iter().map(entry).collect::<Result<_, _>>()?,
    };
    let list = workspace.with_service_key(purpose, |key| {
        issue(&content, issuer, key).map_err(Error::signing("signing the CRL"))
    })?;
    // On the disk before the event is: between the event's time and the file's place lies one
    // commit and one rename, so that what reports measure is what readers of the file saw.
    let staged = Staged::write(
        &publish::crl_path(workspace, &issuer_ski),
        list.der(),
        0o644,
    )?;
    workspace.ledger.write(|tx| {
        let body = EventBody::CrlPublished {
            issuer_ski: issuer_ski.clone(),
            number,
            crl: tx.put_blob(media::CRL, list.der())?,
            this_update: content.this_update,
            next_update: content.next_update,
            entries: content.revoked.len() as u64,
        };
        let service = if purpose == KeyPurpose::RootCa {
            "root"
        } else {
            "issuing"
        };
        record(tx, clock.now(), Actor::service(service), body)
    })?;
    staged.put()
}

fn lock(workspace: &Workspace) -> Result<File, Error> {
    let path = workspace.paths.publish().join(".lock");
    let file = std::fs::create_dir_all(workspace.paths.publish())
        .and_then(|()| {
            File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
        })
        .map_err(Error::io("opening", &path))?;
    file.lock().map_err(Error::io("locking", &path))?;
    Ok(file)
}

fn entry(denied: &DeniedRow) -> Result<RevokedCertificate, Error> {
    let serial = SerialNumber::from_hex(&denied.serial);
    // A certificate that was given up never went out: its operation ceased before it began.
    let reason = denied
        .reason
        .map_or("cessationOfOperation", |reason| reason.name());
    Ok(RevokedCertificate {
        serial_number: serial.ok_or(Error::Stored {
            what: "serial number",
        })?,
        revoked_at: denied.at.to_whole_second(),
        reason: RevocationReason::from_name(reason).ok_or(Error::Stored { what: "reason" })?,
        invalid_since: None,
    })
}

/// The newest CRL of each CA.
pub fn list(workspace: &Workspace, now: Utc) -> Result<Vec<CrlView>, Error> {
    let rows = workspace.read().last_crls()?;
    rows.iter().map(|row| view(workspace, row, now)).collect()
}

fn view(workspace: &Workspace, row: &CrlRow, now: Utc) -> Result<CrlView, Error> {
    let issuing = &workspace.authorities.issuing;
    let issuer = if row.issuer_ski == ski(issuing) {
        issuing
    } else {
        &workspace.authorities.root
    };
    let path = publish::crl_path(workspace, &row.issuer_ski);
    Ok(CrlView {
        issuer: common_name(issuer),
        number: row.number,
        this_update: row.this_update.to_string(),
        next_update: row.next_update.to_string(),
        entries: row.entries,
        overdue: now > row.next_update,
        owed: workspace.read().crl_owed(&row.issuer_ski)?,
        file: path.display().to_string(),
        sha256: row.der.to_upper_hex(),
    })
}

pub(crate) fn common_name(certificate: &Certificate) -> String {
    certificate
        .subject
        .common_name()
        .unwrap_or_default()
        .to_owned()
}
