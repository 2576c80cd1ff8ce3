//! Instants, always UTC. Nothing here reads a clock.

use std::fmt;

use ::time::{
    Date, Duration, Month, OffsetDateTime, format_description::BorrowedFormatItem,
    macros::format_description,
};
use serde::{Deserialize, Serialize};

/// An instant in UTC with millisecond precision.
///
/// Serialised as RFC 3339 with exactly three decimals: `2026-11-22T14:33:00.000Z`.
// Stored: changing this breaks every ledger written before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utc(OffsetDateTime);

const RFC3339_MILLIS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

impl Utc {
    /// From milliseconds since 1970-01-01T00:00:00Z; `None` outside years 1970 to 9999.
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        let instant =
            OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()?;
        (1970..=9999)
            .contains(&instant.year())
            .then_some(Self(instant))
    }

    /// From seconds since 1970-01-01T00:00:00Z; `None` outside years 1970 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_millis(seconds.checked_mul(1000)?)
    }

    /// Midnight at the start of `date`.
    pub fn at_start_of(date: Date) -> Self {
        Self(date.midnight().assume_utc())
    }

    /// 23:59:59 on `date`: the last second that belongs to it.
    pub fn at_end_of(date: Date) -> Self {
        Self(date.midnight().assume_utc() + Duration::seconds(86_399))
    }

    /// Reads RFC 3339; the offset must be `Z`.
    pub fn parse(text: &str) -> Option<Self> {
        if !text.ends_with('Z') {
            return None;
        }
        let instant =
            OffsetDateTime::parse(text, &::time::format_description::well_known::Rfc3339).ok()?;
        let millis = i64::try_from(instant.unix_timestamp_nanos() / 1_000_000).ok()?;
        Self::from_unix_millis(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_millis(self) -> i64 {
        i64::try_from(self.0.unix_timestamp_nanos() / 1_000_000).expect("years up to 9999 fit")
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// The same instant without its fraction of a second.
    pub fn to_whole_second(self) -> Self {
        Self(self.0.replace_millisecond(0).expect("zero is in range"))
    }

    /// The calendar day in UTC.
    pub fn date(self) -> Date {
        self.0.date()
    }

    /// For crates that build with `time` themselves.
    pub fn offset_date_time(self) -> OffsetDateTime {
        self.0
    }

    /// `2026-11-22T14:33:00Z`.
    pub fn to_seconds_string(self) -> String {
        self.0.format(SECONDS).expect("a valid instant formats")
    }

    /// The same time of the day so many months later; on the last day of a month that has no such
    /// day.
    pub fn plus_months(self, months: u8) -> Self {
        let index = i32::from(u8::from(self.0.month())) - 1 + i32::from(months);
        let (year, month) = (self.0.year() + index / 12, index % 12 + 1);
        let month = u8::try_from(month)
            .ok()
            .and_then(|month| Month::try_from(month).ok());
        let month = month.expect("1 to 12");
        let day = self.0.day().min(month.length(year));
        let date = Date::from_calendar_date(year, month, day).expect("a day of that month");
        Self(self.0.replace_date(date))
    }

    /// This instant moved by `seconds`, forwards or backwards.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + Duration::seconds(seconds))
    }
}

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            &self
                .0
                .format(RFC3339_MILLIS)
                .expect("a valid instant formats"),
        )
    }
}

impl fmt::Debug for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Utc({self})")
    }
}

impl Serialize for Utc {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Utc {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected RFC 3339 in UTC"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_writes() {
        let instant = Utc::from_unix_millis(1_795_358_000_123).expect("in range");
        assert_eq!(Utc::parse(&instant.to_string()), Some(instant));
        assert_eq!(instant.to_whole_second().unix_millis() % 1000, 0);
    }

    #[test]
    fn months_end_on_days_that_there_are() {
        let at = |text: &str| Utc::parse(text).expect(text);
        let after = |text, months| at(text).plus_months(months).to_seconds_string();
        assert_eq!(after("2026-08-31T10:00:00Z", 6), "2027-02-28T10:00:00Z");
        assert_eq!(after("2027-08-31T10:00:00Z", 6), "2028-02-29T10:00:00Z");
        assert_eq!(after("2026-11-23T10:00:00Z", 12), "2027-11-23T10:00:00Z");
        assert_eq!(after("2026-12-01T00:00:00Z", 1), "2027-01-01T00:00:00Z");
    }

    #[test]
    fn refuses_other_offsets() {
        assert_eq!(Utc::parse("2026-11-22T14:33:00+01:00"), None);
    }
}
