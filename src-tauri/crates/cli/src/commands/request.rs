//! `request new|list|show|approve|reject|schema`.

mod draft;
mod life;
mod source;

use std::{io::Read, path::Path};

use chancery_operations::{
    Error, edge, request,
    view::{Change, ChangeRow, DecisionView, RequestPage, RequestView, RoleView, WarningView},
};
use serde::Serialize;

pub(super) use self::source::Source;
use super::{change, import, standing};
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
        RequestVerb::New {
            file,
            like,
            from,
            agent,
            dry_run,
            draft: keep,
            csr,
            standing,
            issue,
            reason,
        } => {
            let source = Source {
                files: &file,
                like: like.as_deref(),
                from: from.as_deref(),
                agent: agent.as_deref(),
                csr: csr.as_deref(),
            };
            match (dry_run, keep) {
                (true, _) => draft::show(context, &source, output),
                (_, true) => life::keep(context, &source, output),
                (false, false) => match standing {
                    Some(standing) => {
                        standing::new(context, &source, &standing, issue, &reason, output)
                    }
                    None => new(context, &source, &reason, output),
                },
            }
        }
        RequestVerb::Import(told) => import::run(context, &told, output),
        RequestVerb::List { all, before } => list(context, all, before.as_deref(), output),
        RequestVerb::Show { id } if change::is_one(&id) => change::show(context, &id, output),
        RequestVerb::Show { id } => show(context, &id, output),
        RequestVerb::Approve { id, batch, reason } => {
            let workspace = &context.workspace;
            let ids = import::batch_or(id, batch, |id| request::waiting_with(workspace, id))?;
            approve(context, &ids, &reason, output)
        }
        RequestVerb::Reject { id, reason } => reject(context, &id, &reason, output),
        RequestVerb::Withdraw { id, reason } => life::withdraw(context, &id, &reason, output),
        RequestVerb::Drafts => life::drafts(context, output),
        RequestVerb::Submit { id, reason } => life::submit(context, &id, &reason, output),
        RequestVerb::Discard { id } => life::discard(context, &id, output),
        RequestVerb::Schema => schema(output),
    }
}

/// A file that holds a form.
pub(super) fn text(file: &Path) -> Result<String, Error> {
    String::from_utf8(read(file)?).map_err(|_| Error::InputForm {
        detail: "it is not text in UTF-8".to_owned(),
    })
}

pub(super) fn read(file: &Path) -> Result<Vec<u8>, Error> {
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
    source: &Source<'_>,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let maker = context.officer(RoleView::Maker)?;
    let inputs = match source.inputs(context) {
        Err(error @ Error::InputForm { .. }) => {
            let workspace = &mut context.workspace;
            return Err(request::refuse_form(
                workspace,
                &maker.id,
                error,
                edge::now(),
            ));
        }
        inputs => inputs?,
    };
    let pin = context.pin(&maker)?;
    let submission = request::Submission {
        maker: &maker.id,
        reason,
        pin: &pin,
    };
    if let [input] = inputs.as_slice() {
        let view = request::submit(&mut context.workspace, input, &submission, edge::now())?;
        return show(context, &view.row.id, output);
    }
    let ids = request::submit_batch(&mut context.workspace, &inputs, &submission, edge::now())?;
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    list_these(ids, output)
}

/// Requests that were handled together.
#[derive(Serialize)]
struct Handled {
    requests: Vec<String>,
}

pub(super) fn list_these(requests: Vec<String>, output: &mut Output) -> Result<Verdict, Error> {
    output.show(&Handled { requests }, |handled| handled.requests.clone());
    Ok(Verdict::Done)
}

fn approve(
    context: &mut Context,
    ids: &[String],
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let checker = context.officer(RoleView::Checker)?;
    let pin = context.pin(&checker)?;
    let decider = request::Decider {
        checker: &checker.id,
        reason,
        pin: &pin,
    };
    match ids {
        [id] if change::is_one(id) => change::approve(context, id, &decider, output),
        [id] => {
            let view = request::approve(&mut context.workspace, id, &decider, edge::now())?;
            show(context, &view.row.id, output)
        }
        ids => {
            let all: Vec<&str> = ids.iter().map(String::as_str).collect();
            request::approve_batch(&mut context.workspace, &all, &decider, edge::now())?;
            list_approved(context, ids, output)
        }
    }
}

/// Requests that were approved together, and what there was to think about.
#[derive(Serialize)]
struct Approved {
    requests: Vec<String>,
    /// Of those that have any.
    warned: Vec<Warned>,
}

