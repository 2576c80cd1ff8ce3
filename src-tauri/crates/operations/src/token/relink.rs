//! Relinking: the same keys on another token, or on the same token behind another module. Proved
//! key by key, confirmed by a person, recorded.

use std::path::Path;

use chancery_domain::{Utc, event::EventBody, jcs};
use chancery_ledger::read::{KeyRow, TokenRow};
use chancery_pki::signature::verifies_raw;
use chancery_token::{Signer, SignerOptions, TokenInfo, UserPin};
use data_encoding::HEXLOWER;

use super::{
    administrator, find,
    module::{found, in_slot},
    show::{self, key_view},
};
use crate::{
    Error, Workspace, checkpoint, edge,
    officer::actor,
    record::record,
    tries,
    view::{RelinkView, TokenView},
    workspace::TokenKeyRef,
};

/// At most so many are listed by name; the rest is counted.
const LISTED: usize = 200;

/// A token that is to be taken, or to take the place of another: where it is, and its PIN.
#[derive(Debug, Clone, Copy)]
pub struct Other<'a> {
    /// Path of its module.
    pub module: &'a Path,
    /// Its serial.
    pub serial: &'a str,
    /// Its label, where several tokens share the serial.
    pub label: Option<&'a str>,
    /// Its PIN.
    pub pin: &'a UserPin,
}

/// The token that is to take the place of another.
pub fn other<'a>(
    module: &'a str,
    (serial, label): (&'a str, Option<&'a str>),
    pin: &'a UserPin,
) -> Other<'a> {
    Other {
        module: Path::new(module),
        serial,
        label,
        pin,
    }
}

/// It, logged in.
struct Target {
    row: TokenRow,
    info: TokenInfo,
    module_path: String,
    signer: Signer,
}

/// What the new token holds of the keys.
#[derive(Default)]
struct Held {
    keys: u64,
    found: u64,
    missing: Vec<KeyRow>,
}

/// What a relink would do. Nothing is changed.
pub fn preview(
    workspace: &mut Workspace,
    from: &str,
    other: &Other<'_>,
) -> Result<RelinkView, Error> {
    let target = target(workspace, from, other)?;
    let held = held(workspace, &target)?;
    let missing = held.missing.iter().take(LISTED);
    Ok(RelinkView {
        from_label: target.row.label.clone(),
        from_serial: target.row.serial.clone(),
        to: found(workspace, &target.info)?,
        keys: held.keys,
        found: held.found,
        missing: missing
            .map(|key| key_view(workspace, key))
            .collect::<Result<_, _>>()?,
    })
}

/// Relinks: every key that the log knows on the old token must be on the new one, with the same
/// public half, and sign there.
pub fn relink(
    workspace: &mut Workspace,
    from: &str,
    other: &Other<'_>,
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    let to = other.serial;
    let officer = administrator(workspace, officer, from, now)?;
    let target = target(workspace, from, other)?;
    let taken = workspace.read().token(to)?;
    if taken.is_some_and(|row| row.serial != target.row.serial) {
        return Err(Error::TokenInUse {
            token: target.info.id.to_string(),
        });
    }
    let held = held(workspace, &target)?;
    if !held.missing.is_empty() {
        return Err(Error::KeysMissing {
            token: target.info.id.to_string(),
            missing: held.missing.len(),
            keys: held.keys,
        });
    }
    let body = EventBody::TokenRelinked {
        from: target.row.serial.clone(),
        to: to.to_owned(),
        label: target.info.id.label.to_string(),
        module: Some(target.module_path.clone()),
        keys: held.found,
    };
    drop(target.signer);
    workspace.services.lock(&target.row.serial);
    workspace
        .ledger
        .write(|tx| record(tx, now, actor(&officer), body))?;
    checkpoint::follow(workspace, now)?;
    show::one(workspace, to)
}

fn target(workspace: &mut Workspace, from: &str, other: &Other<'_>) -> Result<Target, Error> {
    let row = find(workspace, from)?;
    let module = workspace.module_at(other.module)?;
    let info = in_slot(&module, other.serial, other.label)?;
    // Else the log-in below would end the one that its thread holds.
    workspace.services.lock(info.id.serial.as_str());
    let (paths, options) = (&workspace.paths, SignerOptions::default());
    let signer = tries::log_in(paths, &module, &info.id, other.pin.clone(), options)
        .map_err(|error| Error::of_token(error, info.id.label.as_str()))?;
    Ok(Target {
        row,
        info,
        module_path: module.path().display().to_string(),
        signer,
    })
}

fn held(workspace: &Workspace, target: &Target) -> Result<Held, Error> {
    let mut held = Held::default();
    let read = workspace.read();
    read.for_each_key_of(&target.row.serial, |row| {
        if row.destroyed {
            return Ok(());
        }
        held.keys += 1;
        let key = TokenKeyRef::of(read, &row)?;
        if signs(&target.signer, &key)? {
            held.found += 1;
        } else {
            held.missing.push(row);
        }
        Ok::<_, Error>(())
    })?;
    Ok(held)
}

/// The very key, and it signs: a fresh challenge, verified under the public half that the log
/// knows.
fn signs(signer: &Signer, key: &TokenKeyRef) -> Result<bool, Error> {
    use chancery_domain::SigningKey as _;
    let found = match key.on(signer) {
        Ok(found) => found,
        Err(Error::Token(
            chancery_token::Error::KeyAbsent { .. }
            | chancery_token::Error::KeyDiffers { .. }
            | chancery_token::Error::KeyAmbiguous { .. }
            | chancery_token::Error::PublicKeyUnreadable { .. },
        )) => return Ok(false),
        Err(error) => return Err(error),
    };
    let challenge = jcs::to_vec(&serde_json::json!({
        "type": "relink",
        "spki_sha256": key.spki.sha256(),
        "nonce": HEXLOWER.encode(&edge::random::<32>()),
    }));
    let signature = found
        .sign(&challenge)
        .map_err(Error::signing("proving a key"))?;
    let algorithm = found.algorithm();
    Ok(verifies_raw(&key.spki, algorithm, &challenge, &signature))
}
