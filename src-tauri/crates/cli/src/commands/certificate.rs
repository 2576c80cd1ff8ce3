//! `certificate issue|list|show|export|renew|suspend|release|revoke|confirm|confirmations|compromise|
//! expiring|reminders`.

use std::path::Path;

use chancery_operations::{
    Error, Workspace,
    certificate::{self, ByOfficer},
    edge, officer, request,
    view::{CertificatePage, CertificateRow, CertificateView, CompromiseView, RoleView},
};
use serde::Serialize;

use super::import::batch_or;
use crate::{
    arguments::CertificateVerb,
    context::Context,
    output::{Output, Verdict, table},
};

/// The profile of what lives for hours.
const SHORT_LIVED: &str = "agent-short-lived";

#[derive(Serialize)]
struct Exported {
    file: String,
}

#[derive(Serialize)]
struct Issued {
    issued: Vec<String>,
    refused: Vec<Refused>,
}

#[derive(Serialize)]
struct Refused {
    request: String,
    code: &'static str,
    happened: String,
}

pub(crate) fn run(
    context: &mut Context,
    verb: CertificateVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        CertificateVerb::Issue { request, batch } => {
            let workspace = &context.workspace;
            let requests = batch_or(request, batch, |id| request::approved_with(workspace, id))?;
            issue(context, &requests, output)
        }
        CertificateVerb::List {
            search,
            expired,
            after,
            csv,
        } => {
            let query = certificate::Query {
                text: &search,
                include_expired: expired,
                after: after.as_deref(),
            };
            match csv {
                Some(file) => export_table(context, &query, &file, output),
                None => list(context, &query, output),
            }
        }
        CertificateVerb::Show { serial } => show(context, &serial, output),
        CertificateVerb::Export {
            serial,
            out,
            format,
        } => {
            let format = certificate::Format::from_name(&format).expect("clap admits only formats");
            let taker = context.proved()?;
            let (workspace, now) = (&mut context.workspace, edge::now());
            certificate::export(workspace, &serial, format, &out, taker.as_deref(), now)?;
            let file = out.display().to_string();
            output.show(&Exported { file }, |view| vec![view.file.clone()]);
            Ok(Verdict::Done)
        }
        CertificateVerb::Renew { serial } => {
            let draft = request::renewal(&context.workspace, &serial)?;
            let json = serde_json::to_string_pretty(&draft).expect("requests have a JSON form");
            output.show(&draft, |_| vec![json]);
            Ok(Verdict::Done)
        }
        CertificateVerb::Suspend { serial, comment } => {
            decide(context, &comment, |workspace, by| {
                certificate::suspend(workspace, &serial, by, edge::now())
            })?;
            show(context, &serial, output)
        }
        CertificateVerb::Release { serial, comment } => {
            decide_as(context, RoleView::Maker, &comment, |workspace, by| {
                certificate::release(workspace, &serial, by, edge::now())
            })?;
            show(context, &serial, output)
        }
        CertificateVerb::Confirmations => confirmations(context, output),
        CertificateVerb::Confirm { serial, reason } => {
            // Another than who acts when no one is named.
            decide(context, &reason, |workspace, by| {
                certificate::confirm(workspace, &serial, by, edge::now())
            })?;
            match officer::of_certificate(&context.workspace, &serial)? {
                Some(detail) => Ok(super::officer::print(&detail, output)),
                None => show(context, &serial, output),
            }
        }
        CertificateVerb::Revoke {
            serial,
            reason,
            invalid_since,
            comment,
        } => {
            decide(context, &comment, |workspace, by| {
                let revocation = certificate::Revocation {
                    by: *by,
                    reason: &reason,
                    invalid_since: invalid_since.as_deref(),
                };
                certificate::revoke(workspace, &serial, &revocation, edge::now())
            })?;
            show(context, &serial, output)
        }
        CertificateVerb::Compromise {
            key,
            since,
            comment,
        } => {
            let (now, language) = (edge::now(), context.language);
            let view = match comment {
                None => certificate::preview_compromise(&context.workspace, &key, language, now)?,
                Some(comment) => decide(context, &comment, |workspace, by| {
                    let declaration = certificate::Declaration {
                        by: *by,
                        since: since.as_deref(),
                    };
                    certificate::declare_compromised(workspace, &key, &declaration, language, now)
                })?,
            };
            compromise(&view, output);
            Ok(Verdict::Done)
        }
        CertificateVerb::Expiring { days, after } => {
            let (workspace, language) = (&context.workspace, context.language);
            let after = after.as_deref();
            let page = certificate::list_expiring(workspace, days, after, language, edge::now())?;
            page_of(&page, output);
            Ok(Verdict::Done)
        }
        CertificateVerb::Reminders { days, out } => {
            let taker = context.proved()?;
            let (workspace, language) = (&mut context.workspace, context.language);
            let (taker, now) = (taker.as_deref(), edge::now());
            certificate::export_reminders(workspace, days, &out, taker, language, now)?;
            let file = out.display().to_string();
            output.show(&Exported { file }, |view| vec![view.file.clone()]);
            Ok(Verdict::Done)
        }
    }
}

