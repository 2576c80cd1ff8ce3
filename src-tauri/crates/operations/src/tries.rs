//! The one way in to a token. Its PIN is proved by a thread of the token's own, which is given up
//! when the module does not come back, and wrong PINs are counted over processes: tokens that
//! never lock would let a script guess on, and others would be locked by one.
//!
//! The counts lie in a file of the workspace. Whoever can remove it can guess as fast as the token
//! lets them, as they could with any other program: it slows people, not thieves of the folder.

use std::{
    collections::BTreeMap,
    fs,
    sync::OnceLock,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chancery_domain::Utc;
use chancery_token::{Module, PinTries, Signer, SignerOptions, TokenId, UserPin};

use crate::{publish::write_atomically_as, token::tokens_in, workspace::Paths};

type Counts = BTreeMap<String, PinTries>;

fn read(paths: &Paths) -> Counts {
    let bytes = fs::read(paths.pin_tries()).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// How a person is told that a token waits for them to type on its pad.
static TELLS: OnceLock<fn(&TokenId)> = OnceLock::new();

/// From now on a person is told each time a token waits for them to type on its pad.
pub fn tell_of_pin_pads(tells: fn(&TokenId)) {
    // The first to say so stays: there is one person before a process.
    let _ = TELLS.set(tells);
}

/// Whether somebody would be told: else nobody is asked to type on a token unless they chose to.
pub(crate) fn tells_of_pin_pads() -> bool {
    TELLS.get().is_some()
}

/// Whether a token's PIN is typed on the token itself (CKF_PROTECTED_AUTHENTICATION_PATH).
pub(crate) fn has_pin_pad(module: &Module, token: &TokenId) -> bool {
    let tokens = tokens_in(module).unwrap_or_default();
    let info = tokens.into_iter().find(|info| info.id == *token);
    info.is_some_and(|info| info.protected_authentication_path)
}

/// No PIN, for a token with a pad, means that it is typed there.
pub(crate) fn typed_where(module: &Module, token: &TokenId, pin: UserPin) -> UserPin {
    match pin.is_empty() && has_pin_pad(module, token) {
        true => UserPin::on_the_token(),
        false => pin,
    }
}

/// Proves a token's PIN; what it gives stays logged in.
pub(crate) fn log_in(
    paths: &Paths,
    module: &Module,
    token: &TokenId,
    pin: UserPin,
    options: SignerOptions,
) -> Result<Signer, chancery_token::Error> {
    let pin = typed_where(module, token, pin);
    if let (true, Some(tell)) = (pin.is_on_the_token(), TELLS.get()) {
        tell(token);
    }
    let signer = Signer::start(module, token, options);
    counted(paths, module, token, || signer.log_in(pin))?;
    Ok(signer)
}

/// Does what a PIN is tried by, and counts what comes of it.
pub(crate) fn counted<T>(
    paths: &Paths,
    module: &Module,
    token: &TokenId,
    attempt: impl FnOnce() -> T,
) -> T {
    recall(paths, module, token);
    let outcome = attempt();
    keep(paths, module, token);
    outcome
}

/// Under what the tries of the security officer's PIN are kept.
fn of_security_officer(token: &TokenId) -> String {
    format!("{} SO", token.serial)
}

/// Takes up where another process stopped counting.
fn recall(paths: &Paths, module: &Module, token: &TokenId) {
    let counts = read(paths);
    if let Some(tries) = counts.get(token.serial.as_str()) {
        module.recall_pin_tries(token, *tries);
    }
    if let Some(tries) = counts.get(&of_security_officer(token)) {
        module.recall_so_pin_tries(token, *tries);
    }
}

/// Keeps the counts for other processes. Where nothing can be written those of this process stand
/// alone.
fn keep(paths: &Paths, module: &Module, token: &TokenId) {
    let before = read(paths);
    let mut counts = before.clone();
    let both = [
        (token.serial.to_string(), module.pin_tries(token)),
        (of_security_officer(token), module.so_pin_tries(token)),
    ];
    for (name, tries) in both {
        if tries.wrong() == 0 {
            counts.remove(&name);
        } else {
            counts.insert(name, tries);
        }
    }
    if counts == before {
        return;
    }
    let json = serde_json::to_vec(&counts).expect("counts have a JSON form");
    drop(write_atomically_as(&paths.pin_tries(), &json, 0o600));
}

/// Until when no PIN of a token is taken.
pub(crate) fn paused_until(paths: &Paths, serial: &str) -> Option<Utc> {
    let until = read(paths).get(serial)?.paused_until(SystemTime::now())?;
    instant(until)
}

/// The end of a pause, RFC 3339.
pub(crate) fn until_words(time: SystemTime) -> String {
    instant(time).map_or_else(String::new, Utc::to_seconds_string)
}

/// An instant of the system's clock, rounded up to whole seconds.
fn instant(time: SystemTime) -> Option<Utc> {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let seconds = since.as_secs() + u64::from(since.subsec_nanos() > 0);
    Utc::from_unix_seconds(i64::try_from(seconds).ok()?)
}
