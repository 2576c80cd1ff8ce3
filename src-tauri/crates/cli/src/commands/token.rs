//! `token list|show|init|take|relink|inventory|probe|change-pin|unlock-pin`.

use std::path::Path;

use chancery_operations::{
    Error, SoPin, UserPin, edge, token,
    view::{InventoryView, KeyView, ModuleView, RelinkView, RoleView, TokenDetailView, TokenView},
};
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::{
    arguments::TokenVerb,
    context::Context,
    output::{Output, Verdict, table},
    pin,
};

#[derive(Serialize)]
struct Tokens {
    tokens: Vec<TokenView>,
}

pub(crate) fn run(
    context: &mut Context,
    verb: TokenVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        TokenVerb::List { module: None } => list(context, output),
        TokenVerb::List {
            module: Some(module),
        } => list_module(context, &module, output),
        TokenVerb::Show { token, after } => show(context, &token, after.as_deref(), output),
        TokenVerb::Init {
            module,
            label,
            so_pin_file,
            new_pin_file,
        } => {
            let so_pin = pin::new(&label, "SO PIN", so_pin_file.as_deref())?;
            let user_pin = pin::new(&label, "PIN", new_pin_file.as_deref())?;
            let pins = (
                SoPin::new(so_pin.expose_secret().to_owned()),
                UserPin::new(user_pin.expose_secret().to_owned()),
            );
            initialise(context, &module, &label, &pins, output)
        }
        TokenVerb::Take {
            module,
            serial,
            label,
        } => take(context, (&module, &serial, label.as_deref()), output),
        TokenVerb::Relink {
            token,
            module,
            serial,
            label,
            confirm,
        } => {
            let there = (module.as_path(), serial.as_str(), label.as_deref());
            relink(context, &token, there, confirm, output)
        }
        TokenVerb::Inventory { token } => inventory(context, &token, output),
        TokenVerb::Probe { token } => probe(context, &token, output),
        TokenVerb::ChangePin {
            token,
            new_pin_file,
        } => change_pin(context, &token, new_pin_file.as_deref(), output),
        TokenVerb::UnlockPin {
            token,
            so_pin_file,
            new_pin_file,
        } => {
            let files = (so_pin_file.as_deref(), new_pin_file.as_deref());
            unlock_pin(context, &token, files, output)
        }
    }
}

fn list(context: &Context, output: &mut Output) -> Result<Verdict, Error> {
    let tokens = token::list(&context.workspace)?;
    output.show(&Tokens { tokens }, |view| {
        let rows: Vec<Vec<String>> = view.tokens.iter().map(row).collect();
        table(
            &[
                "Token", "Serial", "For", "Module", "Model", "PIN", "There", "Keys",
            ],
            &rows,
        )
    });
    Ok(Verdict::Done)
}

fn row(token: &TokenView) -> Vec<String> {
    vec![
        token.label.clone(),
        token.serial.clone(),
        token.purpose.clone(),
        token.module_name.clone(),
        token.model.clone(),
        pin_words(token),
        if token.present { "yes" } else { "no" }.to_owned(),
        token.keys.to_string(),
    ]
}

fn pin_words(token: &TokenView) -> String {
    let state = match token.pin_state.as_str() {
        "count_low" => "a wrong PIN was entered",
        "final_try" => "last try",
        "locked" => "locked",
        state => state,
    };
    match &token.pin_paused_until {
        Some(until) => format!("{state}, paused until {until}"),
        None => state.to_owned(),
    }
}

fn list_module(
    context: &mut Context,
    module: &Path,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let view: ModuleView = token::show_module(&context.workspace, module)?;
    output.show(&view, |view| {
        let rows: Vec<Vec<String>> = view
            .tokens
            .iter()
            .map(|token| {
                vec![
                    token.label.clone(),
                    token.serial.clone(),
                    token.model.clone(),
                    token.firmware.clone(),
                    if token.initialised { "yes" } else { "no" }.to_owned(),
                    token.purpose.clone().unwrap_or_default(),
                    token.uri.clone(),
                ]
            })
            .collect();
        let known = if view.known { "" } else { " (not known here)" };
        let mut lines = vec![format!("{}: {}{known}", view.path, view.name)];
        let heads = [
            "Token",
            "Serial",
            "Model",
            "Firmware",
            "Initialised",
            "For",
            "URI",
        ];
        lines.extend(table(&heads, &rows));
        lines
    });
    Ok(Verdict::Done)
}

