//! The compact serialisation: three base64url parts with dots between.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use super::MAX_LEN;

/// A compact JWS whose shape was looked at and whose signature was not.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Jws(String);

/// The text is not three base64url parts of acceptable length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the statement is not a compact JWS: three base64url parts, {MAX_LEN} bytes at most")]
pub struct NotCompact;

impl Jws {
    /// Reads a compact JWS. White space around it is not part of it.
    pub fn parse(text: &str) -> Result<Self, NotCompact> {
        let text = text.trim_ascii();
        if text.len() > MAX_LEN || text.split('.').count() != 3 {
            return Err(NotCompact);
        }
        if !text.split('.').all(is_base64url) {
            return Err(NotCompact);
        }
        Ok(Self(text.to_owned()))
    }

    /// The compact text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn assemble(signing_input: &str, signature: &[u8]) -> Result<Self, NotCompact> {
        Self::parse(&format!(
            "{signing_input}.{}",
            URL_SAFE_NO_PAD.encode(signature)
        ))
    }

    /// What the signature covers: header and payload with the dot between.
    pub(super) fn signing_input(&self) -> &str {
        let (signing_input, _) = self.0.rsplit_once('.').expect("parse saw three parts");
        signing_input
    }

    /// Header, payload and signature, decoded.
    pub(super) fn decoded(&self) -> [Vec<u8>; 3] {
        let mut parts = self.0.split('.').map(|part| {
            URL_SAFE_NO_PAD
                .decode(part)
                .expect("parse decoded each part")
        });
        std::array::from_fn(|_| parts.next().expect("parse saw three parts"))
    }
}

fn is_base64url(part: &str) -> bool {
    !part.is_empty() && URL_SAFE_NO_PAD.decode(part).is_ok()
}

impl TryFrom<String> for Jws {
    type Error = NotCompact;

    fn try_from(text: String) -> Result<Self, NotCompact> {
        Self::parse(&text)
    }
}

impl From<Jws> for String {
    fn from(jws: Jws) -> Self {
        jws.0
    }
}

impl fmt::Display for Jws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Jws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Jws({} bytes)", self.0.len())
    }
}
