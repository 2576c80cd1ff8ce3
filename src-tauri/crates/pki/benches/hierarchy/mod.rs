//! A root, an issuing CA and a request for an agent, under keys in memory.
#![allow(dead_code, reason = "each bench takes what it measures")]

use std::sync::Arc;

use chancery_domain::action::ActionName;
use chancery_domain::instrument::Instrument;
use chancery_domain::money::{Currency, Money};
use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::scope::{Approver, ApproverRole, Authorisation, Limit, Scope};
use chancery_domain::{
    Algorithm, RawSignature, Sha256Digest, SigningFailed, SigningKey, Spki, Utc,
};
use chancery_pki::lint::lint;
use chancery_pki::profile::{AgentContent, Fields, Locations, build};
use chancery_pki::{
    AgentScope, Certificate, Expectation, Linted, SerialNumber, Subject, ToBeSigned, Validity, sign,
};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, KeyPair as _,
};

/// A key in memory.
pub(crate) struct Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    algorithm: Algorithm,
    spki: Spki,
}

/// `SubjectPublicKeyInfo` up to the point.
const P256_SPKI: &str = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
const P384_SPKI: &str = "3076301006072a8648ce3d020106052b81040022036200";

impl Key {
    pub(crate) fn p256() -> Self {
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        Self::of(kind, Algorithm::EcdsaP256Sha256, P256_SPKI)
    }

    pub(crate) fn p384() -> Self {
        let kind = &ECDSA_P384_SHA384_FIXED_SIGNING;
        Self::of(kind, Algorithm::EcdsaP384Sha384, P384_SPKI)
    }

    fn of(kind: &'static EcdsaSigningAlgorithm, algorithm: Algorithm, prefix: &str) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("random");
        let pair = EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).expect("its own");
        let digits = prefix.as_bytes().chunks(2);
        let digit = |pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16);
        let mut spki: Vec<u8> = digits.map(|pair| digit(pair).expect("digits")).collect();
        spki.extend(pair.public_key().as_ref());
        Self {
            pair,
            random,
            algorithm,
            spki: Spki::from_der(spki),
        }
    }

    /// The point.
    pub(crate) fn public_key(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }
}

impl SigningKey for Key {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let signature = self.pair.sign(&self.random, message).expect("signs");
        Ok(RawSignature(signature.as_ref().to_vec()))
    }
}

pub(crate) fn now() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("valid")
}

fn scope() -> AgentScope {
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

/// What one certificate is made of.
pub(crate) struct Order {
    pub(crate) profile: Profile,
    pub(crate) fields: Fields,
    pub(crate) locations: Option<Locations>,
    pub(crate) agent: Option<AgentContent>,
}

impl Order {
    fn of(id: ProfileId, key: &Key, name: &str, issuer: Option<&Certificate>) -> Self {
        let profile = Profile::built_in(id);
        let at = |file: &str| format!("http://pki.practice.example/{file}");
        Self {
            fields: Fields {
                serial_number: SerialNumber::from_random([7; 16]).expect("not zero"),
                validity: Validity::by_default(
                    now(),
                    &profile.validity,
                    issuer.map(|issuer| &issuer.validity),
                ),
                subject: Subject {
                    country: "DE".to_owned(),
                    organization: "Übungsbank AG".to_owned(),
                    organization_identifier: Some("LEIXG-529900T8BM49AURSDO55".to_owned()),
                    common_name: name.to_owned(),
                },
                subject_key: key.spki().clone(),
                practice: true,
            },
            locations: issuer.map(|_| Locations {
                crl_url: at("crl/issuing-1.crl"),
                issuer_url: at("ca/issuing-1.cer"),
                ocsp_url: Some(at("ocsp")),
            }),
            agent: id.is_of_agents().then(|| AgentContent {
                spiffe_id: "spiffe://practice.example/agent/ai_trader_bot_v2".to_owned(),
                scope: profile.has_scope().then(scope),
            }),
            profile,
        }
    }

    pub(crate) fn build(&self, issuer: Option<&Certificate>) -> ToBeSigned {
        let (locations, agent) = (self.locations.as_ref(), self.agent.as_ref());
        build(&self.profile, &self.fields, issuer, locations, agent).expect("builds")
    }

    pub(crate) fn lint(&self, tbs: ToBeSigned, issuer: Option<&Certificate>) -> Linted {
        let not_before = self.fields.validity.not_before;
        let expected = Expectation {
            profile: Arc::new(self.profile.clone()),
            issuer: issuer.cloned().map(Arc::new),
            subject: Arc::new(self.fields.subject.clone()),
            subject_key: self.fields.subject_key.clone(),
            practice: self.fields.practice,
            agent: self.agent.clone().map(Arc::new),
            locations: self.locations.clone().map(Arc::new),
            now: not_before.plus_seconds(60),
        };
        lint(tbs, expected).expect("no findings")
    }
}

/// Issuing CA and its key.
pub(crate) struct Authority {
    pub(crate) key: Key,
    pub(crate) certificate: Certificate,
}

pub(crate) fn issuing() -> Authority {
    let root_key = Key::p384();
    let order = Order::of(ProfileId::RootCa, &root_key, "Practice Root CA", None);
    let linted = order.lint(order.build(None), None);
    let root = sign(linted, &root_key).expect("signs");
    let key = Key::p256();
    let name = "Practice Issuing CA 1";
    let order = Order::of(ProfileId::IssuingCa, &key, name, Some(&root));
    let linted = order.lint(order.build(Some(&root)), Some(&root));
    let certificate = sign(linted, &root_key).expect("signs");
    Authority { key, certificate }
}

pub(crate) fn agent(issuer: &Certificate) -> Order {
    Order::of(
        ProfileId::Agent,
        &Key::p256(),
        "ai_trader_bot_v2",
        Some(issuer),
    )
}
