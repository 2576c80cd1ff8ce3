//! Defects in the subject's key.

use chancery_domain::Algorithm;
use der::Tag;

use super::bytes::Value;
use super::{Agent, Asked, Case, Key, Officer};
use crate::asn1::{bit_string, oid, sequence, tlv, unsigned};
use crate::fixtures::subject_key;
use crate::signature::{PublicKey, public_key_bits};

const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";

fn id(dotted: &str) -> Vec<u8> {
    oid(const_oid::ObjectIdentifier::new_unwrap(dotted))
}

fn bent(algorithm: Algorithm, bend: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut key = Value::read(subject_key(algorithm).der());
    bend(&mut key);
    key.to_der()
}

/// Bends the point of a key on a curve.
fn bent_point(algorithm: Algorithm, bend: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let point = public_key_bits(&subject_key(algorithm)).expect("a key");
    bent(algorithm, |key| {
        let content = [&[0][..], &bend(point)].concat();
        key.parts()[1].set(Tag::BitString, &content);
    })
}

fn rsa(bend: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>)) -> Vec<u8> {
    let key = PublicKey::of(&subject_key(Algorithm::Rsa3072)).expect("a key");
    let PublicKey::Rsa {
        mut modulus,
        mut exponent,
    } = key
    else {
        panic!("RSA")
    };
    bend(&mut modulus, &mut exponent);
    let key = sequence(&[unsigned(&modulus), unsigned(&exponent)]);
    let kind = sequence(&[id(RSA_ENCRYPTION), tlv(Tag::Null, &[])]);
    sequence(&[kind, bit_string(&key)])
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "RSA without NULL",
            Agent,
            &["key-parameters"],
            Key(|| {
                bent(Algorithm::Rsa3072, |key| {
                    key.parts()[0].parts().truncate(1);
                })
            }),
        ),
        (
            "Ed25519 with NULL",
            Agent,
            &["key-parameters"],
            Key(|| {
                bent(Algorithm::Ed25519, |key| {
                    let null = Value::Primitive(Tag::Null, vec![]);
                    key.parts()[0].parts().push(null);
                })
            }),
        ),
        (
            "curve not named",
            Agent,
            &["key-parameters"],
            Key(|| {
                bent(Algorithm::EcdsaP256Sha256, |key| {
                    key.parts()[0].parts().truncate(1);
                })
            }),
        ),
        (
            "curve of Bitcoin",
            Agent,
            &["key-parameters"],
            Key(|| {
                bent(Algorithm::EcdsaP256Sha256, |key| {
                    key.parts()[0].parts()[1] = Value::read(&id("1.3.132.0.10"));
                })
            }),
        ),
        (
            "RSA with the exponent 3",
            Agent,
            &["weak-key"],
            Key(|| rsa(|_, exponent| *exponent = vec![3])),
        ),
        (
            "RSA with an even modulus",
            Agent,
            &["weak-key"],
            Key(|| rsa(|modulus, _| *modulus.last_mut().expect("long") &= 0xfe)),
        ),
        (
            "RSA of 1024 bits",
            Agent,
            &["algorithms", "weak-key"],
            Key(|| rsa(|modulus, _| modulus.truncate(128))),
        ),
        (
            "compressed point",
            Agent,
            &["weak-key"],
            Key(|| {
                bent_point(Algorithm::EcdsaP256Sha256, |point| {
                    [&[2 + (point[64] & 1)], &point[1..33]].concat()
                })
            }),
        ),
        (
            "point beside its curve",
            Agent,
            &["weak-key"],
            Key(|| {
                bent_point(Algorithm::EcdsaP384Sha384, |mut point| {
                    point[96] ^= 1;
                    point
                })
            }),
        ),
        (
            "Ed25519 key of small order",
            Agent,
            &["weak-key"],
            Key(|| bent_point(Algorithm::Ed25519, |_| vec![0; 32])),
        ),
        (
            "EC key that enciphers keys",
            Officer,
            &["key-usage-of-kind"],
            Asked(|draft| draft.rules.key_usage.push("keyEncipherment".to_owned())),
        ),
        (
            "Ed25519 key that agrees on keys",
            Agent,
            &["key-usage-of-kind"],
            Asked(|draft| {
                draft.fields.subject_key = subject_key(Algorithm::Ed25519);
                draft.rules.key_usage.push("keyAgreement".to_owned());
            }),
        ),
    ]
}
