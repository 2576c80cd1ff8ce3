//! The two hash functions of RFC 6962, section 2.1. Their prefixes keep a leaf
//! from ever being taken for an inner node.

use chancery_domain::Sha256Digest;

// Stored: changing either prefix breaks every tree written before.
const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];

/// `SHA-256(0x00 || entry)`.
pub fn leaf_hash(entry: &[u8]) -> Sha256Digest {
    digest(&[LEAF, entry])
}

/// `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &Sha256Digest, right: &Sha256Digest) -> Sha256Digest {
    digest(&[NODE, &left.0, &right.0])
}

/// The root of a tree without leaves: the hash of nothing.
pub fn empty_root() -> Sha256Digest {
    Sha256Digest::of(b"")
}

fn digest(parts: &[&[u8]]) -> Sha256Digest {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let hash = context.finish();
    Sha256Digest(hash.as_ref().try_into().expect("SHA-256 gives 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_leaf_hashes_as_in_certificate_transparency() {
        assert_eq!(
            leaf_hash(b"").to_hex(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn a_leaf_is_never_a_node() {
        let (left, right) = (leaf_hash(b"l"), leaf_hash(b"r"));
        let joined = [left.0, right.0].concat();
        assert_ne!(leaf_hash(&joined), node_hash(&left, &right));
    }
}
