//! What others said of the log: witnesses' cosignatures and time stamps.

use chancery_tlog::{SignedNote, VerifierKey, witness};

use super::row;
use crate::{Error, Workspace, log, view::CheckRow};

/// Every cosignature verifies, and is over what the log is at that size.
pub(super) fn cosignatures(workspace: &Workspace) -> Result<CheckRow, Error> {
    let (mut checked, mut broken) = (0, None);
    workspace.read().for_each_cosignature(|one| {
        checked += 1;
        if broken.is_none()
            && let Some(fault) = fault(workspace, &one)?
        {
            let message = format!("{} over {} events: {fault}", one.witness, one.size);
            broken = Some((one.seq, message));
        }
        Ok::<_, Error>(())
    })?;
    Ok(match broken {
        Some((seq, message)) => row("witnesses", "broken", message, Some(seq)),
        None => {
            let message = format!("{checked} cosignatures verified");
            row("witnesses", "sound", message, None)
        }
    })
}

fn fault(
    workspace: &Workspace,
    one: &chancery_ledger::read::CosignatureRow,
) -> Result<Option<&'static str>, Error> {
    if workspace.read().root(one.size)? != one.root {
        return Ok(Some("the log was another one then"));
    }
    // A key that counts no more counted when it cosigned.
    let keys = workspace.read().witnesses()?;
    let keys: Vec<VerifierKey> = keys
        .iter()
        .filter(|witness| witness.name == one.witness)
        .filter_map(|witness| VerifierKey::parse(&witness.key).ok())
        .collect();
    let note = String::from_utf8(workspace.read().blob(one.cosigned)?).ok();
    let note = note.and_then(|note| SignedNote::parse(&note).ok());
    let Some(note) = note else {
        return Ok(Some("it can't be read"));
    };
    let found = witness::cosigned(note.unverified_text(), note.signatures(), &keys);
    let verified = found.is_ok_and(|found| found.iter().any(|line| line.seen_at == one.seen_at));
    Ok((!verified).then_some("it does not verify"))
}

/// Every time stamp verifies anew over the checkpoint that it was asked for.
pub(super) fn timestamps(workspace: &Workspace) -> Result<CheckRow, Error> {
    let all = log::timestamp::list(workspace, &[])?;
    let taken: Vec<_> = all.iter().filter(|stamp| stamp.valid.is_some()).collect();
    Ok(
        match taken.iter().find(|stamp| stamp.valid == Some(false)) {
            Some(broken) => {
                let message = format!("the one over {} events does not verify", broken.size);
                row("time stamps", "broken", message, Some(broken.seq))
            }
            None => {
                let message = format!(
                    "{} verified, {} on their way",
                    taken.len(),
                    all.len() - taken.len()
                );
                row("time stamps", "sound", message, None)
            }
        },
    )
}
