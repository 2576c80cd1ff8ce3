//! What a probe found, as the log keeps it. Later programs use it instead of trying again, for as
//! long as module and token are the same.

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
    jcs,
};
use chancery_ledger::media;
use chancery_token::{Library, Module, ModuleProfile, ProbeReport, TokenId};
use serde::{Deserialize, Serialize};

use super::slots::asked;
use crate::{Error, Workspace, record::record};

/// What was tried out: findings are of no other module, version or token.
// Stored: names may be added with a default, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tried {
    /// Path of the module.
    module: String,
    library: Library,
    /// Of the token.
    manufacturer: String,
    model: String,
    firmware: String,
    /// What its mechanisms say it can do.
    algorithms: Vec<String>,
}

/// What was found.
// Stored: names may be added with a default, never changed.
#[derive(Debug, Serialize, Deserialize)]
struct Findings {
    tried: Tried,
    /// How the token is to be used.
    profile: ModuleProfile,
    /// False: something that the token says it can do did not work. That may have passed by the
    /// next time, so it is tried again then.
    conclusive: bool,
    trials: Vec<Found>,
    /// CKA_IDs of keys that earlier probes left, and that were destroyed.
    swept: Vec<String>,
    /// CKA_IDs of keys that could not be destroyed.
    left_behind: Vec<String>,
}

/// One algorithm, in the words of the probe.
// Stored: names may be added with a default, never changed.
#[derive(Debug, Serialize, Deserialize)]
struct Found {
    algorithm: String,
    on_token: String,
    copied: String,
    hashed_on_host: String,
    hashed_on_token: String,
}

impl Tried {
    /// What is in the slot now.
    pub(super) fn now(module: &Module, id: &TokenId) -> Result<Self, Error> {
        let wanted = id.clone();
        let told = asked(module, move |module| {
            let mut tokens = module.tokens()?;
            tokens.retain(|info| info.id == wanted);
            Ok((module.library()?, tokens.pop()))
        })?;
        let (library, Some(info)) = told else {
            return Err(Error::TokenAbsent {
                token: id.to_string(),
            });
        };
        let names = info.algorithms.iter().map(|algorithm| algorithm.name());
        Ok(Self {
            module: module.path().display().to_string(),
            library,
            algorithms: names.map(str::to_owned).collect(),
            manufacturer: info.manufacturer,
            model: info.model,
            firmware: info.firmware,
        })
    }

    fn was_conclusive(&self, report: &ProbeReport) -> bool {
        let mut trials = report.trials.iter();
        trials.all(|trial| {
            let said = trial.algorithm.name();
            trial.works() || !self.algorithms.iter().any(|name| name == said)
        })
    }
}

/// How a token is to be used, if the log has it of just this module and token.
pub(super) fn recorded(
    workspace: &Workspace,
    serial: &str,
    now: &Tried,
) -> Result<Option<ModuleProfile>, Error> {
    let Some(event) = workspace.read().last_probe(serial)? else {
        return Ok(None);
    };
    let EventBody::TokenProbed { findings, .. } = event.event.event else {
        return Ok(None);
    };
    let unreadable = |_| Error::Stored {
        what: "findings of a probe",
    };
    let bytes = workspace.read().blob(findings)?;
    let findings: Findings = serde_json::from_slice(&bytes).map_err(unreadable)?;
    let same = findings.conclusive && findings.tried == *now;
    Ok(same.then_some(findings.profile))
}

/// Records what was found.
pub(super) fn tell(
    workspace: &mut Workspace,
    serial: &str,
    tried: Tried,
    report: &ProbeReport,
    (actor, now): (Actor, Utc),
) -> Result<(), Error> {
    let findings = Findings {
        conclusive: tried.was_conclusive(report),
        tried,
        profile: report.found_profile(),
        trials: report.trials.iter().map(found).collect(),
        swept: report.swept.iter().map(ToString::to_string).collect(),
        left_behind: report.left_behind.iter().map(ToString::to_string).collect(),
    };
    let bytes = jcs::to_vec(&findings);
    workspace.ledger.write(|tx| {
        let body = EventBody::TokenProbed {
            token_serial: serial.to_owned(),
            findings: tx.put_blob(media::OBJECT, &bytes)?,
            algorithms: report.algorithms(),
        };
        record(tx, now, actor, body).map(|_| ())
    })
}

fn found(trial: &chancery_token::Trial) -> Found {
    Found {
        algorithm: trial.algorithm.name().to_owned(),
        on_token: trial.on_token.to_string(),
        copied: trial.copied.to_string(),
        hashed_on_host: trial.hashed_on_host.to_string(),
        hashed_on_token: trial.hashed_on_token.to_string(),
    }
}
