//! What others said of the log: witnesses' cosignatures and time stamps.

use chancery_tlog::{SignedNote, VerifierKey, witness};

use super::found::Found;
use crate::{Error, Workspace, log};

/// Every cosignature verifies, and is over what the log is at that size.
pub(super) fn cosignatures(workspace: &Workspace) -> Result<Found, Error> {
    let (mut checked, mut broken) = (0_u64, None);
    workspace.read().for_each_cosignature(|one| {
        checked += 1;
        if broken.is_none()
            && let Some(code) = fault(workspace, &one)?
        {
            broken = Some((one, code));
        }
        Ok::<_, Error>(())
    })?;
    Ok(match broken {
        Some((one, code)) => Found::broken("witnesses", code)
            .with("witness", one.witness)
            .with("size", one.size)
            .since(Some(one.seq)),
        None => Found::sound("witnesses", "cosignatures-verified").with("count", checked),
    })
}

fn fault(
    workspace: &Workspace,
    one: &chancery_ledger::read::CosignatureRow,
) -> Result<Option<&'static str>, Error> {
    if workspace.read().root(one.size)? != one.root {
        return Ok(Some("cosignature-of-another-log"));
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
        return Ok(Some("cosignature-unreadable"));
    };
    let found = witness::cosigned(note.unverified_text(), note.signatures(), &keys);
    let verified = found.is_ok_and(|found| found.iter().any(|line| line.seen_at == one.seen_at));
    Ok((!verified).then_some("cosignature-broken"))
}

/// Every time stamp verifies anew over the checkpoint that it was asked for.
pub(super) fn timestamps(workspace: &Workspace) -> Result<Found, Error> {
    let all = log::timestamp::list(workspace, &[])?;
    let taken: Vec<_> = all.iter().filter(|stamp| stamp.valid.is_some()).collect();
    let broken = taken.iter().find(|stamp| stamp.valid == Some(false));
    Ok(match broken {
        Some(broken) => Found::broken("time stamps", "timestamp-broken")
            .with("size", broken.size)
            .since(Some(broken.seq)),
        None => Found::sound("time stamps", "timestamps-verified")
            .with("count", taken.len())
            .with("open", all.len() - taken.len()),
    })
}
