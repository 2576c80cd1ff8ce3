//! Names of requests and of drafts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::numbered;

/// A request's number in the workspace: `REQ-2026-0118`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(String);

impl RequestId {
    /// The request of a year and number.
    pub fn numbered(year: i32, number: u64) -> Self {
        Self(numbered::id("REQ", year, number))
    }

    /// Reads `REQ-`, a year, and a number of at least four digits.
    pub fn parse(id: &str) -> Option<Self> {
        numbered::is_id("REQ", id).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A draft's number in the workspace: `DRF-2026-0003`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftId(String);

impl DraftId {
    /// The draft of a year and number.
    pub fn numbered(year: i32, number: u64) -> Self {
        Self(numbered::id("DRF", year, number))
    }

    /// Reads `DRF-`, a year, and a number of at least four digits.
    pub fn parse(id: &str) -> Option<Self> {
        numbered::is_id("DRF", id).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back() {
        let id = RequestId::numbered(2026, 118);
        assert_eq!(id.as_str(), "REQ-2026-0118");
        assert_eq!(RequestId::parse("REQ-2026-0118"), Some(id));
        assert_eq!(RequestId::parse("REQ-26-1"), None);
        let draft = DraftId::numbered(2026, 3);
        assert_eq!(DraftId::parse("DRF-2026-0003"), Some(draft));
        assert_eq!(DraftId::parse("REQ-2026-0003"), None);
    }
}
