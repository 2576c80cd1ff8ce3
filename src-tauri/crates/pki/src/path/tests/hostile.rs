//! Chains made to cost. What bounds them is counted in steps, never in time.

use super::forge::*;
use crate::fixtures::MemoryKey;
use crate::path::{
    Answer, Budget, Exhausted, ForeignCertificate, Lists, PolicyInputs, Question, Rule, answer,
};

fn read(der: &[u8]) -> ForeignCertificate {
    ForeignCertificate::from_der(der).expect("readable")
}

fn rule<'a>(answer: &'a Answer<'_>) -> Option<&'a Rule> {
    answer.verdict.as_ref().err().map(|error| &error.rule)
}

/// A leaf below the first of these CAs, the last of which the root issued.
struct Tower {
    leaf: ForeignCertificate,
    intermediates: Vec<ForeignCertificate>,
    root: ForeignCertificate,
}

impl Tower {
    /// `levels` CAs, each bent by what `bend` does with its draft.
    fn of(levels: usize, bend: impl Fn(Draft) -> Draft, leaf: impl Fn(Draft) -> Draft) -> Self {
        let keys: Vec<MemoryKey> = (0..=levels).map(|_| key()).collect();
        let called = |level: usize| format!("CA {level}");
        let issuer = |level: usize| called(level + 1);
        let intermediates = (0..levels).map(|level| {
            let draft = Draft::ca(&issuer(level), &called(level), &keys[level]);
            read(&bend(draft).signed_by(&keys[level + 1]))
        });
        let leaf_draft = leaf(Draft::new(&called(0), "Leaf", &key()));
        Self {
            intermediates: intermediates.collect(),
            leaf: read(&leaf_draft.signed_by(&keys[0])),
            root: read(
                &Draft::ca(&called(levels), &called(levels), &keys[levels])
                    .signed_by(&keys[levels]),
            ),
        }
    }

    fn question(&self) -> Question<'_> {
        Question {
            leaf: &self.leaf,
            intermediates: &self.intermediates,
            anchors: std::slice::from_ref(&self.root),
            at: now(),
            purpose: None,
            key_usage: None,
            policies: PolicyInputs::default(),
            lists: Lists::NotAsked,
            understood: &[],
            budget: Budget::default(),
        }
    }
}

fn same(draft: Draft) -> Draft {
    draft
}

#[test]
fn ten_thousand_issuers_of_one_name_cost_a_hundred_signatures() {
    let mut tower = Tower::of(1, same, same);
    let template = Draft::ca("CA 1", "CA 0", &key());
    let signer = key();
    let decoy = template.signed_by(&signer);
    let spki = &template.spki;
    let at = decoy
        .windows(spki.len())
        .position(|part| part == spki.as_slice());
    let at = at.expect("the key is in it");
    let decoys = (0..10_000).map(|number| {
        let mut der = decoy.clone();
        der[at..at + spki.len()].copy_from_slice(&spki_of_nobody(number));
        read(&der)
    });
    let real = std::mem::take(&mut tower.intermediates);
    tower.intermediates = decoys.chain(real).collect();
    let answer = answer(&tower.question());
    assert_eq!(rule(&answer), Some(&Rule::Budget(Exhausted::Signatures)));
    assert_eq!(answer.effort.signatures, Budget::default().signatures);
    assert!(answer.effort.steps <= 20_010, "{:?}", answer.effort);
}

#[test]
fn named_key_is_found_among_ten_thousand_issuers_of_one_name() {
    let (ca_key, root_key) = (key(), key());
    let identified = |draft: Draft, id: u8| draft.with(extension("2.5.29.14", octets(&[id])));
    let aki = crate::asn1::sequence(&[crate::asn1::primitive(0, &[1])]);
    let leaf = Draft::new("CA 0", "Leaf", &key()).with(extension("2.5.29.35", aki));
    let decoy = identified(Draft::ca("Root", "CA 0", &key()), 2).signed_by(&key());
    let mut intermediates: Vec<_> = (0..10_000).map(|_| read(&decoy)).collect();
    let real = identified(Draft::ca("Root", "CA 0", &ca_key), 1);
    intermediates.push(read(&real.signed_by(&root_key)));
    let tower = Tower {
        leaf: read(&leaf.signed_by(&ca_key)),
        intermediates,
        root: read(&Draft::ca("Root", "Root", &root_key).signed_by(&root_key)),
    };
    let answer = answer(&tower.question());
    assert!(answer.verdict.is_ok());
    assert_eq!(answer.effort.signatures, 2);
}

