//! The registers of a report, row by row.

use chancery_domain::{
    Sha256Digest, Utc, compromise::CompromiseObject, event::EventBody, event::RevocationReason,
    officer::Act,
};
use chancery_ledger::read::{CertificateRow, DenialCause, EventRow, OfficerRow, RequestState};
use chancery_report::view::{
    Approval, ApprovalOutcome, Certificate, CertificateStatus, CustodyFacts, Device, Key, Officer,
    Registers, Revocation, Stated,
};

use super::collect::{Source, in_force};
use crate::{
    Error, certificate,
    decide::{At, Over, Verifier},
    request, token,
    view::TokenView,
    workspace::stored_certificate,
};

/// Keys of a token that a report lists.
const KEYS: u32 = 10_000;

pub(super) fn registers(source: &Source<'_>) -> Result<Registers, Error> {
    Ok(Registers {
        certificates: certificates(source)?,
        devices: devices(source)?,
        keys: keys(source)?,
        approvals: approvals(source)?,
        revocations: revocations(source)?,
        officers: officers(source)?,
    })
}

fn na<T>(reason: &str) -> Stated<T> {
    Stated::Na(reason.to_owned())
}

fn certificates(source: &Source<'_>) -> Result<Vec<Certificate>, Error> {
    let rows = source
        .certificates
        .iter()
        .filter(|row| in_force(source.period, row));
    rows.map(|row| certificate(source, row)).collect()
}

fn certificate(source: &Source<'_>, row: &CertificateRow) -> Result<Certificate, Error> {
    let read = source.workspace.read();
    let issued = read
        .event(row.seq)?
        .ok_or(Error::Stored { what: "event" })?
        .event
        .at;
    let parsed = stored_certificate(read, row.der)?;
    let device = match read.key(row.spki)? {
        Some(key) => read.token(&key.token_serial)?.map(|token| token.label),
        None => None,
    };
    Ok(Certificate {
        serial: row.serial.clone(),
        subject: row.common_name.clone(),
        profile: row.profile.name().to_owned(),
        algorithm: parsed
            .key_algorithm
            .map_or("", chancery_domain::Algorithm::name)
            .to_owned(),
        sha256: parsed.sha256(),
        not_before: row.not_before,
        not_after: row.not_after,
        issued_at: issued,
        issued_in_period: source.period.holds(issued),
        status: status(source, row)?,
        device: Stated::or_na(device, "the key is in no token of this workspace"),
        request: Stated::or_na(
            decided_by_request(source, row)?,
            "named by the founding decision",
        ),
        log_entry: row.seq,
    })
}

/// The state at the end of the period, as far as it has been.
fn status(source: &Source<'_>, row: &CertificateRow) -> Result<CertificateStatus, Error> {
    let end = source.period.end.min(source.now);
    let denied = source.workspace.read().denied(&row.serial)?;
    let denied = denied.filter(|denied| denied.at <= end && denied.seq <= source.checkpoint.size);
    Ok(match denied.map(|denied| denied.cause) {
        Some(DenialCause::Suspended) => CertificateStatus::Suspended,
        Some(DenialCause::Revoked(RevocationReason::Superseded)) => CertificateStatus::Superseded,
        Some(_) => CertificateStatus::Revoked,
        None if end > row.not_after => CertificateStatus::Expired,
        None => CertificateStatus::Active,
    })
}

fn devices(source: &Source<'_>) -> Result<Vec<Device>, Error> {
    let views = token::list(source.workspace)?;
    let device = |view: TokenView| -> Result<Device, Error> {
        let keys = source.workspace.read().keys_active(&view.serial)?;
        Ok(device(view, keys))
    };
    views.into_iter().map(device).collect()
}

fn device(view: TokenView, keys: u64) -> Device {
    Device {
        keys,
        label: view.label,
        role: view.purpose,
        manufacturer: shown(view.manufacturer, view.present),
        model: shown(view.model, view.present),
        serial: view.serial,
        firmware: view
            .firmware
            .unwrap_or_else(|| "not shown by the token".to_owned()),
        kind: "software".to_owned(),
    }
}

