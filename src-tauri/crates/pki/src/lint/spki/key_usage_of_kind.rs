//! The key can be used as its usages say: no kind of key here agrees on keys or
//! enciphers with an elliptic curve of signatures.

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::signature::PublicKey;

pub(super) const RULE: Rule = Rule {
    name: "key-usage-of-kind",
    clause: "RFC 8410, 5; RFC 5480, 3; RFC 3279, 2.3.1",
    check,
};

const OF_SIGNATURES: [&str; 4] = [
    "digitalSignature",
    "contentCommitment",
    "keyCertSign",
    "cRLSign",
];
const OF_RSA: [&str; 2] = ["keyEncipherment", "dataEncipherment"];
const OF_EC: [&str; 3] = ["keyAgreement", "encipherOnly", "decipherOnly"];

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let (kind, others): (_, &[&str]) = match &examined.key {
        Ok(PublicKey::Ed25519(_)) => ("an Ed25519", &[]),
        Ok(PublicKey::Ec { .. }) => ("an EC", &OF_EC),
        Ok(PublicKey::Rsa { .. }) => ("an RSA", &OF_RSA),
        Err(_) => return Ok(()),
    };
    let can = |usage: &&str| OF_SIGNATURES.contains(usage) || others.contains(usage);
    match examined
        .certificate
        .key_usage
        .iter()
        .find(|usage| !can(usage))
    {
        Some(usage) => Err(format!("{kind} key is not for {usage}")),
        None => Ok(()),
    }
}
