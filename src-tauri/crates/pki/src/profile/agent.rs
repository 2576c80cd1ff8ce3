//! Agents, for signing actions.

use chancery_domain::profile::ProfileId;
use rcgen::SanType;

use super::{BuildError, Fields, Locations, base, encode_under, extension, subject_key_identifier};
use crate::certificate::Certificate;
use crate::oid;
use crate::scope_extension::AgentScope;
use crate::tbs::ToBeSigned;

/// What an agent's certificate says besides the common fields.
#[derive(Debug, Clone)]
pub struct AgentContent {
    /// `spiffe://<trust domain>/agent/<agent id>`, the one alternative name.
    pub spiffe_id: String,
    /// What it may do and who allowed it.
    pub scope: AgentScope,
}

/// An agent's certificate.
pub fn agent(
    fields: &Fields,
    content: &AgentContent,
    issuer: &Certificate,
    locations: &Locations,
) -> Result<ToBeSigned, BuildError> {
    let mut params = base(ProfileId::Agent, fields)?;
    let uri = content
        .spiffe_id
        .as_str()
        .try_into()
        .map_err(|_| BuildError::Text("the SPIFFE ID"))?;
    params.subject_alt_names = vec![SanType::URI(uri)];
    params.crl_distribution_points = vec![extension::crl_distribution_point(&locations.crl_url)?];
    let mut policies = vec![oid::POLICY_AGENT];
    policies.extend(fields.practice.then_some(oid::POLICY_PRACTICE));
    params.custom_extensions = vec![
        extension::subject_key_identifier(&subject_key_identifier(fields)?),
        extension::policies(&policies),
        extension::authority_info_access(locations)?,
        extension::agent_scope(&content.scope)?,
    ];
    // With several limits none of them is the certificate's one limit value.
    if let [limit] = content.scope.scope.limits[..] {
        params
            .custom_extensions
            .push(extension::qc_limit_value(limit.per_action));
    }
    encode_under(issuer, &params, fields)
}