fn shown(text: String, present: bool) -> String {
    if present {
        text
    } else {
        "NA (the token was not there)".to_owned()
    }
}

fn keys(source: &Source<'_>) -> Result<Vec<Key>, Error> {
    let read = source.workspace.read();
    let mut keys = Vec::new();
    for device in read.tokens()? {
        for row in read.keys_on(&device.serial, KEYS)?.into_iter().rev() {
            if row.destroyed || row.made_at > source.period.end {
                continue;
            }
            let facts = token::custody(source.workspace, &row)?;
            keys.push(Key {
                label: row.label,
                device: device.label.clone(),
                algorithm: row.algorithm.name().to_owned(),
                spki_sha256: row.spki,
                generated_at: Stated::Is(row.made_at),
                custody: CustodyFacts {
                    local: facts.local,
                    never_extractable: facts.never_extractable,
                    always_sensitive: facts.always_sensitive,
                    extractable: facts.extractable,
                    sensitive: facts.sensitive,
                },
            });
        }
    }
    Ok(keys)
}

/// Decisions of the period, each statement verified again for this report.
fn approvals(source: &Source<'_>) -> Result<Vec<Approval>, Error> {
    let mut verifier = Verifier::default();
    let decided = source
        .events
        .iter()
        .filter_map(|event| Some((event, DecidedOn::of(&event.event.event)?)));
    decided
        .map(|(event, decided)| approval(source, &mut verifier, event, &decided))
        .collect()
}

/// What an event says of a decision on a request.
struct DecidedOn<'a> {
    request: &'a str,
    act: Act,
    statement: Sha256Digest,
    batch: Option<Sha256Digest>,
}

impl<'a> DecidedOn<'a> {
    fn of(event: &'a EventBody) -> Option<Self> {
        let (request, act, statement, batch) = match event {
            EventBody::RequestApproved {
                request,
                decision,
                batch,
                ..
            } => (request, Act::Approve, decision, *batch),
            EventBody::RequestRejected {
                request, decision, ..
            } => (request, Act::Reject, decision, None),
            _ => return None,
        };
        Some(Self {
            request: request.as_str(),
            act,
            statement: *statement,
            batch,
        })
    }
}

fn approval(
    source: &Source<'_>,
    verifier: &mut Verifier,
    event: &EventRow,
    decided: &DecidedOn<'_>,
) -> Result<Approval, Error> {
    let workspace = source.workspace;
    let (id, act) = (decided.request, decided.act);
    let row = request::find(workspace, id)?;
    let maker = request::submission(workspace, verifier, &row)?;
    let over = Over {
        object: row.object,
        batch: decided.batch,
        at: At::Event(event.seq),
    };
    let checker = verifier
        .verify(workspace, decided.statement, act, over)
        .map_err(|detail| Error::DecisionInvalid {
            request: id.to_owned(),
            act: act.name(),
            detail,
        })?;
    let serial = row
        .serial
        .clone()
        .filter(|_| row.state == RequestState::Issued);
    Ok(Approval {
        request: id.to_owned(),
        agent: row.agent_id.to_string(),
        maker: maker.signer.officer.to_string(),
        maker_token: maker.signer.token_serial,
        submitted_at: row.submitted_at,
        checker: checker.signer.officer.to_string(),
        checker_token: checker.signer.token_serial,
        decided_at: event.event.at,
        outcome: match act {
            Act::Reject => ApprovalOutcome::Rejected {
                reason: checker.decision.reason,
            },
            _ => ApprovalOutcome::Approved,
        },
        certificate: Stated::or_na(serial, "no certificate followed"),
        log_entry: event.seq,
    })
}

fn revocations(source: &Source<'_>) -> Result<Vec<Revocation>, Error> {
    let mut rows = Vec::new();
    for event in &source.events {
        match &event.event.event {
            EventBody::CertificateRevoked { serial, .. } => {
                rows.push(revocation(source, event, serial)?);
            }
            EventBody::KeyCompromised { object, .. } => {
                for serial in compromised(source, *object)? {
                    rows.push(revocation(source, event, &serial)?);
                }
            }
            _ => {}
        }
    }
    Ok(rows)
}

