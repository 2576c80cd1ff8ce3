//! Lists and deltas that the certificate's issuer did not sign.

use super::forge::*;
use crate::asn1::integer;
use crate::fixtures::MemoryKey;
use crate::path::{CertificateList, ForeignCertificate, Rule, answer};

fn list(draft: &ListDraft, key: &MemoryKey) -> CertificateList {
    CertificateList::from_der(&draft.signed_by(key)).expect("readable")
}

fn broken(signed: &Signed) -> Option<Rule> {
    let lists = signed.lists();
    answer(&signed.question(&lists))
        .verdict
        .err()
        .map(|error| error.rule)
}

/// A hierarchy whose CA has a second key for its lists.
struct Separate {
    world: World,
    signer: MemoryKey,
    /// The certificate of that key.
    draft: Draft,
}

impl Separate {
    fn new() -> Self {
        let signer = key();
        let draft = Draft {
            serial: vec![7],
            ..Draft::new("Root", "CA", &signer).with(key_usage(&[6]))
        };
        Self {
            world: World::new(),
            signer,
            draft,
        }
    }

    fn signed_by(&self, issuer_key: &MemoryKey) -> Signed {
        let mut signed = self.world.sign().expect("readable");
        let certificate = ForeignCertificate::from_der(&self.draft.signed_by(issuer_key));
        signed.intermediates.push(certificate.expect("readable"));
        signed.lists[1] = list(&self.world.lists[0], &self.signer);
        signed
    }

    fn broken(&self) -> Option<Rule> {
        broken(&self.signed_by(&self.world.root_key))
    }
}

#[test]
fn signer_of_lists_needs_a_path_of_its_own() {
    let good = Separate::new();
    assert_eq!(good.broken(), None);
    let by_stranger = good.signed_by(&good.world.other_key);
    assert_eq!(broken(&by_stranger), Some(Rule::StatusUnknown));
}

#[test]
fn bad_signer_of_lists_is_not_believed() {
    type Bend = fn(&mut Separate);
    let cases: [(&str, Bend); 4] = [
        ("for other uses", |it| {
            it.draft = it.draft.clone().with(key_usage(&[0]))
        }),
        ("expired", |it| it.draft.validity.1 = "260201000000Z"),
        ("revoked", |it| {
            it.world.root_list = it.world.root_list.clone().listing(&[7], 1)
        }),
        ("unknown critical extension", |it| {
            let unknown = critical("1.3.6.1.4.1.99999.99", vec![5, 0]);
            it.draft = it.draft.clone().with(unknown);
        }),
    ];
    for (what, bend) in cases {
        let mut separate = Separate::new();
        bend(&mut separate);
        assert_eq!(separate.broken(), Some(Rule::StatusUnknown), "{what}");
    }
}

#[test]
fn delta_of_a_stranger_changes_nothing() {
    let world = World::new();
    let delta = |reason| {
        ListDraft::new("CA")
            .listing(&[9], reason)
            .with(extension("2.5.29.20", integer(2)))
            .with(critical("2.5.29.27", integer(1)))
    };
    let mut signed = world.sign().expect("readable");
    signed.lists.push(list(&delta(1), &world.other_key));
    assert_eq!(broken(&signed), None);
    let stale = ListDraft {
        next_update: Some("261122143259Z"),
        ..world.lists[0].clone()
    };
    signed.lists[1] = list(&stale, &world.ca_key);
    assert_eq!(broken(&signed), Some(Rule::StatusUnknown));
    let held = world.lists[0].clone().listing(&[9], 6);
    signed.lists = vec![
        list(&world.root_list, &world.root_key),
        list(&held, &world.ca_key),
        list(&delta(8), &world.other_key),
    ];
    assert!(matches!(broken(&signed), Some(Rule::Revoked { .. })));
    signed.lists[2] = list(&delta(8), &world.ca_key);
    assert_eq!(broken(&signed), None);
}

#[test]
fn delta_of_another_base_or_scope_changes_nothing() {
    let world = World::new();
    let delta = |base, number| {
        ListDraft::new("CA")
            .listing(&[9], 1)
            .with(extension("2.5.29.20", integer(number)))
            .with(critical("2.5.29.27", integer(base)))
    };
    let other_scope = delta(1, 2).with(scope(&[crate::asn1::primitive(1, &[0xff])]));
    for (what, delta) in [
        ("a later base", delta(2, 3)),
        ("not newer than the list", delta(1, 1)),
        ("another scope", other_scope),
    ] {
        let mut signed = world.sign().expect("readable");
        signed.lists.push(list(&delta, &world.ca_key));
        assert_eq!(broken(&signed), None, "{what}");
    }
}