fn show(
    context: &Context,
    name: &str,
    after: Option<&str>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let view = token::show(&context.workspace, name, after, context.language)?;
    output.show(&view, lines);
    Ok(Verdict::Done)
}

fn lines(view: &TokenDetailView) -> Vec<String> {
    let token = &view.token;
    let able = view
        .algorithms
        .iter()
        .filter(|one| one.on_token == Some(true));
    let able: Vec<&str> = able.map(|one| one.name.as_str()).collect();
    let mut lines = vec![
        format!("{}, serial {}", token.label, token.serial),
        format!("{}, {}", token.manufacturer, token.model),
        format!(
            "firmware {}",
            token
                .firmware
                .as_deref()
                .unwrap_or("not shown by the token")
        ),
        format!("module {} ({})", token.module_path, token.module_name),
        token.uri.clone(),
        format!("PIN {}", pin_words(token)),
        match token.present {
            true => format!("can do {}", able.join(", ")),
            false => "it is away: what it can do is not known now".to_owned(),
        },
        format!("mechanisms {}", view.mechanisms.join(", ")),
    ];
    if !view.evidence_note.is_empty() {
        lines.push(view.evidence_note.clone());
    }
    lines.push(String::new());
    lines.extend(keys(&view.keys));
    if let Some(next) = &view.next {
        lines.push(format!("more: --after {next}"));
    }
    if let Some(inventory) = &view.inventory {
        lines.push(String::new());
        lines.extend(inventory_lines(inventory));
    }
    lines
}

fn keys(keys: &[KeyView]) -> Vec<String> {
    let said = |fact: Option<bool>| match fact {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not shown",
    };
    let rows: Vec<Vec<String>> = keys
        .iter()
        .map(|key| {
            vec![
                key.label.clone(),
                key.algorithm.clone(),
                key.state.clone(),
                said(key.custody.local).to_owned(),
                said(key.custody.never_extractable).to_owned(),
                said(key.custody.always_sensitive).to_owned(),
                key.cka_id.clone(),
            ]
        })
        .collect();
    let heads = [
        "Key",
        "Algorithm",
        "State",
        "CKA_LOCAL",
        "CKA_NEVER_EXTRACTABLE",
        "CKA_ALWAYS_SENSITIVE",
        "CKA_ID",
    ];
    table(&heads, &rows)
}

fn initialise(
    context: &mut Context,
    module: &Path,
    label: &str,
    (so_pin, pin): &(SoPin, UserPin),
    output: &mut Output,
) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let new = token::Initialising {
        module,
        label,
        so_pin,
        pin,
    };
    let view = token::initialise(&mut context.workspace, &new, &officer.id, edge::now())?;
    show(context, &view.serial, None, output)
}

fn take(context: &mut Context, there: Slot<'_>, output: &mut Output) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let pin = pin_of(context, there)?;
    let other = other(there, &pin);
    token::take(&mut context.workspace, &other, &officer.id, edge::now())?;
    show(context, there.1, None, output)
}

/// Module, serial and, where several tokens share it, label of a token in a slot.
type Slot<'a> = (&'a Path, &'a str, Option<&'a str>);

fn other<'a>((module, serial, label): Slot<'a>, pin: &'a UserPin) -> token::Other<'a> {
    token::Other {
        module,
        serial,
        label,
        pin,
    }
}

/// The PIN of a token in a slot, by its label.
fn pin_of(context: &mut Context, (module, serial, label): Slot<'_>) -> Result<UserPin, Error> {
    let workspace = &mut context.workspace;
    let asking = workspace.asking_of_slot(module, serial, label)?;
    pin::of_token(workspace, &asking)
}

