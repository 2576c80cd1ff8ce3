//! The valid policy graph (RFC 5280, 6.1.2 to 6.1.5, as RFC 9618 rewrites it): one
//! node for each policy at each depth, so that mappings that cross each other can't
//! make it grow beyond the sum of what the certificates say.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::{Exhausted, Meter};
use super::oid::Oid;

/// What the user asks of policies (6.1.1 (c), (e), (f), (g)).
#[derive(Debug, Clone, Default)]
pub struct PolicyInputs {
    /// Policies of which one must hold; `None` for any.
    pub acceptable: Option<BTreeSet<Oid>>,
    /// The path must be valid for a policy.
    pub explicit: bool,
    /// Mappings are not followed.
    pub inhibit_mapping: bool,
    /// anyPolicy is not taken for every policy.
    pub inhibit_any: bool,
}

/// The policies under which a path is valid, in the user's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValidPolicies {
    /// Every one of the user's.
    Any,
    /// These; perhaps none.
    Only(BTreeSet<Oid>),
}

impl ValidPolicies {
    /// Whether there is one.
    pub fn is_some(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Only(policies) => !policies.is_empty(),
        }
    }
}

/// The nodes of one depth.
#[derive(Default)]
struct Level {
    /// Each policy with the policies above it; with none, it is below anyPolicy.
    nodes: BTreeMap<Oid, BTreeSet<Oid>>,
    /// A node of anyPolicy, always below anyPolicy.
    any: bool,
}

impl Level {
    fn is_empty(&self) -> bool {
        self.nodes.is_empty() && !self.any
    }
}

/// The graph down to the certificate reached.
pub(crate) struct PolicyGraph {
    levels: Vec<Level>,
    /// What the next certificate may assert: policies with those above them that
    /// expect them.
    expected: Level,
}

impl PolicyGraph {
    /// 6.1.2 (a): anyPolicy alone.
    pub(crate) fn new() -> Self {
        let any = true;
        Self {
            levels: Vec::new(),
            expected: Level {
                any,
                ..Level::default()
            },
        }
    }

    /// Whether no policy is left: the graph is NULL.
    pub(crate) fn is_null(&self) -> bool {
        self.levels.last().is_some_and(Level::is_empty)
    }

    /// 6.1.3 (d) and (e).
    pub(crate) fn assert(
        &mut self,
        policies: Option<&[Oid]>,
        any_allowed: bool,
        meter: &mut Meter,
    ) -> Result<(), Exhausted> {
        let expected = std::mem::take(&mut self.expected);
        let mut level = Level::default();
        if let Some(policies) = policies {
            meter.steps(policies.len() + expected.nodes.len())?;
            let asserts_any = any_allowed && policies.iter().any(Oid::is_any_policy);
            for policy in policies.iter().filter(|policy| !policy.is_any_policy()) {
                match expected.nodes.get(policy) {
                    Some(above) => level.nodes.insert(policy.clone(), above.clone()),
                    None if expected.any => level.nodes.insert(policy.clone(), BTreeSet::new()),
                    None => None,
                };
            }
            if asserts_any {
                for (policy, above) in expected.nodes {
                    level.nodes.entry(policy).or_insert(above);
                }
            }
            level.any = expected.any && asserts_any;
        }
        self.levels.push(level);
        Ok(())
    }

    /// 6.1.4 (b): what the policies of this certificate are called below it.
    pub(crate) fn map(
        &mut self,
        mappings: &[(Oid, Oid)],
        allowed: bool,
        meter: &mut Meter,
    ) -> Result<(), Exhausted> {
        let Some(level) = self.levels.last_mut() else {
            return Ok(());
        };
        meter.steps(mappings.len() + level.nodes.len())?;
        let mut mapped = BTreeSet::new();
        let mut expected = Level {
            any: level.any,
            ..Level::default()
        };
        for (issuer_domain, subject_domain) in mappings {
            if !allowed {
                level.nodes.remove(issuer_domain);
                continue;
            }
            if level.any {
                level.nodes.entry(issuer_domain.clone()).or_default();
            }
            mapped.insert(issuer_domain);
            if level.nodes.contains_key(issuer_domain) {
                let above = expected.nodes.entry(subject_domain.clone()).or_default();
                above.insert(issuer_domain.clone());
            }
        }
        for policy in level.nodes.keys().filter(|policy| !mapped.contains(policy)) {
            let above = expected.nodes.entry(policy.clone()).or_default();
            above.insert(policy.clone());
        }
        self.expected = expected;
        Ok(())
    }

    /// 6.1.5 (g): the policies in the user's terms under which the path is valid.
    pub(crate) fn valid_policies(
        &self,
        acceptable: Option<&BTreeSet<Oid>>,
        meter: &mut Meter,
    ) -> Result<ValidPolicies, Exhausted> {
        let Some(last) = self.levels.last() else {
            return Ok(ValidPolicies::Any);
        };
        if last.any {
            let all = acceptable.map_or(ValidPolicies::Any, |a| ValidPolicies::Only(a.clone()));
            return Ok(all);
        }
        let roots = self.roots(last, meter)?;
        let valid = match acceptable {
            Some(acceptable) => roots.intersection(acceptable).cloned().collect(),
            None => roots,
        };
        Ok(ValidPolicies::Only(valid))
    }

    /// The nodes below anyPolicy from which the last level is reached.
    fn roots(&self, last: &Level, meter: &mut Meter) -> Result<BTreeSet<Oid>, Exhausted> {
        let mut roots = BTreeSet::new();
        let mut reached: BTreeSet<&Oid> = last.nodes.keys().collect();
        for level in self.levels.iter().rev() {
            let mut above = BTreeSet::new();
            for policy in reached {
                let Some(parents) = level.nodes.get(policy) else {
                    continue;
                };
                meter.steps(1 + parents.len())?;
                if parents.is_empty() {
                    roots.insert(policy.clone());
                }
                above.extend(parents);
            }
            reached = above;
        }
        Ok(roots)
    }
}
