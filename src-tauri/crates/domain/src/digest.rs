//! SHA-256, the one hash that names things here.

use std::{borrow::Cow, fmt};

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE, HEXUPPER};
use serde::{Deserialize, Serialize};

/// Hexadecimal digits of a hash.
const HEX_LEN: usize = 64;

/// A SHA-256 hash. Serialised as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256Digest(pub [u8; 32]);

impl Sha256Digest {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        Self(digest.as_ref().try_into().expect("SHA-256 gives 32 bytes"))
    }

    /// Lower-case hexadecimal, as machines exchange it.
    pub fn to_hex(self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// Upper-case hexadecimal, as people compare it and as reports print it.
    pub fn to_upper_hex(self) -> String {
        HEXUPPER.encode(&self.0)
    }

    /// Reads 64 hexadecimal digits in either case; spaces between groups are allowed,
    /// since people copy what reports print.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = match text.len() {
            HEX_LEN => Cow::Borrowed(text),
            _ => text.split_whitespace().collect(),
        };
        let mut bytes = [0; 32];
        if digits.len() != HEX_LEN {
            return None;
        }
        HEXLOWER_PERMISSIVE
            .decode_mut(digits.as_bytes(), &mut bytes)
            .ok()?;
        Some(Self(bytes))
    }
}

impl fmt::Display for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256Digest({self})")
    }
}

impl Serialize for Sha256Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for Sha256Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text)
            .ok_or_else(|| serde::de::Error::custom("expected 64 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_of_abc_is_the_one_in_fips_180_4() {
        assert_eq!(
            Sha256Digest::of(b"abc").to_hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn hex_reads_back_with_and_without_groups() {
        let digest = Sha256Digest::of(b"");
        assert_eq!(Sha256Digest::from_hex(&digest.to_upper_hex()), Some(digest));
        let grouped = digest
            .to_hex()
            .as_bytes()
            .chunks(4)
            .fold(String::new(), |text, four| {
                text + std::str::from_utf8(four).expect("hex is ASCII") + " "
            });
        assert_eq!(Sha256Digest::from_hex(&grouped), Some(digest));
        assert_eq!(Sha256Digest::from_hex("00"), None);
    }
}
