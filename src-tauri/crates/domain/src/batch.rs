//! Several requests under one decision: the statement is over the list of their hashes.

use serde::{Deserialize, Serialize};

use crate::{Sha256Digest, jcs};

/// At most so many requests are decided at once.
pub const MAX_BATCH: usize = 10_000;

/// The list that is signed in place of each request alone.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchObject {
    /// Always `certificate-request-batch`.
    #[serde(rename = "type")]
    pub kind: BatchTag,
    /// Version of this form.
    pub version: u32,
    /// Origin of the workspace's log.
    pub origin: String,
    /// SHA-256 of each request's canonical object, ascending, each once.
    pub requests: Vec<Sha256Digest>,
    /// If the list was made from a file: the commitment to the file's SHA-256 under the salt of
    /// the accountable person of the request that was recorded first. Erasing that name takes
    /// away what a guess of the file could be tested by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Sha256Digest>,
}

/// The one value of [`BatchObject::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchTag {
    /// `certificate-request-batch`
    #[serde(rename = "certificate-request-batch")]
    Batch,
}

impl BatchObject {
    /// The list of `requests`, put in order.
    pub fn of(origin: &str, mut requests: Vec<Sha256Digest>) -> Self {
        requests.sort_unstable();
        requests.dedup();
        Self {
            kind: BatchTag::Batch,
            version: 1,
            origin: origin.to_owned(),
            requests,
            source: None,
        }
    }

    /// The list, made from a file.
    pub fn from_file(self, source: Sha256Digest) -> Self {
        Self {
            source: Some(source),
            ..self
        }
    }

    /// True if `request` is on the list.
    pub fn names(&self, request: &Sha256Digest) -> bool {
        self.requests.binary_search(request).is_ok()
    }

    /// True if the list is in order and names nothing twice: else a search in it could miss.
    pub fn is_in_order(&self) -> bool {
        self.requests.windows(2).all(|pair| pair[0] < pair[1])
    }

    /// The canonical bytes.
    pub fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }

    /// What is signed: SHA-256 of the canonical bytes.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.to_jcs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_names_each_request_once_and_no_other() {
        let hash = |n: u8| Sha256Digest::of(&[n]);
        let batch = BatchObject::of("o", vec![hash(3), hash(1), hash(2), hash(1)]);
        assert_eq!(batch.requests.len(), 3);
        assert!(batch.is_in_order());
        assert!((1..=3).all(|n| batch.names(&hash(n))));
        assert!(!batch.names(&hash(4)));
    }

    #[test]
    fn same_requests_in_another_order_are_the_same_list() {
        let hash = |n: u8| Sha256Digest::of(&[n]);
        let one = BatchObject::of("o", vec![hash(1), hash(2)]);
        let other = BatchObject::of("o", vec![hash(2), hash(1)]);
        assert_eq!(one.sha256(), other.sha256());
    }
}
