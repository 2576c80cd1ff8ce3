//! Defects in what makes an agent's certificate.

use chancery_domain::Algorithm;
use chancery_domain::action::ActionName;
use chancery_domain::profile::{Profile, ScopeRule};

use super::{Agent, AgentShortLived, Asked, Bytes, Case, Input, Officer, Tbs};
use crate::asn1::{self, primitive, sequence};
use crate::fixtures::{
    Hierarchy, MemoryKey, SPIFFE_ID, agent_content, expectation, locations, scope,
};
use crate::lint::{Finding, lint};
use crate::profile::build;
use crate::{ToBeSigned, oid};

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "another agent's name",
            Agent,
            &["alternative-name"],
            Input(|draft| {
                draft.content().spiffe_id.push('3');
            }),
        ),
        (
            "two names",
            Agent,
            &["alternative-name"],
            Bytes(|tbs| {
                let uri = crate::asn1::primitive(6, SPIFFE_ID.as_bytes());
                tbs.put(oid::SUBJECT_ALT_NAME, false, &sequence(&[uri.clone(), uri]));
            }),
        ),
        (
            "officer with a name",
            Officer,
            &["alternative-name"],
            Bytes(|tbs| {
                let mail = crate::asn1::primitive(1, b"erika@practice.example");
                tbs.add(oid::SUBJECT_ALT_NAME, false, &sequence(&[mail]));
            }),
        ),
        (
            "no scope",
            Agent,
            &["scope"],
            Bytes(|tbs| tbs.remove(oid::AGENT_SCOPE)),
        ),
        (
            "officer with a scope",
            Officer,
            &["scope"],
            Bytes(|tbs| {
                tbs.add(oid::AGENT_SCOPE, false, &scope().to_der().expect("encodes"));
            }),
        ),
        (
            "scope not as approved",
            Agent,
            &["scope"],
            Input(|draft| {
                let wide = ActionName::parse("actions", "order.*").expect("valid");
                draft
                    .content()
                    .scope
                    .as_mut()
                    .expect("has one")
                    .scope
                    .actions = vec![wide];
            }),
        ),
        (
            "scope that this version does not know",
            Agent,
            &["scope"],
            Bytes(|tbs| {
                tbs.bend(oid::AGENT_SCOPE, |value| {
                    let content = asn1::Elements::only(value, der::Tag::Sequence);
                    let later = primitive(9, b"later");
                    *value = sequence(&[content.expect("a scope").to_vec(), later]);
                });
            }),
        ),
        (
            "scope that one person allowed",
            Agent,
            &["approvals"],
            Asked(|draft| {
                let scope = draft.content().scope.as_mut().expect("has one");
                let approvers = &mut scope.authorisation.approvers;
                approvers[1].cert_hash = approvers[0].cert_hash;
            }),
        ),
        (
            "two decisions where three are needed",
            AgentShortLived,
            &["approvals"],
            Asked(|draft| draft.rules.decisions = 3),
        ),
        (
            "scope critical",
            Agent,
            &["critical-extensions", "scope"],
            Bytes(|tbs| {
                tbs.put(oid::AGENT_SCOPE, true, &scope().to_der().expect("encodes"));
            }),
        ),
        (
            "no limit value",
            Agent,
            &["limit-value"],
            Bytes(|tbs| tbs.remove(oid::QC_STATEMENTS)),
        ),
        (
            "another limit value",
            Agent,
            &["limit-value"],
            Bytes(|tbs| tbs.put(oid::QC_STATEMENTS, false, &limit_value("EUR", 50_001, 0))),
        ),
        (
            "limit value of another currency",
            Agent,
            &["limit-value"],
            Bytes(|tbs| tbs.put(oid::QC_STATEMENTS, false, &limit_value("USD", 50_000, 0))),
        ),
        (
            "limit value that no number holds",
            Agent,
            &["limit-value"],
            Bytes(|tbs| tbs.put(oid::QC_STATEMENTS, false, &limit_value("EUR", 5, i64::MAX))),
        ),
        (
            "two limit values",
            Agent,
            &["limit-value"],
            Bytes(|tbs| {
                tbs.bend(oid::QC_STATEMENTS, |value| {
                    let one = asn1::Elements::only(value, der::Tag::Sequence);
                    *value = sequence(&vec![one.expect("statements").to_vec(); 2]);
                });
            }),
        ),
    ]
}

/// QcStatements with a QcLimitValue.
fn limit_value(code: &str, amount: i64, exponent: i64) -> Vec<u8> {
    let code = asn1::tlv(der::Tag::PrintableString, code.as_bytes());
    let value = sequence(&[code, asn1::integer(amount), asn1::integer(exponent)]);
    sequence(&[sequence(&[asn1::oid(oid::QC_LIMIT_VALUE), value])])
}

/// What is found in an agent's certificate with these QcStatements.
fn with_statements(hierarchy: &Hierarchy, statements: &[u8]) -> Vec<Finding> {
    let key = MemoryKey::generate(Algorithm::Ed25519);
    let fields = hierarchy.leaf_fields(Agent, &key, 7);
    let rules = Profile::built_in(Agent);
    let (content, places) = (agent_content(), locations());
    let (issuer, places, agent) = (Some(&hierarchy.issuing), Some(&places), Some(&content));
    let tbs = build(&rules, &fields, issuer, places, agent).expect("builds");
    let mut bent = Tbs::read(tbs.der());
    bent.put(oid::QC_STATEMENTS, false, statements);
    let tbs = ToBeSigned::from_der(bent.to_der()).expect("reads");
    let expected = expectation(&rules, &fields, issuer, places, agent);
    lint(tbs, expected).err().unwrap_or_default()
}

/// Earlier versions wrote cents always; what counts is the amount.
#[test]
fn limit_value_is_held_against_the_amount_however_it_is_written() {
    let hierarchy = Hierarchy::new();
    for (amount, exponent, fits) in [
        (50_000, 0, true),
        (5_000_000, -2, true),
        (5, 4, true),
        (50_000_000, -3, true),
        (50_000, -2, false),
        (5_000_001, -2, false),
        (50_000_001, -3, false),
        (-50_000, 0, false),
        (0, 0, false),
        (5, i64::MIN, false),
    ] {
        let found = with_statements(&hierarchy, &limit_value("EUR", amount, exponent));
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        let want: &[&str] = if fits { &[] } else { &["limit-value"] };
        assert_eq!(rules, want, "{amount} * 10^{exponent}");
    }
}

#[test]
fn closed_estate_wants_the_scope_critical() {
    let hierarchy = Hierarchy::new();
    let key = MemoryKey::generate(Algorithm::Ed25519);
    let fields = hierarchy.leaf_fields(Agent, &key, 7);
    let open = Profile::built_in(Agent);
    let closed = Profile {
        scope: ScopeRule::Critical,
        ..open.clone()
    };
    let (content, places) = (agent_content(), locations());
    let (issuer, places, agent) = (Some(&hierarchy.issuing), Some(&places), Some(&content));
    for (built, approved, want) in [
        (&closed, &closed, &[][..]),
        (&open, &closed, &["scope"]),
        (&closed, &open, &["critical-extensions", "scope"]),
    ] {
        let tbs = build(built, &fields, issuer, places, agent).expect("builds");
        let expected = expectation(approved, &fields, issuer, places, agent);
        let found = lint(tbs, expected).err().unwrap_or_default();
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, want);
    }
}
