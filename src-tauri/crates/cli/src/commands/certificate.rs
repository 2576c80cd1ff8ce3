//! `certificate issue|list|show|export|revoke`.

use chancery_operations::{
    Error, certificate, edge,
    view::{CertificateView, RoleView},
};
use serde::Serialize;

use crate::{
    arguments::CertificateVerb,
    context::Context,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Exported {
    file: String,
}

pub(crate) fn run(
    context: &mut Context,
    verb: CertificateVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        CertificateVerb::Issue { request } => {
            let officer = context.officer(RoleView::Checker)?;
            let view =
                certificate::issue(&mut context.workspace, &request, &officer.id, edge::now())?;
            show(context, &view.certificate.unwrap_or_default(), output)
        }
        CertificateVerb::List {
            search,
            expired,
            after,
        } => {
            let query = certificate::Query {
                text: &search,
                include_expired: expired,
                after: after.as_deref(),
            };
            list(context, &query, output)
        }
        CertificateVerb::Show { serial } => show(context, &serial, output),
        CertificateVerb::Export {
            serial,
            out,
            format,
        } => {
            let format = certificate::Format::from_name(&format).expect("clap admits only formats");
            certificate::export(&context.workspace, &serial, format, &out)?;
            let file = out.display().to_string();
            output.show(&Exported { file }, |view| vec![view.file.clone()]);
            Ok(Verdict::Done)
        }
        CertificateVerb::Revoke {
            serial,
            reason,
            comment,
        } => {
            let officer = context.officer(RoleView::Checker)?;
            let pin = context.pin(&officer)?;
            let revocation = certificate::Revocation {
                officer: &officer.id,
                reason: &reason,
                comment: &comment,
                pin: &pin,
            };
            certificate::revoke(&mut context.workspace, &serial, &revocation, edge::now())?;
            show(context, &serial, output)
        }
    }
}

fn list(
    context: &Context,
    query: &certificate::Query<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let page = certificate::list(&context.workspace, query, context.language, edge::now())?;
    output.show(&page, |page| {
        let rows: Vec<Vec<String>> = page
            .rows
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
        let mut lines = table(&["Serial", "Agent", "State", "Until", "Request"], &rows);
        lines.push(format!("{} in all, {} expired", page.total, page.expired));
        lines
    });
    Ok(Verdict::Done)
}

fn show(context: &Context, serial: &str, output: &mut Output) -> Result<Verdict, Error> {
    let view = certificate::show(&context.workspace, serial, context.language, edge::now())?;
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
    if let Some(revocation) = &view.revocation {
        let crl = revocation
            .crl_number
            .map_or("CRL owed".to_owned(), |number| format!("CRL no. {number}"));
        lines.push(format!(
            "  {:<14} {} ({}), {crl}",
            "revoked", revocation.at, revocation.reason
        ));
    }
    lines.push(String::new());
    lines.push(view.pem.trim_end().to_owned());
    lines
}
