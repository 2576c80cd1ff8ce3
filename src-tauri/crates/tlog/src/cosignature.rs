//! `tlog-cosignature` of C2SP, in its Ed25519 form: a witness says when it saw a
//! checkpoint, and that it is consistent with all that it saw of the log before.

use chancery_domain::{Algorithm, SigningKey, Utc};

use crate::note::{NoteError, NoteSignature};
use crate::verifier_key::{KeyName, VerifierKey, VerifierKeyError};

/// The first line of what is signed: keeps it apart from notes and from all else.
const HEADER: &str = "cosignature/v1";
const TIME_LEN: usize = 8;
const SIGNATURE_LEN: usize = 64;

/// The two parts of a `timestamped_signature`.
pub(crate) struct Timestamped<'a> {
    /// Seconds since 1970.
    pub(crate) time: u64,
    pub(crate) signature: &'a [u8],
}

/// Splits a `timestamped_signature`. The time "MUST NOT exceed 2^63 - 1".
pub(crate) fn split(bytes: &[u8]) -> Option<Timestamped<'_>> {
    let (time, signature) = bytes.split_first_chunk::<TIME_LEN>()?;
    let time = u64::from_be_bytes(*time);
    let whole = signature.len() == SIGNATURE_LEN && time <= i64::MAX as u64;
    whole.then_some(Timestamped { time, signature })
}

/// What is signed: header, time, then the text of the checkpoint's note.
pub(crate) fn message(time: u64, text: &[u8]) -> Vec<u8> {
    [format!("{HEADER}\ntime {time}\n").as_bytes(), text].concat()
}

/// When a cosignature says that the checkpoint was seen: `None` for anything else, and for a time
/// that no calendar here has. Says nothing of whether the signature is valid.
pub fn seen_at(signature: &NoteSignature) -> Option<Utc> {
    let time = i64::try_from(split(&signature.bytes)?.time).ok()?;
    Utc::from_unix_seconds(time)
}

/// Cosigns the text of a checkpoint. What the witness must check before is in
/// [`crate::witness`]; this alone checks nothing but the key.
pub(crate) fn cosign(
    text: &str,
    name: &KeyName,
    key: &dyn SigningKey,
    at: Utc,
) -> Result<NoteSignature, NoteError> {
    let refused = |source| NoteError::Key {
        name: name.clone(),
        source,
    };
    if key.algorithm() != Algorithm::Ed25519 {
        return Err(refused(VerifierKeyError::Witness));
    }
    let verifier = VerifierKey::of_witness(name, key.spki()).map_err(refused)?;
    let time = u64::try_from(at.unix_seconds()).expect("no instant is before 1970");
    let raw = key
        .sign(&message(time, text.as_bytes()))
        .map_err(NoteError::Sign)?;
    let bytes = [&time.to_be_bytes()[..], &raw.0].concat();
    // A token that answers with a wrong signature must not speak for the witness.
    if !verifier.verifies(text.as_bytes(), &bytes) {
        return Err(NoteError::Invalid {
            name: name.clone(),
            id: verifier.id(),
        });
    }
    Ok(NoteSignature {
        name: name.clone(),
        id: verifier.id(),
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::SignedNote;
    use crate::throwaway::Throwaway;

    const TEXT: &str =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn name() -> KeyName {
        KeyName::new("witness.example.com/w1").expect("plain")
    }

    fn at(seconds: i64) -> Utc {
        Utc::from_unix_seconds(seconds).expect("in range")
    }

    #[test]
    fn message_is_the_one_of_the_specification() {
        let expected = format!("cosignature/v1\ntime 1679315147\n{TEXT}");
        assert_eq!(
            message(1_679_315_147, TEXT.as_bytes()),
            expected.into_bytes()
        );
    }

    #[test]
    fn signature_line_of_the_specification_tells_its_time() {
        let line = "\u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        let note = SignedNote::parse(&format!("{TEXT}\n{line}")).expect("well formed");
        assert_eq!(seen_at(&note.signatures()[0]), Some(at(1_679_315_147)));
    }

    #[test]
    fn cosignature_verifies_for_its_witness_and_its_checkpoint_only() {
        let key = Throwaway::ed25519();
        let line = cosign(TEXT, &name(), &key, at(1_679_315_147)).expect("signs");
        let witness = VerifierKey::of_witness(&name(), key.spki()).expect("Ed25519");
        assert!(witness.verifies(TEXT.as_bytes(), &line.bytes));
        assert!(!witness.verifies(TEXT.replace('3', "4").as_bytes(), &line.bytes));
        for at in 0..line.bytes.len() {
            let mut bent = line.bytes.clone();
            bent[at] ^= 1;
            assert!(!witness.verifies(TEXT.as_bytes(), &bent), "byte {at}");
        }
        for length in 0..line.bytes.len() {
            assert!(!witness.verifies(TEXT.as_bytes(), &line.bytes[..length]));
        }
        let as_log = VerifierKey::from_spki(&name(), key.spki()).expect("Ed25519");
        assert!(!as_log.verifies(TEXT.as_bytes(), &line.bytes[8..]));
    }

    #[test]
    fn a_time_beyond_the_limit_is_no_cosignature() {
        let bytes = [&(1_u64 << 63).to_be_bytes()[..], &[0; 64]].concat();
        assert!(split(&bytes).is_none());
        let last = [&(u64::MAX >> 1).to_be_bytes()[..], &[0; 64]].concat();
        assert!(split(&last).is_some());
        let line = NoteSignature {
            name: name(),
            id: crate::KeyId([0; 4]),
            bytes: last,
        };
        assert_eq!(seen_at(&line), None, "no calendar has it");
    }

    #[test]
    fn a_p256_key_is_no_witness() {
        let refused = cosign(TEXT, &name(), &Throwaway::p256(), at(0));
        assert!(matches!(refused, Err(NoteError::Key { .. })));
    }
}
