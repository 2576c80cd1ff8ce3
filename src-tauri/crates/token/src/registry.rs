//! Who is using a module: what everything opened through it agrees upon.
//!
//! PKCS#11 says nothing of a call that is under way while the module is
//! finalized. So signers pass a gate for each request, and whoever starts the
//! module anew closes that gate first.

use std::{
    collections::HashMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use crate::{PinTries, TokenId};

/// After a fresh start did not bring a token back, so long none is made for it.
const BETWEEN_FRESH_STARTS: Duration = Duration::from_secs(5);

/// Whose PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    User,
    SecurityOfficer,
}

/// What a module and its users know of each other.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    requests: usize,
    closed: bool,
    /// Tokens that are open without a signer: they come and go as they like.
    direct: usize,
    /// Tokens that signers are logged in to. True: those come back by themselves.
    signers: HashMap<TokenId, bool>,
    tries: HashMap<(TokenId, Role), PinTries>,
    fresh_start: Option<Instant>,
}

/// A request is under way.
#[derive(Debug)]
pub(crate) struct Pass<'a>(&'a Registry);

/// No signer's request is under way, and none begins.
#[derive(Debug)]
pub(crate) struct Closed<'a>(&'a Registry);

impl Registry {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.state());
        self.changed.notify_all();
        changed
    }

    /// Waits for a fresh start that is under way.
    pub(crate) fn enter(&self) -> Pass<'_> {
        let waited = self.changed.wait_while(self.state(), |state| state.closed);
        waited.unwrap_or_else(PoisonError::into_inner).requests += 1;
        Pass(self)
    }

    /// Waits until no request is under way, but not longer than `patience`: one
    /// that hangs never ends. Whoever calls this has no pass.
    pub(crate) fn close(&self, patience: Duration) -> Option<Closed<'_>> {
        let busy = |state: &mut State| state.requests > 0 || state.closed;
        let waited = self
            .changed
            .wait_timeout_while(self.state(), patience, busy);
        let (mut state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return None;
        }
        state.closed = true;
        Some(Closed(self))
    }

    pub(crate) fn opened_directly(&self) {
        self.change(|state| state.direct += 1);
    }

    pub(crate) fn closed_directly(&self) {
        self.change(|state| state.direct -= 1);
    }

    pub(crate) fn signer_logged_in(&self, token: &TokenId, comes_back: bool) {
        self.change(|state| state.signers.insert(token.clone(), comes_back));
    }

    pub(crate) fn signer_logged_out(&self, token: &TokenId) {
        self.change(|state| state.signers.remove(token));
    }

    /// Whether a fresh start for `token` would take a log-in away that only a
    /// person can give back, or was made a moment ago in vain. `present` are the
    /// tokens that answer: log-ins to others are gone already.
    pub(crate) fn forbids_fresh_start(&self, token: &TokenId, present: &[TokenId]) -> bool {
        let state = self.state();
        let precious = |(other, comes_back): (&TokenId, &bool)| {
            other != token && !comes_back && present.contains(other)
        };
        let lately = state
            .fresh_start
            .is_some_and(|made| made.elapsed() < BETWEEN_FRESH_STARTS);
        lately || state.direct > 0 || state.signers.iter().any(precious)
    }

    /// `None`: it brought what was wanted, so the next may come at once.
    pub(crate) fn note_fresh_start(&self, in_vain: Option<Instant>) {
        self.change(|state| state.fresh_start = in_vain);
    }

    pub(crate) fn tries(&self, token: &TokenId, role: Role) -> PinTries {
        let key = (token.clone(), role);
        self.state().tries.get(&key).copied().unwrap_or_default()
    }

    pub(crate) fn recall(&self, token: &TokenId, role: Role, tries: PinTries) {
        let key = (token.clone(), role);
        self.change(|state| state.tries.insert(key, tries));
    }

    pub(crate) fn pin_refused(&self, token: &TokenId, role: Role) {
        let key = (token.clone(), role);
        self.change(|state| {
            state
                .tries
                .entry(key)
                .or_default()
                .refused(SystemTime::now())
        });
    }

    pub(crate) fn pin_proved(&self, token: &TokenId, role: Role) {
        let key = (token.clone(), role);
        self.change(|state| state.tries.remove(&key));
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.requests -= 1);
    }
}

impl Drop for Closed<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.closed = false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TokenLabel, TokenSerial};

    fn token(name: &str) -> TokenId {
        TokenId {
            label: TokenLabel::read(name),
            serial: TokenSerial::new("1"),
        }
    }

    #[test]
    fn gate_does_not_close_over_a_request() {
        let registry = Registry::default();
        let pass = registry.enter();
        assert!(registry.close(Duration::ZERO).is_none());
        drop(pass);
        let closed = registry.close(Duration::ZERO).expect("nobody is inside");
        assert!(registry.close(Duration::ZERO).is_none());
        drop(closed);
        drop(registry.enter());
    }

    #[test]
    fn fresh_start_spares_log_ins_that_only_a_person_can_give_back() {
        let registry = Registry::default();
        let (gone, officer) = (token("gone"), token("officer"));
        let present = [officer.clone()];
        assert!(!registry.forbids_fresh_start(&gone, &present));
        registry.signer_logged_in(&officer, false);
        assert!(registry.forbids_fresh_start(&gone, &present));
        assert!(
            !registry.forbids_fresh_start(&gone, &[]),
            "its log-in is gone, too"
        );
        registry.signer_logged_in(&officer, true);
        assert!(!registry.forbids_fresh_start(&gone, &present));
        registry.opened_directly();
        assert!(registry.forbids_fresh_start(&gone, &present));
    }

    #[test]
    fn fresh_start_in_vain_is_not_repeated_at_once() {
        let registry = Registry::default();
        registry.note_fresh_start(Some(Instant::now()));
        assert!(registry.forbids_fresh_start(&token("gone"), &[]));
        registry.note_fresh_start(None);
        assert!(!registry.forbids_fresh_start(&token("gone"), &[]));
    }
}
