//! Which token a person means: by serial, label or `pkcs11:` URI (RFC 7512). One that could be
//! several is refused: a PIN that is changed on another token than the one that was meant is lost.

use chancery_ledger::read::TokenRow;
use chancery_token::{TokenUri, UriError};

use super::show::There;
use crate::{Error, Workspace};

/// A token of the workspace by serial, label or URI.
pub(crate) fn find(workspace: &Workspace, name: &str) -> Result<TokenRow, Error> {
    let tokens = workspace.read().tokens()?;
    let mut named = match TokenUri::is_one(name) {
        true => by_uri(workspace, tokens, &name.parse()?)?,
        false => by_name(tokens, name),
    };
    match (named.pop(), named.len()) {
        (Some(only), 0) => Ok(only),
        (Some(last), _) => Err(Error::SeveralTokens {
            named: name.to_owned(),
            serials: named
                .into_iter()
                .chain([last])
                .map(|row| row.serial)
                .collect(),
        }),
        (None, _) => Err(Error::NoSuch {
            what: "token",
            id: name.to_owned(),
        }),
    }
}

/// A serial is one token's alone, also where another token has it as its label.
fn by_name(mut tokens: Vec<TokenRow>, name: &str) -> Vec<TokenRow> {
    if let Some(place) = tokens.iter().position(|row| row.serial == name) {
        return vec![tokens.swap_remove(place)];
    }
    tokens.retain(|row| row.label == name);
    tokens
}

fn by_uri(
    workspace: &Workspace,
    mut tokens: Vec<TokenRow>,
    uri: &TokenUri,
) -> Result<Vec<TokenRow>, Error> {
    if uri.pin_source.is_some() {
        let attribute = "pin-source".to_owned();
        return Err(UriError::Unsupported { attribute }.into());
    }
    tokens.retain(|row| is_recorded_so(workspace, row, uri));
    if uri.manufacturer.is_some() || uri.model.is_some() {
        let mut there = There::default();
        tokens.retain(|row| {
            let info = there.info(workspace, row);
            info.is_some_and(|info| uri.matches(&info))
        });
    }
    Ok(tokens)
}

/// Label, serial and module are what the log knows of a token; the rest it says itself.
fn is_recorded_so(workspace: &Workspace, row: &TokenRow, uri: &TokenUri) -> bool {
    let says =
        |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|wanted| wanted == found);
    let module = || match &row.module {
        Some(path) => path.into(),
        None => workspace.module.path().to_owned(),
    };
    says(&uri.token, &row.label)
        && says(&uri.serial, &row.serial)
        && uri
            .module_path
            .as_ref()
            .is_none_or(|path| *path == module())
}
