//! Why a policy was not taken.

use chancery_domain::policy::PolicyFault;

/// Why a policy was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyRefusal {
    /// It does not follow the one in force, or something could not be approved under it.
    #[error("the policy can't be taken")]
    Fault(#[from] PolicyFault),
    /// A group names somebody who could not approve.
    #[error("{officer} of the group {group} is no checker who serves")]
    NoChecker {
        /// Who.
        officer: String,
        /// Of which group.
        group: String,
    },
    /// A rule asks for more checkers than there are.
    #[error("rule {rule} asks for {needed} checkers; {serving} serve")]
    FewCheckers {
        /// The rule's number, from 1.
        rule: usize,
        /// How many it asks for.
        needed: usize,
        /// How many there are.
        serving: usize,
    },
}

impl PolicyRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Fault(_) => "policy-refused",
            Self::NoChecker { .. } => "policy-no-checker",
            Self::FewCheckers { .. } => "policy-few-checkers",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Fault(fault) => vec![("detail", fault.to_string())],
            Self::NoChecker { officer, group } => {
                vec![("officer", officer.clone()), ("group", group.clone())]
            }
            Self::FewCheckers {
                rule,
                needed,
                serving,
            } => vec![
                ("rule", rule.to_string()),
                ("needed", needed.to_string()),
                ("serving", serving.to_string()),
            ],
        }
    }
}
