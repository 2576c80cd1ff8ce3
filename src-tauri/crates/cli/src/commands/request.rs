//! `request new|list|show|approve|reject|schema`.

use std::{io::Read, path::Path};

use chancery_operations::{
    Error, edge, request,
    view::{RequestView, RoleView},
};

use crate::{
    arguments::RequestVerb,
    context::Context,
    output::{Output, Verdict, table},
};

/// A request is at most so long: two lists of 256 entries fit many times.
const MAX_INPUT: u64 = 1024 * 1024;

pub(crate) fn schema(output: &mut Output) -> Result<Verdict, Error> {
    output.show(&request::schema(), |schema| {
        vec![serde_json::to_string_pretty(schema).expect("a schema has a JSON form")]
    });
    Ok(Verdict::Done)
}

pub(crate) fn run(
    context: &mut Context,
    verb: RequestVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        RequestVerb::New { file, reason } => new(context, &file, &reason, output),
        RequestVerb::List { all, before } => list(context, all, before.as_deref(), output),
        RequestVerb::Show { id } => show(context, &id, output),
        RequestVerb::Approve { id, reason } => decide(context, &id, &reason, true, output),
        RequestVerb::Reject { id, reason } => decide(context, &id, &reason, false, output),
        RequestVerb::Schema => schema(output),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    let io = |source| Error::Io {
        doing: "reading",
        path: file.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin()
            .take(MAX_INPUT + 1)
            .read_to_end(&mut bytes)
            .map_err(io)?;
    } else {
        let file = std::fs::File::open(file).map_err(io)?;
        file.take(MAX_INPUT + 1)
            .read_to_end(&mut bytes)
            .map_err(io)?;
    }
    if bytes.len() as u64 > MAX_INPUT {
        return Err(Error::InputForm {
            detail: format!("it is longer than {MAX_INPUT} bytes"),
        });
    }
    Ok(bytes)
}

fn new(
    context: &mut Context,
    file: &Path,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let maker = context.officer(RoleView::Maker)?;
    let input = match read(file).and_then(|bytes| request::parse_input(&bytes)) {
        Err(error @ Error::InputForm { .. }) => {
            let workspace = &mut context.workspace;
            return Err(request::refuse_form(
                workspace,
                &maker.id,
                error,
                edge::now(),
            ));
        }
        read => read?,
    };
    let pin = context.pin(&maker)?;
    let submission = request::Submission {
        maker: &maker.id,
        reason,
        pin: &pin,
    };
    let view = request::submit(&mut context.workspace, &input, &submission, edge::now())?;
    show(context, &view.row.id, output)
}

fn decide(
    context: &mut Context,
    id: &str,
    reason: &str,
    approve: bool,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let checker = context.officer(RoleView::Checker)?;
    let pin = context.pin(&checker)?;
    let decider = request::Decider {
        checker: &checker.id,
        reason,
        pin: &pin,
    };
    let decide = if approve {
        request::approve
    } else {
        request::reject
    };
    let view = decide(&mut context.workspace, id, &decider, edge::now())?;
    show(context, &view.row.id, output)
}

fn list(
    context: &mut Context,
    all: bool,
    before: Option<&str>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let page = request::list(
        &context.workspace,
        !all,
        before,
        context.viewer(),
        context.language,
    )?;
    output.show(&page, |page| {
        let rows: Vec<Vec<String>> = page
            .rows
            .iter()
            .map(|row| {
                vec![
                    row.id.clone(),
                    state(&row.state),
                    row.submitted_at.clone(),
                    row.maker.clone(),
                    row.sentence.clone(),
                ]
            })
            .collect();
        let mut lines = table(&["Request", "State", "Submitted", "Maker", "Scope"], &rows);
        lines.push(format!("{} waiting, {} in all", page.waiting, page.total));
        lines
    });
    Ok(Verdict::Done)
}

/// The stable name of a state.
fn state(state: &impl serde::Serialize) -> String {
    serde_json::to_value(state)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn show(context: &Context, id: &str, output: &mut Output) -> Result<Verdict, Error> {
    let viewer = context
        .viewer()
        .and_then(chancery_domain::officer::OfficerId::parse);
    let view = request::show(&context.workspace, id, viewer.as_ref(), context.language)?;
    output.show(&view, lines);
    Ok(Verdict::Done)
}

fn lines(view: &RequestView) -> Vec<String> {
    let sentence: String = view
        .sentence
        .spans
        .iter()
        .map(|span| span.text.as_str())
        .collect();
    let mut lines = vec![
        format!("{} ({})", view.row.id, state(&view.row.state)),
        String::new(),
        format!("  {sentence}"),
        String::new(),
        format!(
            "  {:<14} {}",
            "accountable",
            view.accountable.as_deref().unwrap_or("(erased)")
        ),
        format!(
            "  {:<14} {}",
            "purpose",
            view.purpose.as_deref().unwrap_or("(erased)")
        ),
        format!("  {:<14} {}", "issuer", view.issuer_name),
        format!("  {:<14} {}", "SHA-256", view.object_sha256),
        format!("  {:<14} {}", "words", view.object_words.join(" ")),
    ];
    if let Some(serial) = &view.certificate {
        lines.push(format!("  {:<14} {serial}", "certificate"));
    }
    for decision in &view.decisions {
        let verdict = if decision.signature_valid {
            "signature valid"
        } else {
            "DOES NOT VERIFY"
        };
        lines.push(format!(
            "  {:<14} {} at {}, {verdict}: {}",
            decision.act, decision.officer, decision.at, decision.reason
        ));
    }
    lines
}
