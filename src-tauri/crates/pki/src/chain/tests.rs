use chancery_domain::profile::ProfileId;

use super::*;
use crate::crl::{CrlContent, CrlScope, RevocationReason, RevokedCertificate, issue};
use crate::fixtures::{Hierarchy, now};
use crate::oid;

struct World {
    hierarchy: Hierarchy,
    agent: Certificate,
    lists: Vec<RevocationList>,
}

impl World {
    fn new() -> Self {
        let hierarchy = Hierarchy::new();
        let agent = hierarchy.leaf(ProfileId::Agent, 9);
        let mut world = Self {
            hierarchy,
            agent,
            lists: vec![],
        };
        world.publish_root_list(1);
        world.publish_list(1, vec![]);
        world
    }

    fn content(number: u64, revoked: Vec<RevokedCertificate>, scope: CrlScope) -> CrlContent {
        let next_update = now().plus_seconds(86_400);
        CrlContent {
            number,
            this_update: now(),
            next_update,
            scope,
            revoked,
        }
    }

    fn publish_list(&mut self, number: u64, revoked: Vec<RevokedCertificate>) {
        self.publish(number, revoked, CrlScope::default());
    }

    fn publish(&mut self, number: u64, revoked: Vec<RevokedCertificate>, scope: CrlScope) {
        let content = Self::content(number, revoked, scope);
        let (issuer, key) = (&self.hierarchy.issuing, &self.hierarchy.issuing_key);
        self.lists
            .push(issue(&content, issuer, key).expect("signs"));
    }

    fn publish_root_list(&mut self, number: u64) {
        let content = Self::content(number, vec![], CrlScope::default());
        let (issuer, key) = (&self.hierarchy.root, &self.hierarchy.root_key);
        self.lists
            .push(issue(&content, issuer, key).expect("signs"));
    }

    fn revoked(&self, reason: RevocationReason) -> RevokedCertificate {
        RevokedCertificate {
            serial_number: self.agent.serial_number.clone(),
            revoked_at: now().plus_seconds(10),
            reason,
            invalid_since: Some(now().plus_seconds(-60)),
        }
    }

    fn revoke_agent(&mut self, number: u64, reason: RevocationReason) {
        self.publish_list(number, vec![self.revoked(reason)]);
    }

    fn path(&self) -> Path<'_> {
        Path {
            leaf: &self.agent,
            intermediates: std::slice::from_ref(&self.hierarchy.issuing),
            root: &self.hierarchy.root,
            at: now(),
            purpose: Some(oid::AGENT_ACTION),
            revocation: Revocation::Checked(&self.lists),
        }
    }
}

/// The rule that a path breaks.
fn broken(path: &Path<'_>) -> Option<Rule> {
    validate(path).err().map(|error| error.rule)
}

#[test]
fn agents_path_holds_and_is_for_practice() {
    let world = World::new();
    let chain = validate(&world.path()).expect("holds");
    assert_eq!(chain.certificates().len(), 3);
    assert!(chain.is_practice());
}

#[test]
fn every_profile_chains_up_to_the_root() {
    let world = World::new();
    for (first, id) in ProfileId::ALL.into_iter().skip(2).enumerate() {
        let first = u8::try_from(first).expect("few") + 20;
        let leaf = world.hierarchy.leaf(id, first);
        let path = Path {
            leaf: &leaf,
            purpose: None,
            ..world.path()
        };
        assert!(validate(&path).is_ok(), "{}", id.name());
    }
    let path = Path {
        leaf: &world.hierarchy.root,
        purpose: None,
        ..world.path()
    };
    assert!(validate(&path).is_ok());
}

#[test]
fn revoked_and_held_certificates_are_refused_from_that_second_on() {
    for reason in [
        RevocationReason::KeyCompromise,
        RevocationReason::CertificateHold,
    ] {
        let mut world = World::new();
        world.revoke_agent(2, reason);
        assert!(validate(&world.path()).is_ok(), "the second before");
        let path = Path {
            at: now().plus_seconds(10),
            ..world.path()
        };
        let told = Rule::Revoked {
            since: Some(now().plus_seconds(10)),
            reason,
            invalid_since: Some(now().plus_seconds(-60)),
        };
        assert_eq!(broken(&path), Some(told));
    }
}

#[test]
fn newest_list_counts_so_that_a_release_is_seen() {
    let mut world = World::new();
    world.revoke_agent(2, RevocationReason::CertificateHold);
    world.publish_list(3, vec![]);
    world.lists.reverse();
    assert!(
        validate(&Path {
            at: now().plus_seconds(10),
            ..world.path()
        })
        .is_ok()
    );
}

