//! Witnesses (C2SP tlog-witness, by file): who watches this log, and what this workstation
//! watches.

use chancery_domain::{
    Algorithm, Language, Utc,
    change::Change,
    event::{Actor, EventBody, ExportKind, KeyPurpose, TokenPurpose},
};
use chancery_ledger::{
    media,
    read::{WitnessRow, WitnessedRow},
};
use chancery_tlog::{
    Checkpoint, KeyName, SignedNote, VerifierKey, consistency_proof,
    witness::{self, AddCheckpoint, Cosigned, Followed, Head},
};

use crate::{
    Error, Workspace,
    change::{self, Proposal},
    checkpoint,
    export::{self, Leaving},
    lock::Lock,
    log::LogKeys,
    record::record,
    token::making::{self, Wanted},
    view::{CarriedView, ChangeView, WitnessView, WitnessedView, WitnessesView},
};

/// An answer is held against so many of the newest checkpoints.
const RECENT: u32 = 2_000;

fn refused(detail: impl ToString) -> Error {
    Error::Witness {
        detail: detail.to_string(),
    }
}

/// Witnesses of this log, and logs that are witnessed here.
pub fn list(workspace: &Workspace) -> Result<WitnessesView, Error> {
    let read = workspace.read();
    let size = read.size()?;
    let witnesses = read.witnesses()?.into_iter().map(|row| {
        let last = read.last_cosignature(&row.name)?;
        Ok(WitnessView {
            behind: size - last.as_ref().map_or(0, |last| last.size),
            size: last.as_ref().map(|last| last.size),
            seen_at: last.map(|last| last.seen_at.to_string()),
            name: row.name,
            key: row.key,
            trusted: row.trusted,
        })
    });
    Ok(WitnessesView {
        witnesses: witnesses.collect::<Result<_, Error>>()?,
        witnessed: read.witnessed_logs()?.iter().map(witnessed).collect(),
        own_key: stored_key(workspace)?.map(|key| key.to_string()),
    })
}

fn witnessed(row: &WitnessedRow) -> WitnessedView {
    WitnessedView {
        origin: row.origin.clone(),
        size: row.size,
        root: row.root.to_upper_hex(),
        at: row.at.to_string(),
    }
}

/// Proposes that a witness's cosignatures count, or count no more. A second officer decides.
pub fn propose(
    workspace: &mut Workspace,
    key: &str,
    trusted: bool,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |_: &mut Workspace| Ok(counting(key, trusted));
    change::propose(workspace, "witness", make, proposal, language, now)
}

/// Which witness would count, or count no more, before anyone signs that.
pub fn read(
    workspace: &Workspace,
    key: &str,
    trusted: bool,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    change::preview(workspace, counting(key, trusted), language, now)
}

fn counting(key: &str, trusted: bool) -> Change {
    let key = key.trim().to_owned();
    Change::Witness { key, trusted }
}

/// What a witness is asked to cosign: the newest checkpoint, and the proof that it extends the
/// one that the witness cosigned last.
pub fn ask(workspace: &mut Workspace, name: &str, now: Utc) -> Result<CarriedView, Error> {
    let (witness, _) = trusted(workspace, name)?;
    let read = workspace.read();
    let last = read.last_checkpoint()?.ok_or(Error::NoSuch {
        what: "checkpoint",
        id: "1".to_owned(),
    })?;
    let old = read.last_cosignature(&witness.name)?;
    let old = old.map_or(0, |cosigned| cosigned.size);
    let lookup = |level, index| read.node(level, index).ok().flatten();
    let proof = consistency_proof(old, last.size, lookup).map_err(refused)?;
    let note = SignedNote::parse(&last.note).map_err(|_| Error::Stored { what: "checkpoint" })?;
    let text = AddCheckpoint { old, proof, note }.to_string();
    let leaving = Leaving {
        what: ExportKind::WitnessRequest,
        subject: &witness.name,
        bytes: text.as_bytes(),
        hashed: true,
    };
    export::record(workspace, &leaving, Actor::service("workstation"), now)?;
    Ok(CarriedView {
        text,
        size: last.size,
    })
}

