//! `profile list|show|propose`.

use std::path::Path;

use chancery_operations::{
    Error, change, profile,
    view::{ProfileView, RoleView},
};
use serde::Serialize;

use super::{change::proposed_or_shown, request::text};
use crate::{
    arguments::{ProfileVerb, Proposing},
    context::Context,
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Profiles {
    profiles: Vec<ProfileView>,
}

pub(crate) fn run(
    context: &mut Context,
    verb: ProfileVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        ProfileVerb::List => list(context, output),
        ProfileVerb::Show { profile, draft } => show(context, &profile, draft, output),
        ProfileVerb::Propose { file, proposing } => propose(context, &file, &proposing, output),
    }
}

fn list(context: &Context, output: &mut Output) -> Result<Verdict, Error> {
    let profiles = profile::list(&context.workspace, context.language)?;
    output.show(&Profiles { profiles }, |view| {
        let rows: Vec<Vec<String>> = view.profiles.iter().map(row).collect();
        let heads = [
            "Profile",
            "Version",
            "Name",
            "Default / cap",
            "Keys",
            "Key usage",
        ];
        table(&heads, &rows)
    });
    Ok(Verdict::Done)
}

fn row(profile: &ProfileView) -> Vec<String> {
    vec![
        profile.id.clone(),
        profile.version.to_string(),
        profile.label.clone(),
        format!(
            "{} / {} {}",
            profile.validity_default, profile.validity_cap, profile.validity_unit
        ),
        profile.algorithms.join(", "),
        profile.key_usage.join(", "),
    ]
}

fn show(context: &Context, name: &str, draft: bool, output: &mut Output) -> Result<Verdict, Error> {
    let view = profile::show(&context.workspace, name, context.language)?;
    output.show(&view, |view| {
        if draft {
            view.next_json.lines().map(str::to_owned).collect()
        } else {
            lines(view)
        }
    });
    Ok(Verdict::Done)
}

fn lines(view: &ProfileView) -> Vec<String> {
    let any = |list: &[String]| match list {
        [] => "any".to_owned(),
        list => list.join(", "),
    };
    let facts = [
        ("version", view.version.to_string()),
        (
            "validity",
            format!(
                "{} {unit}, at most {} {unit}",
                view.validity_default,
                view.validity_cap,
                unit = view.validity_unit
            ),
        ),
        ("algorithms", view.algorithms.join(", ")),
        ("key usage", view.key_usage.join(", ")),
        ("extended", any(&view.extended_key_usage)),
        ("scope", view.scope.clone()),
        ("revocation", view.revocation.clone()),
        ("names", any(&view.name_prefixes)),
        ("decisions", view.decisions.to_string()),
        ("policy", view.policy.clone()),
        ("policy SHA-256", view.policy_sha256.clone()),
        ("SHA-256", view.sha256.clone()),
    ];
    let mut lines = vec![format!("{} ({})", view.id, view.label), String::new()];
    lines.extend(
        facts
            .iter()
            .map(|(name, value)| format!("  {name:<14} {value}")),
    );
    lines
}

fn propose(
    context: &mut Context,
    file: &Path,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let json = text(file)?;
    proposed_or_shown(
        context,
        RoleView::Administrator,
        proposing,
        output,
        |workspace, language, now| change::read_profile(workspace, &json, language, now),
        |workspace, proposal, language, now| {
            change::propose_profile(workspace, &json, proposal, language, now)
        },
    )
}
