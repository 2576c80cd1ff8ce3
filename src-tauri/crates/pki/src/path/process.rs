//! Judging one path from the anchor down: RFC 5280, 6.1.2 to 6.1.5. Signatures and
//! the chaining of names are already proved, since the path was built by them;
//! status is asked afterwards.

use chancery_domain::Utc;
use const_oid::ObjectIdentifier;

use super::budget::Meter;
use super::certificate::ForeignCertificate;
use super::constraints::Constraints;
use super::extensions::KeyUsage;
use super::oid::Oid;
use super::policy::{PolicyGraph, PolicyInputs, ValidPolicies};
use super::rule::{PathError, Rule};

const ANY_EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");

/// How many bytes of a certificate count as one more step.
const BYTES_A_STEP: usize = 64;

/// What is asked of one path.
pub(crate) struct Asked<'a> {
    pub(crate) at: Utc,
    pub(crate) purpose: Option<ObjectIdentifier>,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) policies: &'a PolicyInputs,
    pub(crate) understood: &'a [ObjectIdentifier],
}

/// The state variables of 6.1.2.
struct State<'a> {
    asked: &'a Asked<'a>,
    graph: PolicyGraph,
    constraints: Constraints<'a>,
    explicit_policy: usize,
    policy_mapping: usize,
    inhibit_any_policy: usize,
    max_path_length: usize,
}

/// Judges a path; `path` begins below the anchor and ends with the leaf.
pub(crate) fn process<'a>(
    anchor: &'a ForeignCertificate,
    path: &[&'a ForeignCertificate],
    asked: &'a Asked<'a>,
    meter: &mut Meter,
) -> Result<ValidPolicies, PathError> {
    let mut state = State::new(path.len(), asked);
    state
        .begin(anchor, path.is_empty())
        .map_err(|rule| rule.broken_by(anchor))?;
    let Some((leaf, above)) = path.split_last() else {
        return Ok(ValidPolicies::Any);
    };
    for certificate in above {
        state
            .step(certificate, false, meter)
            .and_then(|()| state.prepare_for_next(certificate, meter))
            .map_err(|rule| rule.broken_by(certificate))?;
    }
    state
        .step(leaf, true, meter)
        .and_then(|()| state.wrap_up(leaf, meter))
        .map_err(|rule| rule.broken_by(leaf))
}

impl<'a> State<'a> {
    /// 6.1.2
    fn new(length: usize, asked: &'a Asked<'a>) -> Self {
        let unless = |inhibited| if inhibited { 0 } else { length + 1 };
        Self {
            asked,
            graph: PolicyGraph::new(),
            constraints: Constraints::default(),
            explicit_policy: unless(asked.policies.explicit),
            policy_mapping: unless(asked.policies.inhibit_mapping),
            inhibit_any_policy: unless(asked.policies.inhibit_any),
            max_path_length: length,
        }
    }

    /// What the anchor says of itself binds the path as a CA's certificate would
    /// (RFC 5937), but for policies.
    fn begin(&mut self, anchor: &'a ForeignCertificate, alone: bool) -> Result<(), Rule> {
        self.validity(anchor)?;
        self.critical_extensions(anchor)?;
        if alone {
            return self.leaf_usage(anchor);
        }
        let constraints = anchor.extensions.basic_constraints;
        if constraints.is_some_and(|constraints| !constraints.ca) {
            return Err(Rule::NotACa);
        }
        self.constrain_names(anchor)?;
        self.limit_length(anchor);
        self.issuer_usage(anchor)
    }

    /// 6.1.3
    fn step(
        &mut self,
        certificate: &'a ForeignCertificate,
        last: bool,
        meter: &mut Meter,
    ) -> Result<(), Rule> {
        // Its lists are walked through once for each path that it stands on.
        meter.steps(1 + certificate.der().len() / BYTES_A_STEP)?;
        self.validity(certificate)?;
        let self_issued = certificate.is_self_issued();
        if last || !self_issued {
            self.constraints.check(certificate, meter)?;
        }
        let any_allowed = self.inhibit_any_policy > 0 || (!last && self_issued);
        let policies = certificate.extensions.policies.as_deref();
        self.graph.assert(policies, any_allowed, meter)?;
        if certificate.extensions.strange_qualifier {
            return Err(Rule::PolicyQualifier);
        }
        if self.explicit_policy == 0 && self.graph.is_null() {
            return Err(Rule::Policy);
        }
        Ok(())
    }

    fn validity(&self, certificate: &ForeignCertificate) -> Result<(), Rule> {
        let (first, last) = certificate.validity;
        let at = self.asked.at;
        if (first..=last).contains(&at.unix_seconds()) {
            Ok(())
        } else {
            Err(Rule::Validity { at })
        }
    }

