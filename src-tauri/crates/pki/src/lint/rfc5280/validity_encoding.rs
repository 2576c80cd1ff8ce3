//! UTCTime up to 2049, GeneralizedTime from 2050; both to the second, with `Z`.

use chancery_domain::Utc;
use der::Tag;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "validity-encoding",
    clause: "RFC 5280, 4.1.2.5",
    check,
};

const UTC_TIME_LEN: usize = "YYMMDDHHMMSSZ".len();
const GENERALIZED_TIME_LEN: usize = "YYYYMMDDHHMMSSZ".len();

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let validity = examined.certificate.validity;
    let instants = [validity.not_before, validity.not_after];
    for ((tag, content), instant) in examined.tbs.times.iter().zip(instants) {
        let right = (*tag, content.len()) == encoding_of(instant) && content.ends_with(b"Z");
        require(right, || {
            let length = content.len();
            format!("{instant} is written as {tag} of {length} characters")
        })?;
    }
    Ok(())
}

fn encoding_of(instant: Utc) -> (Tag, usize) {
    if instant.date().year() < 2050 {
        (Tag::UtcTime, UTC_TIME_LEN)
    } else {
        (Tag::GeneralizedTime, GENERALIZED_TIME_LEN)
    }
}
