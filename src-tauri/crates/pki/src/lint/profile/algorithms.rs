//! Subject and issuer use the algorithms of their profiles, and the signature fits the issuer's key.

use chancery_domain::Algorithm;

use crate::lint::{Examined, Rule, require};
use crate::signature::key_algorithm;

pub(super) const RULE: Rule = Rule {
    name: "algorithms",
    clause: "certificate profiles, keys",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let certificate = examined.certificate;
    let subject = certificate.key_algorithm;
    let allowed = &examined.expected.profile.algorithms;
    require(
        subject.is_some_and(|algorithm| allowed.contains(&algorithm)),
        || format!("the subject has a key of {subject:?}"),
    )?;
    let issuer = key_algorithm(examined.expected.issuer_key());
    let ca = [Algorithm::EcdsaP256Sha256, Algorithm::EcdsaP384Sha384].map(Some);
    require(
        ca.contains(&issuer) && certificate.signature_algorithm == issuer,
        || {
            format!(
                "{:?} under a key of {issuer:?}",
                certificate.signature_algorithm
            )
        },
    )
}
