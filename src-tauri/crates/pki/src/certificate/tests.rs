use chancery_domain::SigningKey as _;
use chancery_domain::profile::ProfileId;

use super::*;
use crate::fixtures::{Hierarchy, agent_content, locations, now};

#[test]
fn agents_certificate_reads_as_it_was_asked_for() {
    let hierarchy = Hierarchy::new();
    let agent = hierarchy.leaf(ProfileId::Agent, 9);
    assert_eq!(
        agent.subject.to_string(),
        "C=DE, O=Übungsbank AG, organizationIdentifier=LEIXG-529900T8BM49AURSDO55, \
         CN=ai_trader_bot_v2"
    );
    assert_eq!(agent.uris, [agent_content().spiffe_id]);
    assert_eq!(agent.agent_scope(), agent_content().scope.as_ref());
    assert_eq!(agent.key_usage, ["digitalSignature", "contentCommitment"]);
    assert_eq!(agent.extended_key_usage, [oid::AGENT_ACTION.to_string()]);
    assert_eq!(agent.crl_urls, [locations().crl_url]);
    assert_eq!(agent.issuer_urls, [locations().issuer_url]);
    assert_eq!(agent.ocsp_urls, [locations().ocsp_url.expect("has one")]);
    assert_eq!(agent.validity.not_before, now().plus_seconds(-60));
    assert!(agent.validity.is_within_days(90) && !agent.validity.is_within_days(89));
    assert!(agent.is_practice() && agent.ca.is_none() && !agent.is_self_issued());
    assert!(hierarchy.root.is_self_issued());
}

#[test]
fn no_changed_byte_leaves_a_certificate_that_verifies() {
    let hierarchy = Hierarchy::new();
    let agent = hierarchy.leaf(ProfileId::Agent, 9);
    for at in 0..agent.der().len() {
        let mut bent = agent.der().to_vec();
        bent[at] ^= 1;
        let good = Certificate::from_der(&bent)
            .is_ok_and(|bent| bent.is_signed_by(hierarchy.issuing_key.spki()));
        assert!(!good, "byte {at}");
    }
    let trailing = [agent.der(), &[0]].concat();
    assert_eq!(Certificate::from_der(&trailing), Err(NotACertificate::Form));
}
