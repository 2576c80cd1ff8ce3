//! For tests: a hierarchy under throwaway keys, at a fixed instant.

use std::sync::Arc;

use chancery_domain::action::ActionName;
use chancery_domain::instrument::Instrument;
use chancery_domain::money::{Currency, Money};
use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::scope::{Approver, ApproverRole, Authorisation, Limit, Scope};
use chancery_domain::{
    Algorithm, RawSignature, Sha256Digest, SigningFailed, SigningKey, Spki, Utc,
};
use rcgen::{KeyPair, PublicKeyData as _};

use crate::profile::{AgentContent, Fields, Locations};
use crate::{
    AgentScope, Certificate, Expectation, Linted, SerialNumber, Subject, ToBeSigned, Validity,
    lint, profile, sign,
};

/// A key in memory that answers as a token does.
pub(crate) struct MemoryKey {
    pair: KeyPair,
    algorithm: Algorithm,
    spki: Spki,
}

impl MemoryKey {
    pub(crate) fn generate(algorithm: Algorithm) -> Self {
        let kind = match algorithm {
            Algorithm::EcdsaP256Sha256 => &rcgen::PKCS_ECDSA_P256_SHA256,
            Algorithm::EcdsaP384Sha384 => &rcgen::PKCS_ECDSA_P384_SHA384,
            Algorithm::Ed25519 => &rcgen::PKCS_ED25519,
            other => unreachable!("no {other} keys in memory"),
        };
        let pair = KeyPair::generate_for(kind).expect("random");
        let spki = Spki::from_der(pair.subject_public_key_info());
        Self {
            pair,
            algorithm,
            spki,
        }
    }
}

impl SigningKey for MemoryKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let signature = rcgen::SigningKey::sign(&self.pair, message).expect("signs");
        Ok(RawSignature(match self.algorithm {
            Algorithm::Ed25519 => signature,
            _ => raw_halves(&signature, self.algorithm.signature_len() / 2),
        }))
    }
}

/// A public key of an algorithm that tokens drive and nothing here signs with.
pub(crate) fn subject_key(algorithm: Algorithm) -> Spki {
    let pem = match algorithm {
        Algorithm::EcdsaP521Sha512 => include_str!("fixtures/p-521.pem"),
        Algorithm::Rsa2048 => include_str!("fixtures/rsa-2048.pem"),
        Algorithm::Rsa3072 => include_str!("fixtures/rsa-3072.pem"),
        Algorithm::Rsa4096 => include_str!("fixtures/rsa-4096.pem"),
        other => return MemoryKey::generate(other).spki,
    };
    let der = crate::pem::decode(crate::pem::Label::PublicKey, pem).expect("a public key");
    Spki::from_der(der)
}

/// `r || s` of an `Ecdsa-Sig-Value`.
fn raw_halves(der: &[u8], half: usize) -> Vec<u8> {
    use crate::asn1::Elements;
    let content = Elements::only(der, der::Tag::Sequence).expect("a sequence");
    let mut elements = Elements::of(content).expect("two integers");
    let mut raw = Vec::new();
    for _ in 0..2 {
        let integer = elements.required(der::Tag::Integer).expect("an integer");
        let digits = integer.strip_prefix(&[0]).unwrap_or(integer);
        raw.extend(std::iter::repeat_n(0, half - digits.len()));
        raw.extend(digits);
    }
    raw
}

pub(crate) fn now() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("valid")
}

pub(crate) fn serial(first: u8) -> SerialNumber {
    SerialNumber::from_random([first; 16]).expect("not zero")
}

pub(crate) fn subject(common_name: &str) -> Subject {
    Subject {
        country: "DE".to_owned(),
        organization: "Übungsbank AG".to_owned(),
        organization_identifier: Some("LEIXG-529900T8BM49AURSDO55".to_owned()),
        common_name: common_name.to_owned(),
    }
}

pub(crate) fn locations() -> Locations {
    Locations {
        crl_url: "http://pki.practice.example/crl/issuing-1.crl".to_owned(),
        issuer_url: "http://pki.practice.example/ca/issuing-1.cer".to_owned(),
        ocsp_url: Some("http://ocsp.practice.example/".to_owned()),
    }
}

/// Locations of the root's list.
pub(crate) fn root_locations() -> Locations {
    Locations {
        crl_url: "http://pki.practice.example/crl/root-1.crl".to_owned(),
        issuer_url: "http://pki.practice.example/ca/root-1.cer".to_owned(),
        ocsp_url: None,
    }
}

pub(crate) fn scope() -> AgentScope {
    let eur = Currency::parse("limits", "EUR").expect("EUR");
    let instrument = |text| Instrument::parse("instruments", text).expect("valid");
    let action = |text| ActionName::parse("actions", text).expect("valid");
    let approver = |byte, role| Approver {
        cert_hash: Sha256Digest([byte; 32]),
        role,
    };
    AgentScope {
        scope: Scope {
            actions: vec![action("order.buy"), action("order.sell")],
            instruments: vec![instrument("BTC/EUR"), instrument("ETH/EUR")],
            resources: vec![],
            limits: vec![Limit {
                per_action: Money::from_minor_units(eur, 5_000_000).expect("positive"),
                per_period: None,
            }],
            window: None,
            model: None,
        },
        authorisation: Authorisation {
            request_hash: Sha256Digest([9; 32]),
            approvers: vec![
                approver(1, ApproverRole::Maker),
                approver(2, ApproverRole::Checker),
            ],
        },
    }
}

