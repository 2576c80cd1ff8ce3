//! Validity (RFC 5280, 4.1.2.5): from and up to and including, in whole seconds.

use chancery_domain::Utc;
use chancery_domain::profile::ValidityRule;

/// A certificate may begin this long before it is issued, since clocks differ.
pub const BACKDATE_MAX_SECONDS: i64 = 60;

const DAY_SECONDS: i64 = 86_400;

/// The period in which a certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// First second.
    pub not_before: Utc,
    /// Last second.
    pub not_after: Utc,
}

impl Validity {
    /// So many seconds, begun as far back as is allowed. Under an issuer it begins no
    /// earlier than the issuer does.
    pub fn lasting(now: Utc, seconds: i64, issuer: Option<&Self>) -> Self {
        let earliest = now.to_whole_second().plus_seconds(-BACKDATE_MAX_SECONDS);
        let not_before = issuer.map_or(earliest, |issuer| earliest.max(issuer.not_before));
        Self {
            not_before,
            not_after: not_before.plus_seconds(seconds - 1),
        }
    }

    /// So many days, likewise.
    pub fn of_days(now: Utc, days: u32, issuer: Option<&Self>) -> Self {
        Self::lasting(now, i64::from(days) * DAY_SECONDS, issuer)
    }

    /// As long as a profile says if nothing else is asked for.
    pub fn by_default(now: Utc, rule: &ValidityRule, issuer: Option<&Self>) -> Self {
        Self::lasting(now, rule.default_seconds(), issuer)
    }

    /// How many seconds are in it: the last one counts.
    pub fn seconds(&self) -> i64 {
        self.not_after.unix_seconds() - self.not_before.unix_seconds() + 1
    }

    /// Whether `instant` is in it.
    pub fn contains(&self, instant: Utc) -> bool {
        (self.not_before..=self.not_after).contains(&instant.to_whole_second())
    }

    /// Whether it is no longer than so many days.
    pub fn is_within_days(&self, days: u32) -> bool {
        self.seconds() <= i64::from(days) * DAY_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_with_their_last_second() {
        let now = Utc::parse("2026-11-22T12:00:00.500Z").expect("valid");
        let validity = Validity::of_days(now, 1, None);
        assert_eq!(
            validity.not_before.to_seconds_string(),
            "2026-11-22T11:59:00Z"
        );
        assert_eq!(
            validity.not_after.to_seconds_string(),
            "2026-11-23T11:58:59Z"
        );
        assert!(validity.is_within_days(1) && validity.contains(now));
        let over = Validity {
            not_after: validity.not_after.plus_seconds(1),
            ..validity
        };
        assert!(!over.is_within_days(1));
    }

    #[test]
    fn certificate_begins_no_earlier_than_its_issuer() {
        let now = Utc::parse("2026-11-22T12:00:00Z").expect("valid");
        let issuer = Validity {
            not_before: now.plus_seconds(-5),
            not_after: now.plus_seconds(99),
        };
        assert_eq!(
            Validity::of_days(now, 1, Some(&issuer)).not_before,
            issuer.not_before
        );
    }
}
