//! What a tile holds, and what can be computed from it.

use chancery_domain::Sha256Digest;

use super::{HEIGHT, Tile};
use crate::hash::node_hash;
use crate::tree::MissingNode;

const HASH_LEN: usize = 32;

/// The hashes of a tile, from the nodes of the stored tree.
pub fn read_tile(
    tile: Tile,
    lookup: impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Vec<Sha256Digest>, MissingNode> {
    let (level, first) = tile.first_node();
    (first..first + u64::from(tile.width))
        .map(|index| lookup(level, index).ok_or(MissingNode { level, index }))
        .collect()
}

/// The file of a tile.
pub fn write_hashes(hashes: &[Sha256Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// Reads the file of a tile; `None` if it is not exactly as long as its width says.
pub fn read_hashes(tile: Tile, bytes: &[u8]) -> Option<Vec<Sha256Digest>> {
    if bytes.len() != usize::from(tile.width) * HASH_LEN {
        return None;
    }
    let (hashes, _) = bytes.as_chunks::<HASH_LEN>();
    Some(hashes.iter().copied().map(Sha256Digest).collect())
}

/// A node of the tree from the tiles that hold it: `tile` gives the hashes of the tile at a level
/// and index, at the width that the tree has it. This is a look-up for proofs, for whoever has
/// only tiles.
pub fn node_in(
    level: u8,
    index: u64,
    tile: impl Fn(u8, u64) -> Option<Vec<Sha256Digest>>,
) -> Option<Sha256Digest> {
    let within = level % HEIGHT;
    let first = index.checked_shl(u32::from(within))?;
    if first >> within != index {
        return None;
    }
    let hashes = tile(level / HEIGHT, first >> HEIGHT)?;
    let start = usize::try_from(first & 0xff).ok()?;
    subtree(hashes.get(start..start + (1 << within))?)
}

/// The root over a power of two of hashes.
pub(super) fn subtree(hashes: &[Sha256Digest]) -> Option<Sha256Digest> {
    match hashes {
        [] => None,
        [hash] => Some(*hash),
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            Some(node_hash(&subtree(left)?, &subtree(right)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::reference::{Store, leaves};
    use crate::tile::tiles;
    use crate::{consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};

    fn held(store: &Store) -> HashMap<(u8, u64), Vec<u8>> {
        tiles(store.size)
            .map(|tile| {
                let hashes = read_tile(tile, |l, i| store.node(l, i)).expect("whole");
                ((tile.level(), tile.index()), write_hashes(&hashes))
            })
            .collect()
    }

    fn hashes_in(files: &HashMap<(u8, u64), Vec<u8>>, key: (u8, u64)) -> Option<Vec<Sha256Digest>> {
        let bytes = files.get(&key)?;
        let width = u16::try_from(bytes.len() / HASH_LEN).expect("at most 256");
        read_hashes(Tile::new(key.0, key.1, width)?, bytes)
    }

    #[test]
    fn tiles_alone_are_enough_for_every_proof() {
        let all = leaves(70_000);
        let store = Store::of(&all);
        let files = held(&store);
        let node = |level, index| node_in(level, index, |l, i| hashes_in(&files, (l, i)));
        let root = crate::root(70_000, node).expect("whole");
        assert_eq!(
            Ok(root),
            crate::root(70_000, |l, i| store.node(l, i)),
            "the root is the tree's"
        );
        for index in [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
            let path = inclusion_proof(index, 70_000, node).expect("in range");
            let leaf = all[usize::try_from(index).expect("small")];
            assert_eq!(verify_inclusion(&leaf, index, 70_000, &root, &path), Ok(()));
        }
        for old in [1, 256, 300, 65_536, 69_999] {
            let old_root = crate::root(old, |l, i| store.node(l, i)).expect("whole");
            let proof = consistency_proof(old, 70_000, node).expect("in range");
            assert_eq!(
                verify_consistency(old, &old_root, 70_000, &root, &proof),
                Ok(())
            );
        }
    }

    #[test]
    fn one_changed_byte_in_a_tile_changes_the_root() {
        let store = Store::of(&leaves(300));
        let whole = held(&store);
        let root_of = |files: &HashMap<(u8, u64), Vec<u8>>| {
            // The tile above is what the full one beneath hashes to: a reader checks both.
            let below = subtree(&hashes_in(files, (0, 0)).expect("full")).expect("256");
            let above = hashes_in(files, (1, 0)).expect("there")[0];
            let root = crate::root(300, |level, index| {
                node_in(level, index, |l, i| hashes_in(files, (l, i)))
            });
            (below == above, root.expect("whole"))
        };
        let (agrees, root) = root_of(&whole);
        assert!(agrees);
        for (key, bytes) in &whole {
            for at in (0..bytes.len()).step_by(7) {
                let mut files = whole.clone();
                files.get_mut(key).expect("there")[at] ^= 1;
                assert_ne!(root_of(&files), (true, root), "{key:?} byte {at}");
            }
        }
    }

    #[test]
    fn a_file_of_another_length_is_no_tile() {
        let tile = Tile::new(0, 0, 2).expect("a tile");
        for length in [0, 32, 63, 65, 96] {
            assert_eq!(read_hashes(tile, &vec![0; length]), None);
        }
        assert!(read_hashes(tile, &[0; 64]).is_some());
    }

    #[test]
    fn a_node_that_no_tile_holds_is_missing() {
        let store = Store::of(&leaves(3));
        let files = held(&store);
        let node = |level, index| node_in(level, index, |l, i| hashes_in(&files, (l, i)));
        assert!(node(1, 0).is_some());
        assert_eq!(node(1, 1), None, "only half of it is there");
        assert_eq!(node(8, 0), None);
        assert_eq!(node(63, u64::MAX), None);
        let lacking = read_tile(Tile::new(0, 0, 4).expect("a tile"), |l, i| store.node(l, i));
        assert_eq!(lacking, Err(MissingNode { level: 0, index: 3 }));
    }
}
