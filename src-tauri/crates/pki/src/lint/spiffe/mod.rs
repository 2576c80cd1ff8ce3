//! Rules of SPIFFE: SPIFFE-ID and X509-SVID.

mod spiffe_id;
mod svid_key_usage;
mod svid_one_uri;
mod svid_purposes;

use chancery_domain::profile::ProfileId;

use super::Rule;
use super::examined::Examined;

pub(super) const RULES: &[&Rule] = &[
    &spiffe_id::RULE,
    &svid_key_usage::RULE,
    &svid_one_uri::RULE,
    &svid_purposes::RULE,
];

/// An agent's certificate for TLS is the one that says it is an X.509-SVID: those for
/// action signing bear the name, and have a purpose of their own.
fn is_svid(examined: &Examined<'_>) -> bool {
    examined.expected.profile.id == ProfileId::AgentTls
}