    /// 6.1.4
    fn prepare_for_next(
        &mut self,
        certificate: &'a ForeignCertificate,
        meter: &mut Meter,
    ) -> Result<(), Rule> {
        let extensions = &certificate.extensions;
        let mappings = &extensions.policy_mappings;
        if mappings
            .iter()
            .any(|(a, b)| a.is_any_policy() || b.is_any_policy())
        {
            return Err(Rule::AnyPolicyMapped);
        }
        self.graph.map(mappings, self.policy_mapping > 0, meter)?;
        self.constrain_names(certificate)?;
        if !certificate.is_self_issued() {
            self.count_down();
        }
        lower(
            &mut self.explicit_policy,
            extensions.require_explicit_policy,
        );
        lower(&mut self.policy_mapping, extensions.inhibit_policy_mapping);
        lower(&mut self.inhibit_any_policy, extensions.inhibit_any_policy);
        if !certificate.is_ca() {
            return Err(Rule::NotACa);
        }
        if certificate.subject.is_empty() {
            return Err(Rule::EmptyName);
        }
        if !certificate.is_self_issued() {
            let left = self.max_path_length.checked_sub(1);
            self.max_path_length = left.ok_or(Rule::PathLength)?;
        }
        self.limit_length(certificate);
        self.issuer_usage(certificate)?;
        self.critical_extensions(certificate)
    }

    /// 6.1.4 (g)
    fn constrain_names(&mut self, certificate: &'a ForeignCertificate) -> Result<(), Rule> {
        let Some(constraints) = &certificate.extensions.name_constraints else {
            return Ok(());
        };
        if !constraints.are_whole() {
            return Err(Rule::UnprocessedConstraint);
        }
        self.constraints.add(constraints);
        Ok(())
    }

    /// 6.1.4 (h)
    fn count_down(&mut self) {
        for counter in [
            &mut self.explicit_policy,
            &mut self.policy_mapping,
            &mut self.inhibit_any_policy,
        ] {
            *counter = counter.saturating_sub(1);
        }
    }

    /// 6.1.4 (m)
    fn limit_length(&mut self, certificate: &ForeignCertificate) {
        let constraints = certificate.extensions.basic_constraints;
        lower(
            &mut self.max_path_length,
            constraints.and_then(|constraints| constraints.path_len),
        );
    }

    /// 6.1.4 (n), and the purposes for which a CA may issue.
    fn issuer_usage(&self, certificate: &ForeignCertificate) -> Result<(), Rule> {
        if !certificate.allows(KeyUsage::KEY_CERT_SIGN) {
            return Err(Rule::KeyCertSign);
        }
        let (Some(purpose), Some(purposes)) = (
            self.asked.purpose,
            &certificate.extensions.extended_key_usage,
        ) else {
            return Ok(());
        };
        let serves = |oid: &Oid| oid.is(purpose) || oid.is(ANY_EXTENDED_KEY_USAGE);
        if purposes.iter().any(serves) {
            Ok(())
        } else {
            Err(Rule::Purpose)
        }
    }

    /// 6.1.4 (o) and 6.1.5 (f)
    fn critical_extensions(&self, certificate: &ForeignCertificate) -> Result<(), Rule> {
        let understood = |oid: &Oid| self.asked.understood.iter().any(|known| oid.is(*known));
        let mut unknown = certificate.extensions.unknown_critical.iter();
        match unknown.find(|oid| !understood(oid)) {
            Some(oid) => Err(Rule::UnknownCritical { oid: oid.clone() }),
            None => Ok(()),
        }
    }

    /// 6.1.5
    fn wrap_up(
        &mut self,
        leaf: &ForeignCertificate,
        meter: &mut Meter,
    ) -> Result<ValidPolicies, Rule> {
        self.explicit_policy = self.explicit_policy.saturating_sub(1);
        if leaf.extensions.require_explicit_policy == Some(0) {
            self.explicit_policy = 0;
        }
        self.critical_extensions(leaf)?;
        self.leaf_usage(leaf)?;
        let acceptable = self.asked.policies.acceptable.as_ref();
        let policies = self.graph.valid_policies(acceptable, meter)?;
        if self.explicit_policy == 0 && !policies.is_some() {
            return Err(Rule::Policy);
        }
        Ok(policies)
    }

    fn leaf_usage(&self, leaf: &ForeignCertificate) -> Result<(), Rule> {
        if !self.asked.key_usage.is_none_or(|usage| leaf.allows(usage)) {
            return Err(Rule::KeyUsage);
        }
        let listed = |purpose| {
            let purposes = leaf.extensions.extended_key_usage.iter().flatten();
            purposes.into_iter().any(|oid: &Oid| oid.is(purpose))
        };
        if !self.asked.purpose.is_none_or(listed) {
            return Err(Rule::Purpose);
        }
        Ok(())
    }
}

fn lower(counter: &mut usize, to: Option<u32>) {
    if let Some(to) = to.and_then(|to| usize::try_from(to).ok()) {
        *counter = (*counter).min(to);
    }
}
