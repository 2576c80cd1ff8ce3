//! The fictitious firm and people of practice.

use chancery_domain::{
    entity::{EntityFacts, Organisation},
    lei::Lei,
    officer::Role,
};

/// Number, role and name of each practice officer.
pub(super) const OFFICERS: [(u32, Role, &str); 5] = [
    (1, Role::Administrator, "Miriam Osei"),
    (2, Role::Maker, "Katharina Vogel"),
    (3, Role::Checker, "Jonas Reinhardt"),
    (4, Role::Checker, "Amara Lindqvist"),
    (5, Role::Auditor, "Ines Calder"),
];

/// Officers who sign the founding: administrator, maker, checker.
pub(super) const QUORUM: [u32; 3] = [1, 2, 3];

/// Trust domain of practice; `.example` can never resolve (RFC 2606).
pub(super) const TRUST_DOMAIN: &str = "practice.example";

/// Where `publish/` would be served.
pub(super) const PUBLISH_URL: &str = "http://pki.practice.example";

/// The firm. Its LEI has valid check digits and a prefix that no issuer has.
pub(super) fn entity() -> EntityFacts {
    EntityFacts {
        organisation: Organisation {
            name: "Example Trading Desk GmbH".to_owned(),
            lei: Lei::parse("999900EXAMPLETRD0124").expect("check digits fit"),
            country: "DE".to_owned(),
        },
        kind: "Crypto-asset service provider (fictitious)".to_owned(),
        authority: "Practice authority (fictitious)".to_owned(),
        authorisation: "PRACTICE-0001".to_owned(),
        authorised_on: "2026-01-01".to_owned(),
    }
}
