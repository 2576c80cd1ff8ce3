use chancery_domain::{Sha256Digest, SigningKey as _, Utc};

use super::*;
use crate::note::sign_note;
use crate::reference::{Store, leaves, merkle_tree_hash};
use crate::throwaway::Throwaway;
use crate::{KeyId, consistency_proof};

const ORIGIN: &str = "practice.example/log";
const WITNESS: &str = "witness.example/w1";

/// The body of a request as the specification shows it.
const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

fn name(text: &str) -> KeyName {
    KeyName::new(text).expect("plain")
}

fn head(size: usize) -> Head {
    Head {
        size: size as u64,
        root: merkle_tree_hash(&leaves(size as u64)),
    }
}

struct Log {
    key: Throwaway,
    keys: Vec<VerifierKey>,
    store: Store,
}

impl Log {
    fn of(size: u64) -> Self {
        let key = Throwaway::p256();
        Self {
            keys: vec![VerifierKey::from_spki(&name(ORIGIN), key.spki()).expect("P-256")],
            key,
            store: Store::of(&leaves(size)),
        }
    }

    fn signed(&self, head: Head) -> SignedNote {
        let text = Checkpoint {
            origin: ORIGIN.to_owned(),
            size: head.size,
            root: head.root,
        }
        .to_string();
        sign_note(&text, &[(&name(ORIGIN), &self.key)]).expect("signs")
    }

    fn asks(&self, old: u64, size: usize) -> AddCheckpoint {
        AddCheckpoint {
            old,
            proof: consistency_proof(old, size as u64, |l, i| self.store.node(l, i))
                .expect("in range"),
            note: self.signed(head(size)),
        }
    }

    fn followed(&self, seen: Head) -> Followed<'_> {
        Followed {
            origin: ORIGIN,
            keys: &self.keys,
            seen,
        }
    }
}

#[test]
fn request_of_the_specification_reads_and_writes_back() {
    let request = AddCheckpoint::parse(EXAMPLE).expect("the specification's own example");
    assert_eq!((request.old, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.unverified().expect("one").size, 20_852_163);
    assert_eq!(request.to_string(), EXAMPLE);
}

#[test]
fn log_that_only_grew_is_cosigned() {
    let log = Log::of(40);
    for (old, size) in [(0, 1), (0, 40), (7, 7), (7, 40), (32, 40), (39, 40)] {
        let request = AddCheckpoint::parse(&log.asks(old as u64, size).to_string()).expect("reads");
        let seen = if old == 0 { Head::empty() } else { head(old) };
        let consistent = request.check(&log.followed(seen)).expect("consistent");
        assert_eq!(consistent.head(), head(size));
    }
}

#[test]
fn answer_is_taken_in_and_the_note_then_carries_it() {
    let log = Log::of(20);
    let request = log.asks(0, 20);
    let consistent = request
        .check(&log.followed(Head::empty()))
        .expect("consistent");
    let key = Throwaway::ed25519();
    let at = Utc::from_unix_seconds(1_800_000_000).expect("in range");
    let line = consistent.cosign(&name(WITNESS), &key, at).expect("signs");
    let witness = VerifierKey::of_witness(&name(WITNESS), key.spki()).expect("Ed25519");

    let stranger = NoteSignature {
        name: name("witness.example/w2"),
        id: KeyId([1, 2, 3, 4]),
        bytes: vec![0; 72],
    };
    let text = answer(&[stranger.clone(), line.clone()]);
    let taken = accept(&request.note, &text, std::slice::from_ref(&witness)).expect("valid");
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].seen_at, &taken[0].line), (at, &line));

    let note = request
        .note
        .clone()
        .with(std::slice::from_ref(&line))
        .with(std::slice::from_ref(&line));
    assert_eq!(note.signatures().len(), 2, "no line stands twice");
    let known = [log.keys[0].clone(), witness.clone()];
    assert_eq!(note.verify(&known).expect("valid").signers(), known);

    assert!(matches!(
        accept(
            &request.note,
            &answer(&[stranger]),
            std::slice::from_ref(&witness)
        ),
        Err(WitnessError::Unsigned)
    ));
    let mut bent = line;
    bent.bytes[20] ^= 1;
    assert!(matches!(
        accept(
            &request.note,
            &answer(&[bent]),
            std::slice::from_ref(&witness)
        ),
        Err(WitnessError::Note(NoteError::Invalid { .. }))
    ));
    let other = log.signed(head(19));
    assert!(matches!(
        accept(&other, &text, &[witness]),
        Err(WitnessError::Note(NoteError::Invalid { .. }))
    ));
    assert!(accept(&request.note, "", &[]).is_err());
}

