//! UTCTime up to 2049, GeneralizedTime from 2050; both to the second, with `Z`.

use chancery_domain::Utc;
use der::{Tag, Tagged};

use crate::asn1::{Elements, Malformed};
use crate::lint::{Examined, Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "validity-encoding",
    clause: "RFC 5280, 4.1.2.5",
    check,
};

const UTC_TIME_LEN: usize = "YYMMDDHHMMSSZ".len();
const GENERALIZED_TIME_LEN: usize = "YYYYMMDDHHMMSSZ".len();

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let validity = examined.certificate.validity;
    let times = times(examined.certificate.tbs_der()).map_err(|_| "it can't be read".to_owned())?;
    for ((tag, content), instant) in times.iter().zip([validity.not_before, validity.not_after]) {
        let wanted = encoding_of(instant);
        let found = (*tag, content.len());
        require(found == wanted && content.ends_with(b"Z"), || {
            format!(
                "{instant} is written as {tag} of {} characters",
                content.len()
            )
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

/// The two times as they are written: version, serial number, signature, issuer,
/// validity.
fn times(tbs: &[u8]) -> Result<Vec<(Tag, &[u8])>, Malformed> {
    let mut components = Elements::of(Elements::only(tbs, Tag::Sequence)?)?;
    for _ in 0..4 {
        components.next()?;
    }
    let mut validity = Elements::of(components.required(Tag::Sequence)?)?;
    let mut times = Vec::new();
    while let Some(time) = validity.next()? {
        times.push((time.tag(), time.value()));
    }
    if times.len() == 2 {
        Ok(times)
    } else {
        Err(Malformed)
    }
}