/// Carries out what the officer who acts decides, with their PIN.
fn decide<T>(
    context: &mut Context,
    comment: &str,
    act: impl FnOnce(&mut Workspace, &ByOfficer<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    decide_as(context, RoleView::Checker, comment, act)
}

fn decide_as<T>(
    context: &mut Context,
    role: RoleView,
    comment: &str,
    act: impl FnOnce(&mut Workspace, &ByOfficer<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let officer = context.officer(role)?;
    let pin = context.pin(&officer)?;
    let by = ByOfficer {
        officer: &officer.id,
        comment,
        pin: &pin,
    };
    act(&mut context.workspace, &by)
}

fn confirmations(context: &Context, output: &mut Output) -> Result<Verdict, Error> {
    let list = certificate::confirmations(&context.workspace, context.viewer())?;
    output.show(&list, |list| {
        let rows: Vec<Vec<String>> = list
            .rows
            .iter()
            .map(|row| {
                vec![
                    row.serial.clone(),
                    row.agent_id.clone(),
                    row.reason.clone(),
                    row.officer.clone(),
                    row.at.clone(),
                ]
            })
            .collect();
        let mut lines = table(
            &["Certificate", "Agent", "Reason", "Revoked by", "At"],
            &rows,
        );
        lines.push(format!("{} to be confirmed", rows.len()));
        lines
    });
    Ok(Verdict::Done)
}

fn compromise(view: &CompromiseView, output: &mut Output) {
    output.show(view, |view| {
        let mut lines = vec![
            format!("{} ({} key)", view.name, view.of),
            format!("  {:<14} {}", "SPKI SHA-256", view.spki_sha256),
        ];
        lines.push(match &view.declared_at {
            Some(at) => format!(
                "  {:<14} {at}; {} were denied by it",
                "compromised", view.total
            ),
            None => format!("  {:<14} {} would be denied", "not declared", view.total),
        });
        lines.push(format!("  {:<14} {}", "denied before", view.denied_before));
        lines.push(String::new());
        lines.extend(rows(&view.certificates));
        lines
    });
}

fn issue(
    context: &mut Context,
    requests: &[String],
    output: &mut Output,
) -> Result<Verdict, Error> {
    let officer = context.officer(RoleView::Checker)?;
    let workspace = &mut context.workspace;
    if let [request] = requests {
        let view = certificate::issue(workspace, request, &officer.id, edge::now())?;
        return show(context, &view.certificate.unwrap_or_default(), output);
    }
    issue_all(context, &officer.id, requests, output)
}

pub(super) fn issue_all(
    context: &mut Context,
    officer: &str,
    requests: &[String],
    output: &mut Output,
) -> Result<Verdict, Error> {
    let workspace = &mut context.workspace;
    let ids: Vec<&str> = requests.iter().map(String::as_str).collect();
    let mut on_progress = output.progress();
    let batch = certificate::issue_batch(workspace, &ids, officer, edge::now(), &mut on_progress)?;
    let refused = batch.refused.iter().map(|(request, error)| Refused {
        request: request.clone(),
        code: error.code(),
        happened: error.to_failure(context.language).happened,
    });
    let view = Issued {
        refused: refused.collect(),
        issued: batch.issued,
    };
    output.show(&view, |view| {
        let issued = view.issued.iter().map(|id| format!("{id} issued"));
        let refused = view.refused.iter();
        let refused = refused.map(|one| format!("{} refused: {}", one.request, one.happened));
        issued.chain(refused).collect()
    });
    Ok(if view.refused.is_empty() {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn export_table(
    context: &mut Context,
    query: &certificate::Query<'_>,
    out: &Path,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let taker = context.proved()?;
    let workspace = &mut context.workspace;
    certificate::export_table(workspace, query, out, taker.as_deref(), edge::now())?;
    let file = out.display().to_string();
    output.show(&Exported { file }, |view| vec![view.file.clone()]);
    Ok(Verdict::Done)
}

fn list(
    context: &mut Context,
    query: &certificate::Query<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    // Turning pages tells nothing.
    if query.after.is_none() {
        context.reads("register", query.text.trim())?;
    }
    let page = certificate::list(&context.workspace, query, context.language, edge::now())?;
    page_of(&page, output);
    Ok(Verdict::Done)
}

fn page_of(page: &CertificatePage, output: &mut Output) {
    output.show(page, |page| {
        let mut lines = rows(&page.rows);
        lines.push(format!("{} in all, {} expired", page.total, page.expired));
        lines
    });
}

fn rows(rows: &[CertificateRow]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.serial.clone(),
                row.agent_id.clone(),
                format!("{:?}", row.state).to_lowercase(),
                row.not_after.clone(),
                row.request.clone(),
            ]
        })
        .collect();
    table(&["Serial", "Agent", "State", "Until", "Request"], &rows)
}

fn show(context: &mut Context, serial: &str, output: &mut Output) -> Result<Verdict, Error> {
    let view = certificate::show(&context.workspace, serial, context.language, edge::now())?;
    context.reads("certificate", serial)?;
    output.show(&view, lines);
    Ok(Verdict::Done)
}

fn lines(view: &CertificateView) -> Vec<String> {
    let sentence: String = view
        .sentence
        .spans
        .iter()
        .map(|span| span.text.as_str())
        .collect();
    let mut lines = vec![
        format!(
            "{} ({})",
            view.row.agent_id,
            format!("{:?}", view.row.state).to_lowercase()
        ),
        String::new(),
        format!("  {sentence}"),
        String::new(),
        format!("  {:<14} {}", "serial", view.row.serial),
        format!("  {:<14} {}", "not before", view.row.not_before),
        format!("  {:<14} {}", "not after", view.row.not_after),
        format!("  {:<14} {}", "SHA-256", view.sha256),
        format!("  {:<14} {}", "identity", view.spiffe_id),
        format!(
            "  {:<14} {}",
            "accountable",
            view.accountable.as_deref().unwrap_or("(erased)")
        ),
        format!("  {:<14} {}", "request", view.row.request),
    ];
    lines.push(format!("  {:<14} {}", "profile", view.profile_label));
    lines.push(format!("  {:<14} {}", "SPKI SHA-256", view.spki_sha256));
    if let Some(renewed) = &view.renews {
        lines.push(format!("  {:<14} {renewed}", "renews"));
    }
    if let Some(next) = &view.renewed_by {
        lines.push(format!("  {:<14} {next}", "renewed by"));
    }
    if let Some(at) = &view.suspended_at {
        lines.push(format!("  {:<14} {at}", "on hold since"));
    }
    if let Some(revocation) = &view.revocation {
        let crl = revocation
            .crl_number
            .map_or("CRL owed".to_owned(), |number| format!("CRL no. {number}"));
        lines.push(format!(
            "  {:<14} {} ({}), {crl}",
            "revoked", revocation.at, revocation.reason
        ));
        if let Some(since) = &revocation.invalid_since {
            lines.push(format!("  {:<14} {since}", "invalid since"));
        }
    }
    let denied = view.revocation.is_some() || view.suspended_at.is_some();
    if denied && view.row.profile == SHORT_LIVED {
        lines.push(format!(
            "  {:<14} it names no list: who does not ask here takes it until it ends",
            "short-lived"
        ));
    }
    lines.push(String::new());
    lines.push(view.pem.trim_end().to_owned());
    lines
}
