use chancery_domain::money::{Currency, Money};
use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::{Algorithm, SigningKey as _, Spki};

use der::Tag;

use super::*;
use crate::asn1::{self, integer, sequence, tlv};
use crate::certificate::Certificate;
use crate::fixtures::{Hierarchy, MemoryKey, agent_content, content, locations, subject_key};
use crate::oid;
use crate::tbs::ToBeSigned;

/// What `build` is given.
struct Given {
    rules: Profile,
    fields: Fields,
    issuer: Option<Certificate>,
    places: Option<Locations>,
    agent: Option<AgentContent>,
}

impl Given {
    fn of(id: ProfileId) -> Self {
        let hierarchy = Hierarchy::new();
        let key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        let rules = Profile::built_in(id);
        Self {
            fields: hierarchy.leaf_fields(id, &key, 7),
            issuer: Some(hierarchy.issuing),
            places: Some(locations()),
            agent: content(&rules),
            rules,
        }
    }

    fn build(&self) -> Result<ToBeSigned, BuildError> {
        let (issuer, places) = (self.issuer.as_ref(), self.places.as_ref());
        build(
            &self.rules,
            &self.fields,
            issuer,
            places,
            self.agent.as_ref(),
        )
    }

    fn refusal(id: ProfileId, bend: impl FnOnce(&mut Self)) -> BuildError {
        let mut given = Self::of(id);
        bend(&mut given);
        given.build().expect_err("refused")
    }
}

#[test]
fn profile_and_content_must_go_together() {
    let refused = |id, agent: Option<AgentContent>| {
        let error = Given::refusal(id, |given| given.agent = agent);
        match error {
            BuildError::Content { what, needed, .. } => (what, needed),
            other => panic!("{other}"),
        }
    };
    let named = AgentContent {
        scope: None,
        ..agent_content()
    };
    assert_eq!(refused(ProfileId::Agent, None), ("an agent's name", true));
    assert_eq!(refused(ProfileId::Agent, Some(named)), ("a scope", true));
    let agent = || Some(agent_content());
    assert_eq!(refused(ProfileId::AgentTls, agent()), ("a scope", false));
    assert_eq!(
        refused(ProfileId::Officer, agent()),
        ("an agent's name", false)
    );
}

#[test]
fn only_a_root_is_its_own_issuer() {
    let without = |given: &mut Given| {
        given.issuer = None;
        given.places = None;
    };
    assert!(matches!(
        Given::refusal(ProfileId::Officer, without),
        BuildError::Issuance { needed: true, .. }
    ));
    assert!(matches!(
        Given::refusal(ProfileId::RootCa, |_| ()),
        BuildError::Issuance { needed: false, .. }
    ));
    let mut root = Given::of(ProfileId::RootCa);
    without(&mut root);
    assert!(root.build().is_ok());
}

#[test]
fn authority_has_a_key_on_one_of_two_curves() {
    for algorithm in Algorithm::ALL {
        let mut root = Given::of(ProfileId::RootCa);
        (root.issuer, root.places) = (None, None);
        root.fields.subject_key = subject_key(algorithm);
        let may = Algorithm::OF_AUTHORITIES.contains(&algorithm);
        assert_eq!(root.build().is_ok(), may, "{algorithm}");
    }
    let no_identifier = |given: &mut Given| {
        let issuer = given.issuer.as_mut().expect("has one");
        issuer.subject_key_identifier = None;
    };
    assert!(matches!(
        Given::refusal(ProfileId::Officer, no_identifier),
        BuildError::Issuer
    ));
}

