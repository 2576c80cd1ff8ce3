//! Defects in what the CA/Browser Forum, RFC 3161, RFC 9608 and SPIFFE say.

use const_oid::ObjectIdentifier;

use super::{Agent, AgentShortLived, AgentTls, Asked, Bytes, Case, Officer, TimeStamp};
use crate::asn1::{self, constructed, primitive, sequence};
use crate::fixtures::{SPIFFE_ID, locations};
use crate::oid;

pub(super) fn cases() -> Vec<Case> {
    [forum(), time_stamps(), no_revocation(), spiffe()]
        .into_iter()
        .flatten()
        .collect()
}

fn forum() -> Vec<Case> {
    vec![
        (
            "authority by serial number too",
            Officer,
            &["authority-key-identifier-form"],
            Bytes(|tbs| {
                tbs.bend(oid::AUTHORITY_KEY_IDENTIFIER, |value| {
                    let key = value[2..].to_vec();
                    *value = sequence(&[key, primitive(2, &[7])]);
                });
            }),
        ),
        (
            "list for some reasons only",
            Officer,
            &["distribution-point-form"],
            Bytes(|tbs| {
                let uri = primitive(6, locations().crl_url.as_bytes());
                let name = constructed(0, &[constructed(0, &[uri])]);
                let point = sequence(&[name, primitive(1, &[1, 0x40])]);
                tbs.put(oid::CRL_DISTRIBUTION_POINTS, false, &sequence(&[point]));
            }),
        ),
        (
            "repository in the information access",
            Officer,
            &["access-methods"],
            Bytes(|tbs| {
                let repository = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.5");
                tbs.bend(oid::AUTHORITY_INFO_ACCESS, |value| {
                    let uri = primitive(6, b"http://pki.practice.example/");
                    let third = sequence(&[asn1::oid(repository), uri]);
                    let content = asn1::Elements::only(value, der::Tag::Sequence);
                    *value = sequence(&[content.expect("a list").to_vec(), third]);
                });
            }),
        ),
    ]
}

fn time_stamps() -> Vec<Case> {
    vec![
        (
            "purpose of time stamps not critical",
            TimeStamp,
            &["time-stamping"],
            Bytes(|tbs| {
                let purpose = sequence(&[asn1::oid(oid::TIME_STAMPING)]);
                tbs.put(oid::EXTENDED_KEY_USAGE, false, &purpose);
            }),
        ),
        (
            "time stamps among other purposes",
            TimeStamp,
            &["time-stamping"],
            Asked(|draft| {
                let other = oid::EMAIL_PROTECTION.to_string();
                draft.rules.extended_key_usage.push(other);
            }),
        ),
    ]
}

fn no_revocation() -> Vec<Case> {
    vec![
        (
            "short-lived and silent about revocation",
            AgentShortLived,
            &["no-revocation-available"],
            Bytes(|tbs| tbs.remove(oid::NO_REV_AVAIL)),
        ),
        (
            "no revocation, and a list",
            Officer,
            &["no-revocation-available"],
            Bytes(|tbs| tbs.add(oid::NO_REV_AVAIL, false, &[5, 0])),
        ),
        (
            "no revocation, critical",
            AgentShortLived,
            &["critical-extensions", "no-revocation-available"],
            Bytes(|tbs| tbs.say_critical(oid::NO_REV_AVAIL, &[0xff])),
        ),
        (
            "no revocation, said with a word",
            AgentShortLived,
            &["no-revocation-available"],
            Bytes(|tbs| tbs.put(oid::NO_REV_AVAIL, false, &[1, 1, 0xff])),
        ),
        (
            "short-lived with a list",
            AgentShortLived,
            &["locations", "no-revocation-available"],
            Bytes(|tbs| {
                let uri = primitive(6, locations().crl_url.as_bytes());
                let name = constructed(0, &[constructed(0, &[uri])]);
                let points = sequence(&[sequence(&[name])]);
                tbs.add(oid::CRL_DISTRIBUTION_POINTS, false, &points);
            }),
        ),
    ]
}

fn spiffe() -> Vec<Case> {
    vec![
        (
            "trust domain in capitals",
            Agent,
            &["spiffe-id"],
            Asked(|draft| draft.content().spiffe_id = "spiffe://Practice.example/x".to_owned()),
        ),
        (
            "SPIFFE ID with a query",
            AgentTls,
            &["spiffe-id"],
            Asked(|draft| draft.content().spiffe_id.push_str("?x=1")),
        ),
        (
            "SPIFFE ID with a port",
            AgentTls,
            &["spiffe-id"],
            Asked(|draft| draft.content().spiffe_id = "spiffe://a.example:80/x".to_owned()),
        ),
        (
            "SPIFFE ID with a slash at the end",
            AgentTls,
            &["spiffe-id"],
            Asked(|draft| draft.content().spiffe_id.push('/')),
        ),
        (
            "SPIFFE ID with dots for a segment",
            Agent,
            &["spiffe-id"],
            Asked(|draft| draft.content().spiffe_id.push_str("/../x")),
        ),
        (
            "SVID by two names",
            AgentTls,
            &["alternative-name", "svid-one-uri"],
            Bytes(|tbs| {
                let uri = primitive(6, SPIFFE_ID.as_bytes());
                let twice = sequence(&[uri.clone(), uri]);
                tbs.put(oid::SUBJECT_ALT_NAME, false, &twice);
            }),
        ),
        (
            "SVID that does not sign",
            AgentTls,
            &["svid-key-usage"],
            Asked(|draft| draft.rules.key_usage = vec!["keyAgreement".to_owned()]),
        ),
        (
            "SVID for clients only",
            AgentTls,
            &["svid-purposes"],
            Asked(|draft| draft.rules.extended_key_usage = vec![oid::CLIENT_AUTH.to_string()]),
        ),
    ]
}
