//! `Accuracy` (RFC 3161, 2.4.2): how far genTime may be off, by the authority's own word.

use std::time::Duration;

use der::Tag;

use super::element::{Elements, Malformed, primitive, small};

/// The sum of its parts; absent ones are zero.
pub(super) fn read(content: &[u8]) -> Result<Duration, Malformed> {
    let mut parts = Elements::of(content)?;
    let seconds = match parts.optional(Tag::Integer)? {
        Some(seconds) => small(seconds.content)?,
        None => 0,
    };
    let mut thousandths = |number| match parts.optional(primitive(number))? {
        // "INTEGER (1..999)"
        Some(part) => small(part.content).and_then(|n| match n {
            1..=999 => Ok(u64::from(n)),
            _ => Err(Malformed),
        }),
        None => Ok(0),
    };
    let (millis, micros) = (thousandths(0)?, thousandths(1)?);
    parts.finish()?;
    let whole = Duration::from_secs(u64::from(seconds));
    Ok(whole + Duration::from_micros(millis * 1000 + micros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_accuracy_add_up() {
        let good: [(&[u8], u64); 4] = [
            (&[], 0),
            (&[2, 1, 1, 0x80, 2, 1, 0xf4], 1_500_000),
            (&[0x81, 1, 7], 7),
            (&[2, 1, 0, 0x80, 1, 1, 0x81, 1, 1], 1_001),
        ];
        for (content, micros) in good {
            assert_eq!(read(content), Ok(Duration::from_micros(micros)));
        }
        let bad: [&[u8]; 4] = [
            &[0x80, 1, 0],
            &[0x80, 2, 3, 0xe8],
            &[2, 1, 0xff],
            &[0x81, 1, 1, 0x80, 1, 1],
        ];
        for content in bad {
            assert_eq!(read(content), Err(Malformed), "{content:?}");
        }
    }
}