#[test]
fn part_of_the_list_counts_where_the_certificate_points_to_it() {
    let mut world = World::new();
    let own = world.agent.crl_urls[0].clone();
    let part = |uri: &str| CrlScope {
        distribution_point: Some(uri.to_owned()),
        ..CrlScope::default()
    };
    world.lists.pop();
    world.publish(
        2,
        vec![],
        part("http://pki.practice.example/crl/part-7.crl"),
    );
    assert_eq!(broken(&world.path()), Some(Rule::StatusUnknown));
    world.publish(3, vec![], part(&own));
    assert_eq!(broken(&world.path()), None);
}

#[test]
fn delta_adds_to_the_list_and_takes_away_from_it() {
    let delta = CrlScope {
        delta_base: Some(2),
        ..CrlScope::default()
    };
    let later = now().plus_seconds(10);
    let mut world = World::new();
    world.publish_list(2, vec![]);
    let revoked = world.revoked(RevocationReason::KeyCompromise);
    world.publish(3, vec![revoked], delta.clone());
    let path = Path {
        at: later,
        ..world.path()
    };
    assert!(matches!(broken(&path), Some(Rule::Revoked { .. })));

    let mut world = World::new();
    world.revoke_agent(2, RevocationReason::CertificateHold);
    let released = world.revoked(RevocationReason::RemoveFromCrl);
    world.publish(3, vec![released], delta);
    let path = Path {
        at: later,
        ..world.path()
    };
    assert_eq!(broken(&path), None);
    world.lists.pop();
    let path = Path {
        at: later,
        ..world.path()
    };
    assert!(matches!(broken(&path), Some(Rule::Revoked { .. })));
}

#[test]
fn without_a_current_list_the_status_is_unknown() {
    let mut world = World::new();
    let late = Path {
        at: now().plus_seconds(86_401),
        ..world.path()
    };
    assert!(matches!(broken(&late), Some(Rule::StatusUnknown)));
    assert!(
        validate(&Path {
            revocation: Revocation::NotAsked,
            ..late
        })
        .is_ok()
    );
    let stranger = World::new();
    let foreign = Path {
        revocation: Revocation::Checked(&stranger.lists),
        ..world.path()
    };
    assert!(matches!(broken(&foreign), Some(Rule::StatusUnknown)));
    world.lists.remove(0);
    let error = validate(&world.path()).expect_err("the issuing CA's status is unknown too");
    assert_eq!(error.rule, Rule::StatusUnknown);
    let subject = error.subject;
    assert!(subject.contains("Issuing CA"), "{subject}");
}

#[test]
fn path_is_refused_outside_of_its_validity() {
    let world = World::new();
    let ends = world.agent.validity.not_after;
    for at in [
        world.agent.validity.not_before.plus_seconds(-1),
        ends.plus_seconds(1),
    ] {
        let path = Path {
            at,
            revocation: Revocation::NotAsked,
            ..world.path()
        };
        assert!(matches!(broken(&path), Some(Rule::Validity { .. })), "{at}");
    }
    let path = Path {
        at: ends,
        revocation: Revocation::NotAsked,
        ..world.path()
    };
    assert!(validate(&path).is_ok());
}

#[test]
fn certificate_is_refused_for_another_purpose() {
    let world = World::new();
    let path = Path {
        purpose: Some(oid::OFFICER_DECISION),
        ..world.path()
    };
    assert!(matches!(broken(&path), Some(Rule::Purpose)));
}

#[test]
fn root_of_the_same_name_with_another_key_is_not_ours() {
    let (world, stranger) = (World::new(), World::new());
    let path = Path {
        root: &stranger.hierarchy.root,
        ..world.path()
    };
    assert!(matches!(broken(&path), Some(Rule::NoIssuer)));
    let path = Path {
        intermediates: &[],
        ..world.path()
    };
    assert!(matches!(broken(&path), Some(Rule::NoIssuer)));
}

#[test]
fn bent_signature_is_seen() {
    let world = World::new();
    let mut der = world.agent.der().to_vec();
    *der.last_mut().expect("not empty") ^= 1;
    let bent = Certificate::from_der(&der).expect("still reads");
    let path = Path {
        leaf: &bent,
        ..world.path()
    };
    assert!(matches!(broken(&path), Some(Rule::Signature(_))));
}

#[test]
fn ca_that_another_hierarchy_issued_is_no_way_up() {
    let (world, stranger) = (World::new(), World::new());
    let path = Path {
        intermediates: std::slice::from_ref(&stranger.hierarchy.issuing),
        ..world.path()
    };
    assert_eq!(broken(&path), Some(Rule::NoIssuer));
    let both = [
        stranger.hierarchy.issuing.clone(),
        world.hierarchy.issuing.clone(),
    ];
    let path = Path {
        intermediates: &both,
        ..world.path()
    };
    assert_eq!(broken(&path), None, "the other one is found");
}
