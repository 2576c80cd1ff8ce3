//! Receipts of a log of three entries.

use chancery_domain::event::{Actor, Event, EventBody};
use chancery_domain::{Language, Sha256Digest, SigningKey as _, Utc};
use chancery_tlog::{
    AddCheckpoint, Checkpoint, Followed, Head, KeyName, Receipt, VerifierKey, leaf_hash, node_hash,
    sign_note,
};

use super::hierarchy::{MemoryKey, now};
use crate::evidence::{Fault, Meant};
use crate::receipt::{self, Entry, Inclusion, Kept, Signed, Standing};
use crate::{ReceiptSubmission, ReceiptVerdict};

const ORIGIN: &str = "practice.example/log";

/// The receipt of the second entry, the key that signed it, and what a stranger has of it.
struct Log {
    receipt: Receipt,
    checkpoint: Checkpoint,
    key: MemoryKey,
}

fn log() -> Log {
    let leaves = [
        b"first".to_vec(),
        Event::new(
            now(),
            [7; 16],
            Actor::service("workstation"),
            EventBody::LogExported { size: 1 },
        )
        .to_leaf(),
        b"third".to_vec(),
    ];
    let hashes = leaves.each_ref().map(|leaf| leaf_hash(leaf));
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: 3,
        root: node_hash(&node_hash(&hashes[0], &hashes[1]), &hashes[2]),
    };
    let key = MemoryKey::p256();
    let note = sign_note(&checkpoint.to_string(), &[(&name(ORIGIN), &key)]).expect("signs");
    let [_, entry, _] = leaves;
    Log {
        receipt: Receipt {
            extra: Some(entry),
            index: 1,
            path: vec![hashes[0], hashes[2]],
            note,
        },
        checkpoint,
        key,
    }
}

fn name(text: &str) -> KeyName {
    KeyName::new(text).expect("plain")
}

fn verifier(called: &str, key: &MemoryKey) -> VerifierKey {
    VerifierKey::from_spki(&name(called), key.spki()).expect("P-256")
}

impl Log {
    fn key(&self) -> VerifierKey {
        verifier(ORIGIN, &self.key)
    }

    fn judged(
        &self,
        receipt: &Receipt,
        keys: Option<&[VerifierKey]>,
        kept: Option<&Checkpoint>,
    ) -> ReceiptVerdict {
        let submission = ReceiptSubmission {
            receipt: receipt.clone(),
            keys: keys.map(<[_]>::to_vec),
            kept: kept.cloned(),
        };
        let verdict = submission.judge().expect("a checkpoint is in it");
        let [english, german] = [Language::En, Language::De].map(|in_it| verdict.to_view(in_it));
        assert_ne!(english.message, german.message);
        let told = verdict.standing == Standing::Proved;
        assert_eq!(verdict.is_positive(), told);
        verdict
    }
}

#[test]
fn entry_is_proved_by_the_key_of_its_log_or_by_a_checkpoint_that_was_kept() {
    let log = log();
    let keys = [log.key()];
    for (keys, kept) in [
        (Some(&keys[..]), None),
        (None, Some(&log.checkpoint)),
        (Some(&keys[..]), Some(&log.checkpoint)),
    ] {
        let verdict = log.judged(&log.receipt, keys, kept);
        assert_eq!(verdict.standing, Standing::Proved);
        assert_eq!(verdict.inclusion, Inclusion::Holds);
        assert!(matches!(verdict.entry, Entry::Event(_)));
        let view = verdict.to_view(Language::En);
        assert_eq!((view.seq, view.size), (2, 3));
        assert_eq!(view.entry.kind, Some("log_exported"));
    }
}

#[test]
fn without_anyone_named_it_is_integrity_only() {
    let log = log();
    let verdict = log.judged(&log.receipt, None, None);
    assert_eq!(verdict.standing, Standing::IntegrityOnly);
    assert_eq!(
        (verdict.signed, verdict.kept),
        (Signed::NotAsked, Kept::NotAsked)
    );
}

#[test]
fn changed_entry_place_and_signature_are_each_found() {
    let log = log();
    let keys = [log.key()];
    let mut changed = log.receipt.clone();
    *changed
        .extra
        .as_mut()
        .expect("an entry")
        .last_mut()
        .expect("bytes") ^= 1;
    let elsewhere = Receipt {
        index: 2,
        ..log.receipt.clone()
    };
    for receipt in [changed, elsewhere] {
        let verdict = log.judged(&receipt, Some(&keys), None);
        assert_eq!(verdict.standing, Standing::Failed);
        assert!(matches!(verdict.inclusion, Inclusion::Broken(_)));
        assert!(
            matches!(verdict.signed, Signed::By { .. }),
            "that part is as it was"
        );
    }
    // Another text under the same signature.
    let text = log
        .receipt
        .to_string()
        .replace("example/log\n3\n", "example/log\n4\n");
    let receipt = receipt::receipt("given", text.as_bytes()).expect("reads");
    let verdict = log.judged(&receipt, Some(&keys), None);
    assert_eq!(verdict.signed, Signed::Wrongly);
    assert_eq!(verdict.standing, Standing::Failed);
}

