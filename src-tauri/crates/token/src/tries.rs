//! Wrong PINs, counted: not every token locks, so we slow down guessing.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Wrong PINs in a row that cost nothing but the try.
const FREE: u32 = 5;

/// How long the try after that has to wait; each further wrong one doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(30);

/// It never grows beyond.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// How the tries of one PIN stand. Whoever keeps it makes the limit outlive the
/// process: [`Module::pin_tries`](crate::Module::pin_tries) gives it,
/// [`Module::recall_pin_tries`](crate::Module::recall_pin_tries) takes it back.
// Stored: changing a name forgets the tries made before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinTries {
    /// Wrong ones since the last right one.
    wrong: u32,
    /// When the last of them came, in seconds since 1970.
    last: u64,
}

impl PinTries {
    /// Wrong PINs since the last right one.
    pub fn wrong(self) -> u32 {
        self.wrong
    }

    /// `Some`: no try before then.
    pub fn paused_until(self, now: SystemTime) -> Option<SystemTime> {
        let doublings = self.wrong.checked_sub(FREE)?;
        let pause = FIRST_PAUSE
            .saturating_mul(2_u32.saturating_pow(doublings))
            .min(LONGEST_PAUSE);
        let last = UNIX_EPOCH + Duration::from_secs(self.last);
        // A clock that was set back must not lengthen the pause.
        let until = last.min(now) + pause;
        (now < until).then_some(until)
    }

    /// The token refused a PIN.
    pub fn refused(&mut self, now: SystemTime) {
        let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.wrong = self.wrong.saturating_add(1);
        self.last = since.as_secs();
    }

    /// The token took the PIN.
    pub fn proved(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_800_000_000 + seconds)
    }

    fn refused(times: u32, now: SystemTime) -> PinTries {
        let mut tries = PinTries::default();
        (0..times).for_each(|_| tries.refused(now));
        tries
    }

    #[test]
    fn pause_begins_at_the_fifth_wrong_pin_and_doubles_to_an_hour() {
        let pause = |times| {
            let until = refused(times, at(0)).paused_until(at(0));
            until.map(|until| until.duration_since(at(0)).unwrap_or_default().as_secs())
        };
        let paused = [4, 5, 6, 7, 11, 12, 13, 100].map(pause);
        let want = [
            None,
            Some(30),
            Some(60),
            Some(120),
            Some(1920),
            Some(3600),
            Some(3600),
            Some(3600),
        ];
        assert_eq!(paused, want);
    }

    #[test]
    fn pause_ends_by_itself_and_a_right_pin_ends_all() {
        let mut tries = refused(5, at(0));
        assert_eq!(tries.paused_until(at(29)), Some(at(30)));
        assert_eq!(tries.paused_until(at(30)), None);
        tries.proved();
        assert_eq!(tries, PinTries::default());
    }

    #[test]
    fn clock_set_back_does_not_lengthen_the_pause() {
        let tries = refused(5, at(86_400));
        assert_eq!(tries.paused_until(at(0)), Some(at(30)));
    }

    #[test]
    fn tries_are_kept_by_name() {
        let json = serde_json::to_string(&refused(2, at(0))).expect("written");
        assert_eq!(json, r#"{"wrong":2,"last":1800000000}"#);
        let back: PinTries = serde_json::from_str(&json).expect("read");
        assert_eq!(back, refused(2, at(0)));
    }
}
