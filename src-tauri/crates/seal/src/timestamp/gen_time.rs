//! GeneralizedTime as RFC 3161, 2.4.2 restricts it: UTC, with seconds, and a fraction of them
//! where it is not zero.

use chancery_domain::Utc;
use time::{Date, Month, Time};

/// The instant, to the millisecond below; `None` if it is written in any other way.
pub(super) fn read(content: &[u8]) -> Option<Utc> {
    let text = content.strip_suffix(b"Z")?;
    let (whole, fraction) = text.split_at_checked(14)?;
    let pair = |at: usize| u8::try_from(number(&whole[at..at + 2])?).ok();
    let year = i32::try_from(number(&whole[..4])?).ok()?;
    let month = Month::try_from(pair(4)?).ok()?;
    let date = Date::from_calendar_date(year, month, pair(6)?).ok()?;
    let time = Time::from_hms(pair(8)?, pair(10)?, pair(12)?).ok()?;
    let seconds = date.with_time(time).assume_utc().unix_timestamp();
    Utc::from_unix_millis(seconds * 1000 + i64::from(millis(fraction)?))
}

/// "the fractional-seconds elements, if present, MUST omit all trailing 0's; if the elements
/// correspond to 0, they MUST be wholly omitted, and the decimal point element also MUST be
/// omitted." A trailing zero is taken all the same: some write three digits always.
fn millis(fraction: &[u8]) -> Option<u32> {
    let digits = match fraction {
        [] => return Some(0),
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => digits,
        _ => return None,
    };
    number(digits)?;
    let three = digits.iter().chain(b"000").take(3).copied();
    number(&three.collect::<Vec<_>>())
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'9' => Some(value * 10 + u32::from(digit - b'0')),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_with_and_without_a_fraction_are_read() {
        for (text, want) in [
            ("20261123054058Z", "2026-11-23T05:40:58.000Z"),
            ("20261123054058.019Z", "2026-11-23T05:40:58.019Z"),
            ("20261123054058.5Z", "2026-11-23T05:40:58.500Z"),
            ("20261123054058.999999999Z", "2026-11-23T05:40:58.999Z"),
        ] {
            let read = read(text.as_bytes()).map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn no_other_form_is_read() {
        for text in [
            "",
            "Z",
            "20261123054058",
            "202611230540Z",
            "20261123054058.Z",
            "20261123054058,5Z",
            "20261123054058.1234567890Z",
            "20261123054058+0000",
            "20261323054058Z",
            "20260230054058Z",
            "20261123054060Z",
            "2026112305405\u{e9}Z",
            "20261123054058.5aZ",
            "19691231235959Z",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
