//! How values are written: dates, instants, hashes, counts.

use chancery_domain::{Sha256Digest, Utc};

/// `2026-11-22`.
pub(crate) fn day(instant: Utc) -> String {
    instant.date().to_string()
}

/// `2026-11-22 14:33:05`, for tables whose heading says UTC.
pub(crate) fn bare_instant(instant: Utc) -> String {
    instant
        .to_seconds_string()
        .replace('T', " ")
        .replace('Z', "")
}

/// `2026-11-22 14:33:05 UTC`.
pub(crate) fn instant(at: Utc) -> String {
    format!("{} UTC", bare_instant(at))
}

/// `2026-11-22 14:33:05.412`, where the fraction is the point.
pub(crate) fn bare_millis(at: Utc) -> String {
    at.to_string().replace('T', " ").replace('Z', "")
}

/// Upper-case hexadecimal without separators.
pub(crate) fn hex(digest: Sha256Digest) -> String {
    digest.to_upper_hex()
}

/// Upper-case hexadecimal in groups of four, eight groups a line.
pub(crate) fn grouped(digest: Sha256Digest) -> [String; 2] {
    let hex = digest.to_upper_hex();
    let groups: Vec<&str> = (0..hex.len())
        .step_by(4)
        .map(|at| &hex[at..at + 4])
        .collect();
    [groups[..8].join(" "), groups[8..].join(" ")]
}

/// `1 certificate`, `2 certificates`, `4,812 events`, never broken in between.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{}\u{a0}{noun}{plural}", thousands(count as u64))
}

/// `4,812`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Legal citations with no-break spaces, so that `Art.` does not end a line.
pub(crate) fn kept_together(text: &str) -> String {
    ["Art. ", "Arts ", "Reg. (EU) ", "Regulation (EU) ", "Annex "]
        .iter()
        .fold(text.to_owned(), |text, citation| {
            text.replace(
                citation,
                &format!("{}\u{a0}", citation.trim_end().replace(") ", ")\u{a0}")),
            )
        })
        .replace("Reg. (EU)", "Reg.\u{a0}(EU)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_iso_dates_with_utc() {
        let at = Utc::parse("2026-11-22T14:33:05.412Z").expect("RFC 3339");
        assert_eq!(instant(at), "2026-11-22 14:33:05 UTC");
        assert_eq!(bare_millis(at), "2026-11-22 14:33:05.412");
    }

    #[test]
    fn grouped_hash_is_the_whole_hash() {
        let digest = Sha256Digest::of(b"abc");
        let back = grouped(digest).concat().replace(' ', "");
        assert_eq!(back, digest.to_upper_hex());
    }

    #[test]
    fn numbers_have_thousands() {
        assert_eq!(thousands(4_812), "4,812");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_000_000), "1,000,000");
        assert_eq!(counted(1, "event"), "1\u{a0}event");
        assert_eq!(counted(0, "event"), "0\u{a0}events");
    }
}