#[derive(Serialize)]
struct Warned {
    request: String,
    warnings: Vec<WarningView>,
}

fn list_approved(context: &Context, ids: &[String], output: &mut Output) -> Result<Verdict, Error> {
    let mut warned = Vec::new();
    for id in ids {
        let warnings = request::warnings(&context.workspace, id, context.language)?;
        if !warnings.is_empty() {
            let request = id.clone();
            warned.push(Warned { request, warnings });
        }
    }
    let requests = ids.to_vec();
    output.show(&Approved { requests, warned }, approved_lines);
    Ok(Verdict::Done)
}

fn approved_lines(approved: &Approved) -> Vec<String> {
    let lines = approved.requests.iter().flat_map(|id| {
        let mut warned = approved.warned.iter();
        let warned = warned.find(|warned| warned.request == *id);
        let warnings = warned.map(|warned| draft::warning_lines(&warned.warnings));
        std::iter::once(id.clone()).chain(warnings.unwrap_or_default())
    });
    lines.collect()
}

fn reject(
    context: &mut Context,
    id: &str,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let checker = context.officer(RoleView::Checker)?;
    let pin = context.pin(&checker)?;
    let decider = request::Decider {
        checker: &checker.id,
        reason,
        pin: &pin,
    };
    if change::is_one(id) {
        return change::reject(context, id, &decider, output);
    }
    let view = request::reject(&mut context.workspace, id, &decider, edge::now())?;
    show(context, &view.row.id, output)
}

/// Requests, and the changes that stand beside them in the queue.
#[derive(Serialize)]
struct Queue {
    #[serde(flatten)]
    requests: RequestPage,
    changes: Vec<ChangeRow>,
}

fn list(
    context: &mut Context,
    all: bool,
    before: Option<&str>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let requests = request::list(
        &context.workspace,
        !all,
        before,
        context.viewer(),
        context.language,
    )?;
    let queue = Queue {
        requests,
        changes: change::rows(context, all)?,
    };
    output.show(&queue, |queue| {
        let page = &queue.requests;
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
        lines.extend(change::lines_of(&queue.changes));
        lines
    });
    Ok(Verdict::Done)
}

/// The stable name of a state.
pub(super) fn state(state: &impl serde::Serialize) -> String {
    serde_json::to_value(state)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn show(context: &mut Context, id: &str, output: &mut Output) -> Result<Verdict, Error> {
    let viewer = context
        .viewer()
        .and_then(chancery_domain::officer::OfficerId::parse);
    let view = request::show(&context.workspace, id, viewer.as_ref(), context.language)?;
    context.reads("request", id)?;
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
        format!("  {:<14} {}", "key", key_words(view)),
        life::approval_line(view),
        format!("  {:<14} {}", "SHA-256", view.object_sha256),
        format!("  {:<14} {}", "words", view.object_words.join(" ")),
    ];
    lines.extend(difference_lines(view));
    lines.extend(life::step_lines(view));
    if let Some(serial) = &view.certificate {
        lines.push(format!("  {:<14} {serial}", "certificate"));
    }
    lines.extend(view.decisions.iter().map(decision_line));
    lines.extend(draft::warning_lines(&view.warnings));
    lines
}

/// What differs from the certificate now in force, if there is one.
fn difference_lines(view: &RequestView) -> Vec<String> {
    let Some(serial) = &view.current_serial else {
        return Vec::new();
    };
    let differs = view.diff.iter().filter(|row| row.change != Change::Same);
    let rows = differs.map(|row| {
        let (now, then) = (row.now.as_deref(), row.then.as_deref());
        let (now, then) = (now.unwrap_or("-"), then.unwrap_or("-"));
        format!("    {:<18} {now}  ->  {then}", row.field)
    });
    let head = format!("  {:<14} {serial}", "differs from");
    std::iter::once(head).chain(rows).collect()
}

fn key_words(view: &RequestView) -> String {
    let source = match (&view.csr, &view.renews, view.same_key) {
        (Some(csr), ..) => format!("the agent's own, request {}", csr.sha256),
        (None, Some(serial), true) => format!("as in {serial}"),
        (None, Some(serial), false) => format!("made on the token; follows {serial}"),
        (None, None, _) => "made on the token".to_owned(),
    };
    format!("{}, {source}", view.algorithm)
}

pub(super) fn decision_line(decision: &DecisionView) -> String {
    let verdict = if decision.signature_valid {
        "signature valid"
    } else {
        "DOES NOT VERIFY"
    };
    format!(
        "  {:<14} {} at {}, {verdict}: {}",
        decision.act, decision.officer, decision.at, decision.reason
    )
}