fn trusted(workspace: &Workspace, name: &str) -> Result<(WitnessRow, VerifierKey), Error> {
    let row = workspace.read().witness(name)?;
    let row = row.filter(|row| row.trusted).ok_or(Error::NoSuch {
        what: "witness",
        id: name.to_owned(),
    })?;
    let key = VerifierKey::parse(&row.key).map_err(|_| Error::Stored { what: "witness" })?;
    Ok((row, key))
}

/// Takes in a witness's answer: each of its cosignatures must be over a checkpoint of this log,
/// and that must extend the one that the witness cosigned before.
pub fn take_in(
    workspace: &mut Workspace,
    answer: &str,
    now: Utc,
) -> Result<Vec<WitnessView>, Error> {
    let (checkpoint, found) = match_answer(workspace, answer)?;
    for one in &found {
        check_extends(workspace, &checkpoint, one)?;
    }
    let names: Vec<String> = found
        .iter()
        .map(|one| one.witness.name().to_string())
        .collect();
    workspace.ledger.write(|tx| {
        for one in &found {
            let cosigned = with_line(&checkpoint.note, one);
            let body = EventBody::CheckpointCosigned {
                size: checkpoint.size,
                root: checkpoint.root,
                witness: one.witness.name().to_string(),
                seen_at: one.seen_at,
                cosigned: tx.put_blob(media::NOTE, cosigned.as_bytes())?,
            };
            record(tx, now, Actor::service("workstation"), body)?;
        }
        Ok::<_, Error>(())
    })?;
    checkpoint::follow(workspace, now)?;
    let all = list(workspace)?.witnesses;
    Ok(all
        .into_iter()
        .filter(|view| names.contains(&view.name))
        .collect())
}

/// The note with the witness's line beneath those of the log.
fn with_line(note: &str, one: &Cosigned) -> String {
    format!("{note}{}\n", one.line)
}

/// The checkpoint that an answer is about: the newest over whose text its lines verify.
fn match_answer(
    workspace: &Workspace,
    answer: &str,
) -> Result<(chancery_ledger::read::CheckpointRow, Vec<Cosigned>), Error> {
    let keys = workspace.read().witnesses()?;
    let keys: Vec<VerifierKey> = keys
        .iter()
        .filter(|row| row.trusted)
        .filter_map(|row| VerifierKey::parse(&row.key).ok())
        .collect();
    let mut why = refused("no checkpoint is signed yet");
    for checkpoint in workspace.read().last_checkpoints(RECENT)? {
        let note = SignedNote::parse(&checkpoint.note)
            .map_err(|_| Error::Stored { what: "checkpoint" })?;
        match witness::accept(&note, answer, &keys) {
            Ok(found) => return Ok((checkpoint, found)),
            Err(error) => why = refused(error),
        }
    }
    Err(why)
}

/// What the witness cosigned before is a beginning of what it cosigned now.
fn check_extends(
    workspace: &Workspace,
    checkpoint: &chancery_ledger::read::CheckpointRow,
    one: &Cosigned,
) -> Result<(), Error> {
    let read = workspace.read();
    if read.root(checkpoint.size)? != checkpoint.root {
        return Err(refused("the checkpoint does not fit this log"));
    }
    let Some(before) = read.last_cosignature(one.witness.name().as_str())? else {
        return Ok(());
    };
    if before.size > checkpoint.size {
        return Err(refused(format!(
            "it is over {} events; the witness has cosigned {} already",
            checkpoint.size, before.size
        )));
    }
    if read.root(before.size)? != before.root {
        return Err(refused(format!(
            "what the witness cosigned over {} events is another history than this log",
            before.size
        )));
    }
    Ok(())
}

