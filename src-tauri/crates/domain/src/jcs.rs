//! Canonical JSON (RFC 8785): the form in which things are hashed and signed.

use serde::Serialize;

/// The canonical bytes of `value`.
///
/// The nouns of this crate always have one: they hold no map with non-text keys and no
/// number that is not finite.
pub fn to_vec(value: &impl Serialize) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("nouns of the domain have a canonical form")
}
