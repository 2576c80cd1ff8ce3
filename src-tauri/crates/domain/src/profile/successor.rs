//! Which profile may follow which.

use super::{Profile, ValidityUnit};
use crate::signing::Algorithm;

/// The longest name that a common name can hold (RFC 5280, appendix A.1).
const NAME_MAX: u8 = 64;
/// More approvals than an authorisation can name.
const DECISIONS_MAX: u8 = 8;

/// Why a profile can't follow another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SuccessorError {
    /// What the kind of certificate fixes was changed.
    #[error("{field} belongs to the kind of certificate and can't be changed")]
    Fixed {
        /// The field.
        field: &'static str,
    },
    /// Not the next version.
    #[error("the next version is {expected}, not {found}")]
    Version {
        /// The one that would follow.
        expected: u32,
        /// The one given.
        found: u32,
    },
    /// Nothing is different but the version.
    #[error("nothing is different")]
    Unchanged,
    /// A value that this profile can't have.
    #[error("{field}: {limit}")]
    OutOfBounds {
        /// The field.
        field: &'static str,
        /// What it may be.
        limit: String,
    },
}

impl Profile {
    /// Checks that `self` may follow `current`: the next version of the same kind, within what
    /// that kind allows at all.
    pub fn check_follows(&self, current: &Self) -> Result<(), SuccessorError> {
        self.check_fixed(current)?;
        if self.version != current.version + 1 {
            return Err(SuccessorError::Version {
                expected: current.version + 1,
                found: self.version,
            });
        }
        let renumbered = Self {
            version: current.version,
            ..self.clone()
        };
        if renumbered == *current {
            return Err(SuccessorError::Unchanged);
        }
        self.check_bounds()
    }

    fn check_fixed(&self, current: &Self) -> Result<(), SuccessorError> {
        let fixed = [
            ("id", self.id == current.id),
            ("key_usage", self.key_usage == current.key_usage),
            (
                "extended_key_usage",
                self.extended_key_usage == current.extended_key_usage,
            ),
            ("revocation", self.revocation == current.revocation),
            ("scope", self.has_scope() == current.has_scope()),
            ("validity.unit", self.validity.unit == current.validity.unit),
        ];
        match fixed.iter().find(|(_, same)| !same) {
            Some((field, _)) => Err(SuccessorError::Fixed { field }),
            None => Ok(()),
        }
    }

    fn check_bounds(&self) -> Result<(), SuccessorError> {
        let most = Self::built_in(self.id).validity.cap;
        let unit = match self.validity.unit {
            ValidityUnit::Days => "days",
            ValidityUnit::Hours => "hours",
        };
        let bound = |holds: bool, field: &'static str, limit: String| {
            if holds {
                Ok(())
            } else {
                Err(SuccessorError::OutOfBounds { field, limit })
            }
        };
        let validity = self.validity;
        bound(
            (1..=most).contains(&validity.cap),
            "validity.cap",
            format!("1 to {most} {unit}"),
        )?;
        bound(
            (1..=validity.cap).contains(&validity.default),
            "validity.default",
            format!("1 to {} {unit}, the cap", validity.cap),
        )?;
        let allowed = self.algorithms_of_kind();
        let known = self.algorithms.iter().all(|one| allowed.contains(one));
        let names: Vec<_> = allowed.iter().map(|one| one.name()).collect();
        bound(
            known && !self.algorithms.is_empty() && !has_twice(&self.algorithms),
            "algorithms",
            format!("at least one of {}, each once", names.join(", ")),
        )?;
        bound(
            (1..=NAME_MAX).contains(&self.names.max_length),
            "names.max_length",
            format!("1 to {NAME_MAX}"),
        )?;
        bound(
            (2..=DECISIONS_MAX).contains(&self.decisions),
            "decisions",
            format!("2 to {DECISIONS_MAX}"),
        )
    }

    fn algorithms_of_kind(&self) -> &'static [Algorithm] {
        if self.id.is_authority() {
            &Algorithm::OF_AUTHORITIES
        } else {
            &Algorithm::ALL
        }
    }
}

fn has_twice(algorithms: &[Algorithm]) -> bool {
    (1..algorithms.len()).any(|at| algorithms[..at].contains(&algorithms[at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{ProfileId, ScopeRule};

    type Spoil = fn(&mut Profile);

    fn next() -> (Profile, Profile) {
        let current = Profile::built_in(ProfileId::Agent);
        let mut next = current.clone();
        next.version += 1;
        next.validity.cap = 180;
        (current, next)
    }

    #[test]
    fn next_version_may_follow() {
        let (current, next) = next();
        assert_eq!(next.check_follows(&current), Ok(()));
        let mut critical = next;
        critical.scope = ScopeRule::Critical;
        assert_eq!(critical.check_follows(&current), Ok(()));
    }

    #[test]
    fn version_can_be_neither_skipped_nor_kept() {
        let (current, mut next) = next();
        for version in [current.version, current.version + 2] {
            next.version = version;
            assert!(matches!(
                next.check_follows(&current),
                Err(SuccessorError::Version { .. })
            ));
        }
    }

    #[test]
    fn what_the_kind_fixes_stays() {
        let (current, mut next) = next();
        next.extended_key_usage = vec!["1.3.6.1.5.5.7.3.1".into()];
        assert!(matches!(
            next.check_follows(&current),
            Err(SuccessorError::Fixed {
                field: "extended_key_usage"
            })
        ));
    }

    #[test]
    fn bounds_hold_each_alone() {
        let changes: [(&str, Spoil); 6] = [
            ("validity.cap", |p| p.validity.cap = 398),
            ("validity.default", |p| p.validity.default = 181),
            ("algorithms", |p| p.algorithms.clear()),
            ("algorithms", |p| p.algorithms = vec![Algorithm::Ed25519; 2]),
            ("names.max_length", |p| p.names.max_length = 65),
            ("decisions", |p| p.decisions = 1),
        ];
        for (wanted, change) in changes {
            let (current, mut next) = next();
            change(&mut next);
            assert!(
                matches!(next.check_follows(&current), Err(SuccessorError::OutOfBounds { field, .. }) if field == wanted),
                "{wanted}"
            );
        }
    }

    #[test]
    fn authority_keeps_to_its_curves() {
        let current = Profile::built_in(ProfileId::IssuingCa);
        let mut next = current.clone();
        next.version += 1;
        next.algorithms = vec![Algorithm::Rsa4096];
        assert!(next.check_follows(&current).is_err());
    }

    #[test]
    fn a_version_that_says_the_same_is_refused() {
        let (current, _) = next();
        let mut same = current.clone();
        same.version += 1;
        assert_eq!(same.check_follows(&current), Err(SuccessorError::Unchanged));
    }
}
