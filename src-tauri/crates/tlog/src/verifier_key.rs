//! Verifier keys of the C2SP signed-note format: `name+id+base64(type || key)`.
//!
//! Three signature types are known: 0x01 (Ed25519), 0x02 (ECDSA, here P-256
//! only, over SHA-256 of the text) and 0x04 (cosignatures of a witness, Ed25519).

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::{Sha256Digest, Spki};
use ring::signature::{ECDSA_P256_SHA256_ASN1, ED25519, UnparsedPublicKey};

use crate::cosignature;

const TYPE_ED25519: u8 = 0x01;
const TYPE_ECDSA: u8 = 0x02;
const TYPE_COSIGNATURE: u8 = 0x04;

/// What a key signs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureType {
    /// 0x01: Ed25519 over the text.
    Ed25519,
    /// 0x02: ECDSA on P-256 over SHA-256 of the text.
    EcdsaP256,
    /// 0x04: a witness's statement of when it saw the checkpoint, `tlog-cosignature`.
    Cosignature,
}

/// What precedes the 32 key bytes in an Ed25519 SubjectPublicKeyInfo (RFC 8410).
const ED25519_SPKI: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
/// What precedes the uncompressed point in a P-256 SubjectPublicKeyInfo (RFC 5480).
const P256_SPKI: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
const P256_POINT_LEN: usize = 65;

/// The name of a key in a note. Not empty, without spaces, control characters
/// and `+`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Checks the rule of the format.
    pub fn new(name: &str) -> Result<Self, VerifierKeyError> {
        let refused = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if name.is_empty() || name.contains(refused) {
            return Err(VerifierKeyError::Name(name.to_owned()));
        }
        Ok(Self(name.to_owned()))
    }

    /// The name's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Four bytes that, with the name, say which key signed. Not a fingerprint:
/// anyone can make a key with a wanted id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Why a key is not one that notes can carry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifierKeyError {
    /// The name breaks the rule of the format.
    #[error("{0:?} can't name a key: it is empty, or has a space, a control character or a plus")]
    Name(String),
    /// Neither Ed25519 nor P-256.
    #[error("notes are signed with Ed25519 or P-256 keys only")]
    Algorithm,
    /// Not Ed25519.
    #[error("a witness signs with an Ed25519 key only")]
    Witness,
    /// Not `name+id+base64`.
    #[error("the verifier key is not of the form name+id+base64")]
    Form,
    /// The id in the text is not the key's.
    #[error("the verifier key says id {stated}, its key has {actual}")]
    Id {
        /// As the text says.
        stated: KeyId,
        /// As computed.
        actual: KeyId,
    },
}

/// A public key that checks signatures of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    id: KeyId,
    key: PublicKey,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum PublicKey {
    /// The 32 bytes of RFC 8032.
    Ed25519(Vec<u8>),
    /// A SubjectPublicKeyInfo of the one length and form that P-256 has.
    EcdsaP256(Vec<u8>),
    /// As for Ed25519; another type, so that a witness never speaks for a log.
    Cosignature(Vec<u8>),
}

impl VerifierKey {
    /// The verifier key of a SubjectPublicKeyInfo, under a name.
    pub fn from_spki(name: &KeyName, spki: &Spki) -> Result<Self, VerifierKeyError> {
        let key = PublicKey::from_spki(spki.der())?;
        Ok(Self {
            name: name.clone(),
            id: key.id(name),
            key,
        })
    }

    /// The verifier key of a witness, whose key is an Ed25519 one.
    pub fn of_witness(name: &KeyName, spki: &Spki) -> Result<Self, VerifierKeyError> {
        let PublicKey::Ed25519(bytes) = PublicKey::from_spki(spki.der())? else {
            return Err(VerifierKeyError::Witness);
        };
        let key = PublicKey::Cosignature(bytes);
        Ok(Self {
            name: name.clone(),
            id: key.id(name),
            key,
        })
    }

    /// Reads `name+id+base64`; the id must be the key's own.
    pub fn parse(text: &str) -> Result<Self, VerifierKeyError> {
        let mut parts = text.splitn(3, '+');
        let mut part = || parts.next().ok_or(VerifierKeyError::Form);
        let (name, id, encoded) = (KeyName::new(part()?)?, part()?, part()?);
        let stated = parse_id(id).ok_or(VerifierKeyError::Form)?;
        let typed = STANDARD
            .decode(encoded)
            .map_err(|_| VerifierKeyError::Form)?;
        let key = PublicKey::from_typed(&typed)?;
        let actual = key.id(&name);
        if stated != actual {
            return Err(VerifierKeyError::Id { stated, actual });
        }
        Ok(Self {
            name,
            id: actual,
            key,
        })
    }

    /// The key's name in signature lines.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key's id in signature lines.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What it signs, and how.
    pub fn signature_type(&self) -> SignatureType {
        match self.key {
            PublicKey::Ed25519(_) => SignatureType::Ed25519,
            PublicKey::EcdsaP256(_) => SignatureType::EcdsaP256,
            PublicKey::Cosignature(_) => SignatureType::Cosignature,
        }
    }

    /// The key as a SubjectPublicKeyInfo.
    pub fn spki(&self) -> Spki {
        Spki::from_der(match &self.key {
            PublicKey::Ed25519(bytes) | PublicKey::Cosignature(bytes) => {
                [ED25519_SPKI, bytes].concat()
            }
            PublicKey::EcdsaP256(spki) => spki.clone(),
        })
    }