/// The certificates that a compromised key took with it.
fn compromised(source: &Source<'_>, object: Sha256Digest) -> Result<Vec<String>, Error> {
    let bytes = source.workspace.read().blob(object)?;
    let object: CompromiseObject =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "compromise" })?;
    Ok(object.serials)
}

fn revocation(source: &Source<'_>, event: &EventRow, serial: &str) -> Result<Revocation, Error> {
    let read = source.workspace.read();
    let missing = || Error::Stored { what: "revocation" };
    let row = read.certificate(serial)?.ok_or_else(missing)?;
    let denied = read.denied(serial)?.ok_or_else(missing)?;
    let crl = read.first_crl_after(&row.issuer_ski, row.partition, denied.seq)?;
    Ok(Revocation {
        serial: serial.to_owned(),
        agent: row.common_name,
        reason: certificate::reason_name(denied.cause).to_owned(),
        decided_by: decider(source, event)?,
        // The list dates a revocation that followed a hold by the hold; it was decided later.
        decided_at: event.event.at,
        published_at: Stated::or_na(crl.as_ref().map(|crl| crl.at), "its CRL is owed"),
        crl_number: Stated::or_na(crl.map(|crl| crl.number.to_string()), "its CRL is owed"),
        log_entry: denied.seq,
    })
}

/// One row for each token that an officer decides with, or did.
fn officers(source: &Source<'_>) -> Result<Vec<Officer>, Error> {
    let read = source.workspace.read();
    let mut rows = Vec::new();
    for officer in read.officers()? {
        let roles = roles(source, &officer)?;
        let retired = match officer.retired_seq {
            Some(seq) => Stated::Is(at(source, seq)?),
            None => na("in office"),
        };
        for key in read.officer_keys(&officer.id)? {
            let ended = key
                .until_seq
                .filter(|seq| Some(*seq) != officer.retired_seq);
            rows.push(Officer {
                enrolled_at: at(source, key.since_seq)?,
                id: officer.id.to_string(),
                roles: roles.clone(),
                token: key.token_label,
                token_serial: key.token_serial,
                sha256: key.certificate,
                retired_at: match ended {
                    Some(seq) => na(&format!("this token ended {}", at(source, seq)?.date())),
                    None => retired.clone(),
                },
            });
        }
    }
    Ok(rows)
}

fn at(source: &Source<'_>, seq: u64) -> Result<Utc, Error> {
    let event = source.workspace.read().event(seq)?;
    Ok(event.ok_or(Error::Stored { what: "officer" })?.event.at)
}

/// The role that they have, then those that they had: `checker; maker until 2026-11-23`.
fn roles(source: &Source<'_>, officer: &OfficerRow) -> Result<String, Error> {
    let held = source.workspace.read().officer_roles(&officer.id)?;
    let mut words = vec![officer.role.name().to_owned()];
    for (earlier, next) in held.iter().skip(1).zip(&held) {
        let until = at(source, next.since_seq)?.date();
        words.push(format!("{} until {until}", earlier.role));
    }
    Ok(words.join("; "))
}

/// What decided on a certificate: a request, or the change that enrolled its officer.
fn decided_by_request(source: &Source<'_>, row: &CertificateRow) -> Result<Option<String>, Error> {
    if let Some(request) = &row.request {
        return Ok(Some(request.to_string()));
    }
    let key = source.workspace.read().officer_key(row.der)?;
    Ok(key
        .and_then(|key| key.change)
        .map(|change| change.to_string()))
}

/// Who decided on a revocation: whoever did it, or approved the retirement that it followed.
fn decider(source: &Source<'_>, event: &EventRow) -> Result<String, Error> {
    let EventBody::CertificateRevoked {
        change: Some(change),
        ..
    } = &event.event.event
    else {
        return Ok(event.event.actor.id().to_owned());
    };
    let change = source.workspace.read().change(change)?;
    let decider = change.and_then(|change| change.decider);
    let decider = decider.ok_or(Error::Stored { what: "change" })?;
    Ok(decider.to_string())
}
