//! The edge where the clock and randomness come in. Everything below takes them as arguments.

use std::time::{SystemTime, UNIX_EPOCH};

use chancery_domain::Utc;

/// The machine's clock.
pub fn now() -> Utc {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(0);
    Utc::from_unix_millis(millis).expect("the clock stands between 1970 and 9999")
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
