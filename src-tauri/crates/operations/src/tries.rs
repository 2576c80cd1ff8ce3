//! Wrong PINs, counted over processes: tokens that never lock would let a script guess on.
//!
//! The counts lie in a file of the workspace. Whoever can remove it can guess as fast as the token
//! lets them, as they could with any other program: it slows people, not thieves of the folder.

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chancery_domain::Utc;
use chancery_token::{Module, PinTries, TokenId};

use crate::{publish::write_atomically_as, workspace::Paths};

type Counts = BTreeMap<String, PinTries>;

fn read(paths: &Paths) -> Counts {
    let bytes = fs::read(paths.pin_tries()).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Takes up where another process stopped counting.
pub(crate) fn recall(paths: &Paths, module: &Module, token: &TokenId) {
    if let Some(tries) = read(paths).get(token.serial.as_str()) {
        module.recall_pin_tries(token, *tries);
    }
}

/// Keeps the count for other processes. Where nothing can be written the count of this process
/// stands alone.
pub(crate) fn keep(paths: &Paths, module: &Module, token: &TokenId) {
    let mut counts = read(paths);
    let tries = module.pin_tries(token);
    let serial = token.serial.to_string();
    let before = counts.get(&serial).copied().unwrap_or_default();
    if before == tries {
        return;
    }
    if tries.wrong() == 0 {
        counts.remove(&serial);
    } else {
        counts.insert(serial, tries);
    }
    let json = serde_json::to_vec(&counts).expect("counts have a JSON form");
    drop(write_atomically_as(&paths.pin_tries(), &json, 0o600));
}

/// Until when no PIN of a token is taken.
pub(crate) fn paused_until(paths: &Paths, serial: &str) -> Option<Utc> {
    let until = read(paths).get(serial)?.paused_until(SystemTime::now())?;
    instant(until)
}

/// An instant of the system's clock, rounded up to whole seconds.
pub(crate) fn instant(time: SystemTime) -> Option<Utc> {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let seconds = since.as_secs() + u64::from(since.subsec_nanos() > 0);
    Utc::from_unix_seconds(i64::try_from(seconds).ok()?)
}
