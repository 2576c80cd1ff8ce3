//! `log prove`: the receipt of one event (C2SP tlog-proof), which anyone can check with the log's
//! keys alone.

use std::path::Path;

use chancery_domain::{Utc, event::ExportKind};
use chancery_ledger::read::CosignatureRow;
use chancery_tlog::{Proved, Receipt, SignedNote, VerifierKey, inclusion_proof, leaf_hash};

use super::{LogKeys, LogRefusal};
use crate::{
    Error, Workspace,
    export::{self, Leaving},
    view::ReceiptView,
};

/// A receipt, and what it shows.
#[derive(Debug)]
pub struct Proof {
    /// The file.
    pub text: String,
    /// What it shows.
    pub view: ReceiptView,
}

/// The receipt of one event. Under the newest checkpoint that a witness cosigned, if there is one
/// that covers the event: that convinces more people; else under the newest. The event itself
/// travels in it.
pub fn receipt(workspace: &Workspace, seq: u64) -> Result<Proof, Error> {
    let read = workspace.read();
    let absent = || Error::NoSuch {
        what: "event",
        id: seq.to_string(),
    };
    let event = read.event(seq)?.ok_or_else(absent)?;
    let under = covering(workspace, seq)?;
    let lookup = |level, index| read.node(level, index).ok().flatten();
    let damaged = || Error::from(LogRefusal::Damaged { seq });
    let receipt = Receipt {
        index: seq - 1,
        path: inclusion_proof(seq - 1, under.size, lookup).map_err(|_| damaged())?,
        note: under.note,
        extra: Some(event.leaf.clone()),
    };
    let keys = LogKeys::of(workspace)?;
    // What does not hold here is not handed out.
    let proved = receipt
        .verify(
            &leaf_hash(&event.leaf),
            &workspace.founding.origin,
            keys.at(under.size),
            &under.witnesses,
        )
        .map_err(|_| damaged())?;
    Ok(Proof {
        text: receipt.to_string(),
        view: view(seq, &proved),
    })
}

fn view(seq: u64, proved: &Proved) -> ReceiptView {
    let names = proved.cosigned.iter();
    ReceiptView {
        seq,
        size: proved.checkpoint.size,
        root: proved.checkpoint.root.to_upper_hex(),
        witnesses: names.map(|one| one.witness.name().to_string()).collect(),
    }
}

/// Writes the receipt of one event to a new file, and records that it left.
pub fn prove(
    workspace: &mut Workspace,
    seq: u64,
    officer_id: Option<&str>,
    out: &Path,
    now: Utc,
) -> Result<ReceiptView, Error> {
    let proof = receipt(workspace, seq)?;
    let leaving = Leaving {
        what: ExportKind::Proof,
        subject: &seq.to_string(),
        bytes: proof.text.as_bytes(),
        hashed: true,
    };
    export::hand_out(workspace, &leaving, out, officer_id, now)?;
    Ok(proof.view)
}

/// A checkpoint with everyone's signatures.
struct Covering {
    size: u64,
    note: SignedNote,
    witnesses: Vec<VerifierKey>,
}

fn covering(workspace: &Workspace, seq: u64) -> Result<Covering, Error> {
    let read = workspace.read();
    let (mut witnesses, mut cosigned) = (Vec::new(), Vec::new());
    for row in read.witnesses()?.iter().filter(|row| row.trusted) {
        let key = VerifierKey::parse(&row.key).map_err(|_| Error::Stored { what: "witness" })?;
        witnesses.push(key);
        let last = read.last_cosignature(&row.name)?;
        cosigned.extend(last.filter(|last| last.size >= seq));
    }
    let (size, note) = match cosigned.iter().map(|row| row.size).max() {
        Some(size) => {
            let of_size = cosigned.iter().filter(|row| row.size == size);
            (size, merged(workspace, of_size)?)
        }
        None => newest(workspace, seq)?,
    };
    Ok(Covering {
        size,
        note,
        witnesses,
    })
}

fn newest(workspace: &Workspace, seq: u64) -> Result<(u64, SignedNote), Error> {
    let newest = workspace.read().last_checkpoint()?;
    let newest = newest
        .filter(|checkpoint| checkpoint.size >= seq)
        .ok_or(LogRefusal::NotCovered { seq })?;
    Ok((newest.size, parse(&newest.note)?))
}

/// One checkpoint with the lines of all who cosigned it.
fn merged<'a>(
    workspace: &Workspace,
    rows: impl Iterator<Item = &'a CosignatureRow>,
) -> Result<SignedNote, Error> {
    let stored = || Error::Stored { what: "checkpoint" };
    let mut whole: Option<SignedNote> = None;
    for row in rows {
        let bytes = workspace.read().blob(row.cosigned)?;
        let note = parse(&String::from_utf8(bytes).map_err(|_| stored())?)?;
        whole = Some(match whole {
            Some(whole) => whole.with(note.signatures()),
            None => note,
        });
    }
    whole.ok_or_else(stored)
}

fn parse(note: &str) -> Result<SignedNote, Error> {
    SignedNote::parse(note).map_err(|_| Error::Stored { what: "checkpoint" })
}