#[test]
fn keys_of_others_prove_nothing() {
    let log = log();
    let stranger = MemoryKey::p256();
    // The right key under another name speaks for another log.
    let others = [
        verifier(ORIGIN, &stranger),
        verifier("other.example/log", &log.key),
    ];
    for key in others {
        let verdict = log.judged(&log.receipt, Some(&[key]), Some(&log.checkpoint));
        assert_eq!(verdict.signed, Signed::ByNobodyNamed);
        assert_eq!(verdict.standing, Standing::Failed);
    }
}

#[test]
fn checkpoint_that_was_kept_is_held_against_it() {
    let log = log();
    let keys = [log.key()];
    let kept = &log.checkpoint;
    let forked = Checkpoint {
        root: Sha256Digest::of(b"another history"),
        ..kept.clone()
    };
    let older = Checkpoint {
        size: 2,
        ..kept.clone()
    };
    let other = Checkpoint {
        origin: "other.example/log".to_owned(),
        ..kept.clone()
    };
    for (kept, told, standing) in [
        (forked, Kept::Forked, Standing::Failed),
        (older, Kept::OfSize(2), Standing::Undecided),
        (other, Kept::OfAnotherLog, Standing::Failed),
    ] {
        let verdict = log.judged(&log.receipt, Some(&keys), Some(&kept));
        assert_eq!((verdict.kept, verdict.standing), (told, standing));
    }
}

#[test]
fn receipt_without_its_entry_leaves_it_open() {
    let log = log();
    let bare = Receipt {
        extra: None,
        ..log.receipt.clone()
    };
    let verdict = log.judged(&bare, Some(&[log.key()]), None);
    assert_eq!(verdict.standing, Standing::Undecided);
    assert_eq!(
        (verdict.entry, verdict.inclusion),
        (Entry::Absent, Inclusion::NotAsked)
    );
}

#[test]
fn witness_that_was_named_is_told_with_its_time() {
    let log = log();
    let (witness, called) = (MemoryKey::ed25519(), name("witness.example/w1"));
    let seen = Utc::from_unix_seconds(1_800_000_000).expect("in range");
    let asked = AddCheckpoint {
        old: 0,
        proof: vec![],
        note: log.receipt.note.clone(),
    };
    let followed = Followed {
        origin: ORIGIN,
        keys: &[log.key()],
        seen: Head::empty(),
    };
    let consistent = asked.check(&followed).expect("consistent");
    let line = consistent.cosign(&called, &witness, seen).expect("cosigns");
    let key = VerifierKey::of_witness(&called, witness.spki()).expect("Ed25519");
    let receipt = Receipt {
        note: log.receipt.note.clone().with(&[line]),
        ..log.receipt.clone()
    };
    let verdict = log.judged(&receipt, Some(&[log.key(), key.clone()]), None);
    let view = verdict.to_view(Language::En);
    assert_eq!(view.signed.witnesses[0].seen_at, seen.to_seconds_string());
    // A witness alone does not speak for the log.
    let verdict = log.judged(&receipt, Some(&[key]), None);
    assert_eq!(verdict.standing, Standing::Failed);
}

#[test]
fn what_is_no_receipt_key_or_checkpoint_is_named() {
    let log = log();
    let text = log.receipt.to_string();
    assert!(receipt::is_receipt(text.as_bytes()));
    let note = log.receipt.note.to_string();
    assert_eq!(
        receipt::checkpoint("given", note.as_bytes()),
        Ok(log.checkpoint.clone())
    );
    let key = format!("{}\n", log.key());
    assert_eq!(receipt::keys("given", key.as_bytes()), Ok(vec![log.key()]));
    let long = vec![b'a'; receipt::LONGEST_TEXT + 1];
    for bytes in [&b"Dear reader"[..], &text.as_bytes()[..40], b"\xff\xfe"] {
        let faults = [
            (receipt::receipt("given", bytes).err(), Meant::Receipt),
            (receipt::checkpoint("given", bytes).err(), Meant::Checkpoint),
            (receipt::keys("given", bytes).err(), Meant::Keys),
        ];
        for (unreadable, meant) in faults {
            let fault = unreadable.expect("refused").fault;
            assert!(
                matches!(fault, Fault::Not(what, _) if what == meant),
                "{fault}"
            );
        }
    }
    let keys = |bytes: &[u8]| receipt::keys("given", bytes).expect_err("refused").fault;
    assert_eq!(keys(b""), Fault::Empty);
    assert_eq!(keys(b"\n"), Fault::Empty);
    assert_eq!(keys(&long), Fault::Long(receipt::LONGEST_TEXT));
}
