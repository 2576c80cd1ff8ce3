//! `tlog-tiles` of C2SP: the tree cut into tiles of 256 hashes, and the entries
//! into bundles of 256, each a file that never changes once it is full.
//!
//! Tile `(L, N)` holds the hashes of the complete subtrees of `256^L` leaves, from subtree
//! `256 N` on. Where a tree ends within a tile, that tile is partial, and another file.

mod bundle;
mod hashes;
mod path;
mod tiler;

pub use bundle::{BundleError, read_bundle, write_bundle};
pub use hashes::{node_in, read_hashes, read_tile, write_hashes};
pub use path::{PathError, Resource};
pub use tiler::{Filled, Tiler};

/// Tree levels that one tile spans.
pub(crate) const HEIGHT: u8 = 8;
/// Hashes in a full tile, entries in a full bundle.
pub const FULL: u16 = 1 << HEIGHT;
/// A tree of up to 2^64 leaves has no tiles above this level.
const LEVEL_MAX: u8 = 7;

/// A tile of hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

impl Tile {
    /// `None` if no tree has such a tile.
    pub fn new(level: u8, index: u64, width: u16) -> Option<Self> {
        let fits = (1..=FULL).contains(&width) && level <= LEVEL_MAX;
        // The last leaf beneath it must have a number.
        let last = index
            .checked_mul(u64::from(FULL))
            .and_then(|first| first.checked_add(u64::from(width)));
        let leaves =
            last?.checked_mul(1_u64.checked_shl(u32::from(HEIGHT * level.min(LEVEL_MAX)))?);
        leaves.filter(|_| fits).map(|_| Self {
            level,
            index,
            width,
        })
    }

    /// Its level: 0 holds the hashes of leaves.
    pub fn level(self) -> u8 {
        self.level
    }

    /// Its place in its level.
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many hashes: 1 to 256.
    pub fn width(self) -> u16 {
        self.width
    }

    /// True if it never changes any more.
    pub fn is_full(self) -> bool {
        self.width == FULL
    }

    /// The first node that it holds, as `(level, index)` of the stored tree.
    fn first_node(self) -> (u8, u64) {
        (self.level * HEIGHT, self.index << HEIGHT)
    }
}

/// A bundle of entries, which covers the same leaves as the tile of level 0 at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    index: u64,
    width: u16,
}

impl Bundle {
    /// `None` if no tree has such a bundle.
    pub fn new(index: u64, width: u16) -> Option<Self> {
        Tile::new(0, index, width).map(|_| Self { index, width })
    }

    /// Its place.
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many entries: 1 to 256.
    pub fn width(self) -> u16 {
        self.width
    }

    /// True if it never changes any more.
    pub fn is_full(self) -> bool {
        self.width == FULL
    }

    /// Number of its first entry, from 0.
    pub fn first(self) -> u64 {
        self.index << HEIGHT
    }

    /// The tile with the hashes of its entries.
    pub fn tile(self) -> Tile {
        Tile {
            level: 0,
            index: self.index,
            width: self.width,
        }
    }
}

/// All tiles of a tree, level by level.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    tiles_grown(0, size)
}

/// The tiles that a tree of `to` leaves has and one of `from` leaves has not, level by level.
/// Nothing if the tree did not grow.
pub fn tiles_grown(from: u64, to: u64) -> impl Iterator<Item = Tile> {
    (0..=LEVEL_MAX).flat_map(move |level| {
        let shift = u32::from(HEIGHT * level);
        grown(from >> shift, to >> shift).map(move |(index, width)| Tile {
            level,
            index,
            width,
        })
    })
}

/// The last tile of each level: those that change as the tree grows, and that a root is computed
/// from.
pub fn edge(size: u64) -> impl Iterator<Item = Tile> {
    (0..=LEVEL_MAX).filter_map(move |level| {
        let hashes = size >> u32::from(HEIGHT * level);
        let index = hashes.checked_sub(1)? / u64::from(FULL);
        let width = hashes - index * u64::from(FULL);
        Some(Tile {
            level,
            index,
            width: u16::try_from(width).expect("at most 256"),
        })
    })
}

