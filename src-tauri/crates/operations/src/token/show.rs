//! Showing tokens: the list, and one with what is on it.

use std::collections::HashMap;

use chancery_domain::{
    Algorithm, Language,
    event::{EventBody, TokenPurpose},
    signing::NOT_ON_A_TOKEN,
};
use chancery_ledger::read::{KeyRow, TokenRow};
use chancery_token::{CustodyFacts, Module, TokenInfo, TokenUri};

use super::{find, inventory, module::described, purpose_name, slots::tokens_in, standing_name};
use crate::{
    Error, Workspace,
    lock::Lock,
    tries,
    view::{AlgorithmView, CustodyView, KeyView, TokenDetailView, TokenView},
};

/// Keys a page.
const PAGE: u32 = 50;

/// All tokens of the workspace.
pub fn list(workspace: &Workspace) -> Result<Vec<TokenView>, Error> {
    let mut there = There::default();
    let tokens = workspace.read().tokens()?;
    tokens
        .iter()
        .map(|row| view(workspace, row, &mut there))
        .collect()
}

/// One token by label or serial, with a page of its keys, newest first.
pub fn show(
    workspace: &Workspace,
    name: &str,
    after: Option<&str>,
    language: Language,
) -> Result<TokenDetailView, Error> {
    let row = find(workspace, name)?;
    let mut there = There::default();
    let info = there.info(workspace, &row);
    let before = after.and_then(|seq| seq.parse().ok());
    let keys = workspace.read().keys_before(&row.serial, before, PAGE)?;
    let next = keys
        .last()
        .filter(|_| keys.len() == PAGE as usize)
        .map(|key| key.seq.to_string());
    Ok(TokenDetailView {
        algorithms: algorithms_of(info.as_ref()),
        mechanisms: info
            .as_ref()
            .map(|info| info.mechanisms.clone())
            .unwrap_or_default(),
        evidence_note: info
            .as_ref()
            .map_or_else(String::new, |info| described(info).evidence_note(language)),
        keys: keys
            .iter()
            .map(|key| key_view(workspace, key))
            .collect::<Result<_, _>>()?,
        next,
        inventory: last_inventory(workspace, &row)?,
        token: view(workspace, &row, &mut there)?,
    })
}

/// One token by label or serial, without what is on it.
pub(super) fn one(workspace: &Workspace, name: &str) -> Result<TokenView, Error> {
    view(workspace, &find(workspace, name)?, &mut There::default())
}

/// True if a token is in its slot now.
pub(crate) fn is_present(workspace: &Workspace, serial: &str) -> Result<bool, Error> {
    let row = workspace.read().token(serial)?;
    Ok(row.is_some_and(|row| There::default().info(workspace, &row).is_some()))
}

/// True if the module of a token answers, and none of its slots has the token. Where another
/// program has the practice tokens in its hands, what could be read now would say nothing.
pub(crate) fn has_left(workspace: &Workspace, serial: &str) -> Result<bool, Error> {
    let row = workspace.token_row(serial)?;
    let practice = row.module.is_none();
    let held = match practice {
        true => Lock::practice_tokens(&workspace.paths).take()?,
        false => None,
    };
    if practice && held.is_none() {
        return Ok(false);
    }
    let there = tokens_in(&workspace.module_of(&row)?)?;
    Ok(!there.iter().any(|info| info.id.serial.as_str() == serial))
}

/// What is in the slots of each module, asked once.
#[derive(Default)]
pub(super) struct There {
    tokens: HashMap<Option<String>, Vec<TokenInfo>>,
}

impl There {
    /// What a token says of itself, if it is there. A module that does not answer has no tokens.
    pub(super) fn info(&mut self, workspace: &Workspace, row: &TokenRow) -> Option<TokenInfo> {
        let tokens = self
            .tokens
            .entry(row.module.clone())
            .or_insert_with(|| asked(workspace, row).unwrap_or_default());
        tokens
            .iter()
            .find(|info| info.id.serial.as_str() == row.serial)
            .cloned()
    }
}

/// Read without the lock where none can be made: nobody else writes there.
fn asked(workspace: &Workspace, row: &TokenRow) -> Result<Vec<TokenInfo>, Error> {
    let module: Module = workspace.module_of(row)?;
    let _held = workspace.lock_practice_tokens_of(row).ok();
    tokens_in(&module)
}

