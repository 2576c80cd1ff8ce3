//! Instants, always UTC. Nothing here reads a clock.

use std::fmt;

use ::time::{
    Date, Month, OffsetDateTime,
    format_description::BorrowedFormatItem,
    macros::{datetime, format_description},
};
use serde::{Deserialize, Serialize};

/// An instant in UTC with millisecond precision, of the years 1970 to 9999: nothing makes another,
/// so that whatever is written can be read back.
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
    /// 1970-01-01T00:00:00.000Z.
    pub const FIRST: Self = Self(datetime!(1970-01-01 0:00 UTC));
    /// 9999-12-31T23:59:59.999Z.
    pub const LAST: Self = Self(datetime!(9999-12-31 23:59:59.999 UTC));

    /// From milliseconds since 1970-01-01T00:00:00Z; `None` outside years 1970 to 9999.
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        let instant =
            OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()?;
        (Self::FIRST.0..=Self::LAST.0)
            .contains(&instant)
            .then_some(Self(instant))
    }

    /// From seconds since 1970-01-01T00:00:00Z; `None` outside years 1970 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_millis(seconds.checked_mul(1000)?)
    }

    /// Midnight at the start of `date`; `None` outside years 1970 to 9999.
    pub fn at_start_of(date: Date) -> Option<Self> {
        Self::from_unix_seconds(date.midnight().assume_utc().unix_timestamp())
    }

    /// 23:59:59 on `date`: the last second that belongs to it; `None` outside years 1970 to 9999.
    pub fn at_end_of(date: Date) -> Option<Self> {
        Self::at_start_of(date).map(|start| start.plus_seconds(86_399))
    }

    /// Reads RFC 3339; the offset must be `Z`.
    pub fn parse(text: &str) -> Option<Self> {
        if !text.ends_with('Z') {
            return None;
        }
        let instant =
            OffsetDateTime::parse(text, &::time::format_description::well_known::Rfc3339).ok()?;
        let millis = instant.unix_timestamp_nanos().div_euclid(1_000_000);
        Self::from_unix_millis(i64::try_from(millis).ok()?)
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
    /// day, and never later than [`Self::LAST`].
    pub fn plus_months(self, months: u8) -> Self {
        let index = i32::from(u8::from(self.0.month())) - 1 + i32::from(months);
        let (year, month) = (self.0.year() + index / 12, index % 12 + 1);
        let month = u8::try_from(month)
            .ok()
            .and_then(|month| Month::try_from(month).ok());
        let month = month.expect("1 to 12");
        let day = self.0.day().min(month.length(year));
        Date::from_calendar_date(year, month, day)
            .ok()
            .map(|date| Self(self.0.replace_date(date)).min(Self::LAST))
            .unwrap_or(Self::LAST)
    }

    /// This instant moved by `seconds`, forwards or backwards: no further than to [`Self::FIRST`]
    /// or [`Self::LAST`].
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let millis = seconds
            .saturating_mul(1000)
            .saturating_add(self.unix_millis());
        let (first, last) = (Self::FIRST.unix_millis(), Self::LAST.unix_millis());
        Self::from_unix_millis(millis.clamp(first, last)).expect("between the first and the last")
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

    /// Days and instants around both ends of the years that can be written, and some between.
    fn days() -> impl Iterator<Item = Date> {
        let far = [(0, 1), (1850, 1), (1969, 365), (1970, 1), (9999, 365)];
        let near = (1968..=9999).step_by(97).flat_map(|year| {
            [1, 59, 60, 365]
                .into_iter()
                .map(move |ordinal| (year, ordinal))
        });
        far.into_iter().chain(near).map(|(year, ordinal)| {
            Date::from_ordinal_date(year, ordinal).expect("a day of any year")
        })
    }

    fn instants() -> Vec<Utc> {
        let (first, last) = (Utc::FIRST.unix_millis(), Utc::LAST.unix_millis());
        let of_millis = (-2..=2_i64)
            .flat_map(|by| [first + by, last + by, i64::MIN / 2 - by, i64::MAX / 2 + by])
            .chain((first..=last).step_by(7_777_777_777_777))
            .filter_map(Utc::from_unix_millis);
        let of_seconds = [i64::MIN, -1, 0, 1, last / 1000, last / 1000 + 1, i64::MAX]
            .into_iter()
            .filter_map(Utc::from_unix_seconds);
        let of_days = days().flat_map(|day| [Utc::at_start_of(day), Utc::at_end_of(day)]);
        of_millis
            .chain(of_seconds)
            .chain(of_days.flatten())
            .chain([Utc::FIRST, Utc::LAST])
            .collect()
    }

    #[test]
    fn whatever_is_made_is_read_back_from_its_text_and_its_numbers() {
        let holds = |at: Utc| {
            assert_eq!(Utc::parse(&at.to_string()), Some(at));
            assert_eq!(Utc::from_unix_millis(at.unix_millis()), Some(at));
            let json = serde_json::to_string(&at).expect("text");
            assert_eq!(serde_json::from_str::<Utc>(&json).expect("read back"), at);
            let second = at.to_whole_second();
            assert_eq!(Utc::parse(&second.to_seconds_string()), Some(second));
        };
        for at in instants() {
            holds(at);
            for seconds in [i64::MIN, -86_400, -1, 0, 1, 59, 86_399, 86_400, i64::MAX] {
                holds(at.plus_seconds(seconds));
            }
            for months in [0, 1, 11, 12, 255] {
                holds(at.plus_months(months));
            }
        }
    }

    #[test]
    fn days_that_no_instant_can_say_have_no_beginning_and_no_end() {
        for year in [0, 1850, 1969] {
            let day = Date::from_ordinal_date(year, 365).expect("a day");
            assert_eq!(Utc::at_start_of(day), None, "{year}");
            assert_eq!(Utc::at_end_of(day), None, "{year}");
        }
        let last = Date::from_ordinal_date(9999, 365).expect("a day");
        let end = Utc::at_end_of(last).expect("of the years that can be said");
        assert_eq!(end.to_seconds_string(), "9999-12-31T23:59:59Z");
        assert_eq!(Utc::parse("1969-12-31T23:59:59.9999Z"), None);
    }

    #[test]
    fn moving_an_instant_stops_at_both_ends() {
        let at = Utc::parse("2026-11-22T14:33:00Z").expect("valid");
        assert_eq!(at.plus_seconds(i64::MAX), Utc::LAST);
        assert_eq!(at.plus_seconds(i64::MIN), Utc::FIRST);
        assert_eq!(Utc::LAST.plus_months(1), Utc::LAST);
        assert_eq!(
            at.plus_seconds(-33 * 60).to_seconds_string(),
            "2026-11-22T14:00:00Z"
        );
    }

    #[test]
    fn refuses_other_offsets() {
        assert_eq!(Utc::parse("2026-11-22T14:33:00+01:00"), None);
    }
}
