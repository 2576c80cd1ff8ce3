//! The bytes of a file as text: UTF-8, with or without a byte order mark, and no other encoding.

use super::ImportRefusal;

/// A file is at most so long.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The text of a file. What is not UTF-8 is refused instead of guessed at: a guess that is wrong
/// puts wrong names into what is signed.
pub(super) fn of(bytes: &[u8]) -> Result<&str, ImportRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportRefusal::TooLong { max: MAX_BYTES });
    }
    if is_utf16(bytes) {
        return Err(ImportRefusal::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        ImportRefusal::NotUtf8 {
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        }
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportRefusal::Empty);
    }
    Ok(text)
}

/// By its byte order mark, or by the zero bytes that it has between ASCII letters.
fn is_utf16(bytes: &[u8]) -> bool {
    let half_zero = |offset: usize| {
        let head = &bytes[..bytes.len().min(64)];
        head.len() >= 4 && head.iter().skip(offset).step_by(2).all(|byte| *byte == 0)
    };
    bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || half_zero(0)
        || half_zero(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_encodings_are_refused_by_name() {
        let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "agent_id,purpose\n"
                .encode_utf16()
                .flat_map(order)
                .collect()
        };
        let marked = [&[0xFF, 0xFE][..], &utf16(u16::to_le_bytes)].concat();
        for bytes in [marked, utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
            assert!(matches!(of(&bytes), Err(ImportRefusal::Utf16)));
        }
        let latin1 = b"agent_id\nM\xFCller\n";
        assert!(matches!(
            of(latin1),
            Err(ImportRefusal::NotUtf8 { line: 2 })
        ));
    }

    #[test]
    fn byte_order_mark_of_utf8_is_no_part_of_the_text() {
        assert_eq!(of(b"\xEF\xBB\xBFagent_id").expect("text"), "agent_id");
        assert!(matches!(
            of(b"\xEF\xBB\xBF \r\n"),
            Err(ImportRefusal::Empty)
        ));
    }

    #[test]
    fn longer_than_allowed_is_refused_before_it_is_read() {
        let bytes = vec![b'a'; MAX_BYTES + 1];
        assert!(matches!(of(&bytes), Err(ImportRefusal::TooLong { .. })));
    }
}