    /// Whether `signature`, as a note carries it, is this key's over `text`.
    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        match &self.key {
            PublicKey::Ed25519(bytes) => verifies_ed25519(bytes, text, signature),
            PublicKey::EcdsaP256(spki) => {
                let point = &spki[P256_SPKI.len()..];
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point)
                    .verify(text, signature)
                    .is_ok()
            }
            PublicKey::Cosignature(bytes) => cosignature::split(signature).is_some_and(|parts| {
                let message = cosignature::message(parts.time, text);
                verifies_ed25519(bytes, &message, parts.signature)
            }),
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}+{}+{}",
            self.name,
            self.id,
            STANDARD.encode(self.key.typed())
        )
    }
}

fn verifies_ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, key)
        .verify(message, signature)
        .is_ok()
}

impl PublicKey {
    fn from_spki(der: &[u8]) -> Result<Self, VerifierKeyError> {
        if let Some(bytes) = der
            .strip_prefix(ED25519_SPKI)
            .filter(|bytes| bytes.len() == 32)
        {
            return Ok(Self::Ed25519(bytes.to_vec()));
        }
        match der.strip_prefix(P256_SPKI) {
            Some(point) if point.len() == P256_POINT_LEN && point[0] == 4 => {
                Ok(Self::EcdsaP256(der.to_vec()))
            }
            _ => Err(VerifierKeyError::Algorithm),
        }
    }

    fn from_typed(typed: &[u8]) -> Result<Self, VerifierKeyError> {
        match typed.split_first() {
            Some((&TYPE_ED25519, bytes)) if bytes.len() == 32 => Ok(Self::Ed25519(bytes.to_vec())),
            Some((&TYPE_COSIGNATURE, bytes)) if bytes.len() == 32 => {
                Ok(Self::Cosignature(bytes.to_vec()))
            }
            Some((&TYPE_ECDSA, spki)) if spki.starts_with(P256_SPKI) => Self::from_spki(spki),
            Some(_) => Err(VerifierKeyError::Algorithm),
            None => Err(VerifierKeyError::Form),
        }
    }

    fn typed(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(bytes) => [&[TYPE_ED25519], &bytes[..]].concat(),
            Self::EcdsaP256(spki) => [&[TYPE_ECDSA], &spki[..]].concat(),
            Self::Cosignature(bytes) => [&[TYPE_COSIGNATURE], &bytes[..]].concat(),
        }
    }

    /// Type 0x02 is older than the rule that puts name and type into the id: its
    /// id is of the SubjectPublicKeyInfo alone.
    fn id(&self, name: &KeyName) -> KeyId {
        let hash = match self {
            Self::Ed25519(_) | Self::Cosignature(_) => {
                Sha256Digest::of(&[name.0.as_bytes(), b"\n", &self.typed()].concat())
            }
            Self::EcdsaP256(spki) => Sha256Digest::of(spki),
        };
        let [a, b, c, d, ..] = hash.0;
        KeyId([a, b, c, d])
    }
}

fn parse_id(text: &str) -> Option<KeyId> {
    let eight = text.len() == 8 && text.bytes().all(|c| c.is_ascii_hexdigit());
    let id = u32::from_str_radix(text, 16).ok().filter(|_| eight)?;
    Some(KeyId(id.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the documentation of Go's `sumdb/note`.
    const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    /// The public key of the Rekor log, whose log id begins c0d23d6a.
    const REKOR_KEY: &str = "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";

    #[test]
    fn a_witness_key_is_another_key_than_the_same_bytes_of_a_log() {
        let log = VerifierKey::parse(GO_KEY).expect("well formed");
        let witness = VerifierKey::of_witness(log.name(), &log.spki()).expect("Ed25519");
        assert_eq!(witness.signature_type(), SignatureType::Cosignature);
        assert_ne!(witness.id(), log.id());
        assert_eq!(witness.spki(), log.spki());
        assert_eq!(VerifierKey::parse(&witness.to_string()), Ok(witness));
        let p256 = VerifierKey::parse(REKOR_KEY).expect("well formed");
        assert_eq!(
            VerifierKey::of_witness(p256.name(), &p256.spki()),
            Err(VerifierKeyError::Witness)
        );
    }

    #[test]
    fn keys_of_strangers_read_and_write_back() {
        for text in [GO_KEY, REKOR_KEY] {
            let key = VerifierKey::parse(text).expect(text);
            assert_eq!(key.to_string(), text);
            assert_eq!(VerifierKey::from_spki(key.name(), &key.spki()), Ok(key));
        }
    }

    #[test]
    fn id_must_be_the_keys_own() {
        let other = GO_KEY.replace("c74f20a3", "c74f20a4");
        assert!(matches!(
            VerifierKey::parse(&other),
            Err(VerifierKeyError::Id { .. })
        ));
        let renamed = GO_KEY.replace("Peter", "Paula");
        assert!(matches!(
            VerifierKey::parse(&renamed),
            Err(VerifierKeyError::Id { .. })
        ));
    }

    #[test]
    fn malformed_keys_are_refused() {
        for text in [
            "",
            "name",
            "name+00000000",
            "name+0000000+AA==",
            "name+00000000+A",
            "+00000000+AA==",
        ] {
            assert!(VerifierKey::parse(text).is_err(), "{text}");
        }
        for name in ["", "a b", "a+b", "a\u{2003}b", "a\nb", "a\u{7f}"] {
            assert!(KeyName::new(name).is_err(), "{name:?}");
        }
    }
}
