//! Certification authorities: the root and those that issue.

use chancery_domain::profile::ProfileId;
use rcgen::{BasicConstraints, IsCa};

use super::{BuildError, Fields, base, encode_self_issued, encode_under, extension};
use crate::certificate::Certificate;
use crate::oid;
use crate::tbs::ToBeSigned;

/// The root: self-signed, in its own offline token.
pub fn root_ca(fields: &Fields) -> Result<ToBeSigned, BuildError> {
    let mut params = base(ProfileId::RootCa, fields)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    encode_self_issued(&params, fields)
}

/// An issuing CA: no CA below it; its status is in the root's list.
pub fn issuing_ca(
    fields: &Fields,
    root: &Certificate,
    root_crl_url: &str,
) -> Result<ToBeSigned, BuildError> {
    let mut params = base(ProfileId::IssuingCa, fields)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.crl_distribution_points = vec![extension::crl_distribution_point(root_crl_url)?];
    // What it may issue under; without these a policy check below it finds nothing.
    let mut policies = vec![oid::POLICY_AGENT];
    policies.extend(fields.practice.then_some(oid::POLICY_PRACTICE));
    params.custom_extensions = vec![extension::policies(&policies)];
    encode_under(root, &params, fields)
}
