//! Checkpoints: the log's head, signed in the token, so that others can hold it.

use chancery_domain::{
    Utc,
    event::{Actor, EventBody, KeyPurpose},
};
use chancery_ledger::media;
use chancery_tlog::{Checkpoint, KeyName, SignedNote, VerifierKey, sign_note};

use crate::{
    Error, Workspace,
    error::owed,
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
    let (signer, ed25519) = workspace.service_key(KeyPurpose::LogEd25519)?;
    let ed25519 = ed25519.on(&signer)?;
    let (signer, ecdsa) = workspace.service_key(KeyPurpose::LogEcdsa)?;
    let ecdsa = ecdsa.on(&signer)?;
    let note = sign_note(&text, &[(&name, &ed25519), (&name, &ecdsa)])
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

/// Signs a checkpoint after something was committed. A token that is out, or a folder that can't
/// be written to, does not undo what was committed: the checkpoint is owed until the next one.
pub(crate) fn follow(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    owed(sign(workspace, now)).map(|_| ())
}

/// The log's verifier keys, as the founding names them.
pub(crate) fn verifier_keys(workspace: &Workspace) -> Result<Vec<VerifierKey>, Error> {
    let parse = |line: &String| VerifierKey::parse(line);
    let keys: Result<Vec<_>, _> = workspace.founding.log_keys.iter().map(parse).collect();
    keys.map_err(|_| Error::Stored { what: "log key" })
}

/// True if a note is a checkpoint of this log with this size and root, signed by both its keys.
pub(crate) fn stands(note: &str, expected: &Checkpoint, keys: &[VerifierKey]) -> bool {
    SignedNote::parse(note)
        .and_then(|note| note.verify(keys))
        .is_ok_and(|verified| {
            verified.text() == expected.to_string() && verified.signers().len() == keys.len()
        })
}

/// The head of the log.
pub fn head(workspace: &Workspace) -> Result<Option<HeadView>, Error> {
    let Some(last) = workspace.read().last_checkpoint()? else {
        return Ok(None);
    };
    let keys = verifier_keys(workspace)?;
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
