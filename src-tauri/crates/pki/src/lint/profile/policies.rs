//! Agents and issuing CAs carry id-cp-agent; in practice all but the root carry
//! id-cp-practice; nothing else.

use chancery_domain::profile::ProfileId;
use const_oid::ObjectIdentifier;
use der::Tag;

use crate::asn1::{Elements, Malformed};
use crate::lint::examined::{Examined, oid};
use crate::lint::{Rule, require};
use crate::oid::{CERTIFICATE_POLICIES, POLICY_AGENT, POLICY_PRACTICE};

pub(super) const RULE: Rule = Rule {
    name: "policies",
    clause: "certificate profiles, policies",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let (expected, id) = (examined.expected, examined.expected.profile.id);
    let for_agents = id.is_of_agents() || id == ProfileId::IssuingCa;
    let for_practice = expected.practice && id != ProfileId::RootCa;
    let wanted = [
        for_agents.then_some(POLICY_AGENT),
        for_practice.then_some(POLICY_PRACTICE),
    ];
    let found = found(examined).unwrap_or_default();
    require(found.iter().eq(wanted.iter().flatten()), || {
        format!("it has {:?}", examined.certificate.policies)
    })
}

fn found(examined: &Examined<'_>) -> Result<Vec<ObjectIdentifier>, Malformed> {
    let Some(extension) = examined.extension(CERTIFICATE_POLICIES) else {
        return Ok(Vec::new());
    };
    let identifier = |(_, term)| oid(Elements::of(term)?.required(Tag::ObjectIdentifier)?);
    extension.parts()?.into_iter().map(identifier).collect()
}
