//! Other keys for the log: because its time has come, or because the old ones are lost.

use chancery_domain::{
    Algorithm, Language, Sha256Digest, Utc,
    change::{Change, LogKeyCause},
    event::{KeyPurpose, TokenPurpose},
    officer::Act,
};
use chancery_tlog::{KeyName, VerifierKey};

use super::LogKeys;
use crate::{
    Error, Workspace,
    change::{self, Proposal},
    decide,
    error::owed,
    lock::Lock,
    officer::{self, actor},
    record::Refused,
    request::subject_key,
    token::making::{self, Wanted},
    view::ChangeView,
};

/// Makes new keys on the records token and proposes that the log goes on under them. Nothing
/// changes until it is approved: by a second officer, or, if the old keys are lost, by the whole
/// founding quorum.
pub fn propose_keys(
    workspace: &mut Workspace,
    cause: LogKeyCause,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let officer = officer::find(workspace, proposal.officer)?;
    if let Err(error) = decide::check(&officer, Act::Propose, proposal.reason) {
        let refused = Refused {
            operation: "propose",
            subject: "log-keys",
        };
        return Err(workspace.refuse(now, actor(&officer), &refused, error));
    }
    // Before any key is made.
    officer::prove_pin(workspace, &officer, proposal.pin, now)?;
    let held = Lock::submitting(&workspace.paths).wait()?;
    let token = workspace.token_for(TokenPurpose::Records)?;
    let wanted = [
        Wanted::new(KeyPurpose::LogEd25519, Algorithm::Ed25519, "log-ed25519"),
        Wanted::new(KeyPurpose::LogEcdsa, Algorithm::EcdsaP256Sha256, "log-p256"),
    ];
    let made = making::make(workspace, &token, &wanted, &actor(&officer), now)?;
    let made: Vec<_> = made.into_iter().map(|key| key.spki).collect();
    let propose = |workspace: &mut Workspace| {
        let origin = KeyName::new(&workspace.founding.origin);
        let origin = origin.map_err(Error::signing("naming the log's keys"))?;
        let lines = made
            .iter()
            .map(|spki| VerifierKey::from_spki(&origin, spki).map(|key| key.to_string()));
        let next: Result<Vec<_>, _> = lines.collect();
        Ok(Change::LogKeys {
            current: LogKeys::of(workspace)?.current()?.lines.clone(),
            next: next.map_err(Error::signing("naming the log's keys"))?,
            cause,
        })
    };
    let proposed = change::propose(workspace, "log-keys", propose, proposal, language, now);
    drop(held);
    if proposed.is_err() {
        for spki in &made {
            owed(subject_key::destroy(workspace, spki.sha256(), None, now))?;
        }
    }
    proposed
}

/// Destroys the keys that a change would have put in force.
pub(crate) fn drop_proposed(
    workspace: &mut Workspace,
    change: &Change,
    now: Utc,
) -> Result<(), Error> {
    let Change::LogKeys { next, .. } = change else {
        return Ok(());
    };
    let keys: Vec<Sha256Digest> = next
        .iter()
        .filter_map(|line| VerifierKey::parse(line).ok())
        .map(|key| key.spki().sha256())
        .collect();
    for key in keys {
        owed(subject_key::destroy(workspace, key, None, now))?;
    }
    Ok(())
}
