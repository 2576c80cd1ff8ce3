//! The session of whoever is signed in: how long it may last, and how long it may lie idle.
//!
//! Rules of time only. Whether their token is still there and whether they still serve, the
//! workspace says.

use std::time::{Duration, Instant};

use chancery_domain::{Utc, event::SignOutCause};
use chancery_operations::{
    edge,
    view::{OfficerView, SignedOutView},
};

/// How long a session may last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Since the last act.
    pub(crate) idle: Duration,
    /// Since signing in, whatever was done.
    pub(crate) whole: Duration,
}

/// Long enough to read a request, shorter than a lunch; one working day.
const LIMITS: Limits = Limits {
    idle: Duration::from_mins(15),
    whole: Duration::from_hours(8),
};

impl Limits {
    /// Those of this window. A build for tests may be told to be less patient.
    pub(crate) fn of_this_window() -> Self {
        #[cfg(feature = "e2e")]
        if let Some(seconds) = std::env::var("CHANCERY_E2E_IDLE_SECONDS")
            .ok()
            .and_then(|text| text.parse().ok())
        {
            return Self {
                idle: Duration::from_secs(seconds),
                ..LIMITS
            };
        }
        LIMITS
    }
}

/// An instant by two clocks: one that people can set, and one that stands still while the machine
/// sleeps. Setting one back, or putting the machine to sleep, makes no session longer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) wall: Utc,
    pub(crate) steady: Instant,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self {
            wall: edge::now(),
            steady: Instant::now(),
        }
    }

    /// The longer of what the two clocks say.
    fn since(self, earlier: Self) -> Duration {
        let millis = self.wall.unix_millis() - earlier.wall.unix_millis();
        let wall = Duration::from_millis(u64::try_from(millis).unwrap_or(0));
        wall.max(self.steady.saturating_duration_since(earlier.steady))
    }
}

/// Somebody is signed in.
#[derive(Debug)]
pub(crate) struct Session {
    officer: OfficerView,
    limits: Limits,
    began: Moment,
    acted: Moment,
}

impl Session {
    /// They proved now who they are.
    pub(crate) fn begin(officer: OfficerView, limits: Limits, now: Moment) -> Self {
        Self {
            officer,
            limits,
            began: now,
            acted: now,
        }
    }

    /// Who, as they were when they signed in.
    pub(crate) fn officer(&self) -> &OfficerView {
        &self.officer
    }

    /// They did something.
    pub(crate) fn act(&mut self, now: Moment) {
        self.acted = now;
    }

    /// Why it is over by time; `None` while it is not.
    pub(crate) fn over(&self, now: Moment) -> Option<SignOutCause> {
        if now.since(self.began) >= self.limits.whole {
            return Some(SignOutCause::Limit);
        }
        (now.since(self.acted) >= self.limits.idle).then_some(SignOutCause::Idle)
    }

    /// What the page is told once it is over.
    pub(crate) fn ended(&self, cause: SignOutCause, now: Moment) -> SignedOutView {
        let limit = match cause {
            SignOutCause::Idle => Some(self.limits.idle),
            SignOutCause::Limit => Some(self.limits.whole),
            _ => None,
        };
        SignedOutView {
            officer: self.officer.id.clone(),
            token_label: self.officer.token_label.clone(),
            cause: cause.into(),
            minutes: limit.and_then(|limit| u32::try_from(limit.as_secs() / 60).ok()),
            at: now.wall.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chancery_operations::view::{OfficerState, RoleView, SignOutCauseView};

    use super::*;

    fn officer() -> OfficerView {
        OfficerView {
            id: "officer-02".to_owned(),
            name: None,
            role: RoleView::Maker,
            token_label: "officer-02".to_owned(),
            token_serial: "5A20F081".to_owned(),
            token_model: String::new(),
            certificate_until: String::new(),
            practice_pin: false,
            state: OfficerState::Serving,
            since: String::new(),
            retired_at: None,
            tokens: 1,
        }
    }

    /// A clock of which a test sets both hands.
    struct Clock(Moment);

    impl Clock {
        fn new() -> Self {
            Self(Moment::now())
        }

        fn after(&self, wall: Duration, steady: Duration) -> Moment {
            let millis = i64::try_from(wall.as_millis()).expect("a short time");
            Moment {
                wall: Utc::from_unix_millis(self.0.wall.unix_millis() + millis)
                    .expect("a date of this age"),
                steady: self.0.steady + steady,
            }
        }

        fn at(&self, since: Duration) -> Moment {
            self.after(since, since)
        }
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn session_ends_after_fifteen_idle_minutes_and_no_sooner() {
        let clock = Clock::new();
        let session = Session::begin(officer(), LIMITS, clock.0);
        assert_eq!(session.over(clock.at(LIMITS.idle - SECOND)), None);
        assert_eq!(
            session.over(clock.at(LIMITS.idle)),
            Some(SignOutCause::Idle)
        );
    }

    #[test]
    fn each_act_begins_the_idle_time_anew() {
        let clock = Clock::new();
        let mut session = Session::begin(officer(), LIMITS, clock.0);
        let act = Duration::from_mins(14);
        session.act(clock.at(act));
        assert_eq!(session.over(clock.at(act + LIMITS.idle - SECOND)), None);
        assert_eq!(
            session.over(clock.at(act + LIMITS.idle)),
            Some(SignOutCause::Idle)
        );
    }

    #[test]
    fn no_act_makes_a_session_longer_than_eight_hours() {
        let clock = Clock::new();
        let mut session = Session::begin(officer(), LIMITS, clock.0);
        session.act(clock.at(LIMITS.whole - SECOND));
        assert_eq!(session.over(clock.at(LIMITS.whole - SECOND)), None);
        assert_eq!(
            session.over(clock.at(LIMITS.whole)),
            Some(SignOutCause::Limit)
        );
    }

    #[test]
    fn clock_set_back_makes_no_session_longer() {
        let clock = Clock::new();
        let session = Session::begin(officer(), LIMITS, clock.0);
        let set_back = clock.after(Duration::ZERO, LIMITS.idle);
        assert_eq!(session.over(set_back), Some(SignOutCause::Idle));
    }

    #[test]
    fn sleep_of_the_machine_counts() {
        let clock = Clock::new();
        let session = Session::begin(officer(), LIMITS, clock.0);
        let woken = clock.after(LIMITS.whole, SECOND);
        assert_eq!(session.over(woken), Some(SignOutCause::Limit));
    }

    #[test]
    fn page_is_told_who_and_by_which_limit() {
        let clock = Clock::new();
        let session = Session::begin(officer(), LIMITS, clock.0);
        let told = session.ended(SignOutCause::Idle, clock.0);
        assert_eq!(
            (told.officer.as_str(), told.cause, told.minutes),
            ("officer-02", SignOutCauseView::Idle, Some(15))
        );
        let told = session.ended(SignOutCause::TokenRemoved, clock.0);
        assert_eq!(told.minutes, None);
    }
}
