//! `Time` of RFC 5280, 4.1.2.5: the two forms, in seconds since 1970. Years before
//! 1970 occur: a validity may begin in 1950.

use der::{Tag, Tagged as _};
use time::{Date, Month, Time};

use crate::asn1::{Elements, Malformed};

/// The next value, which must be a UTCTime or a GeneralizedTime.
pub(crate) fn required(elements: &mut Elements<'_>) -> Result<i64, Malformed> {
    let any = elements.next()?.ok_or(Malformed)?;
    seconds(any.tag(), any.value())
}

/// The next value if it is a UTCTime or a GeneralizedTime.
pub(crate) fn optional(elements: &mut Elements<'_>) -> Result<Option<i64>, Malformed> {
    for tag in [Tag::UtcTime, Tag::GeneralizedTime] {
        if let Some(content) = elements.optional(tag)? {
            return seconds(tag, content).map(Some);
        }
    }
    Ok(None)
}

/// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`: always with seconds, never with a fraction
/// or an offset.
pub(crate) fn seconds(tag: Tag, content: &[u8]) -> Result<i64, Malformed> {
    let digits = content.strip_suffix(b"Z").ok_or(Malformed)?;
    let (year, rest) = match (tag, digits.len()) {
        (Tag::UtcTime, 12) => {
            let year = number(&digits[..2])?;
            // RFC 5280, 4.1.2.5.1: "Where YY is greater than or equal to 50, the year
            // SHALL be interpreted as 19YY".
            (
                if year >= 50 { 1900 + year } else { 2000 + year },
                &digits[2..],
            )
        }
        (Tag::GeneralizedTime, 14) => (number(&digits[..4])?, &digits[4..]),
        _ => return Err(Malformed),
    };
    let mut parts = [0u8; 5];
    for (part, pair) in parts.iter_mut().zip(rest.chunks(2)) {
        *part = u8::try_from(number(pair)?).map_err(|_| Malformed)?;
    }
    let [month, day, hour, minute, second] = parts;
    let month = Month::try_from(month).map_err(|_| Malformed)?;
    let date = Date::from_calendar_date(year, month, day).map_err(|_| Malformed)?;
    let time = Time::from_hms(hour, minute, second).map_err(|_| Malformed)?;
    Ok(date.with_time(time).assume_utc().unix_timestamp())
}

fn number(digits: &[u8]) -> Result<i32, Malformed> {
    digits.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'9' => Ok(value * 10 + i32::from(digit - b'0')),
        _ => Err(Malformed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_nothing_else() {
        let good: [(Tag, &str, i64); 5] = [
            (Tag::UtcTime, "700101000000Z", 0),
            (Tag::UtcTime, "500101000000Z", -631_152_000),
            (Tag::UtcTime, "491231235959Z", 2_524_607_999),
            (Tag::GeneralizedTime, "20500101000000Z", 2_524_608_000),
            (Tag::GeneralizedTime, "99991231235959Z", 253_402_300_799),
        ];
        for (tag, text, want) in good {
            assert_eq!(seconds(tag, text.as_bytes()), Ok(want), "{text}");
        }
        let bad = [
            (Tag::UtcTime, "7001010000Z"),
            (Tag::UtcTime, "700101000000+0000"),
            (Tag::UtcTime, "701301000000Z"),
            (Tag::UtcTime, "700230000000Z"),
            (Tag::UtcTime, "70010100000aZ"),
            (Tag::GeneralizedTime, "20500101000000.5Z"),
            (Tag::GeneralizedTime, "700101000000Z"),
            (Tag::UtcTime, ""),
        ];
        for (tag, text) in bad {
            assert_eq!(seconds(tag, text.as_bytes()), Err(Malformed), "{text}");
        }
    }
}
