//! How a key is named on its token: CKA_ID for machines, CKA_LABEL for people.

use std::fmt;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};

/// The CKA_ID of a key pair. Serialised as lower-case hexadecimal.
///
/// Tokens let identifiers repeat; key generation here refuses one that is taken.
// Stored: the ledger finds keys by it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CkaId(Vec<u8>);

impl CkaId {
    /// The identifier of a new key: 16 bytes that the caller drew at random.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(bytes.to_vec())
    }

    /// The identifier of a key that is on a token already, of any length.
    pub fn from_slice(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// Reads hexadecimal digits in either case.
    pub fn from_hex(text: &str) -> Option<Self> {
        HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok().map(Self)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for CkaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for CkaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CkaId({self})")
    }
}

impl Serialize for CkaId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CkaId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| serde::de::Error::custom("expected hexadecimal digits"))
    }
}

/// The CKA_LABEL of a key pair: for people, never used to find a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyLabel(String);

impl KeyLabel {
    /// Any text; tokens set no common limit.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cka_id_reads_back_what_it_writes() {
        let id = CkaId::new(*b"0123456789abcdef");
        assert_eq!(CkaId::from_hex(&id.to_string()), Some(id));
        assert_eq!(CkaId::from_hex("0g"), None);
    }
}
