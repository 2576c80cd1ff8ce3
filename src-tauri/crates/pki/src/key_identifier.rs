//! Key identifiers: the leftmost 160 bits of the SHA-256 of the key's BIT STRING
//! (RFC 7093, section 2, method 1).

use std::fmt;

use chancery_domain::{Sha256Digest, Spki};

use crate::signature::public_key_bits;

/// The value of a subject key identifier, and of an authority key identifier that
/// points to it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeyIdentifier(Vec<u8>);

impl KeyIdentifier {
    /// The identifier of a key; `None` if the SubjectPublicKeyInfo is malformed.
    pub fn of(spki: &Spki) -> Option<Self> {
        let hash = Sha256Digest::of(&public_key_bits(spki)?);
        Some(Self(hash.0[..20].to_vec()))
    }

    /// Wraps the bytes that a certificate carries.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Upper-case hexadecimal in pairs with colons, as OpenSSL prints it.
impl fmt::Display for KeyIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = self.0.iter().map(|byte| format!("{byte:02X}")).collect();
        f.write_str(&pairs.join(":"))
    }
}

impl fmt::Debug for KeyIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyIdentifier({self})")
    }
}