#[test]
fn what_can_not_be_written_is_named() {
    let refusals = [
        Given::refusal(ProfileId::Officer, |given| {
            given.fields.subject.country = "Ö".to_owned();
        }),
        Given::refusal(ProfileId::Officer, |given| {
            given.fields.subject_key = Spki::from_der(vec![0x30, 0]);
        }),
        Given::refusal(ProfileId::Officer, |given| {
            given.rules.key_usage.push("digitalDust".to_owned());
        }),
        Given::refusal(ProfileId::Officer, |given| {
            given.rules.extended_key_usage.push("1.2.x".to_owned());
        }),
        Given::refusal(ProfileId::Agent, |given| {
            let agent = given.agent.as_mut().expect("has one");
            agent.spiffe_id.push('ü');
        }),
        Given::refusal(ProfileId::Agent, |given| {
            let places = given.places.as_mut().expect("has some");
            places.crl_url.clear();
        }),
    ];
    let texts = refusals.map(|refusal| refusal.to_string());
    for (text, part) in texts.iter().zip([
        "country",
        "the subject's key",
        "digitalDust",
        "1.2.x",
        "the SPIFFE ID",
        "the revocation list's address",
    ]) {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn short_lived_is_silent_where_others_tell_their_status() {
    let hierarchy = Hierarchy::new();
    let short = hierarchy.leaf(ProfileId::AgentShortLived, 7);
    assert!(short.crl_urls.is_empty() && short.ocsp_urls.is_empty());
    assert_eq!(short.issuer_urls, [locations().issuer_url]);
    assert!(short.validity.seconds() <= 24 * 60 * 60);
    assert!(short.agent_scope().is_some());
    let id = crate::asn1::oid(oid::NO_REV_AVAIL);
    let says = |certificate: &Certificate| {
        let mut windows = certificate.tbs_der().windows(id.len());
        windows.any(|window| window == id)
    };
    assert!(says(&short) && !says(&hierarchy.leaf(ProfileId::Agent, 8)));
}

/// Linters of EN 319 412-5 take a negative exponent for a fault: there is one only where cents
/// need it.
#[test]
fn limit_value_is_whole_where_the_amount_is() {
    for (code, minor_units, amount, exponent) in [
        ("EUR", 5_000_000, 50_000, 0),
        ("EUR", 5_000_001, 5_000_001, -2),
        ("EUR", 5_000_010, 5_000_010, -2),
        ("EUR", 1, 1, -2),
        ("JPY", 5_000_001, 5_000_001, 0),
        ("KWD", 5_000_000, 5_000, 0),
        ("KWD", 5_000_100, 5_000_100, -3),
    ] {
        let currency = Currency::parse("limits", code).expect("a currency");
        let limit = Money::from_minor_units(currency, minor_units).expect("in range");
        let code = tlv(Tag::PrintableString, code.as_bytes());
        let value = sequence(&[code, integer(amount), integer(exponent)]);
        let want = sequence(&[sequence(&[asn1::oid(oid::QC_LIMIT_VALUE), value])]);
        let written = extension::qc_limit_value(limit).to_der();
        assert!(written.ends_with(&want), "{minor_units}: {written:02x?}");
    }
}

#[test]
fn agent_for_tls_has_the_same_name_and_no_scope() {
    let hierarchy = Hierarchy::new();
    let (signs, connects) = (
        hierarchy.leaf(ProfileId::Agent, 7),
        hierarchy.leaf(ProfileId::AgentTls, 8),
    );
    assert_eq!(signs.uris, connects.uris);
    assert_eq!(connects.agent_scope(), None);
    assert_eq!(connects.key_usage, ["digitalSignature"]);
    for purpose in [oid::SERVER_AUTH, oid::CLIENT_AUTH] {
        assert!(connects.has_purpose(purpose) && !signs.has_purpose(purpose));
    }
}

#[test]
fn signature_follows_the_issuers_key() {
    for ca in Algorithm::OF_AUTHORITIES {
        let hierarchy = Hierarchy::of(crate::fixtures::now(), ca);
        let leaf = hierarchy.leaf(ProfileId::Officer, 7);
        assert_eq!(leaf.signature_algorithm, Some(ca));
        assert!(leaf.is_signed_by(hierarchy.issuing_key.spki()));
    }
}
