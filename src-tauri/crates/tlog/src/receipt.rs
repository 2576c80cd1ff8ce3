//! `tlog-proof` of C2SP: that one entry is in a log, in a file that needs nothing
//! but the log's keys to be checked.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::Sha256Digest;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::line;
use crate::note::{NoteError, SignedNote};
use crate::proof::{ProofError, verify_inclusion};
use crate::verifier_key::VerifierKey;
use crate::witness::{Cosigned, cosigned, keys_of_log};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// A file that is longer is refused unread: the longest entry and a hundred signatures fit.
const LENGTH_MAX: usize = 1 << 20;

/// Why a receipt is refused.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// Not the lines of a proof, an empty line and a note.
    #[error("the receipt is not of the form of tlog-proof")]
    Form,
    /// The note can't be read, is by nobody known, or a known signature in it is wrong.
    #[error("the receipt's checkpoint was not accepted")]
    Note(#[source] NoteError),
    /// The note is no checkpoint.
    #[error("the signed text is no checkpoint")]
    Checkpoint(#[source] CheckpointError),
    /// A receipt of another log.
    #[error("the receipt is of log {origin}, not of the one asked about")]
    Origin {
        /// As it says.
        origin: String,
    },
    /// The entry is not at that place in the tree.
    #[error("the receipt does not show this entry in the log")]
    Proof(#[source] ProofError),
}

/// A receipt as it travels. Nothing in it is to be believed before [`Receipt::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Data beside the proof, vouched for by nobody. Ours carry the entry itself, which its hash
    /// then proves.
    pub extra: Option<Vec<u8>>,
    /// The entry's place, from 0.
    pub index: u64,
    /// Its audit path, leaf end first.
    pub path: Vec<Sha256Digest>,
    /// The checkpoint, signed.
    pub note: SignedNote,
}

/// What a receipt showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// The checkpoint that covers the entry.
    pub checkpoint: Checkpoint,
    /// The log's keys that have signed it.
    pub signers: Vec<VerifierKey>,
    /// Witnesses that have cosigned it.
    pub cosigned: Vec<Cosigned>,
}

impl Receipt {
    /// Reads a file.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let (head, note) = text
            .split_once("\n\n")
            .filter(|_| text.len() <= LENGTH_MAX)
            .ok_or(ReceiptError::Form)?;
        let mut lines = head.split('\n').peekable();
        lines.next_if_eq(&HEADER).ok_or(ReceiptError::Form)?;
        let extra = lines.next_if(|line| line.starts_with("extra "));
        let extra = extra.map(|line| STANDARD.decode(&line["extra ".len()..]));
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        Ok(Self {
            extra: extra.transpose().map_err(|_| ReceiptError::Form)?,
            index: index.and_then(line::decimal).ok_or(ReceiptError::Form)?,
            path: line::hashes(lines).ok_or(ReceiptError::Form)?,
            note: SignedNote::parse(note).map_err(ReceiptError::Note)?,
        })
    }

    /// Checks that the entry whose leaf hash is `leaf` is in the log of that origin. One of the
    /// log's `keys` must have signed, and no known key wrongly, `witnesses` included.
    pub fn verify(
        &self,
        leaf: &Sha256Digest,
        origin: &str,
        keys: &[VerifierKey],
        witnesses: &[VerifierKey],
    ) -> Result<Proved, ReceiptError> {
        let signed = self
            .note
            .verify(&keys_of_log(keys))
            .map_err(ReceiptError::Note)?;
        let checkpoint = Checkpoint::parse(signed.text()).map_err(ReceiptError::Checkpoint)?;
        if checkpoint.origin != origin {
            return Err(ReceiptError::Origin {
                origin: checkpoint.origin,
            });
        }
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size,
            &checkpoint.root,
            &self.path,
        )
        .map_err(ReceiptError::Proof)?;
        let cosigned = cosigned(signed.text(), self.note.signatures(), witnesses)
            .map_err(ReceiptError::Note)?;
        Ok(Proved {
            checkpoint,
            signers: signed.signers().to_vec(),
            cosigned,
        })
    }
}

