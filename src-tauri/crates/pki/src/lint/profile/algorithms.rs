//! Subject and issuer use the algorithms of their profiles, and the signature fits
//! the issuer's key. A key that can't be read has a rule of its own.

use chancery_domain::Algorithm;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::signature::key_algorithm;

pub(super) const RULE: Rule = Rule {
    name: "algorithms",
    clause: "certificate profiles, keys",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    if let Ok(key) = &examined.key {
        let subject = key.algorithm();
        let allowed = &examined.expected.profile.algorithms;
        let right = subject.is_some_and(|algorithm| allowed.contains(&algorithm));
        require(right, || format!("the subject has a key of {subject:?}"))?;
    }
    let found = examined.certificate.signature_algorithm;
    let issuer = key_algorithm(examined.expected.issuer_key());
    let of_authorities = issuer.is_some_and(|one| Algorithm::OF_AUTHORITIES.contains(&one));
    require(of_authorities && found == issuer, || {
        format!("{found:?} under a key of {issuer:?}")
    })
}
