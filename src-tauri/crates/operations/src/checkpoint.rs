//! Checkpoints: the log's head, signed in the token, so that others can hold it.

use chancery_domain::{
    SigningKey, Utc,
    event::{Actor, EventBody},
};
use chancery_ledger::media;
use chancery_tlog::{Checkpoint, KeyName, SignedNote, VerifierKey, sign_note};
use chancery_token::SignerKey;

use crate::{
    Error, Workspace,
    error::owed,
    log::LogKeys,
    publish,
    record::record,
    view::{HeadView, NoteSignatureView},
};

/// Signs a checkpoint over all events so far, records it and publishes it.
pub fn sign(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let size = workspace.read().size()?;
    let root = workspace.read().root(size)?;
    let origin = workspace.founding.origin.clone();
    let text = Checkpoint {
        origin: origin.clone(),
        size,
        root,
    }
    .to_string();
    let name = KeyName::new(&origin).map_err(Error::signing("signing a checkpoint"))?;
    let keys = signing_keys(workspace, size)?;
    let signers: Vec<(&KeyName, &dyn SigningKey)> = keys
        .iter()
        .map(|key| (&name, key as &dyn SigningKey))
        .collect();
    let note = sign_note(&text, &signers)
        .map_err(Error::signing("signing a checkpoint"))?
        .to_string();
    let stored = note.clone();
    workspace.ledger.write(|tx| {
        let blob = tx.put_blob(media::NOTE, stored.as_bytes())?;
        // Another process may have signed this very size meanwhile: then its checkpoint serves.
        let known = tx
            .read()
            .last_checkpoint()?
            .is_some_and(|last| last.size >= size);
        if !known {
            let body = EventBody::CheckpointSigned {
                size,
                root,
                note: blob,
            };
            record(tx, now, Actor::service("records"), body)?;
        }
        Ok::<_, Error>(())
    })?;
    publish::refresh(workspace, now)
}

/// The keys that sign over `size` events. The first checkpoint that covers a change of the keys
/// is signed by those before as well, if they are still there: who trusts only them sees by it
/// who comes after.
fn signing_keys(workspace: &mut Workspace, size: u64) -> Result<Vec<SignerKey>, Error> {
    let keys = LogKeys::of(workspace)?;
    let mut signing = Vec::new();
    for key in keys.at(size) {
        signing.push(workspace.key_with(key.spki().sha256())?);
    }
    let last = workspace
        .read()
        .last_checkpoint()?
        .map_or(0, |last| last.size);
    for key in keys.before_change_within(last, size) {
        signing.extend(owed(workspace.key_with(key.spki().sha256()))?);
    }
    Ok(signing)
}

/// Signs a checkpoint after something was committed. A token that is out, or a folder that can't
/// be written to, does not undo what was committed: the checkpoint is owed until the next one.
pub(crate) fn follow(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    owed(sign(workspace, now)).map(|_| ())
}

/// True if a note is a checkpoint of this log with this size and root, signed by all of `keys`.
pub(crate) fn stands(note: &str, expected: &Checkpoint, keys: &[VerifierKey]) -> bool {
    SignedNote::parse(note)
        .and_then(|note| note.verify(keys))
        .is_ok_and(|verified| {
            let signed_by_all = keys.iter().all(|key| verified.signers().contains(key));
            verified.text() == expected.to_string() && signed_by_all && !keys.is_empty()
        })
}

/// The head of the log.
pub fn head(workspace: &Workspace) -> Result<Option<HeadView>, Error> {
    let Some(last) = workspace.read().last_checkpoint()? else {
        return Ok(None);
    };
    let keys = LogKeys::of(workspace)?;
    let keys = keys.at(last.size);
    let note = SignedNote::parse(&last.note).map_err(|_| Error::Stored { what: "checkpoint" })?;
    let signatures = keys.iter().map(|key| {
        let alone = note.verify(std::slice::from_ref(key));
        NoteSignatureView {
            name: key.name().to_string(),
            algorithm: algorithm_name(key).to_owned(),
            valid: alone.is_ok(),
        }
    });
    Ok(Some(HeadView {
        origin: workspace.founding.origin.clone(),
        events: workspace.read().size()?,
        size: last.size,
        root: last.root.to_upper_hex(),
        words: words(&last.root.0),
        signed_at: last.at.to_string(),
        signatures: signatures.collect(),
        qr: crate::qr::modules(&last.note),
        note: last.note,
        last_verified: crate::log::last_verification(workspace)?,
    }))
}

fn algorithm_name(key: &VerifierKey) -> &'static str {
    // An Ed25519 SubjectPublicKeyInfo is 44 bytes, RFC 8410; a P-256 one is 91.
    if key.spki().der().len() == 44 {
        "Ed25519"
    } else {
        "P-256"
    }
}

pub(crate) fn words(bytes: &[u8]) -> Vec<String> {
    chancery_tlog::pgp_words(bytes)
        .into_iter()
        .map(str::to_owned)
        .collect()
}