/// The bundles of a tree of `to` leaves from the first on that a tree of `from` leaves has not.
pub fn bundles_grown(from: u64, to: u64) -> impl Iterator<Item = Bundle> {
    grown(from, to).map(|(index, width)| Bundle { index, width })
}

/// Index and width of what holds the hashes `from..to` of one level.
fn grown(from: u64, to: u64) -> impl Iterator<Item = (u64, u16)> {
    let full = u64::from(FULL);
    let whole = (from / full..to / full).map(|index| (index, FULL));
    let rest = u16::try_from(to % full).expect("less than 256");
    let partial = (from < to && rest > 0).then_some((to / full, rest));
    whole.chain(partial)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn widths(size: u64, level: u8) -> Vec<u16> {
        tiles(size)
            .filter(|tile| tile.level == level)
            .map(Tile::width)
            .collect()
    }

    #[test]
    fn tiles_of_70000_leaves_are_those_of_the_specification() {
        let lowest = widths(70_000, 0);
        assert_eq!(lowest.len(), 274);
        assert!(lowest[..273].iter().all(|width| *width == FULL));
        assert_eq!(lowest[273], 112);
        assert_eq!(widths(70_000, 1), [FULL, 17]);
        assert_eq!(widths(70_000, 2), [1]);
        assert_eq!(tiles(70_000).count(), 277);
    }

    #[test]
    fn tree_of_256_leaves_has_a_full_tile_and_one_hash_above() {
        assert_eq!((widths(256, 0), widths(256, 1)), (vec![FULL], vec![1]));
        assert_eq!(tiles(0).count(), 0);
        assert_eq!(tiles(u64::MAX).take(3).count(), 3);
    }

    #[test]
    fn growth_gives_exactly_what_was_not_there() {
        let sizes = [
            0, 1, 2, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, 70_000,
        ];
        for from in sizes {
            for to in sizes.into_iter().filter(|to| *to >= from) {
                let before: BTreeSet<Tile> = tiles(from).collect();
                let after: BTreeSet<Tile> = tiles(to).collect();
                let fresh: BTreeSet<Tile> = tiles_grown(from, to).collect();
                let missing: BTreeSet<Tile> = after.difference(&before).copied().collect();
                assert_eq!(fresh, missing, "{from} to {to}");
            }
        }
        assert_eq!(tiles_grown(300, 20).count(), 0, "a tree does not shrink");
    }

    #[test]
    fn edge_is_the_last_tile_of_each_level() {
        for size in [0, 1, 255, 256, 257, 512, 65_536, 65_537, 70_000] {
            let last = |level| tiles(size).filter(|tile| tile.level == level).last();
            let expected: Vec<Tile> = (0..=LEVEL_MAX).filter_map(last).collect();
            assert_eq!(edge(size).collect::<Vec<_>>(), expected, "{size}");
        }
    }

    #[test]
    fn bundles_cover_what_the_lowest_tiles_cover() {
        for (from, to) in [(0, 0), (0, 700), (300, 700), (512, 700), (700, 700)] {
            let bundles: Vec<Tile> = bundles_grown(from, to).map(Bundle::tile).collect();
            let lowest: Vec<Tile> = tiles_grown(from, to)
                .filter(|tile| tile.level == 0)
                .collect();
            assert_eq!(bundles, lowest, "{from} to {to}");
        }
    }

    #[test]
    fn no_tile_lies_beyond_the_largest_tree() {
        assert!(Tile::new(0, 0, 0).is_none());
        assert!(Tile::new(0, 0, 257).is_none());
        assert!(Tile::new(8, 0, 1).is_none());
        assert!(Tile::new(0, u64::MAX, 1).is_none());
        assert!(Tile::new(7, 0, 255).is_some());
        assert!(Tile::new(7, 1, 1).is_none());
        assert!(Bundle::new(u64::MAX >> 8, 1).is_some());
        assert!(Bundle::new((u64::MAX >> 8) + 1, 1).is_none());
    }
}
