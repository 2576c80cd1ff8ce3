//! `request new --dry-run`: what a request says, before anyone signs it.

use chancery_domain::request::RequestInput;
use chancery_operations::{
    Error, edge, request,
    view::{DraftReading, WarningView},
};
use serde::Serialize;

use super::source::Source;
use crate::{
    context::Context,
    output::{Output, Verdict},
};

/// A request that was not submitted.
#[derive(Serialize)]
struct Draft {
    input: RequestInput,
    #[serde(flatten)]
    reading: DraftReading,
}

/// Requests that were not submitted.
#[derive(Serialize)]
struct Drafts {
    drafts: Vec<Draft>,
}

/// Exit code 1 if one of them could not be submitted.
pub(super) fn show(
    context: &Context,
    source: &Source<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let mut drafts = Vec::new();
    for input in source.inputs(context)? {
        let reading =
            request::read_draft(&context.workspace, &input, context.language, edge::now())?;
        drafts.push(Draft { input, reading });
    }
    let sound = drafts.iter().all(|draft| draft.reading.problems.is_empty());
    output.show(&Drafts { drafts }, |shown| {
        shown.drafts.iter().flat_map(lines).collect()
    });
    Ok(if sound {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn lines(draft: &Draft) -> Vec<String> {
    let reading = &draft.reading;
    let spans = reading.sentence.spans.iter();
    let mut lines = vec![spans.map(|span| span.text.as_str()).collect::<String>()];
    let problems = reading.problems.iter();
    lines.extend(problems.map(|problem| format!("  {:<24} {}", problem.field, problem.message)));
    lines.extend(warning_lines(&reading.warnings));
    lines
}

/// What to think about, a line each.
pub(super) fn warning_lines(warnings: &[WarningView]) -> Vec<String> {
    let lines = warnings.iter();
    lines
        .map(|warning| format!("  warning: {:<15} {}", warning.field, warning.message))
        .collect()
}
