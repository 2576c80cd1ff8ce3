//! When a list says it is made: not before the list before it, nor before what it tells of. Who
//! reads lists takes the one that is dated last, and one that ended long ago is no list at all: a
//! clock that was set back must not put such a one in the place of a good one.

use chancery_domain::{Language, Utc};

use super::Part;
use crate::{Error, Workspace, certificate::CertificateRefusal, record::TOLERANCE_SECONDS};

/// What shows that the clock is behind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Known {
    /// The newest list, by its thisUpdate.
    #[error("CRL {number} says that it was made at {}", at.to_seconds_string())]
    List {
        /// Its number.
        number: u64,
        /// When.
        at: Utc,
    },
    /// A decision that was recorded.
    #[error("a decision that has to be told was made at {}", at.to_seconds_string())]
    Decision {
        /// When.
        at: Utc,
    },
    /// An event of the log, whatever it tells.
    #[error("the log has an event of {}", at.to_seconds_string())]
    Event {
        /// When it was recorded.
        at: Utc,
    },
}

impl Known {
    fn at(&self) -> Utc {
        match self {
            Self::List { at, .. } | Self::Decision { at } | Self::Event { at } => *at,
        }
    }

    pub(crate) fn words(&self, language: Language) -> String {
        let at = self.at().to_seconds_string();
        match (language, self) {
            (Language::En, known) => known.to_string(),
            (Language::De, Self::List { number, .. }) => {
                format!("die Sperrliste {number} sagt, sie sei um {at} entstanden")
            }
            (Language::De, Self::Decision { .. }) => {
                format!("eine Entscheidung, die mitzuteilen ist, fiel um {at}")
            }
            (Language::De, Self::Event { .. }) => {
                format!("im Protokoll steht ein Ereignis von {at}")
            }
        }
    }
}

/// The thisUpdate of a part's next list, full or delta.
pub(super) fn this_update(workspace: &Workspace, part: Part, now: Utc) -> Result<Utc, Error> {
    if workspace.clock_is_right {
        return Ok(now.to_whole_second());
    }
    let issuer = part.authority.ski(workspace);
    let read = workspace.read();
    let last = read.last_crl(&issuer, part.partition)?;
    // Lists hold what was decided before them, and are dated no earlier: only what came after the
    // last one can be later.
    let since = last.as_ref().map_or(0, |last| last.seq);
    let mut decided: Option<Utc> = None;
    read.for_each_denied_since(&issuer, part.partition, since, |denied| {
        decided = decided.max(Some(denied.at));
        Ok::<_, Error>(())
    })?;
    let list = last.map(|last| Known::List {
        number: last.number,
        at: last.this_update,
    });
    let at = not_before(now, list)?;
    not_before(at, decided.map(|at| Known::Decision { at }))
}

/// What to date something that is signed `now`: as what is known, if that is a little later. A
/// clock that is further behind is wrong, and nothing is signed by it.
pub(crate) fn not_before(now: Utc, known: Option<Known>) -> Result<Utc, Error> {
    let now = now.to_whole_second();
    let Some(known) = known else { return Ok(now) };
    let at = known.at().to_whole_second();
    if now.plus_seconds(TOLERANCE_SECONDS) < at {
        let refusal = CertificateRefusal::ClockBehind { clock: now, known };
        return Err(refusal.into());
    }
    Ok(now.max(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Utc {
        Utc::parse(text).expect("RFC 3339")
    }

    #[test]
    fn clock_a_little_behind_is_taken_forward_and_one_far_behind_is_refused() {
        let list = |text| {
            Some(Known::List {
                number: 7,
                at: at(text),
            })
        };
        let now = at("2026-11-23T10:00:00.250Z");
        let whole = at("2026-11-23T10:00:00Z");
        let dated = |known| not_before(now, known).ok();
        assert_eq!(dated(None), Some(whole));
        assert_eq!(dated(list("2026-11-23T09:00:00Z")), Some(whole));
        let within = "2026-11-23T10:02:00Z";
        assert_eq!(dated(list(within)), Some(at(within)));
        assert_eq!(dated(list("2026-11-23T10:02:01Z")), None);
        assert_eq!(dated(list("2026-12-13T10:00:00Z")), None);
    }
}
