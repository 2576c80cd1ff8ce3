//! The edge where the clock and randomness come in. Everything below takes them as arguments.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use chancery_domain::Utc;

/// The machine's clock.
pub fn now() -> Utc {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(0);
    Utc::from_unix_millis(millis).expect("the clock stands between 1970 and 9999")
}

/// A clock that goes on from the instant an operation was given: what takes time within it is
/// recorded when it happens, so that reports can measure it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Running {
    began: Utc,
    since: Instant,
}

impl Running {
    /// Starts at `began`.
    pub(crate) fn from(began: Utc) -> Self {
        Self {
            began,
            since: Instant::now(),
        }
    }

    /// The instant it has come to.
    pub(crate) fn now(&self) -> Utc {
        let elapsed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        let millis = self.began.unix_millis().saturating_add(elapsed);
        Utc::from_unix_millis(millis).unwrap_or(self.began)
    }
}

/// Fresh random bytes from the system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// A fresh UUIDv7 as of `now`.
pub(crate) fn jti(now: Utc) -> String {
    let millis = u64::try_from(now.unix_millis()).expect("after 1970");
    uuid::Builder::from_unix_timestamp_millis(millis, &random())
        .into_uuid()
        .to_string()
}
