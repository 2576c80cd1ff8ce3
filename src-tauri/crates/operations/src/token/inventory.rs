//! The inventory: every key that the log knows against every key that the token holds.

use chancery_domain::{Sha256Digest, Utc, event::EventBody, jcs};
use chancery_ledger::media;
use chancery_token::{CkaId, Comparison, KeyHalf, KeyObject, KnownKey};
use serde::{Deserialize, Serialize};

use super::{administrator, find, show::key_view};
use crate::{
    Error, Workspace, checkpoint,
    officer::actor,
    record::record,
    view::{InventoryView, StrangerView},
    workspace::TokenKeyRef,
};

/// At most so many are listed by name; the rest is counted.
const LISTED: usize = 200;

/// What an inventory found, as its event's blob holds it.
// Stored: names may be added with a default, never changed.
#[derive(Debug, Serialize, Deserialize)]
struct Listing {
    known: u64,
    strangers_total: u64,
    strangers: Vec<Stranger>,
    missing_total: u64,
    /// SubjectPublicKeyInfo of each, by hash.
    missing: Vec<Sha256Digest>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Stranger {
    cka_id: String,
    label: String,
    halves: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    algorithm: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spki_sha256: Option<String>,
}

/// Counts the keys of a token and records what was found. The token is unlocked first.
pub fn take_inventory(
    workspace: &mut Workspace,
    name: &str,
    officer: &str,
    now: Utc,
) -> Result<InventoryView, Error> {
    let row = find(workspace, name)?;
    let officer = administrator(workspace, officer, &row.serial, now)?;
    let signer = workspace.unlock(&row)?;
    let held = signer
        .inventory()
        .map_err(|error| Error::of_token(error, &row.label))?;
    let (known, spkis) = known(workspace, &row.serial)?;
    let listing = listing(&held.compare(&known), &known, &spkis);
    let bytes = jcs::to_vec(&listing);
    let digest = workspace.ledger.write(|tx| {
        let blob = tx.put_blob(media::OBJECT, &bytes)?;
        let body = EventBody::InventoryTaken {
            token_serial: row.serial.clone(),
            known: listing.known,
            listing: blob,
            strangers: listing.strangers_total,
            missing: listing.missing_total,
        };
        record(tx, now, actor(&officer), body)?;
        Ok::<_, Error>(blob)
    })?;
    checkpoint::follow(workspace, now)?;
    stored(workspace, digest, now)
}

/// What the log knows on a token, destroyed keys left out; and the name of each key.
fn known(workspace: &Workspace, serial: &str) -> Result<(Vec<KnownKey>, Vec<Sha256Digest>), Error> {
    let (mut known, mut spkis) = (Vec::new(), Vec::new());
    let read = workspace.read();
    read.for_each_key_of(serial, |row| {
        if !row.destroyed {
            let key = TokenKeyRef::of(read, &row)?;
            known.push(KnownKey {
                cka_id: key.cka_id,
                spki: key.spki,
            });
            spkis.push(row.spki);
        }
        Ok::<_, Error>(())
    })?;
    Ok((known, spkis))
}

fn listing(comparison: &Comparison, known: &[KnownKey], spkis: &[Sha256Digest]) -> Listing {
    let lost: std::collections::HashSet<&CkaId> = comparison
        .missing
        .iter()
        .chain(&comparison.different)
        .collect();
    let missing = known.iter().zip(spkis);
    let missing = missing.filter(|(key, _)| lost.contains(&key.cka_id));
    let strangers = strangers(&comparison.strangers);
    Listing {
        known: comparison.present.len() as u64,
        strangers_total: strangers.len() as u64,
        strangers: strangers.into_iter().take(LISTED).collect(),
        missing_total: lost.len() as u64,
        missing: missing.take(LISTED).map(|(_, spki)| *spki).collect(),
    }
}

/// Both halves of a pair are one stranger; a secret key is one by itself.
fn strangers(objects: &[KeyObject]) -> Vec<Stranger> {
    let mut all: Vec<Stranger> = Vec::new();
    let mut by_id = std::collections::HashMap::new();
    for object in objects {
        let id = object.cka_id.to_string();
        let half = match object.half {
            KeyHalf::Private => "private",
            KeyHalf::Public => "public",
            KeyHalf::Secret => "secret",
        };
        let pair = by_id.get(&id).copied().filter(|at: &usize| {
            let other: &Stranger = &all[*at];
            let halves = [other.halves.as_str(), half];
            !id.is_empty() && matches!(halves, ["private", "public"] | ["public", "private"])
        });
        match pair {
            Some(at) => {
                "pair".clone_into(&mut all[at].halves);
                let spki = object
                    .spki
                    .as_ref()
                    .map(|spki| spki.sha256().to_upper_hex());
                if all[at].spki_sha256.is_none() {
                    all[at].spki_sha256 = spki;
                }
            }
            None => {
                by_id.insert(id.clone(), all.len());
                all.push(Stranger {
                    cka_id: id,
                    label: object.label.as_str().to_owned(),
                    halves: half.to_owned(),
                    algorithm: object
                        .algorithm
                        .map(|algorithm| algorithm.name().to_owned()),
                    spki_sha256: object
                        .spki
                        .as_ref()
                        .map(|spki| spki.sha256().to_upper_hex()),
                });
            }
        }
    }
    all
}

/// An inventory as it was recorded.
pub(super) fn stored(
    workspace: &Workspace,
    listing: Sha256Digest,
    at: Utc,
) -> Result<InventoryView, Error> {
    let bytes = workspace.read().blob(listing)?;
    let listing: Listing =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "inventory" })?;
    let mut missing = Vec::new();
    for spki in &listing.missing {
        if let Some(key) = workspace.read().key(*spki)? {
            missing.push(key_view(workspace, &key)?);
        }
    }
    let strangers = listing.strangers.into_iter().map(|stranger| StrangerView {
        cka_id: stranger.cka_id,
        label: stranger.label,
        halves: stranger.halves,
        algorithm: stranger.algorithm,
        spki_sha256: stranger.spki_sha256,
    });
    Ok(InventoryView {
        at: at.to_string(),
        known: listing.known,
        strangers: strangers.collect(),
        strangers_total: listing.strangers_total,
        missing,
        missing_total: listing.missing_total,
    })
}
