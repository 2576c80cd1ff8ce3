//! Entry bundles: the entries one after another, each behind its length in two bytes.

use super::Bundle;

/// Why bytes are no bundle, or entries make none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The length of an entry does not fit in two bytes.
    #[error("an entry of {length} bytes is too long for a bundle")]
    TooLong {
        /// Its length.
        length: usize,
    },
    /// It ends within an entry, or before as many as its width says.
    #[error("the bundle ends within entry {entry}")]
    Short {
        /// Which, from 0.
        entry: u16,
    },
    /// Something follows the last entry.
    #[error("something follows the bundle's last entry")]
    Trailing,
}

/// The file of a bundle.
pub fn write_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BundleError> {
    let mut file = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::TooLong {
            length: entry.len(),
        })?;
        file.extend(length.to_be_bytes());
        file.extend(entry);
    }
    Ok(file)
}

/// The entries in the file of a bundle: exactly as many as its width says.
pub fn read_bundle(bundle: Bundle, file: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut rest = file;
    let mut entries = Vec::with_capacity(usize::from(bundle.width()));
    for entry in 0..bundle.width() {
        let (found, after) = split_entry(rest).ok_or(BundleError::Short { entry })?;
        entries.push(found);
        rest = after;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(BundleError::Trailing)
    }
}

fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(width: u16) -> Bundle {
        Bundle::new(0, width).expect("a bundle")
    }

    #[test]
    fn entries_go_round() {
        let long = vec![7; 65_535];
        let entries: [&[u8]; 4] = [b"", b"one", &long, b"\x00\x01"];
        let file = write_bundle(entries).expect("each fits");
        assert_eq!(&file[..7], b"\x00\x00\x00\x03one");
        assert_eq!(read_bundle(bundle(4), &file), Ok(entries.to_vec()));
    }

    #[test]
    fn an_entry_of_65536_bytes_has_no_bundle() {
        let long = vec![0; 65_536];
        let refused = write_bundle([&long[..]]);
        assert_eq!(refused, Err(BundleError::TooLong { length: 65_536 }));
    }

    #[test]
    fn bundles_of_another_width_or_length_are_refused() {
        let file = write_bundle([&b"a"[..], b"bc"]).expect("each fits");
        assert_eq!(read_bundle(bundle(1), &file), Err(BundleError::Trailing));
        assert_eq!(
            read_bundle(bundle(3), &file),
            Err(BundleError::Short { entry: 2 })
        );
        for length in 0..file.len() {
            assert!(read_bundle(bundle(2), &file[..length]).is_err());
        }
        let mut longer = file.clone();
        longer[0] = 0xff;
        assert_eq!(
            read_bundle(bundle(2), &longer),
            Err(BundleError::Short { entry: 0 })
        );
    }
}