pub(crate) const SPIFFE_ID: &str = "spiffe://practice.example/agent/ai_trader_bot_v2";

/// Of an agent for action signing.
pub(crate) fn agent_content() -> AgentContent {
    content(&Profile::built_in(ProfileId::Agent)).expect("an agent's profile")
}

/// What a profile wants besides the common fields.
pub(crate) fn content(profile: &Profile) -> Option<AgentContent> {
    profile.id.is_of_agents().then(|| AgentContent {
        spiffe_id: SPIFFE_ID.to_owned(),
        scope: profile.has_scope().then(scope),
    })
}

/// Root and issuing CA with their keys.
pub(crate) struct Hierarchy {
    pub(crate) root_key: MemoryKey,
    pub(crate) root: Certificate,
    pub(crate) issuing_key: MemoryKey,
    pub(crate) issuing: Certificate,
}

impl Hierarchy {
    pub(crate) fn new() -> Self {
        Self::at(now())
    }

    pub(crate) fn at(now: Utc) -> Self {
        Self::of(now, Algorithm::EcdsaP256Sha256)
    }

    /// With an issuing CA's key of this algorithm.
    pub(crate) fn of(now: Utc, algorithm: Algorithm) -> Self {
        let root_key = MemoryKey::generate(Algorithm::EcdsaP384Sha384);
        let mut fields = fields(ProfileId::RootCa, "Practice Root CA", &root_key, 1, None);
        let rules = Profile::built_in(ProfileId::RootCa);
        fields.validity = Validity::by_default(now, &rules.validity, None);
        let tbs = profile::build(&rules, &fields, None, None, None).expect("builds");
        let linted = expect_clean(tbs, expectation(&rules, &fields, None, None, None));
        let root = sign(linted, &root_key).expect("signs");

        let issuing_key = MemoryKey::generate(algorithm);
        let rules = Profile::built_in(ProfileId::IssuingCa);
        let name = "Practice Issuing CA 1";
        let fields = self::fields(rules.id, name, &issuing_key, 2, Some(&root));
        let places = root_locations();
        let under = (Some(&root), Some(&places));
        let tbs = profile::build(&rules, &fields, under.0, under.1, None).expect("builds");
        let expected = expectation(&rules, &fields, under.0, under.1, None);
        let issuing = sign(expect_clean(tbs, expected), &root_key).expect("signs");
        Self {
            root_key,
            root,
            issuing_key,
            issuing,
        }
    }

    pub(crate) fn leaf(&self, id: ProfileId, first: u8) -> Certificate {
        let key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        let fields = self.leaf_fields(id, &key, first);
        self.certify(&Profile::built_in(id), &fields)
    }

    /// Builds, lints and signs.
    pub(crate) fn certify(&self, rules: &Profile, fields: &Fields) -> Certificate {
        self.certify_at(rules, fields, &locations())
    }

    pub(crate) fn certify_at(
        &self,
        rules: &Profile,
        fields: &Fields,
        places: &Locations,
    ) -> Certificate {
        let content = content(rules);
        let (issuer, places) = (Some(&self.issuing), Some(places));
        let tbs = profile::build(rules, fields, issuer, places, content.as_ref()).expect("builds");
        let expected = expectation(rules, fields, issuer, places, content.as_ref());
        sign(expect_clean(tbs, expected), &self.issuing_key).expect("signs")
    }

    pub(crate) fn leaf_fields(&self, id: ProfileId, key: &MemoryKey, first: u8) -> Fields {
        let name = match id {
            id if id.is_of_agents() => "ai_trader_bot_v2",
            ProfileId::Officer => "officer-03",
            other => other.name(),
        };
        fields(id, name, key, first, Some(&self.issuing))
    }
}

pub(crate) fn fields(
    id: ProfileId,
    name: &str,
    key: &MemoryKey,
    first: u8,
    issuer: Option<&Certificate>,
) -> Fields {
    let rule = Profile::built_in(id).validity;
    Fields {
        serial_number: serial(first),
        validity: Validity::by_default(
            issuer.map_or_else(now, |issuer| issuance(&issuer.validity)),
            &rule,
            issuer.map(|issuer| &issuer.validity),
        ),
        subject: subject(name),
        subject_key: key.spki().clone(),
        practice: true,
    }
}

pub(crate) fn expectation(
    profile: &Profile,
    fields: &Fields,
    issuer: Option<&Certificate>,
    locations: Option<&Locations>,
    agent: Option<&AgentContent>,
) -> Expectation {
    Expectation {
        profile: Arc::new(profile.clone()),
        issuer: issuer.cloned().map(Arc::new),
        subject: Arc::new(fields.subject.clone()),
        subject_key: fields.subject_key.clone(),
        practice: fields.practice,
        agent: agent.cloned().map(Arc::new),
        locations: locations.cloned().map(Arc::new),
        now: issuance(&fields.validity),
    }
}

/// When everything in a hierarchy is issued: backdated as far as is allowed.
fn issuance(validity: &Validity) -> Utc {
    validity
        .not_before
        .plus_seconds(crate::validity::BACKDATE_MAX_SECONDS)
}

pub(crate) fn expect_clean(tbs: ToBeSigned, expected: Expectation) -> Linted {
    lint::lint(tbs, expected).expect("no findings")
}