#[test]
fn cas_that_certify_each_other_are_walked_within_bounds() {
    let keys: Vec<MemoryKey> = (0..9).map(|_| key()).collect();
    let called = |at: usize| format!("CA {at}");
    let mut intermediates = Vec::new();
    for (below, subject_key) in keys.iter().enumerate() {
        for (above, issuer_key) in keys.iter().enumerate().filter(|(at, _)| *at != below) {
            let draft = Draft::ca(&called(above), &called(below), subject_key);
            intermediates.push(read(&draft.signed_by(issuer_key)));
        }
    }
    let tower = Tower {
        leaf: read(&Draft::new("CA 0", "Leaf", &key()).signed_by(&keys[0])),
        intermediates,
        root: read(&Draft::ca("Root", "Root", &key()).signed_by(&key())),
    };
    let budget = Budget {
        signatures: 1000,
        ..Budget::default()
    };
    let question = Question {
        budget,
        ..tower.question()
    };
    let answer = answer(&question);
    assert!(matches!(
        rule(&answer),
        Some(Rule::Budget(Exhausted::Steps))
    ));
    assert!(answer.effort.steps <= budget.steps);
    // Each signature is verified once, however many ways lead past it.
    assert!(answer.effort.signatures <= 9 * 8 * 8 + 8);
}

#[test]
fn many_ways_to_one_bad_leaf_are_tried_within_bounds() {
    let keys: Vec<MemoryKey> = (0..7).map(|_| key()).collect();
    let root_key = key();
    let called = |at: usize| format!("CA {at}");
    let names: Vec<_> = (0..500)
        .map(|at| general_name(2, &format!("x{at}.example")))
        .collect();
    let mut intermediates = Vec::new();
    for (below, subject_key) in keys.iter().enumerate() {
        let draft = Draft::ca("Root", &called(below), subject_key);
        intermediates.push(read(&draft.signed_by(&root_key)));
        for (above, issuer_key) in keys.iter().enumerate().filter(|(at, _)| *at != below) {
            let draft = Draft::ca(&called(above), &called(below), subject_key);
            intermediates.push(read(&draft.signed_by(issuer_key)));
        }
    }
    let leaf = Draft {
        validity: (BEFORE, "260201000000Z"),
        ..Draft::new("CA 0", "Leaf", &key()).with(alternative_names(&names))
    };
    let tower = Tower {
        leaf: read(&leaf.signed_by(&keys[0])),
        intermediates,
        root: read(&Draft::ca("Root", "Root", &root_key).signed_by(&root_key)),
    };
    let budget = Budget {
        signatures: 1000,
        ..Budget::default()
    };
    let question = Question {
        budget,
        ..tower.question()
    };
    let answer = answer(&question);
    assert!(matches!(
        rule(&answer),
        Some(Rule::Budget(Exhausted::Steps))
    ));
    assert!(answer.effort.steps <= budget.steps);
}

#[test]
fn two_cas_that_certify_each_other_lead_nowhere() {
    let (a, b) = (key(), key());
    let tower = Tower {
        leaf: read(&Draft::new("A", "Leaf", &key()).signed_by(&a)),
        intermediates: vec![
            read(&Draft::ca("B", "A", &a).signed_by(&b)),
            read(&Draft::ca("A", "B", &b).signed_by(&a)),
        ],
        root: read(&Draft::ca("Root", "Root", &key()).signed_by(&key())),
    };
    let answer = answer(&tower.question());
    assert_eq!(rule(&answer), Some(&Rule::NoIssuer));
    assert!(answer.effort.steps < 20, "{:?}", answer.effort);
}

