//! Tokens: what they say of themselves, and of the keys that the log knows.

use chancery_domain::event::TokenPurpose;
use chancery_ledger::read::{KeyRow, TokenRow};
use chancery_token::{CustodyFacts, PinStanding, TokenInfo};

use crate::{
    Error, Workspace,
    view::{CustodyView, KeyView, TokenView},
};

/// Keys of a token that are shown.
const KEYS: u32 = 100;

/// All tokens of the workspace.
pub fn list(workspace: &Workspace) -> Result<Vec<TokenView>, Error> {
    let there = tokens_there(workspace)?;
    let tokens = workspace.read().tokens()?;
    tokens
        .iter()
        .map(|row| view(workspace, row, &there))
        .collect()
}

/// One token by label or serial.
pub fn show(workspace: &Workspace, name: &str) -> Result<TokenView, Error> {
    let tokens = workspace.read().tokens()?;
    let row = tokens
        .iter()
        .find(|row| row.label == name || row.serial == name);
    let row = row.ok_or_else(|| Error::NoSuch {
        what: "token",
        id: name.to_owned(),
    })?;
    view(workspace, row, &tokens_there(workspace)?)
}

/// Read without the lock where none can be made: nobody else writes there.
fn tokens_there(workspace: &Workspace) -> Result<Vec<TokenInfo>, Error> {
    let _held = workspace.lock_practice_tokens().ok();
    Ok(workspace.module.tokens()?)
}

fn view(workspace: &Workspace, row: &TokenRow, there: &[TokenInfo]) -> Result<TokenView, Error> {
    let info = there
        .iter()
        .find(|info| info.id.serial.as_str() == row.serial);
    let keys = workspace.read().keys_on(&row.serial, KEYS)?;
    Ok(TokenView {
        label: row.label.clone(),
        serial: row.serial.clone(),
        purpose: purpose_name(row.purpose).to_owned(),
        manufacturer: info.map_or_else(String::new, |info| info.manufacturer.clone()),
        model: info.map_or_else(String::new, |info| info.model.clone()),
        firmware: info
            .map(|info| info.firmware.clone())
            .filter(|text| !text.is_empty()),
        pin_state: info
            .map_or("unknown", |info| standing_name(info.user_pin))
            .to_owned(),
        present: info.is_some(),
        unlocked: workspace.services.is_unlocked(row.purpose),
        keys: keys
            .iter()
            .map(|key| key_view(workspace, key))
            .collect::<Result<_, _>>()?,
    })
}

pub(crate) fn purpose_name(purpose: TokenPurpose) -> &'static str {
    match purpose {
        TokenPurpose::Root => "root",
        TokenPurpose::Issuing => "issuing",
        TokenPurpose::Records => "records",
        TokenPurpose::Agents => "agents",
        TokenPurpose::Officer => "officer",
    }
}

pub(crate) fn standing_name(standing: PinStanding) -> &'static str {
    match standing {
        PinStanding::Good => "good",
        PinStanding::CountLow => "count_low",
        PinStanding::FinalTry => "final_try",
        PinStanding::Locked => "locked",
    }
}

fn key_view(workspace: &Workspace, key: &KeyRow) -> Result<KeyView, Error> {
    Ok(KeyView {
        cka_id: key.cka_id.clone(),
        label: key.label.clone(),
        algorithm: key.algorithm.name().to_owned(),
        spki_sha256: key.spki.to_upper_hex(),
        state: if key.destroyed { "destroyed" } else { "active" }.to_owned(),
        custody: custody_view(workspace, key)?,
    })
}

/// The custody facts as they were read back after generation.
pub(crate) fn custody(workspace: &Workspace, key: &KeyRow) -> Result<CustodyFacts, Error> {
    let bytes = workspace.read().blob(key.custody)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Stored {
        what: "custody facts",
    })
}

pub(crate) fn custody_view(workspace: &Workspace, key: &KeyRow) -> Result<CustodyView, Error> {
    let facts = custody(workspace, key)?;
    Ok(CustodyView {
        token_label: facts.label.to_string(),
        manufacturer: facts.manufacturer,
        model: facts.model,
        serial: facts.serial.to_string(),
        firmware: Some(facts.firmware).filter(|text| !text.is_empty()),
        local: facts.local,
        never_extractable: facts.never_extractable,
        always_sensitive: facts.always_sensitive,
        extractable: facts.extractable,
        sensitive: facts.sensitive,
        read_at: key.made_at.to_string(),
    })
}
