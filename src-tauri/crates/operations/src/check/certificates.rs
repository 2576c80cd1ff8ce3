//! Certificates against the register, and the decisions behind them.

use chancery_ledger::read::{CertificateRow, RequestState};

use super::found::Found;
use crate::{
    Error, Workspace, certificate, change, decide::Verifier, report, request, retention,
    workspace::stored_certificate,
};

pub(super) fn read_back(workspace: &Workspace) -> Result<Found, Error> {
    let all = workspace.read().certificates_until(u64::MAX >> 1)?;
    let issuers = [&workspace.authorities.root, &workspace.authorities.issuing];
    for stored in &all {
        let certificate = stored_certificate(workspace.read(), stored.der)?;
        let signed = issuers
            .iter()
            .any(|issuer| certificate.is_signed_by(&issuer.spki));
        let same = certificate.serial_number.to_string() == stored.serial
            && certificate.spki.sha256() == stored.spki
            && certificate.validity.not_after == stored.not_after.to_whole_second();
        if !signed || !same {
            return Ok(Found::broken("certificates", "certificate-differs")
                .with("serial", &stored.serial)
                .since(Some(stored.seq)));
        }
    }
    Ok(Found::sound("certificates", "certificates-verified").with("count", all.len()))
}

/// Every certificate of an agent has as many standing decisions by different officers as its
/// profile asked for, and every profile in force has those that put it there.
pub(super) fn decisions(workspace: &Workspace) -> Result<Found, Error> {
    let (mut checked, mut broken) = (0, None);
    let mut verifier = Verifier::default();
    workspace
        .read()
        .for_each_certificate_until(u64::MAX >> 1, |stored| {
            if stored.profile.is_of_agents() && broken.is_none() {
                checked += 1;
                let sound = decided(workspace, &mut verifier, &stored);
                broken = sound.err().map(|detail| (stored.seq, detail));
            }
            Ok::<_, Error>(())
        })?;
    let broken = match broken {
        None => change::first_broken(workspace)?,
        found => found,
    };
    let broken = match broken {
        None => certificate::first_broken(workspace)?,
        found => found,
    };
    let broken = match broken {
        None => retention::first_broken(workspace)?,
        found => found,
    };
    let broken = match broken {
        None => request::first_broken(workspace)?,
        found => found,
    };
    let broken = match broken {
        None => crate::standing::first_broken(workspace)?,
        found => found,
    };
    let broken = match broken {
        None => report::first_broken(workspace)?,
        found => found,
    };
    Ok(match broken {
        Some((seq, detail)) => Found::broken("decisions", "decision-broken")
            .with("detail", detail)
            .since(Some(seq)),
        None => Found::sound("decisions", "decisions-verified").with("count", checked),
    })
}

fn decided(
    workspace: &Workspace,
    verifier: &mut Verifier,
    stored: &CertificateRow,
) -> Result<(), String> {
    let serial = &stored.serial;
    let told = |error: Error| error.to_string();
    let id = stored
        .request
        .as_ref()
        .ok_or_else(|| format!("certificate {serial} has no request"))?;
    let behind = request::find(workspace, id.as_str()).map_err(told)?;
    if behind.state != RequestState::Issued {
        return Err(format!("{id}: its request is not issued"));
    }
    request::approved(workspace, verifier, &behind)
        .map(|_| ())
        .map_err(|error| match error {
            Error::DecisionInvalid { detail, .. } => format!("{id}: {detail}"),
            Error::Rule { refusal, .. } => refusal.to_string(),
            other => format!("{id}: {other}"),
        })
}
