//! Where a tile or a bundle lies, beneath the prefix of the log.

use std::fmt;

use super::{Bundle, FULL, Tile};
use crate::line;

/// No tile's and no bundle's path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the path of a tile or of an entry bundle")]
pub struct PathError(pub String);

/// A file of a tiled log that never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Hashes.
    Tile(Tile),
    /// Entries.
    Bundle(Bundle),
}

impl Resource {
    /// Reads a path with `/` between its elements; each file has exactly one.
    pub fn parse(path: &str) -> Result<Self, PathError> {
        let refused = || PathError(path.to_owned());
        let rest = path.strip_prefix("tile/").ok_or_else(refused)?;
        let (kind, rest) = rest.split_once('/').ok_or_else(refused)?;
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, partial_width(width)),
            None => (rest, Some(FULL)),
        };
        let found = || {
            let (index, width) = (parse_index(number)?, width?);
            Some(match kind {
                "entries" => Self::Bundle(Bundle::new(index, width)?),
                level => {
                    let level = u8::try_from(line::decimal(level)?).ok()?;
                    Self::Tile(Tile::new(level, index, width)?)
                }
            })
        };
        // One index has one path; what is padded otherwise is another text.
        found()
            .filter(|resource| resource.to_string() == path)
            .ok_or_else(refused)
    }
}

impl From<Tile> for Resource {
    fn from(tile: Tile) -> Self {
        Self::Tile(tile)
    }
}

impl From<Bundle> for Resource {
    fn from(bundle: Bundle) -> Self {
        Self::Bundle(bundle)
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tile(tile) => {
                write!(f, "tile/{}/", tile.level)?;
                write_place(f, tile.index, tile.width)
            }
            Self::Bundle(bundle) => {
                write!(f, "tile/entries/")?;
                write_place(f, bundle.index, bundle.width)
            }
        }
    }
}

/// Three digits an element, all but the last with an `x`: so a folder never has a file's name.
fn write_place(f: &mut fmt::Formatter<'_>, index: u64, width: u16) -> fmt::Result {
    let mut divisor = 1;
    while index / divisor >= 1000 {
        divisor *= 1000;
    }
    while divisor > 1 {
        write!(f, "x{:03}/", index / divisor % 1000)?;
        divisor /= 1000;
    }
    write!(f, "{:03}", index % 1000)?;
    if width < FULL {
        write!(f, ".p/{width}")?;
    }
    Ok(())
}

fn parse_index(text: &str) -> Option<u64> {
    let mut index: u64 = 0;
    for element in text.split('/') {
        let digits = element.strip_prefix('x').unwrap_or(element);
        let plain = digits.len() == 3 && digits.bytes().all(|c| c.is_ascii_digit());
        let value: u64 = digits.parse().ok().filter(|_| plain)?;
        index = index.checked_mul(1000)?.checked_add(value)?;
    }
    Some(index)
}

fn partial_width(text: &str) -> Option<u16> {
    let width = line::decimal(text)?;
    u16::try_from(width).ok().filter(|width| *width < FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        let tile = |level, index, width| Tile::new(level, index, width).expect("a tile").into();
        let bundle = |index, width| Bundle::new(index, width).expect("a bundle").into();
        let cases: [(Resource, &str); 8] = [
            (tile(0, 0, 1), "tile/0/000.p/1"),
            (tile(0, 1_234_067, FULL), "tile/0/x001/x234/067"),
            (tile(1, 1_234_067, 255), "tile/1/x001/x234/067.p/255"),
            (tile(2, 999, FULL), "tile/2/999"),
            (tile(2, 1000, FULL), "tile/2/x001/000"),
            (bundle(0, FULL), "tile/entries/000"),
            (bundle(273, 112), "tile/entries/273.p/112"),
            (
                bundle(u64::MAX >> 8, 3),
                "tile/entries/x072/x057/x594/x037/x927/935.p/3",
            ),
        ];
        for (resource, path) in cases {
            assert_eq!(resource.to_string(), path);
            assert_eq!(Resource::parse(path), Ok(resource));
        }
    }

    #[test]
    fn every_other_text_is_refused() {
        for path in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/x001/x002",
            "tile/00/001",
            "tile/+0/001",
            "tile/8/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/1/2",
            "tile/0/000.p/",
            "tile/0/-01",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/entries/x072/x057/x594/x037/x927/936",
            "tile/data/000",
            "tile/0/000/",
            "tile/0/../000",
            "/tile/0/000",
            "tile/0/\u{0661}\u{0661}\u{0661}",
        ] {
            assert_eq!(Resource::parse(path), Err(PathError(path.to_owned())));
        }
    }
}
