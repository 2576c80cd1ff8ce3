//! Making keys: an intent in the log first, so that a crash leaves no key that nobody knows of.

use chancery_domain::{
    Algorithm, Utc,
    event::{Actor, EventBody, KeyPurpose},
    jcs,
};
use chancery_ledger::{media, read::TokenRow};
use chancery_token::{CkaId, GeneratedKey, KeyLabel, Signer};

use crate::{Error, Workspace, edge, record::record};

/// A key that is to be made.
pub(crate) struct Wanted {
    purpose: KeyPurpose,
    algorithm: Algorithm,
    label: String,
    cka_id: CkaId,
}

impl Wanted {
    pub(crate) fn new(purpose: KeyPurpose, algorithm: Algorithm, label: &str) -> Self {
        Self {
            purpose,
            algorithm,
            label: label.to_owned(),
            cka_id: CkaId::new(edge::random()),
        }
    }
}

/// Makes the keys on a token, in their order.
pub(crate) fn make(
    workspace: &mut Workspace,
    token: &TokenRow,
    wanted: &[Wanted],
    actor: &Actor,
    now: Utc,
) -> Result<Vec<GeneratedKey>, Error> {
    if wanted.is_empty() {
        return Ok(vec![]);
    }
    let signer = workspace.unlock(token)?;
    make_on(workspace, token, &signer, wanted, actor, now)
}

/// Makes the keys on a token that is logged in to already.
pub(crate) fn make_on(
    workspace: &mut Workspace,
    token: &TokenRow,
    signer: &Signer,
    wanted: &[Wanted],
    actor: &Actor,
    now: Utc,
) -> Result<Vec<GeneratedKey>, Error> {
    intend(workspace, &token.serial, wanted, actor, now)?;
    let keys = workspace.changing_keys(token, || {
        let keys = wanted.iter().map(|key| {
            let label = KeyLabel::new(key.label.as_str());
            signer.generate(key.algorithm, &label, &key.cka_id)
        });
        keys.collect::<Result<Vec<_>, _>>()
    })??;
    tell(workspace, &token.serial, wanted, &keys, actor, now)?;
    Ok(keys)
}

fn intend(
    workspace: &mut Workspace,
    token_serial: &str,
    wanted: &[Wanted],
    actor: &Actor,
    now: Utc,
) -> Result<(), Error> {
    workspace.ledger.write(|tx| {
        for key in wanted {
            let body = EventBody::KeyIntended {
                token_serial: token_serial.to_owned(),
                cka_id: key.cka_id.to_string(),
                label: key.label.clone(),
                purpose: key.purpose,
                algorithm: key.algorithm,
            };
            record(tx, now, actor.clone(), body)?;
        }
        Ok(())
    })
}

fn tell(
    workspace: &mut Workspace,
    token_serial: &str,
    wanted: &[Wanted],
    keys: &[GeneratedKey],
    actor: &Actor,
    now: Utc,
) -> Result<(), Error> {
    workspace.ledger.write(|tx| {
        for (asked, key) in wanted.iter().zip(keys) {
            let body = EventBody::KeyGenerated {
                token_serial: token_serial.to_owned(),
                cka_id: key.cka_id.to_string(),
                label: asked.label.clone(),
                purpose: asked.purpose,
                algorithm: asked.algorithm,
                spki: tx.put_blob(media::SPKI, key.spki.der())?,
                custody: tx.put_blob(media::CUSTODY, &jcs::to_vec(&key.custody))?,
            };
            record(tx, now, actor.clone(), body)?;
        }
        Ok(())
    })
}