/// Cosigns a checkpoint of another log, as its witness. The first time, `log_keys` names the
/// log's verifier keys; later they may be left out.
pub fn cosign(
    workspace: &mut Workspace,
    request: &str,
    log_keys: Option<&str>,
    now: Utc,
) -> Result<CarriedView, Error> {
    let request = AddCheckpoint::parse(request).map_err(refused)?;
    let origin = request.unverified().map_err(refused)?.origin;
    // Practice workspaces share their origin; what tells logs apart is who signs them.
    let ours = LogKeys::of(workspace)?;
    if ours
        .all()
        .iter()
        .any(|set| request.note.verify(&set.keys).is_ok())
    {
        return Err(refused("a log can't be its own witness"));
    }
    let key = own_key(workspace, now)?;
    let held = Lock::publishing(&workspace.paths).wait()?;
    let before = workspace.read().witnessed(&origin)?;
    let lines = keys_of(workspace, before.as_ref(), log_keys, &origin)?;
    let keys: Result<Vec<_>, _> = lines.lines().map(VerifierKey::parse).collect();
    let keys = keys.map_err(refused)?;
    let seen = before.map_or_else(Head::empty, |row| Head {
        size: row.size,
        root: row.root,
    });
    let followed = Followed {
        origin: &origin,
        keys: &keys,
        seen,
    };
    let consistent = request.check(&followed).map_err(refused)?;
    let signer = workspace.key_with(key.spki().sha256())?;
    let line = consistent
        .cosign(key.name(), &signer, now)
        .map_err(Error::signing("cosigning"))?;
    let text = witness::answer(&[line]);
    let Checkpoint { size, root, .. } = consistent.checkpoint().clone();
    // Remembered before the cosignature goes: a witness that forgets could be shown two histories.
    workspace.ledger.write(|tx| {
        let body = EventBody::LogWitnessed {
            origin,
            keys: tx.put_blob(media::VERIFIER_KEYS, lines.as_bytes())?,
            size,
            root,
            cosignature: tx.put_blob(media::NOTE, text.as_bytes())?,
        };
        record(tx, now, Actor::service("records"), body)?;
        Ok::<_, Error>(())
    })?;
    drop(held);
    checkpoint::follow(workspace, now)?;
    Ok(CarriedView { text, size })
}

/// The vkey lines of a log: those that are given, else those that were given before.
fn keys_of(
    workspace: &Workspace,
    before: Option<&WitnessedRow>,
    given: Option<&str>,
    origin: &str,
) -> Result<String, Error> {
    match (given, before) {
        (Some(given), _) => Ok(given.trim().to_owned() + "\n"),
        (None, Some(before)) => {
            let bytes = workspace.read().blob(before.keys)?;
            String::from_utf8(bytes).map_err(|_| Error::Stored { what: "log key" })
        }
        (None, None) => Err(refused(format!(
            "{origin} was never witnessed here: its verifier keys are needed"
        ))),
    }
}

/// The verifier key by which this workstation witnesses, if it ever did.
fn stored_key(workspace: &Workspace) -> Result<Option<VerifierKey>, Error> {
    let Some(row) = workspace.read().key_for(KeyPurpose::Witness)? else {
        return Ok(None);
    };
    let spki = chancery_domain::Spki::from_der(workspace.read().blob(row.spki)?);
    VerifierKey::of_witness(&own_name(workspace)?, &spki)
        .map(Some)
        .map_err(|_| Error::Stored { what: "witness" })
}

fn own_name(workspace: &Workspace) -> Result<KeyName, Error> {
    let name = format!("{}/witness", workspace.founding.trust_domain);
    KeyName::new(&name).map_err(Error::signing("naming the witness"))
}

/// The verifier key by which this workstation witnesses. Its key is made on the records token
/// when it is first asked for; it is none of the log's.
pub fn own_key(workspace: &mut Workspace, now: Utc) -> Result<VerifierKey, Error> {
    if let Some(key) = stored_key(workspace)? {
        return Ok(key);
    }
    let _held = Lock::submitting(&workspace.paths).wait()?;
    // Another process may have made it meanwhile.
    if let Some(key) = stored_key(workspace)? {
        return Ok(key);
    }
    let token = workspace.token_for(TokenPurpose::Records)?;
    let wanted = [Wanted::new(
        KeyPurpose::Witness,
        Algorithm::Ed25519,
        "witness",
    )];
    let actor = Actor::service_on("records", &token.serial);
    making::make(workspace, &token, &wanted, &actor, now)?;
    stored_key(workspace)?.ok_or(Error::Stored { what: "witness" })
}
