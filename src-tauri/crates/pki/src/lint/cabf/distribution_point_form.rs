//! A distribution point has a full name of one URI; it is not limited to reasons, and
//! names no other issuer.

use crate::asn1::{Elements, Malformed, context_constructed, context_primitive};
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::CRL_DISTRIBUTION_POINTS;

pub(super) const RULE: Rule = Rule {
    name: "distribution-point-form",
    clause: "CA/B BR, 7.1.2.11.2; RFC 5280, 4.2.1.13",
    check,
};

const URI: u8 = 6;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(extension) = examined.extension(CRL_DISTRIBUTION_POINTS) else {
        return Ok(());
    };
    let points = extension.parts().unwrap_or_default();
    require(points.len() == 1, || format!("there are {}", points.len()))?;
    let plain = points.iter().all(|(_, point)| check_point(point).is_ok());
    require(plain, || "it is more than one full name".to_owned())
}

fn check_point(content: &[u8]) -> Result<(), Malformed> {
    let name = Elements::only(content, context_constructed(0))?;
    let names = Elements::only(name, context_constructed(0))?;
    Elements::only(names, context_primitive(URI)).map(|_| ())
}
