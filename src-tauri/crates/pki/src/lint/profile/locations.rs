//! Relying parties find list, responder and issuer where they were told to look.

use chancery_domain::profile::{ProfileId, RevocationRule};

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "locations",
    clause: "certificate profiles, AIA, CDP; RFC 5280, 4.2.1.13 and 4.2.2.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let certificate = examined.certificate;
    let locations = examined.expected.locations.as_deref();
    let id = examined.expected.profile.id;
    let rule = examined.expected.profile.revocation;
    let has_list = matches!(rule, RevocationRule::Crl | RevocationRule::CrlAndOcsp);
    let lists = locations.filter(|_| has_list);
    // The issuing CA's issuer is the root, which everyone has already.
    let issuers = locations.filter(|_| !id.is_authority());
    let responders = issuers.filter(|_| rule == RevocationRule::CrlAndOcsp);
    let wanted = [
        lists.map(|locations| locations.crl_url.clone()),
        issuers.map(|locations| locations.issuer_url.clone()),
        responders.and_then(|locations| locations.ocsp_url.clone()),
    ];
    let found = [
        &certificate.crl_urls,
        &certificate.issuer_urls,
        &certificate.ocsp_urls,
    ];
    for ((what, found), wanted) in ["list", "issuer", "responder"]
        .iter()
        .zip(found)
        .zip(wanted)
    {
        let same = found.iter().eq(wanted.iter());
        require(same, || {
            format!("the {what} is at {found:?}, expected {wanted:?}")
        })?;
    }
    require(locations.is_some() || id == ProfileId::RootCa, || {
        "none were given".to_owned()
    })
}