fn view(workspace: &Workspace, row: &TokenRow, there: &mut There) -> Result<TokenView, Error> {
    let info = there.info(workspace, row);
    let info = info.as_ref();
    let module = workspace.module_of(row).ok();
    let (manufacturer, model) = match info {
        Some(info) => (info.manufacturer.clone(), info.model.clone()),
        None => last_said(workspace, row)?,
    };
    Ok(TokenView {
        label: row.label.clone(),
        serial: row.serial.clone(),
        purpose: purpose_name(row.purpose).to_owned(),
        manufacturer,
        model,
        firmware: info
            .map(|info| info.firmware.clone())
            .filter(|text| !text.is_empty()),
        pin_state: info
            .map_or("unknown", |info| standing_name(info.user_pin))
            .to_owned(),
        pin_paused_until: tries::paused_until(&workspace.paths, &row.serial)
            .map(|until| until.to_seconds_string()),
        pin_pad: info.is_some_and(|info| info.protected_authentication_path),
        module_name: info.map_or_else(String::new, |info| described(info).name),
        module_path: match (&row.module, &module) {
            (Some(path), _) => path.clone(),
            (None, Some(module)) => module.path().display().to_string(),
            (None, None) => String::new(),
        },
        uri: info.map_or_else(String::new, |info| TokenUri::of(info).to_string()),
        present: info.is_some(),
        unlocked: info.is_some() && workspace.services.is_unlocked(&row.serial),
        keys: workspace.read().keys_active(&row.serial)?,
    })
}

/// Manufacturer and model of a token that is not there, as the log has them: read back when its
/// newest key was made; empty if no key was. A token that took another's place says its own.
fn last_said(workspace: &Workspace, row: &TokenRow) -> Result<(String, String), Error> {
    for key in workspace.read().keys_on(&row.serial, 1)? {
        let facts = custody(workspace, &key)?;
        if facts.serial.as_str() == row.serial {
            return Ok((facts.manufacturer, facts.model));
        }
    }
    Ok((String::new(), String::new()))
}

/// Labels of the tokens that are there and unlocked.
pub(crate) fn unlocked(workspace: &Workspace) -> Result<Vec<String>, Error> {
    let mut there = There::default();
    let mut tokens = workspace.read().tokens()?;
    tokens.retain(|row| {
        workspace.services.is_unlocked(&row.serial) && there.info(workspace, row).is_some()
    });
    Ok(tokens.into_iter().map(|row| row.label).collect())
}

/// The registry, and what of it a token can do: of one that is not there nobody knows.
fn algorithms_of(info: Option<&TokenInfo>) -> Vec<AlgorithmView> {
    let known = Algorithm::ALL.iter().map(|algorithm| AlgorithmView {
        name: algorithm.name().to_owned(),
        on_token: info.map(|info| info.algorithms.contains(algorithm)),
    });
    let named = NOT_ON_A_TOKEN.iter().map(|name| AlgorithmView {
        name: (*name).to_owned(),
        on_token: Some(false),
    });
    known.chain(named).collect()
}

/// What the token can do on which agents' keys are made.
pub(crate) fn algorithms(workspace: &Workspace) -> Result<Vec<AlgorithmView>, Error> {
    let row = workspace.token_for(TokenPurpose::Agents)?;
    let info = There::default().info(workspace, &row);
    Ok(algorithms_of(info.as_ref()))
}

fn last_inventory(
    workspace: &Workspace,
    row: &TokenRow,
) -> Result<Option<crate::view::InventoryView>, Error> {
    let Some(event) = workspace.read().last_inventory(&row.serial)? else {
        return Ok(None);
    };
    let EventBody::InventoryTaken { listing, .. } = &event.event.event else {
        return Ok(None);
    };
    inventory::stored(workspace, *listing, event.event.at).map(Some)
}

pub(crate) fn key_view(workspace: &Workspace, key: &KeyRow) -> Result<KeyView, Error> {
    Ok(KeyView {
        cka_id: key.cka_id.clone(),
        label: key.label.clone(),
        algorithm: key.algorithm.name().to_owned(),
        spki_sha256: key.spki.to_upper_hex(),
        state: match (key.destroyed, key.compromised) {
            (true, _) => "destroyed",
            (false, true) => "compromised",
            (false, false) => "active",
        }
        .to_owned(),
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