#[test]
fn witness_refuses_what_the_specification_tells_it_to() {
    let log = Log::of(40);
    let seen = log.followed(head(10));
    let refusal = |request: &AddCheckpoint, log: &Followed<'_>| {
        request.check(log).expect_err("refused").to_string()
    };

    let elsewhere = Followed {
        origin: "other.example/log",
        ..seen
    };
    assert!(refusal(&log.asks(10, 40), &elsewhere).contains("not followed here"));
    let stranger = Log::of(40);
    assert!(refusal(&stranger.asks(10, 40), &seen).contains("signatures"));
    let mut beyond = log.asks(10, 40);
    beyond.old = 41;
    assert!(refusal(&beyond, &seen).contains("beyond its own"));
    assert!(refusal(&log.asks(9, 40), &seen).contains("last cosigned 10"));
    assert!(refusal(&log.asks(0, 40), &seen).contains("last cosigned 10"));
    let fork = AddCheckpoint {
        note: log.signed(Head {
            size: 10,
            ..head(11)
        }),
        ..log.asks(10, 10)
    };
    assert!(refusal(&fork, &seen).contains("another root"));
    let mut bent = log.asks(10, 40);
    bent.proof[1].0[0] ^= 1;
    assert!(refusal(&bent, &seen).contains("only grew"));
    let long = AddCheckpoint {
        proof: vec![Sha256Digest([0; 32])],
        ..log.asks(10, 10)
    };
    assert!(refusal(&long, &seen).contains("only grew"));
    let rewritten = log.followed(Head {
        size: 10,
        ..head(11)
    });
    assert!(refusal(&log.asks(10, 40), &rewritten).contains("only grew"));
}

#[test]
fn an_empty_tree_with_a_root_of_something_is_refused() {
    let log = Log::of(1);
    let request = AddCheckpoint {
        old: 0,
        proof: vec![],
        note: log.signed(Head { size: 0, ..head(1) }),
    };
    let refused = request.check(&log.followed(Head::empty()));
    assert!(matches!(refused, Err(WitnessError::Fork { size: 0 })));
}

#[test]
fn key_of_a_witness_does_not_speak_for_a_log() {
    let log = Log::of(5);
    let key = Throwaway::ed25519();
    let at = Utc::from_unix_seconds(0).expect("in range");
    let request = log.asks(0, 5);
    let consistent = request
        .check(&log.followed(Head::empty()))
        .expect("consistent");
    let line = consistent.cosign(&name(ORIGIN), &key, at).expect("signs");
    let cosigned = AddCheckpoint {
        note: request.note.clone().with(&[line]),
        ..request
    };
    let witness = [VerifierKey::of_witness(&name(ORIGIN), key.spki()).expect("Ed25519")];
    let followed = Followed {
        origin: ORIGIN,
        keys: &witness,
        seen: Head::empty(),
    };
    assert!(matches!(
        cosigned.check(&followed),
        Err(WitnessError::Note(NoteError::Unsigned))
    ));
}

#[test]
fn malformed_requests_are_refused() {
    let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    let many = format!("old 1\n{}", hash.repeat(64));
    let cases = [
        String::new(),
        "\n\n".to_owned(),
        EXAMPLE.replace("old ", ""),
        EXAMPLE.replace("old ", "old  "),
        EXAMPLE.replace("old 2", "old 02"),
        EXAMPLE.replace("old 20852014", "old 18446744073709551616"),
        EXAMPLE.replace("old 20852014\n", &many),
        EXAMPLE.replace("PlRN", "PlR"),
        EXAMPLE.replace("PlRN", "P lRN"),
        EXAMPLE.replace("kaw=", "kax="),
        EXAMPLE.replace("\n\nexample", "\nexample"),
        EXAMPLE.trim_end().to_owned(),
        EXAMPLE.replace('\n', "\r\n"),
        format!("{EXAMPLE}{}", "x".repeat(LENGTH_MAX)),
    ];
    for text in cases {
        assert!(AddCheckpoint::parse(&text).is_err(), "{text:.200}");
    }
    let most = EXAMPLE.replace("old 20852014\n", &format!("old 1\n{}", hash.repeat(59)));
    assert!(AddCheckpoint::parse(&most).is_ok(), "63 lines are allowed");
}

#[test]
fn no_changed_byte_of_a_request_is_cosigned() {
    let log = Log::of(40);
    let text = log.asks(10, 40).to_string();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(changed) = String::from_utf8(bytes) else {
            continue;
        };
        let verdict = AddCheckpoint::parse(&changed)
            .and_then(|request| request.check(&log.followed(head(10))));
        assert!(verdict.is_err(), "byte {at}");
    }
}
