//! Everything about one certificate and its agent.

use chancery_domain::{Language, Sha256Digest, Utc, profile::ProfileId, request::RequestObject};
use chancery_ledger::read::{CertificateRow, DenialCause, DeniedRow};
use chancery_pki::Certificate;

use super::{find, register::state, row_view, statements::decided};
use crate::{
    Error, Workspace, crl,
    log::event_row,
    officer::committed,
    request::{self, decision_view, sentence_of, sentence_view},
    token::custody_view,
    view::{CertificateActs, CertificateView, ChainLink, EventRow, RevocationView},
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
    for decided in decided(workspace, &row)? {
        decisions.push(decision_view(
            workspace,
            decided.statement,
            decided.act,
            Sha256Digest::of(&decided.object),
            decided.event,
        )?);
    }
    let key = workspace.read().key(row.spki)?;
    let denied = workspace.read().denied(&row.serial)?;
    let successor = workspace.read().successor_of(&row.serial)?;
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
        spki_sha256: row.spki.to_upper_hex(),
        profile_label: profile_label(&object, language),
        sha256: certificate.sha256().to_upper_hex(),
        custody: key.map(|key| custody_view(workspace, &key)).transpose()?,
        chain: chain(workspace, &row, &certificate, now)?,
        decisions,
        revocation: revocation(workspace, &row, denied.as_ref())?,
        suspended_at: denied
            .as_ref()
            .filter(|denied| denied.cause == DenialCause::Suspended)
            .map(|denied| denied.at.to_string()),
        release: waiting_release(workspace, &row)?,
        renews: row.renews.clone(),
        acts: acts(workspace, &row, denied.as_ref(), successor.as_ref(), now)?,
        renewed_by: successor.map(|row| row.serial),
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
        let denied = workspace.read().denied(&serial)?;
        links.push(link(authority, &stored, denied.as_ref(), now));
    }
    let denied = workspace.read().denied(&row.serial)?;
    links.push(link(leaf, row, denied.as_ref(), now));
    Ok(links)
}

fn link(
    certificate: &Certificate,
    row: &CertificateRow,
    denied: Option<&DeniedRow>,
    now: Utc,
) -> ChainLink {
    ChainLink {
        name: crl::common_name(certificate),
        algorithm: certificate
            .key_algorithm
            .map_or("", chancery_domain::Algorithm::name)
            .to_owned(),
        not_after: certificate.validity.not_after.to_string(),
        state: state(row, denied.map(|denied| denied.cause), now),
        sha256: certificate.sha256().to_upper_hex(),
    }
}

/// The profile under which it was asked for, with the version that was in force.
fn profile_label(object: &RequestObject, language: Language) -> String {
    let version = match language {
        Language::En => "version",
        Language::De => "Fassung",
    };
    let profile = &object.profile;
    format!(
        "{}, {version} {}",
        profile.id.label(language),
        profile.version
    )
}

/// What can be done with it as it stands. Only a successor that is in force takes its place.
fn acts(
    workspace: &Workspace,
    row: &CertificateRow,
    denied: Option<&DeniedRow>,
    successor: Option<&CertificateRow>,
    now: Utc,
) -> Result<CertificateActs, Error> {
    let cause = denied.map(|denied| denied.cause);
    let held = cause == Some(DenialCause::Suspended);
    let lasts = now <= row.not_after;
    Ok(CertificateActs {
        renew: cause.is_none() && row.stands,
        suspend: lasts && cause.is_none(),
        release: lasts && held && waiting_release(workspace, row)?.is_none(),
        revoke: lasts && (cause.is_none() || held),
        supersede: lasts
            && (cause.is_none() || held)
            && successor.is_some_and(|successor| successor.stands && now <= successor.not_after),
        confirm: workspace.read().confirmation_open(&row.serial)?.is_some(),
    })
}

/// The change by which it is to be released, while it waits for a second officer.
fn waiting_release(workspace: &Workspace, row: &CertificateRow) -> Result<Option<String>, Error> {
    let waiting = workspace.read().release_waiting(&row.serial)?;
    Ok(waiting.map(|change| change.id.to_string()))
}

fn revocation(
    workspace: &Workspace,
    row: &CertificateRow,
    denied: Option<&DeniedRow>,
) -> Result<Option<RevocationView>, Error> {
    let Some(denied) = denied.filter(|denied| denied.cause != DenialCause::Suspended) else {
        return Ok(None);
    };
    let read = workspace.read();
    let crl = read.first_crl_after(&row.issuer_ski, row.partition, denied.seq)?;
    // The list dates a revocation that followed a hold by the hold; it was decided later.
    let decided = read
        .event(denied.seq)?
        .map_or(denied.at, |event| event.event.at);
    Ok(Some(RevocationView {
        at: decided.to_string(),
        reason: reason_name(denied.cause).to_owned(),
        invalid_since: denied.invalid_since.map(|since| since.to_string()),
        crl_number: crl.as_ref().map(|crl| crl.number),
        published_at: crl.map(|crl| crl.at.to_string()),
        unconfirmed: read.confirmation_open(&row.serial)?.is_some(),
    }))
}

/// RFC 5280's name of a reason; `issuerCompromised` is ours, since it has none for that.
pub(crate) fn reason_name(cause: DenialCause) -> &'static str {
    match cause {
        DenialCause::Revoked(reason) => reason.name(),
        DenialCause::CaCompromise => "cACompromise",
        DenialCause::IssuerCompromised => "issuerCompromised",
        DenialCause::Suspended => "certificateHold",
        DenialCause::Abandoned => "",
    }
}

/// The events of the request, the certificate and the key, newest first.
fn timeline(
    workspace: &Workspace,
    row: &CertificateRow,
    behind: &chancery_ledger::read::RequestRow,
) -> Result<Vec<EventRow>, Error> {
    let mut events = workspace.read().events_about(behind.id.as_str())?;
    events.extend(workspace.read().events_about(&row.serial)?);
    events.extend(workspace.read().events_about(&row.spki.to_upper_hex())?);
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
    let mut all = Vec::new();
    for profile in ProfileId::OF_AGENTS {
        all.extend(
            workspace
                .read()
                .certificates_of(profile, &row.common_name)?,
        );
    }
    all.sort_by_key(|other| std::cmp::Reverse(other.seq));
    all.iter()
        .filter(|other| other.serial != row.serial)
        .map(|other| row_view(workspace, other, language, now))
        .collect()
}