/// The file.
impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", line::of_hash(hash))?;
        }
        write!(f, "\n{}", self.note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::sign_note;
    use crate::reference::{Store, leaves};
    use crate::throwaway::Throwaway;
    use crate::{KeyName, cosignature, inclusion_proof};
    use chancery_domain::Utc;

    const ORIGIN: &str = "practice.example/log";

    struct Made {
        receipt: Receipt,
        leaf: Sha256Digest,
        keys: Vec<VerifierKey>,
        witnesses: Vec<VerifierKey>,
    }

    /// A receipt of leaf 5 of 11, signed by one key and cosigned by one witness.
    fn made(extra: Option<&[u8]>) -> Made {
        let all = leaves(11);
        let store = Store::of(&all);
        let root = crate::root(11, |l, i| store.node(l, i)).expect("whole");
        let text = Checkpoint {
            origin: ORIGIN.to_owned(),
            size: 11,
            root,
        }
        .to_string();
        let (name, witness) = (
            KeyName::new(ORIGIN).expect("plain"),
            KeyName::new("witness.example/w1").expect("plain"),
        );
        let (key, other) = (Throwaway::p256(), Throwaway::ed25519());
        let at = Utc::from_unix_seconds(1_800_000_000).expect("in range");
        let line = cosignature::cosign(&text, &witness, &other, at).expect("cosigns");
        Made {
            receipt: Receipt {
                extra: extra.map(<[u8]>::to_vec),
                index: 5,
                path: inclusion_proof(5, 11, |l, i| store.node(l, i)).expect("in range"),
                note: sign_note(&text, &[(&name, &key)])
                    .expect("signs")
                    .with(&[line]),
            },
            leaf: all[5],
            keys: vec![VerifierKey::from_spki(&name, key.spki()).expect("P-256")],
            witnesses: vec![VerifierKey::of_witness(&witness, other.spki()).expect("Ed25519")],
        }
    }

    impl Made {
        fn verify(&self, receipt: &Receipt) -> Result<Proved, ReceiptError> {
            receipt.verify(&self.leaf, ORIGIN, &self.keys, &self.witnesses)
        }
    }

    use chancery_domain::SigningKey as _;

    #[test]
    fn receipt_goes_round_and_verifies() {
        for extra in [None, Some(&b"the leaf"[..]), Some(b"")] {
            let made = made(extra);
            let read = Receipt::parse(&made.receipt.to_string()).expect("reads back");
            assert_eq!(read, made.receipt);
            let proved = made.verify(&read).expect("holds");
            assert_eq!(proved.checkpoint.size, 11);
            assert_eq!(proved.signers, made.keys);
            assert_eq!(proved.cosigned.len(), 1);
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let made = made(None);
        let text = made.receipt.to_string();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            let verdict = Receipt::parse(&changed).and_then(|receipt| made.verify(&receipt));
            // What is written in the name of a witness may be lost: a name that nobody knows is
            // passed over. Never is the entry shown elsewhere, or by fewer of the log's keys.
            if let Ok(proved) = verdict {
                assert!(proved.cosigned.is_empty(), "byte {at}");
                assert_eq!(proved.signers, made.keys);
            }
        }
    }

    #[test]
    fn receipt_of_another_place_log_or_key_is_refused() {
        let made = made(None);
        let elsewhere = Receipt {
            index: 4,
            ..made.receipt.clone()
        };
        assert!(matches!(
            made.verify(&elsewhere),
            Err(ReceiptError::Proof(_))
        ));
        let Made {
            receipt,
            leaf,
            keys,
            witnesses,
        } = &made;
        assert!(matches!(
            receipt.verify(leaf, "other.example/log", keys, witnesses),
            Err(ReceiptError::Origin { .. })
        ));
        assert!(matches!(
            receipt.verify(leaf, ORIGIN, witnesses, witnesses),
            Err(ReceiptError::Note(NoteError::Unsigned))
        ));
        assert!(matches!(
            receipt.verify(&leaves(7)[6], ORIGIN, keys, witnesses),
            Err(ReceiptError::Proof(ProofError::Mismatch))
        ));
    }

    #[test]
    fn malformed_receipts_are_refused() {
        let good = made(Some(b"leaf")).receipt.to_string();
        let hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        let cases = [
            String::new(),
            "\n\n".to_owned(),
            good.replace("proof@v1", "proof@v2"),
            good.replace("index 5", "index 05"),
            good.replace("index 5", "index +5"),
            good.replace("index 5\n", ""),
            good.replace("index 5\n", "index 5\nindex 5\n"),
            good.replace("index 5", "index 18446744073709551616"),
            good.replace("extra ", "extra  "),
            good.replace("extra bGVhZg==\n", "extra bGVhZg\n"),
            good.replace("index 5\n", &format!("index 5\n{}", hash.repeat(64))),
            good.replace("index 5\n", "index 5\nAAAA\n"),
            good.trim_end().to_owned(),
            format!("{good}{}", "x".repeat(LENGTH_MAX)),
        ];
        for text in cases {
            assert!(Receipt::parse(&text).is_err(), "{text:.200}");
        }
    }
}
