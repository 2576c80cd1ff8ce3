//! Making the tiles of a tree from its leaves alone, in one pass.

use chancery_domain::Sha256Digest;

use super::hashes::subtree;
use super::{FULL, HEIGHT, Tile};
use crate::tree::root;

/// A tile and its hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Which.
    pub tile: Tile,
    /// As many as its width.
    pub hashes: Vec<Sha256Digest>,
}

/// Takes leaves from the left and gives tiles as they become full.
#[derive(Debug, Clone, Default)]
pub struct Tiler {
    size: u64,
    /// For each level the hashes of the tile that is not full yet.
    edge: Vec<Vec<Sha256Digest>>,
}

impl Tiler {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the hash of the next leaf; gives the tiles that it fills, lowest first.
    pub fn push(&mut self, leaf: Sha256Digest) -> Vec<Filled> {
        self.size += 1;
        let mut filled = Vec::new();
        let mut hash = Some(leaf);
        for level in 0.. {
            let Some(next) = hash else { break };
            if self.edge.len() == level {
                self.edge.push(Vec::with_capacity(usize::from(FULL)));
            }
            self.edge[level].push(next);
            hash = None;
            if self.edge[level].len() == usize::from(FULL) {
                let tile = self.tile(level).expect("just filled");
                hash = subtree(&tile.hashes);
                filled.push(tile);
                self.edge[level].clear();
            }
        }
        filled
    }

    /// How many leaves it has taken.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The partial tiles of the tree as it is, lowest first.
    pub fn partial(&self) -> Vec<Filled> {
        (0..self.edge.len())
            .filter_map(|level| self.tile(level))
            .collect()
    }

    /// The root over all leaves.
    pub fn root(&self) -> Sha256Digest {
        let node = |level: u8, index: u64| {
            let (within, hashes) = (level % HEIGHT, self.edge.get(usize::from(level / HEIGHT))?);
            let start = usize::try_from(index << within & 0xff).ok()?;
            subtree(hashes.get(start..start + (1 << within))?)
        };
        root(self.size, node).expect("the edge holds every complete subtree at the right")
    }

    fn tile(&self, level: usize) -> Option<Filled> {
        let hashes = self.edge[level].clone();
        let level = u8::try_from(level).ok()?;
        // A full tile counts among those before the end of its level.
        let last = (self.size >> (HEIGHT * level)).checked_sub(1)?;
        let width = u16::try_from(hashes.len()).ok()?;
        let tile = Tile::new(level, last >> HEIGHT, width)?;
        Some(Filled { tile, hashes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{Store, leaves};
    use crate::tile::{read_tile, tiles};

    #[test]
    fn tiles_from_leaves_are_those_of_the_stored_tree() {
        let all = leaves(66_000);
        let store = Store::of(&all);
        let (mut tiler, mut full) = (Tiler::new(), Vec::new());
        for leaf in &all {
            if [0, 1, 255, 256, 257, 65_535, 65_536, 65_537].contains(&tiler.size()) {
                expect_all(&tiler, &full, &store);
            }
            full.extend(tiler.push(*leaf));
        }
        expect_all(&tiler, &full, &store);
    }

    fn expect_all(tiler: &Tiler, full: &[Filled], store: &Store) {
        let node = |level, index| store.node(level, index);
        let mut found: Vec<Filled> = full.iter().cloned().chain(tiler.partial()).collect();
        found.sort_by_key(|filled| filled.tile);
        let expected: Vec<Filled> = tiles(tiler.size())
            .map(|tile| Filled {
                tile,
                hashes: read_tile(tile, node).expect("whole"),
            })
            .collect();
        assert!(found == expected, "size {}", tiler.size());
        assert_eq!(Ok(tiler.root()), root(tiler.size(), node));
    }
}
