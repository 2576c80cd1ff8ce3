//! `workspace check`: holds everything stored against everything else, and names what does not fit.

use std::path::Path;

use chancery_domain::Utc;
use chancery_ledger::read::{CertificateRow, RequestState};

use crate::{
    Error, Workspace, certificate, change, crl,
    decide::Verifier,
    log, publish, request, retention, token,
    view::{CheckRow, VerificationView},
    workspace::{OnProgress, stored_certificate},
};

fn row(subject: &str, verdict: &str, message: String, since: Option<u64>) -> CheckRow {
    CheckRow {
        subject: subject.to_owned(),
        verdict: verdict.to_owned(),
        message,
        since,
    }
}

/// Runs every check. The log comes first: what it says of the rest counts only if it holds.
pub fn check(
    workspace: &Workspace,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<Vec<CheckRow>, Error> {
    let log = workspace.verification()?.run(on_progress)?;
    let mut rows = vec![log_row(&log)];
    if log.sound {
        rows.push(tables(workspace)?);
        rows.push(certificates(workspace)?);
        rows.push(decisions(workspace)?);
        rows.extend(crls(workspace, now)?);
        rows.push(published(workspace, now)?);
        rows.extend(tokens(workspace));
        rows.push(intents(workspace)?);
        rows.push(clock(workspace, now)?);
    }
    Ok(rows)
}

/// What can be said of a workspace that does not open because its log is damaged.
pub fn check_damaged(
    dir: &Path,
    error: &Error,
    on_progress: OnProgress<'_>,
) -> Result<Vec<CheckRow>, Error> {
    Ok(vec![log_row(&log::recompute_damaged(
        dir,
        error,
        on_progress,
    )?)])
}

/// The tables say what the events make of them: who changes a row but no event shows here.
fn tables(workspace: &Workspace) -> Result<CheckRow, Error> {
    let differ = workspace.read().tables_that_differ()?;
    Ok(if differ.is_empty() {
        let message = "they are what the events make of them".to_owned();
        row("tables", "sound", message, None)
    } else {
        let message = format!("not what the events say: {}", differ.join(", "));
        row("tables", "broken", message, None)
    })
}

fn log_row(log: &VerificationView) -> CheckRow {
    match log.faults.first() {
        None => row(
            "log",
            "sound",
            format!(
                "{} events and {} checkpoints recomputed",
                log.events, log.checkpoints
            ),
            None,
        ),
        Some(fault) => row("log", "broken", fault.message.clone(), fault.seq),
    }
}

fn certificates(workspace: &Workspace) -> Result<CheckRow, Error> {
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
            let message = format!(
                "Certificate {} does not fit its register entry",
                stored.serial
            );
            return Ok(row("certificates", "broken", message, Some(stored.seq)));
        }
    }
    Ok(row(
        "certificates",
        "sound",
        format!("{} read back and verified", all.len()),
        None,
    ))
}

/// Every certificate of an agent has as many standing decisions by different officers as its
/// profile asked for, and every profile in force has those that put it there.
fn decisions(workspace: &Workspace) -> Result<CheckRow, Error> {
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
    Ok(match broken {
        Some((seq, detail)) => row("decisions", "broken", detail, Some(seq)),
        None => {
            let message = format!(
                "those of {checked} certificates, their holds and revocations, of all rules and of side data verify"
            );
            row("decisions", "sound", message, None)
        }
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
    let object = request::object_of(workspace, &behind).map_err(told)?;
    let profile = change::profile_named(workspace, &object.profile).map_err(told)?;
    let profile = profile.ok_or_else(|| format!("{id}: its profile was never in force"))?;
    let needed = usize::from(profile.decisions.saturating_sub(1));
    request::approved(workspace, verifier, &behind, needed)
        .map(|_| ())
        .map_err(|error| match error {
            Error::DecisionInvalid { detail, .. } => format!("{id}: {detail}"),
            Error::Rule { refusal, .. } => refusal.to_string(),
            other => format!("{id}: {other}"),
        })
}

fn crls(workspace: &Workspace, now: Utc) -> Result<Vec<CheckRow>, Error> {
    let rows = crl::list(workspace, now)?.into_iter().map(|crl| {
        let part = match crl.partition {
            0 => String::new(),
            partition => format!(", part {partition}"),
        };
        let kind = crl
            .base
            .map_or_else(String::new, |base| format!(", adds to no. {base}"));
        let message = format!(
            "{}{part}: no. {}{kind}, {} entries",
            crl.issuer, crl.number, crl.entries
        );
        let until = &crl.next_update;
        let (verdict, rest) = match (crl.owed, crl.overdue, crl.due_soon) {
            (true, ..) => ("attention", "a newer one is owed".to_owned()),
            (_, true, _) => ("attention", format!("overdue since {until}")),
            (.., true) => ("attention", format!("due soon: ends at {until}")),
            _ => ("sound", format!("good until {until}")),
        };
        row("crl", verdict, format!("{message}; {rest}"), None)
    });
    Ok(rows.collect())
}

/// What lies in `publish/` is what was recorded last.
fn published(workspace: &Workspace, now: Utc) -> Result<CheckRow, Error> {
    let stale = publish::stale(workspace, now)?;
    Ok(match stale {
        Some(path) => {
            let message = format!("{} is not the newest CRL; run crl publish", path.display());
            row("publish", "attention", message, None)
        }
        None => row(
            "publish",
            "sound",
            "CRLs are as the log says".to_owned(),
            None,
        ),
    })
}

fn tokens(workspace: &Workspace) -> Vec<CheckRow> {
    let tokens = match token::list(workspace) {
        Ok(tokens) => tokens,
        Err(error) => return vec![row("tokens", "attention", error.to_string(), None)],
    };
    let absent: Vec<&str> = tokens
        .iter()
        .filter(|token| !token.present)
        .map(|token| token.label.as_str())
        .collect();
    if absent.is_empty() {
        vec![row(
            "tokens",
            "sound",
            format!("{} there", tokens.len()),
            None,
        )]
    } else {
        vec![row(
            "tokens",
            "attention",
            format!("not there: {}", absent.join(", ")),
            None,
        )]
    }
}

fn intents(workspace: &Workspace) -> Result<CheckRow, Error> {
    let open = workspace.read().open_intents()?;
    Ok(match open.first() {
        None => row("intents", "sound", "none open".to_owned(), None),
        Some(first) => {
            let message = format!("{} open, the first {}", open.len(), first.serial);
            row("intents", "attention", message, Some(first.seq))
        }
    })
}

fn clock(workspace: &Workspace, now: Utc) -> Result<CheckRow, Error> {
    let size = workspace.read().size()?;
    let last = workspace.read().event(size)?;
    Ok(match last {
        Some(last) if last.event.at > now => row(
            "clock",
            "attention",
            format!("the clock says {now}, the last event {}", last.event.at),
            Some(size),
        ),
        _ => row(
            "clock",
            "sound",
            format!("{now}, after the last event"),
            None,
        ),
    })
}
