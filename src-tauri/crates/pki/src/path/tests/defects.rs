//! A good hierarchy with one thing wrong in it: the rule that is named.

use der::Tag;

use super::forge::*;
use crate::asn1::{constructed, integer, oid, primitive, sequence, tlv};
use crate::path::{Oid, Unreadable, answer};

const PERMITTED_DNS: &str = "bank.example";

fn dns(text: &str) -> Vec<u8> {
    general_name(2, text)
}

fn named(leaf: &[Vec<u8>], permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> World {
    let mut world = World::new();
    world.ca = world.ca.with(name_constraints(permitted, excluded));
    world.leaf = world.leaf.with(alternative_names(leaf));
    world
}

fn bent(bend: impl FnOnce(&mut World)) -> World {
    let mut world = World::new();
    bend(&mut world);
    world
}

fn leaf(extension: Extension) -> World {
    bent(|world| world.leaf = world.leaf.clone().with(extension))
}

fn ca(extension: Extension) -> World {
    bent(|world| world.ca = world.ca.clone().with(extension))
}

fn list(extension: Extension) -> World {
    bent(|world| world.lists[0] = world.lists[0].clone().with(extension))
}

fn directory(name: &[u8]) -> Vec<u8> {
    constructed(4, &[name.to_vec()])
}

/// `[0] { [0] { [6] uri } }` of an issuing distribution point.
fn point(uri: &str) -> Vec<u8> {
    constructed(0, &[constructed(0, &[general_name(6, uri)])])
}

fn flag(number: u8) -> Vec<u8> {
    primitive(number, &[0xff])
}

const P1: &str = "1.3.6.1.4.1.99999.1";
const ANY: &str = "2.5.29.32.0";
const STRANGE: &str = "1.3.6.1.4.1.99999.99";

/// What is well: it shows that the defects below are what is refused.
fn good() -> Vec<(&'static str, World)> {
    vec![
        ("nothing bent", World::new()),
        (
            "unknown extension, not critical",
            leaf(extension(STRANGE, vec![5, 0])),
        ),
        (
            "permitted name",
            named(&[dns("a.bank.example")], &[dns(PERMITTED_DNS)], &[]),
        ),
        (
            "name of another form",
            named(&[general_name(1, "a@x.example")], &[dns("y")], &[]),
        ),
        (
            "name beside an excluded one",
            named(&[dns("b.example")], &[], &[dns("a.example")]),
        ),
        (
            "policy on the whole path",
            bent(|w| {
                w.ca =
                    w.ca.clone()
                        .with(policies(&[P1]))
                        .with(policy_constraints(Some(0), None));
                w.leaf = w.leaf.clone().with(policies(&[P1]));
            }),
        ),
        (
            "list of its distribution point",
            bent(|w| {
                w.leaf = w.leaf.clone().with(distribution_point("http://x/1"));
                w.lists[0] = w.lists[0].clone().with(scope(&[point("http://x/1")]));
            }),
        ),
        (
            "lists that share the reasons",
            bent(|w| {
                let some = |bits: &[u8]| scope(&[primitive(3, bits)]);
                w.lists = vec![
                    ListDraft::new("CA").with(some(&[0, 0b0111_0000])),
                    ListDraft::new("CA").with(some(&[7, 0b0000_1111, 0x80])),
                ];
            }),
        ),
        (
            "no status is ever told",
            bent(|w| {
                w.leaf = w.leaf.clone().with(extension("2.5.29.56", vec![5, 0]));
                w.lists.clear();
            }),
        ),
        (
            "removed by a delta",
            bent(|w| {
                w.lists = vec![
                    ListDraft::new("CA").listing(&[9], 6),
                    ListDraft::new("CA")
                        .listing(&[9], 8)
                        .with(extension("2.5.29.20", integer(2)))
                        .with(critical("2.5.29.27", integer(1))),
                ];
            }),
        ),
        (
            "another serial is revoked",
            bent(|w| {
                w.lists[0] = w.lists[0].clone().listing(&[8], 1);
            }),
        ),
    ]
}

/// One thing wrong in each, the certificate at fault, and the rule.
fn bad() -> Vec<(&'static str, World, &'static str, &'static str)> {
    let mut all = of_the_certificates();
    all.extend(of_names());
    all.extend(of_policies());
    all.extend(of_status());
    all
}

fn of_the_certificates() -> Vec<(&'static str, World, &'static str, &'static str)> {
    vec![
        (
            "signed by a stranger",
            bent(|w| w.forged = true),
            "Leaf",
            "Signature",
        ),
        (
            "issuer is not there",
            bent(|w| w.leaf.issuer = name("CB")),
            "Leaf",
            "NoIssuer",
        ),
        (
            "expired",
            bent(|w| w.leaf.validity.1 = "261122143259Z"),
            "Leaf",
            "Validity",
        ),
        (
            "not yet valid",
            bent(|w| w.leaf.validity.0 = "261122143301Z"),
            "Leaf",
            "Validity",
        ),
        (
            "CA expired",
            bent(|w| w.ca.validity.1 = "261122143259Z"),
            "CA",
            "Validity",
        ),
        (
            "root expired",
            bent(|w| w.root.validity.1 = "261122143259Z"),
            "Root",
            "Validity",
        ),
        (
            "unknown critical extension",
            leaf(critical(STRANGE, vec![5, 0])),
            "Leaf",
            "UnknownCritical",
        ),
        (
            "unknown critical extension of a CA",
            ca(critical(STRANGE, vec![5, 0])),
            "CA",
            "UnknownCritical",
        ),
        (
            "no basic constraints",
            bent(|w| w.ca = w.ca.clone().without("2.5.29.19")),
            "CA",
            "NotACa",
        ),
        (
            "not a CA",
            ca(basic_constraints(false, None)),
            "CA",
            "NotACa",
        ),
        (
            "version 1 CA",
            bent(|w| {
                w.ca.version = None;
                w.ca.extensions.clear();
            }),
            "CA",
            "NotACa",
        ),
        (
            "no certificates may be signed",
            ca(key_usage(&[6])),
            "CA",
            "KeyCertSign",
        ),
        (
            "path too long",
            bent(|w| w.root = w.root.clone().with(basic_constraints(true, Some(0)))),
            "CA",
            "PathLength",
        ),
        (
            "purpose not listed",
            leaf(purposes(&["1.3.6.1.5.5.7.3.1"])),
            "Leaf",
            "Purpose",
        ),
        (
            "any purpose is not this one",
            leaf(purposes(&["2.5.29.37.0"])),
            "Leaf",
            "Purpose",
        ),
        (
            "no purpose",
            bent(|w| w.leaf = w.leaf.clone().without("2.5.29.37")),
            "Leaf",
            "Purpose",
        ),
        (
            "CA for another purpose",
            ca(purposes(&["1.3.6.1.5.5.7.3.1"])),
            "CA",
            "Purpose",
        ),
        (
            "key for another use",
            leaf(key_usage(&[2])),
            "Leaf",
            "KeyUsage",
        ),
        (
            "nameless CA",
            bent(|w| {
                w.ca.subject = sequence(&[]);
                w.leaf.issuer = sequence(&[]);
                w.lists[0].issuer = sequence(&[]);
            }),
            "the certificate with serial number 01",
            "EmptyName",
        ),
    ]
}

fn of_names() -> Vec<(&'static str, World, &'static str, &'static str)> {
    let bank = [dns(PERMITTED_DNS)];
    let subject = directory(&name("Leaf"));
    let range = primitive(7, &[192, 0, 2, 0, 255, 255, 255, 0]);
    let mail = attribute("1.2.840.113549.1.9.1", Tag::Ia5String, "a@evil.example");
    let other = [constructed(
        0,
        &[oid(arc(STRANGE)), constructed(0, &[integer(1)])],
    )];
    let registered = [primitive(8, &[42, 3])];
    let minimum = sequence(&[constructed(0, &[sequence(&[dns("x"), primitive(0, &[1])])])]);
    vec![
        (
            "DNS name not permitted",
            named(&[dns("evil.example")], &bank, &[]),
            "Leaf",
            "NotPermitted",
        ),
        (
            "one of two not permitted",
            named(&[dns(PERMITTED_DNS), dns("evil.example")], &bank, &[]),
            "Leaf",
            "NotPermitted",
        ),
        (
            "DNS name excluded",
            named(&[dns("a.bank.example")], &[], &bank),
            "Leaf",
            "Excluded",
        ),
        (
            "wildcard over an excluded name",
            named(&[dns("*.bank.example")], &[], &[dns("a.bank.example")]),
            "Leaf",
            "Excluded",
        ),
        (
            "name that the root does not permit",
            bent(|w| {
                w.root = w.root.clone().with(name_constraints(&bank, &[]));
                w.leaf = w
                    .leaf
                    .clone()
                    .with(alternative_names(&[dns("evil.example")]));
            }),
            "Leaf",
            "NotPermitted",
        ),
        (
            "URI not permitted",
            named(
                &[general_name(6, "spiffe://evil.example/a")],
                &[general_name(6, PERMITTED_DNS)],
                &[],
            ),
            "Leaf",
            "NotPermitted",
        ),
        (
            "URI without a host",
            named(
                &[general_name(6, "urn:x")],
                &[],
                &[general_name(6, PERMITTED_DNS)],
            ),
            "Leaf",
            "Excluded",
        ),
        (
            "address not permitted",
            named(&[primitive(7, &[192, 0, 3, 1])], &[range], &[]),
            "Leaf",
            "NotPermitted",
        ),
        (
            "mailbox not permitted",
            named(
                &[general_name(1, "a@evil.example")],
                &[general_name(1, PERMITTED_DNS)],
                &[],
            ),
            "Leaf",
            "NotPermitted",
        ),
        (
            "mailbox in the subject",
            bent(|w| {
                w.ca =
                    w.ca.clone()
                        .with(name_constraints(&[general_name(1, PERMITTED_DNS)], &[]));
                w.leaf.subject = mail;
            }),
            "1.2.840.113549.1.9.1=a@evil.example",
            "NotPermitted",
        ),
        (
            "subject not permitted",
            named(&[dns("a")], &[directory(&name("Other"))], &[]),
            "Leaf",
            "NotPermitted",
        ),
        (
            "subject excluded",
            named(&[dns("a")], &[], &[subject]),
            "Leaf",
            "Excluded",
        ),
        (
            "form that is not processed",
            named(&other, &other, &[]),
            "Leaf",
            "NotPermitted",
        ),
        (
            "form that is not processed, excluded",
            named(&registered, &[], &registered),
            "Leaf",
            "Excluded",
        ),
        (
            "subtree with a minimum",
            ca(critical("2.5.29.30", minimum)),
            "CA",
            "UnprocessedConstraint",
        ),
    ]
}

fn of_policies() -> Vec<(&'static str, World, &'static str, &'static str)> {
    let strange = sequence(&[sequence(&[
        oid(arc(P1)),
        sequence(&[sequence(&[oid(arc(STRANGE)), integer(1)])]),
    ])]);
    vec![
        (
            "no policy where one is demanded",
            ca(policy_constraints(Some(0), None)),
            "Leaf",
            "Policy",
        ),
        (
            "anyPolicy inhibited",
            bent(|w| {
                w.ca =
                    w.ca.clone()
                        .with(policies(&[P1]))
                        .with(policy_constraints(Some(0), None))
                        .with(critical("2.5.29.54", integer(0)));
                w.leaf = w.leaf.clone().with(policies(&[ANY]));
            }),
            "Leaf",
            "Policy",
        ),
        (
            "mapping from anyPolicy",
            ca(mappings(&[(ANY, P1)])),
            "CA",
            "AnyPolicyMapped",
        ),
        (
            "mapping to anyPolicy",
            ca(mappings(&[(P1, ANY)])),
            "CA",
            "AnyPolicyMapped",
        ),
        (
            "qualifier of another kind",
            leaf(critical("2.5.29.32", strange)),
            "Leaf",
            "PolicyQualifier",
        ),
    ]
}

fn of_status() -> Vec<(&'static str, World, &'static str, &'static str)> {
    let unknown = |bend: fn(&mut World)| ("", bent(bend), "Leaf", "StatusUnknown");
    let named = |what, (_, world, who, rule): (_, _, _, _)| (what, world, who, rule);
    let scoped = |what, fields: &[Vec<u8>]| (what, list(scope(fields)), "Leaf", "StatusUnknown");
    vec![
        (
            "revoked",
            bent(|w| w.lists[0] = w.lists[0].clone().listing(&[9], 1)),
            "Leaf",
            "Revoked",
        ),
        (
            "on hold",
            bent(|w| w.lists[0] = w.lists[0].clone().listing(&[9], 6)),
            "Leaf",
            "Revoked",
        ),
        (
            "CA revoked",
            bent(|w| w.root_list = w.root_list.clone().listing(&[1], 2)),
            "CA",
            "Revoked",
        ),
        (
            "revoked by a delta",
            bent(|w| {
                let delta = ListDraft::new("CA")
                    .listing(&[9], 1)
                    .with(extension("2.5.29.20", integer(2)))
                    .with(critical("2.5.29.27", integer(1)));
                w.lists.push(delta);
            }),
            "Leaf",
            "Revoked",
        ),
        named("no list", unknown(|w| w.lists.clear())),
        named(
            "list past its next update",
            unknown(|w| w.lists[0].next_update = Some("261122143259Z")),
        ),
        named(
            "list without a next update",
            unknown(|w| w.lists[0].next_update = None),
        ),
        named(
            "list signed by a stranger",
            unknown(|w| w.forged_lists = true),
        ),
        named(
            "CA that may not sign lists",
            unknown(|w| w.ca = w.ca.clone().with(key_usage(&[5]))),
        ),
        named(
            "a delta alone",
            unknown(|w| {
                w.lists[0] = w.lists[0].clone().with(critical("2.5.29.27", integer(1)));
            }),
        ),
        (
            "unknown critical extension of a list",
            list(critical(STRANGE, vec![5, 0])),
            "Leaf",
            "StatusUnknown",
        ),
        named(
            "unknown critical extension of an entry",
            unknown(|w| {
                w.lists[0] = w.lists[0].clone().listing(&[8], 1);
                w.lists[0].entries[0].2 = vec![critical(STRANGE, vec![5, 0])];
            }),
        ),
        scoped("list of CA certificates", &[flag(2)]),
        scoped("list of attribute certificates", &[flag(5)]),
        scoped("list of some reasons", &[primitive(3, &[0, 0b0100_0000])]),
        scoped("list of another distribution point", &[point("http://x/2")]),
        (
            "CA whose status is never told",
            bent(|w| {
                w.ca = w.ca.clone().with(extension("2.5.29.56", vec![5, 0]));
                w.root_list.next_update = None;
            }),
            "CA",
            "StatusUnknown",
        ),
        named(
            "status withheld beside a distribution point",
            unknown(|w| {
                w.leaf = w
                    .leaf
                    .clone()
                    .with(extension("2.5.29.56", vec![5, 0]))
                    .with(distribution_point("http://x/1"));
                w.lists.clear();
            }),
        ),
    ]
}

/// The certificate at fault and the rule, if a rule is broken.
fn fault(world: &World) -> Option<(String, String)> {
    let signed = world.sign().expect("readable");
    let lists = signed.lists();
    let error = answer(&signed.question(&lists)).verdict.err()?;
    assert!(error.rule.clause().starts_with("RFC 5280"));
    Some((error.subject, format!("{:?}", error.rule)))
}

#[test]
fn what_is_well_holds() {
    for (what, world) in good() {
        assert_eq!(fault(&world), None, "{what}");
    }
}

#[test]
fn each_defect_is_named_with_its_certificate() {
    for (what, world, who, rule) in bad() {
        let (subject, found) = fault(&world).unwrap_or_else(|| panic!("{what}: it holds"));
        assert!(found.starts_with(rule), "{what}: {found}");
        assert!(
            subject == who || subject == format!("CN={who}"),
            "{what}: {subject}"
        );
    }
}

#[test]
fn malformed_certificates_are_not_read() {
    let doubled = bent(|w| {
        let again = w.leaf.extensions[0].clone();
        w.leaf.extensions.push(again);
    });
    let usage = Oid::from(arc("2.5.29.15"));
    let other_algorithm = sequence(&[oid(arc("1.2.840.10045.4.3.3"))]);
    let form = Unreadable::Form;
    let cases: Vec<(&str, World, Unreadable)> = vec![
        (
            "extension twice",
            doubled,
            Unreadable::Extension(Some(usage.clone())),
        ),
        (
            "empty extension",
            leaf(critical("2.5.29.15", vec![])),
            Unreadable::Extension(Some(usage)),
        ),
        (
            "nine unused bits",
            leaf(critical("2.5.29.15", tlv(Tag::BitString, &[9, 0x80]))),
            Unreadable::Extension(Some(Oid::from(arc("2.5.29.15")))),
        ),
        (
            "two algorithms",
            bent(|w| w.leaf.inner_algorithm = Some(other_algorithm)),
            Unreadable::TwoAlgorithms,
        ),
        (
            "extensions in version 1",
            bent(|w| w.leaf.version = None),
            form.clone(),
        ),
        (
            "version 4",
            bent(|w| w.leaf.version = Some(3)),
            form.clone(),
        ),
        (
            "version 1, written",
            bent(|w| w.leaf.version = Some(0)),
            form.clone(),
        ),
        (
            "serial with a needless zero",
            bent(|w| w.leaf.serial = vec![0, 9]),
            form.clone(),
        ),
        ("no serial", bent(|w| w.leaf.serial = vec![]), form.clone()),
        (
            "month 13",
            bent(|w| w.leaf.validity.1 = "271301000000Z"),
            form.clone(),
        ),
        (
            "name that is no set of sets",
            bent(|w| w.leaf.subject = sequence(&[integer(1)])),
            form.clone(),
        ),
        (
            "name without end",
            bent(|w| w.leaf.subject = name(&"x".repeat(5000))),
            form,
        ),
    ];
    for (what, world, want) in cases {
        assert_eq!(world.sign().err(), Some(want), "{what}");
    }
}

#[test]
fn trailing_bytes_and_other_lengths_are_not_read() {
    let good = World::new().leaf.signed_by(&key());
    assert!(crate::path::ForeignCertificate::from_der(&good).is_ok());
    let mut trailing = good.clone();
    trailing.push(0);
    let long = tlv(Tag::Sequence, &vec![0; crate::path::LONGEST]);
    for (der, want) in [
        (trailing, Unreadable::Form),
        (long, Unreadable::Long),
        (vec![], Unreadable::Form),
    ] {
        assert_eq!(
            crate::path::ForeignCertificate::from_der(&der).err(),
            Some(want)
        );
    }
}
