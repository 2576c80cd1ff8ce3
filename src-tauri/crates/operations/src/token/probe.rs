//! The probe: what a token of a module that is not known here can do, found by trying.

use chancery_domain::{
    Algorithm, Utc,
    event::{Actor, TokenPurpose},
};
use chancery_ledger::read::TokenRow;
use chancery_token::{
    Attempt, CkaId, Module, ModuleKind, ProbeReport, Signer, SignerOptions, TokenId,
};

use super::{
    administrator, find,
    findings::{self, Tried},
    tokens_in,
};
use crate::{
    Error, Workspace, checkpoint, edge,
    officer::actor,
    tries,
    view::{ProbeView, TrialView},
    workspace::token_id,
};

/// One of each family is enough to know a module; a large RSA key may take a smart card minutes.
const FAMILIES: [Algorithm; 3] = [
    Algorithm::EcdsaP256Sha256,
    Algorithm::Ed25519,
    Algorithm::Rsa2048,
];

/// Makes keys on a token, signs, copies, reads what it says of them, and destroys all again. What
/// was found is recorded, and used for the token from now on.
pub fn probe(
    workspace: &mut Workspace,
    name: &str,
    officer: &str,
    now: Utc,
) -> Result<ProbeView, Error> {
    let row = find(workspace, name)?;
    let officer = administrator(workspace, officer, &row.serial, now)?;
    let pin = workspace.pin_at_hand(&row)?;
    let pin = pin.ok_or_else(|| Error::PinNeeded {
        token: row.label.clone(),
    })?;
    workspace.services.lock(&row.serial);
    let (module, id) = (workspace.module_of(&row)?, token_id(&row)?);
    let tried = Tried::now(&module, &id)?;
    let (paths, known) = (workspace.paths.clone(), known(workspace, &row.serial)?);
    let report = workspace.changing_keys(&row, || {
        let signer = tries::log_in(&paths, &module, &id, pin, SignerOptions::default())?;
        try_out(&signer, known)
    })?;
    let report = report.map_err(|error| Error::of_token(error, &row.label))?;
    module.set_profile(&id, report.found_profile());
    let by = (actor(&officer), now);
    findings::tell(workspace, &row.serial, tried, &report, by)?;
    checkpoint::follow(workspace, now)?;
    Ok(view(&report))
}

fn try_out(signer: &Signer, known: Vec<CkaId>) -> Result<ProbeReport, chancery_token::Error> {
    signer.probe(&FAMILIES, known, || CkaId::new(edge::random()))
}

/// Every key that the log knows on a token: none of them is what a probe left there.
fn known(workspace: &Workspace, serial: &str) -> Result<Vec<CkaId>, Error> {
    let mut known = Vec::new();
    workspace.read().for_each_key_of(serial, |row| {
        known.extend(CkaId::from_hex(&row.cka_id));
        Ok::<_, Error>(())
    })?;
    Ok(known)
}

impl Workspace {
    /// Before a token of an unknown module is used for the first time, it is tried out: how it is
    /// to be asked is known then. What the log has of the same module and token is used again.
    pub(crate) fn learn(
        &mut self,
        row: &TokenRow,
        signer: &Signer,
        actor: Actor,
    ) -> Result<(), Error> {
        if row.module.is_none() || row.purpose != TokenPurpose::Agents {
            return Ok(());
        }
        let (module, id) = (self.module_of(row)?, token_id(row)?);
        if self.is_known(&module, &id)? || module.has_profile(&id) {
            return Ok(());
        }
        let tried = Tried::now(&module, &id)?;
        if let Some(profile) = findings::recorded(self, &row.serial, &tried)? {
            module.set_profile(&id, profile);
            return Ok(());
        }
        // Before it, since it may take minutes: what follows is recorded under an earlier time.
        let now = edge::now();
        let known = known(self, &row.serial)?;
        let report = try_out(signer, known).map_err(|error| Error::of_token(error, &row.label))?;
        module.set_profile(&id, report.found_profile());
        findings::tell(self, &row.serial, tried, &report, (actor, now))
    }

    fn is_known(&self, module: &Module, id: &TokenId) -> Result<bool, Error> {
        let tokens = tokens_in(module)?;
        let info = tokens.into_iter().find(|info| info.id == *id);
        Ok(info.is_none_or(|info| info.profile().kind != ModuleKind::Unknown))
    }
}

fn view(report: &ProbeReport) -> ProbeView {
    let found = report.found_profile();
    ProbeView {
        token: report.token.to_string(),
        known: report.profile.kind != ModuleKind::Unknown,
        trials: report
            .trials
            .iter()
            .map(|trial| TrialView {
                algorithm: trial.algorithm.name().to_owned(),
                works: trial.works(),
                on_token: words(&trial.on_token),
                copied: words(&trial.copied),
                hashed_on_host: words(&trial.hashed_on_host),
                hashed_on_token: words(&trial.hashed_on_token),
            })
            .collect(),
        evidence: [
            ("CKA_LOCAL", found.evidence.local),
            ("CKA_NEVER_EXTRACTABLE", found.evidence.never_extractable),
            ("CKA_ALWAYS_SENSITIVE", found.evidence.always_sensitive),
        ]
        .iter()
        .filter(|(_, counts)| *counts)
        .map(|(name, _)| (*name).to_owned())
        .collect(),
        swept: report.swept.iter().map(ToString::to_string).collect(),
        left_behind: report.left_behind.iter().map(ToString::to_string).collect(),
    }
}

fn words(attempt: &Attempt) -> String {
    attempt.to_string()
}
