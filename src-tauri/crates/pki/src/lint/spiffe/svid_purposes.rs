//! "When included, fields id-kp-serverAuth and id-kp-clientAuth MUST be set."

use crate::lint::examined::Examined;
use crate::lint::spiffe::is_svid;
use crate::lint::{Rule, require};
use crate::oid::{CLIENT_AUTH, SERVER_AUTH};

pub(super) const RULE: Rule = Rule {
    name: "svid-purposes",
    clause: "X509-SVID, 4.4",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    if !is_svid(examined) {
        return Ok(());
    }
    let certificate = examined.certificate;
    let both = [SERVER_AUTH, CLIENT_AUTH].map(|purpose| certificate.has_purpose(purpose));
    let none = certificate.extended_key_usage.is_empty();
    require(none || both == [true; 2], || {
        format!("it is for {:?}", certificate.extended_key_usage)
    })
}