fn relink(
    context: &mut Context,
    name: &str,
    there: Slot<'_>,
    confirm: bool,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let pin = pin_of(context, there)?;
    let other = other(there, &pin);
    if confirm {
        let workspace = &mut context.workspace;
        token::relink(workspace, name, &other, &officer.id, edge::now())?;
        return show(context, there.1, None, output);
    }
    let view = token::relink_preview(&mut context.workspace, name, &other)?;
    output.show(&view, relink_lines);
    Ok(if view.missing.is_empty() {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn relink_lines(view: &RelinkView) -> Vec<String> {
    let mut lines = vec![
        format!("from {}, serial {}", view.from_label, view.from_serial),
        format!("to   {}, serial {}", view.to.label, view.to.serial),
        format!("{} of {} keys are there and sign", view.found, view.keys),
    ];
    if view.missing.is_empty() {
        lines.push("Nothing was changed. Say --confirm to do it.".to_owned());
    } else {
        lines.push("It can't be relinked: these keys are missing.".to_owned());
        lines.extend(keys(&view.missing));
    }
    lines
}

fn inventory(context: &mut Context, name: &str, output: &mut Output) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let view = token::take_inventory(&mut context.workspace, name, &officer.id, edge::now())?;
    output.show(&view, inventory_lines);
    Ok(if view.strangers_total + view.missing_total == 0 {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn inventory_lines(view: &InventoryView) -> Vec<String> {
    let mut lines = vec![format!(
        "inventory of {}: {} known, {} strangers, {} missing",
        view.at, view.known, view.strangers_total, view.missing_total
    )];
    lines.extend(view.strangers.iter().map(|key| {
        let algorithm = key.algorithm.as_deref().unwrap_or("unknown kind");
        format!(
            "  stranger: {} “{}”, {}, {algorithm}",
            key.cka_id, key.label, key.halves
        )
    }));
    lines.extend(view.missing.iter().map(|key| {
        format!(
            "  missing: {} “{}”, {}",
            key.cka_id, key.label, key.algorithm
        )
    }));
    lines
}

fn probe(context: &mut Context, name: &str, output: &mut Output) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let view = token::probe(&mut context.workspace, name, &officer.id, edge::now())?;
    output.show(&view, |view| {
        let heads = [
            "Algorithm",
            "Made there",
            "Copied there",
            "Hash made here",
            "Hash made there",
        ];
        let rows: Vec<Vec<String>> = view
            .trials
            .iter()
            .map(|trial| {
                vec![
                    trial.algorithm.clone(),
                    trial.on_token.clone(),
                    trial.copied.clone(),
                    trial.hashed_on_host.clone(),
                    trial.hashed_on_token.clone(),
                ]
            })
            .collect();
        let mut lines = vec![view.token.clone()];
        lines.extend(table(&heads, &rows));
        lines.push(format!("counts as evidence: {}", view.evidence.join(", ")));
        lines.extend(
            view.swept
                .iter()
                .map(|id| format!("left by an earlier probe, destroyed: {id}")),
        );
        lines.extend(
            view.left_behind
                .iter()
                .map(|id| format!("could not be destroyed: {id}")),
        );
        lines
    });
    Ok(Verdict::Done)
}

fn change_pin(
    context: &mut Context,
    name: &str,
    file: Option<&Path>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let asking = context.workspace.asking_of(name)?;
    let old = pin::of_token(&context.workspace, &asking)?;
    let new = pin::new(&asking.label, "PIN", file)?;
    let workspace = &mut context.workspace;
    token::change_pin(workspace, name, (&old, &new), &officer.id, edge::now())?;
    show(context, name, None, output)
}

fn unlock_pin(
    context: &mut Context,
    name: &str,
    (so_file, new_file): (Option<&Path>, Option<&Path>),
    output: &mut Output,
) -> Result<Verdict, Error> {
    let officer = context.signed_in(RoleView::Administrator)?;
    let label = token::show(&context.workspace, name, None, context.language)?
        .token
        .label;
    let so_pin = pin::of_security_officer(&label, so_file)?;
    let new = pin::new(&label, "PIN", new_file)?;
    let workspace = &mut context.workspace;
    token::unlock_pin(workspace, name, (&so_pin, &new), &officer.id, edge::now())?;
    show(context, name, None, output)
}
