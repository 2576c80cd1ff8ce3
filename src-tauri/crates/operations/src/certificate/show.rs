//! Everything about one certificate and its agent.

use chancery_domain::{Language, Sha256Digest, Utc, officer::Act, profile::ProfileId};
use chancery_ledger::read::CertificateRow;
use chancery_pki::Certificate;

use super::{find, register::state, revocation_object::RevocationObject, row_view};
use crate::{
    Error, Workspace, crl,
    log::event_row,
    officer::committed,
    request::{self, decision_view, sentence_of, sentence_view},
    token::custody_view,
    view::{CertificateView, ChainLink, DecisionView, EventRow, RevocationView},
    workspace::stored_certificate,
};

/// Everything about one certificate of an agent.
pub fn show(
    workspace: &Workspace,
    serial: &str,
    language: Language,
    now: Utc,
) -> Result<CertificateView, Error> {
    let row = find(workspace, serial)?;
    let absent = || Error::NoSuch {
        what: "agent certificate",
        id: serial.to_owned(),
    };
    let id = row.request.as_ref().ok_or_else(absent)?;
    let behind = request::find(workspace, id.as_str())?;
    let object = request::object_of(workspace, &behind)?;
    let certificate = stored_certificate(workspace.read(), row.der)?;
    let organisation = &workspace.founding.entity.organisation;
    let model = object.scope.model.as_ref();
    let mut decisions = request::decisions(workspace, &behind)?;
    decisions.extend(revocation_decision(workspace, &row)?);
    let key = workspace.read().key(row.spki)?;
    Ok(CertificateView {
        sentence: sentence_view(sentence_of(&object, language)),
        firm: organisation.name.clone(),
        lei: organisation.lei.as_str().to_owned(),
        accountable: committed(workspace, object.accountable)?,
        purpose: committed(workspace, object.purpose)?,
        model: model.map(|model| model.name.clone()),
        model_sha256: model.map(|model| model.sha256.to_upper_hex()),
        spiffe_id: object.spiffe_id.clone(),
        algorithm: object.key_algorithm.name().to_owned(),
        sha256: certificate.sha256().to_upper_hex(),
        custody: key.map(|key| custody_view(workspace, &key)).transpose()?,
        chain: chain(workspace, &row, &certificate, now)?,
        decisions,
        revocation: revocation(workspace, &row)?,
        timeline: timeline(workspace, &row, &behind)?,
        others: others(workspace, &row, language, now)?,
        pem: certificate.to_pem(),
        row: row_view(workspace, &row, language, now)?,
    })
}

fn chain(
    workspace: &Workspace,
    row: &CertificateRow,
    leaf: &Certificate,
    now: Utc,
) -> Result<Vec<ChainLink>, Error> {
    let authorities = &workspace.authorities;
    let mut links = Vec::new();
    for authority in [&authorities.root, &authorities.issuing] {
        let serial = authority.serial_number.to_string();
        let stored = find(workspace, &serial)?;
        let denied = workspace.read().denied(&serial)?.is_some();
        links.push(link(authority, &stored, denied, now));
    }
    let denied = workspace.read().denied(&row.serial)?.is_some();
    links.push(link(leaf, row, denied, now));
    Ok(links)
}

fn link(certificate: &Certificate, row: &CertificateRow, denied: bool, now: Utc) -> ChainLink {
    ChainLink {
        name: crl::common_name(certificate),
        algorithm: certificate
            .key_algorithm
            .map_or("", chancery_domain::Algorithm::name)
            .to_owned(),
        not_after: certificate.validity.not_after.to_string(),
        state: state(row, denied, now),
        sha256: certificate.sha256().to_upper_hex(),
    }
}

fn revocation(
    workspace: &Workspace,
    row: &CertificateRow,
) -> Result<Option<RevocationView>, Error> {
    let Some(denied) = workspace.read().denied(&row.serial)? else {
        return Ok(None);
    };
    let crl = workspace
        .read()
        .first_crl_after(&row.issuer_ski, denied.seq)?;
    Ok(Some(RevocationView {
        at: denied.at.to_string(),
        reason: denied.reason.map_or("", |reason| reason.name()).to_owned(),
        crl_number: crl.as_ref().map(|crl| crl.number),
        published_at: crl.map(|crl| crl.at.to_string()),
    }))
}

fn revocation_decision(
    workspace: &Workspace,
    row: &CertificateRow,
) -> Result<Option<DecisionView>, Error> {
    let denied = workspace.read().denied(&row.serial)?;
    let decided = denied.and_then(|denied| Some((denied.seq, denied.decision?, denied.reason?)));
    let Some((seq, decision, reason)) = decided else {
        return Ok(None);
    };
    let object = RevocationObject::of(workspace, row, reason).to_jcs();
    let object = Sha256Digest::of(&object);
    decision_view(workspace, decision, Act::Revoke, object, seq).map(Some)
}

/// A signed statement and the object that it is over.
pub(crate) struct Evidence {
    /// Canonical JSON.
    pub(crate) object: Vec<u8>,
    /// Compact JWS.
    pub(crate) statement: Vec<u8>,
}

/// The object that a revocation decided on, and the officer's statement over it.
pub(crate) fn revocation_statement(
    workspace: &Workspace,
    row: &CertificateRow,
) -> Result<Option<Evidence>, Error> {
    let denied = workspace.read().denied(&row.serial)?;
    let decided = denied.and_then(|denied| Some((denied.decision?, denied.reason?)));
    let Some((decision, reason)) = decided else {
        return Ok(None);
    };
    let object = RevocationObject::of(workspace, row, reason).to_jcs();
    let statement = workspace.read().blob(decision)?;
    Ok(Some(Evidence { object, statement }))
}

/// The events of the request, the certificate and the key, newest first.
fn timeline(
    workspace: &Workspace,
    row: &CertificateRow,
    behind: &chancery_ledger::read::RequestRow,
) -> Result<Vec<EventRow>, Error> {
    let mut events = workspace.read().events_about(behind.id.as_str())?;
    events.extend(workspace.read().events_about(&row.serial)?);
    events.extend(
        workspace.read().events_about(&row.common_name)?.into_iter().filter(|event| {
            matches!(&event.event.event, chancery_domain::event::EventBody::KeyGenerated { spki, .. } if *spki == row.spki)
        }),
    );
    events.sort_by_key(|event| std::cmp::Reverse(event.seq));
    events
        .iter()
        .map(|event| event_row(workspace, event))
        .collect()
}

fn others(
    workspace: &Workspace,
    row: &CertificateRow,
    language: Language,
    now: Utc,
) -> Result<Vec<crate::view::CertificateRow>, Error> {
    let all = workspace
        .read()
        .certificates_of(ProfileId::Agent, &row.common_name)?;
    all.iter()
        .filter(|other| other.serial != row.serial)
        .map(|other| row_view(workspace, other, language, now))
        .collect()
}
