//! Signed notes of C2SP: a text, a blank line, signature lines.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::{Algorithm, SigningFailed, SigningKey};

use crate::ecdsa::der_signature;
use crate::verifier_key::{KeyId, KeyName, VerifierKey, VerifierKeyError};

/// Em dash and space: how a signature line begins.
const SIGNATURE_PREFIX: &str = "\u{2014} ";
/// A note with more signatures than this is refused unread. The format asks for
/// at least 16.
const SIGNATURES_MAX: usize = 100;

/// Why a note was not made, read or believed.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// The text does not end in a newline, or holds a control character.
    #[error("the text can't be signed as a note")]
    Text,
    /// The key can't sign notes.
    #[error("key {name} can't sign notes")]
    Key {
        /// The key's name.
        name: KeyName,
        /// What is wrong with it.
        #[source]
        source: VerifierKeyError,
    },
    /// The key did not sign.
    #[error("signing the note failed")]
    Sign(#[source] SigningFailed),
    /// Not a text, a blank line and signature lines.
    #[error("the note is malformed")]
    Form,
    /// A known key's signature does not verify.
    #[error("the note's signature by {name} ({id}) is not valid")]
    Invalid {
        /// The key's name.
        name: KeyName,
        /// The key's id.
        id: KeyId,
    },
    /// No known key has signed.
    #[error("no known key has signed the note")]
    Unsigned,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// Who is said to have signed.
    pub name: KeyName,
    /// Which of that name's keys.
    pub id: KeyId,
    /// The signature, as its type writes it.
    pub bytes: Vec<u8>,
}

/// A note as it travels. Nothing in it is to be believed before
/// [`SignedNote::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// The text of a note that at least one known key has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedNote {
    text: String,
    signers: Vec<VerifierKey>,
}

impl VerifiedNote {
    /// The text, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The known keys that have signed it, without repetition.
    pub fn signers(&self) -> &[VerifierKey] {
        &self.signers
    }
}

/// Signs `text` with each key under its name.
pub fn sign_note(
    text: &str,
    keys: &[(&KeyName, &dyn SigningKey)],
) -> Result<SignedNote, NoteError> {
    if !text.ends_with('\n') || !is_printable(text) {
        return Err(NoteError::Text);
    }
    let signatures = keys
        .iter()
        .map(|(name, key)| sign_line(text, name, *key))
        .collect::<Result<_, _>>()?;
    Ok(SignedNote {
        text: text.to_owned(),
        signatures,
    })
}

fn sign_line(text: &str, name: &KeyName, key: &dyn SigningKey) -> Result<NoteSignature, NoteError> {
    let verifier = VerifierKey::from_spki(name, key.spki()).map_err(|source| NoteError::Key {
        name: name.clone(),
        source,
    })?;
    let raw = key.sign(text.as_bytes()).map_err(NoteError::Sign)?;
    let bytes = match key.algorithm() {
        Algorithm::Ed25519 => raw.0,
        // Of the others none is a log key: the verifier above was refused.
        _ => der_signature(&raw.0),
    };
    // A token that answers with a wrong signature must not reach the log.
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

impl SignedNote {
    /// Reads a note without judging its signatures.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        let split = note
            .rfind("\n\n")
            .filter(|_| is_printable(note))
            .ok_or(NoteError::Form)?;
        let (text, lines) = (&note[..=split], &note[split + 2..]);
        Ok(Self {
            text: text.to_owned(),
            signatures: parse_lines(lines)?,
        })
    }

    /// The text as written, believed by nobody yet.
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// The signature lines in their order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The same note with more signature lines; a line takes the place of an older one by the same
    /// key.
    pub fn with(mut self, lines: &[NoteSignature]) -> Self {
        for line in lines {
            self.signatures
                .retain(|there| (&there.name, there.id) != (&line.name, line.id));
            self.signatures.push(line.clone());
        }
        self
    }

    /// Signatures by unknown keys are passed over; every signature by a known key
    /// must be valid, and there must be one.
    pub fn verify(&self, known: &[VerifierKey]) -> Result<VerifiedNote, NoteError> {
        let mut signers: Vec<VerifierKey> = Vec::new();
        for signature in &self.signatures {
            let of = |key: &&VerifierKey| *key.name() == signature.name && key.id() == signature.id;
            let Some(key) = known.iter().find(of) else {
                continue;
            };
            if !key.verifies(self.text.as_bytes(), &signature.bytes) {
                return Err(NoteError::Invalid {
                    name: key.name().clone(),
                    id: key.id(),
                });
            }
            if !signers.contains(key) {
                signers.push(key.clone());
            }
        }
        if signers.is_empty() {
            return Err(NoteError::Unsigned);
        }
        Ok(VerifiedNote {
            text: self.text.clone(),
            signers,
        })
    }
}

/// The note as it travels.
impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            writeln!(f, "{signature}")?;
        }
        Ok(())
    }
}

/// One signature line, without its newline.
impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = STANDARD.encode([&self.id.0, &self.bytes[..]].concat());
        write!(f, "{SIGNATURE_PREFIX}{} {bytes}", self.name)
    }
}

