//! `token list|show`.

use chancery_operations::{
    Error, token,
    view::{KeyView, TokenView},
};
use serde::Serialize;

use crate::{
    arguments::TokenVerb,
    context::Context,
    output::{Output, Verdict, table},
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
        TokenVerb::List => {
            let tokens = token::list(&context.workspace)?;
            output.show(&Tokens { tokens }, |view| {
                let rows: Vec<Vec<String>> = view
                    .tokens
                    .iter()
                    .map(|token| {
                        let there = if token.present { "there" } else { "not there" };
                        vec![
                            token.label.clone(),
                            token.serial.clone(),
                            token.model.clone(),
                            there.to_owned(),
                            token.pin_state.clone(),
                            token.keys.len().to_string(),
                        ]
                    })
                    .collect();
                table(&["Token", "Serial", "Model", "State", "PIN", "Keys"], &rows)
            });
        }
        TokenVerb::Show { token } => {
            let view = token::show(&context.workspace, &token)?;
            output.show(&view, |view| {
                let mut lines = vec![
                    format!("{}, serial {}", view.label, view.serial),
                    format!("{}, {}", view.manufacturer, view.model),
                    format!(
                        "firmware {}",
                        view.firmware.as_deref().unwrap_or("not shown by the token")
                    ),
                    format!("PIN {}", view.pin_state),
                    String::new(),
                ];
                lines.extend(view.keys.iter().flat_map(key));
                lines
            });
        }
    }
    Ok(Verdict::Done)
}

fn key(key: &KeyView) -> Vec<String> {
    let fact = |name: &str, value: Option<bool>| {
        let value = value.map_or("not shown by the token".to_owned(), |value| {
            value.to_string()
        });
        format!("  {name:<24} {value}")
    };
    vec![
        format!("{} ({}, {})", key.label, key.algorithm, key.state),
        format!("  {:<24} {}", "CKA_ID", key.cka_id),
        format!("  {:<24} {}", "SHA-256 of the key", key.spki_sha256),
        fact("CKA_LOCAL", key.custody.local),
        fact("CKA_NEVER_EXTRACTABLE", key.custody.never_extractable),
        fact("CKA_ALWAYS_SENSITIVE", key.custody.always_sensitive),
        fact("CKA_EXTRACTABLE", key.custody.extractable),
        fact("CKA_SENSITIVE", key.custody.sensitive),
    ]
}