#[test]
fn deep_chains_are_followed_so_far_and_no_further() {
    let depth = Budget::default().depth;
    let tower = Tower::of(depth, same, same);
    assert!(answer(&tower.question()).verdict.is_ok());
    let tower = Tower::of(depth + 1, same, same);
    assert_eq!(rule(&answer(&tower.question())), Some(&Rule::Depth));
}

/// RFC 9618, 1: each CA maps each of two policies to both; as a tree this doubles
/// with each certificate.
#[test]
fn crossing_policy_mappings_grow_no_faster_than_the_chain() {
    const P: [&str; 3] = [
        "1.3.6.1.4.1.99999.1",
        "1.3.6.1.4.1.99999.2",
        "1.3.6.1.4.1.99999.3",
    ];
    let crossed: Vec<_> = P.iter().flat_map(|a| P.iter().map(|b| (*a, *b))).collect();
    let steps = |levels| {
        let bend = |draft: Draft| draft.with(policies(&P)).with(mappings(&crossed));
        let tower = Tower::of(levels, bend, |leaf| leaf.with(policies(&P)));
        let question = Question {
            policies: PolicyInputs {
                explicit: true,
                ..PolicyInputs::default()
            },
            ..tower.question()
        };
        let answer = answer(&question);
        let valid = answer.verdict.expect("holds");
        assert!(valid.policies.is_some());
        answer.effort.steps
    };
    assert!(steps(10) < 3 * steps(5), "{} {}", steps(10), steps(5));
}

#[test]
fn names_times_constraints_are_counted() {
    let names = |number: usize, below: &str| -> Vec<Vec<u8>> {
        (0..number)
            .map(|at| general_name(2, &format!("x{at}.{below}")))
            .collect()
    };
    let holds = |number| {
        let excluded = name_constraints(&[], &names(number, "example"));
        let own = alternative_names(&names(number, "example.org"));
        let tower = Tower::of(
            1,
            |draft| draft.with(excluded.clone()),
            |leaf| leaf.with(own.clone()),
        );
        let answer = answer(&tower.question());
        assert!(answer.effort.steps <= Budget::default().steps);
        rule(&answer).cloned()
    };
    assert_eq!(holds(400), None);
    assert_eq!(holds(1000), Some(Rule::Budget(Exhausted::Steps)));
}

#[test]
fn points_times_lists_are_counted() {
    let mut world = World::new();
    let points: Vec<_> = (0..1000)
        .map(|at| {
            let name = general_name(6, &format!("http://x/{at}"));
            let full = crate::asn1::constructed(0, &[name]);
            crate::asn1::sequence(&[crate::asn1::constructed(0, &[full])])
        })
        .collect();
    world.leaf = world
        .leaf
        .with(extension("2.5.29.31", crate::asn1::sequence(&points)));
    let full = crate::asn1::constructed(0, &[general_name(6, "http://y/")]);
    let elsewhere = scope(&[crate::asn1::constructed(0, &[full])]);
    world.lists[0] = world.lists[0].clone().with(elsewhere);
    let signed = world.sign().expect("readable");
    let mut lists = signed.lists();
    lists.extend(std::iter::repeat_n(&signed.lists[1], 1000));
    let answer = answer(&signed.question(&lists));
    assert_eq!(rule(&answer), Some(&Rule::Budget(Exhausted::Steps)));
    assert!(answer.effort.signatures < 10);
}

#[test]
fn deep_nesting_is_not_followed() {
    let mut nested = crate::asn1::integer(1);
    for _ in 0..5_000 {
        nested = crate::asn1::sequence(&[nested]);
    }
    let tower = Tower::of(1, same, |leaf| {
        leaf.with(extension("1.3.6.1.4.1.99999.99", nested.clone()))
    });
    assert!(answer(&tower.question()).verdict.is_ok());
    let draft = Draft::new("CA 0", "Leaf", &key()).with(extension("2.5.29.17", nested));
    assert!(ForeignCertificate::from_der(&draft.signed_by(&key())).is_err());
}