/// Signature lines, at least one, each ending in a newline.
pub(crate) fn parse_lines(text: &str) -> Result<Vec<NoteSignature>, NoteError> {
    let lines = text.strip_suffix('\n').ok_or(NoteError::Form)?;
    if lines.split('\n').count() > SIGNATURES_MAX {
        return Err(NoteError::Form);
    }
    lines
        .split('\n')
        .map(|line| parse_line(line).ok_or(NoteError::Form))
        .collect()
}

fn parse_line(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(SIGNATURE_PREFIX)?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    if signature.is_empty() {
        return None;
    }
    Some(NoteSignature {
        name: KeyName::new(name).ok()?,
        id: KeyId(*id),
        bytes: signature.to_vec(),
    })
}

/// "MUST NOT contain any ASCII control characters (those below U+0020) other
/// than newline."
fn is_printable(text: &str) -> bool {
    text.chars().all(|c| c >= ' ' || c == '\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::throwaway::Throwaway;

    /// From the documentation of Go's `sumdb/note`.
    const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn name() -> KeyName {
        KeyName::new("practice.example/log").expect("plain")
    }

    fn verifier(key: &Throwaway) -> VerifierKey {
        VerifierKey::from_spki(&name(), key.spki()).expect("a key for notes")
    }

    #[test]
    fn note_made_by_go_verifies() {
        let known = [VerifierKey::parse(GO_KEY).expect("well formed")];
        let note = SignedNote::parse(GO_NOTE).expect("well formed");
        assert_eq!(note.verify(&known).expect("valid").signers(), known);
        assert_eq!(note.to_string(), GO_NOTE);
    }

    #[test]
    fn note_signed_with_both_types_goes_round() {
        let (first, second) = (Throwaway::ed25519(), Throwaway::p256());
        let signed =
            sign_note("a\n\nb\n", &[(&name(), &first), (&name(), &second)]).expect("signs");
        let read = SignedNote::parse(&signed.to_string()).expect("reads back");
        assert_eq!(read, signed);
        let known = [verifier(&first), verifier(&second)];
        let verified = read.verify(&known).expect("valid");
        assert_eq!(
            (verified.text(), verified.signers()),
            ("a\n\nb\n", &known[..])
        );
        assert_eq!(
            read.verify(&known[1..]).expect("one is enough").signers(),
            &known[1..]
        );
    }

    #[test]
    fn note_of_strangers_is_not_believed() {
        let signed = sign_note("text\n", &[(&name(), &Throwaway::p256())]).expect("signs");
        let other = verifier(&Throwaway::ed25519());
        assert!(matches!(signed.verify(&[other]), Err(NoteError::Unsigned)));
        assert!(matches!(signed.verify(&[]), Err(NoteError::Unsigned)));
    }

    #[test]
    fn one_bad_signature_of_a_known_key_spoils_the_note() {
        let (first, second) = (Throwaway::ed25519(), Throwaway::p256());
        let mut signed =
            sign_note("text\n", &[(&name(), &first), (&name(), &second)]).expect("signs");
        signed.signatures[0].bytes[9] ^= 1;
        let known = [verifier(&first), verifier(&second)];
        assert!(matches!(
            signed.verify(&known),
            Err(NoteError::Invalid { .. })
        ));
        assert!(
            signed.verify(&known[1..]).is_ok(),
            "an unknown key's signature is passed over"
        );
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let known = [VerifierKey::parse(GO_KEY).expect("well formed")];
        for at in 0..GO_NOTE.len() {
            let mut bytes = GO_NOTE.as_bytes().to_vec();
            bytes[at] ^= 1;
            let verdict = String::from_utf8(bytes)
                .map(|text| SignedNote::parse(&text).and_then(|note| note.verify(&known)));
            assert!(!matches!(verdict, Ok(Ok(_))), "byte {at}");
        }
    }

    #[test]
    fn malformed_notes_are_refused() {
        let no_line_end = GO_NOTE.trim_end().to_owned();
        let cases = [
            String::new(),
            "text\n".to_owned(),
            "text\n\n".to_owned(),
            no_line_end,
            GO_NOTE.replace('\u{2014}', "-"),
            GO_NOTE.replace("PeterNeumann x08g", "Peter+Neumann x08g"),
            GO_NOTE.replace("x08go/ZJ", "x08go/Z"),
            GO_NOTE.replace("If you", "If\tyou"),
            "text\n\n\u{2014} name AAAAAA==\n".to_owned(),
            format!("text\n\n{}", "\u{2014} name AAAAAAA=\n".repeat(101)),
        ];
        for note in cases {
            assert!(
                matches!(SignedNote::parse(&note), Err(NoteError::Form)),
                "{note:?}"
            );
        }
        assert!(
            SignedNote::parse(&format!(
                "text\n\n{}",
                "\u{2014} name AAAAAAA=\n".repeat(16)
            ))
            .is_ok()
        );
        for text in ["", "no newline", "tab\t\n", "\r\n"] {
            assert!(
                matches!(sign_note(text, &[]), Err(NoteError::Text)),
                "{text:?}"
            );
        }
    }
}
