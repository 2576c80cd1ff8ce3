//! `agent review`.

use chancery_operations::{Error, edge, review, view::RoleView};

use super::facts::review_line;
use crate::{
    arguments::AgentVerb,
    context::Context,
    output::{Output, Verdict},
};

pub(crate) fn run(
    context: &mut Context,
    verb: AgentVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let AgentVerb::Review { id, reason } = verb;
    let checker = context.officer(RoleView::Checker)?;
    let pin = context.pin(&checker)?;
    let reviewer = review::Reviewer {
        officer: &checker.id,
        reason: &reason,
        pin: &pin,
    };
    let view = review::review(&mut context.workspace, &id, &reviewer, edge::now())?;
    output.show(&view, |view| vec![view.agent.clone(), review_line(view)]);
    Ok(Verdict::Done)
}
