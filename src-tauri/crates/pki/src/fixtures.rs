//! For tests: a hierarchy under throwaway keys, at a fixed instant.

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

pub(crate) fn agent_content() -> AgentContent {
    AgentContent {
        spiffe_id: "spiffe://practice.example/agent/ai_trader_bot_v2".to_owned(),
        scope: scope(),
    }
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
        let root_key = MemoryKey::generate(Algorithm::EcdsaP384Sha384);
        let mut fields = fields(ProfileId::RootCa, "Practice Root CA", &root_key, 1, None);
        let days = Profile::built_in(ProfileId::RootCa).validity.default;
        fields.validity = Validity::of_days(now, days, None);
        let tbs = profile::root_ca(&fields).expect("builds");
        let rules = Profile::built_in(ProfileId::RootCa);
        let linted = expect_clean(tbs, &expectation(&rules, &fields, None, None, None));
        let root = sign(linted, &root_key).expect("signs");

        let issuing_key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        let fields = self::fields(
            ProfileId::IssuingCa,
            "Practice Issuing CA 1",
            &issuing_key,
            2,
            Some(&root),
        );
        let places = root_locations();
        let tbs = profile::issuing_ca(&fields, &root, &places.crl_url).expect("builds");
        let rules = Profile::built_in(ProfileId::IssuingCa);
        let expected = expectation(&rules, &fields, Some(&root), Some(&places), None);
        let issuing = sign(expect_clean(tbs, &expected), &root_key).expect("signs");
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
        let (content, places) = (agent_content(), locations());
        let tbs = self.leaf_tbs(id, &fields, &content, &places);
        let rules = Profile::built_in(id);
        let agent = (id == ProfileId::Agent).then_some(&content);
        let expected = expectation(&rules, &fields, Some(&self.issuing), Some(&places), agent);
        sign(expect_clean(tbs, &expected), &self.issuing_key).expect("signs")
    }

    pub(crate) fn leaf_fields(&self, id: ProfileId, key: &MemoryKey, first: u8) -> Fields {
        let name = match id {
            ProfileId::Agent => "ai_trader_bot_v2",
            ProfileId::Officer => "officer-03",
            other => other.name(),
        };
        fields(id, name, key, first, Some(&self.issuing))
    }

    pub(crate) fn leaf_tbs(
        &self,
        id: ProfileId,
        fields: &Fields,
        content: &AgentContent,
        places: &Locations,
    ) -> ToBeSigned {
        match id {
            ProfileId::Agent => profile::agent(fields, content, &self.issuing, places),
            ProfileId::Officer => profile::officer(fields, &self.issuing, places),
            ProfileId::OcspResponder => profile::ocsp_responder(fields, &self.issuing, places),
            ProfileId::ReportSeal => profile::report_seal(fields, &self.issuing, places),
            ProfileId::ServiceSeal => profile::service_seal(fields, &self.issuing, places),
            ProfileId::AgentShortLived | ProfileId::AgentTls | ProfileId::TimeStamp => {
                unreachable!("these have no builder yet")
            }
            ProfileId::RootCa | ProfileId::IssuingCa => unreachable!("no leaf"),
        }
        .expect("builds")
    }
}

pub(crate) fn fields(
    id: ProfileId,
    name: &str,
    key: &MemoryKey,
    first: u8,
    issuer: Option<&Certificate>,
) -> Fields {
    let days = Profile::built_in(id).validity.default;
    Fields {
        serial_number: serial(first),
        validity: Validity::of_days(
            issuer.map_or_else(now, |issuer| issuance(&issuer.validity)),
            days,
            issuer.map(|issuer| &issuer.validity),
        ),
        subject: subject(name),
        subject_key: key.spki().clone(),
        practice: true,
    }
}

pub(crate) fn expectation<'a>(
    profile: &'a Profile,
    fields: &'a Fields,
    issuer: Option<&'a Certificate>,
    locations: Option<&'a Locations>,
    agent: Option<&'a AgentContent>,
) -> Expectation<'a> {
    Expectation {
        profile,
        issuer,
        subject: &fields.subject,
        subject_key: &fields.subject_key,
        practice: fields.practice,
        agent,
        locations,
        now: issuance(&fields.validity),
    }
}

/// When everything in a hierarchy is issued: backdated as far as is allowed.
fn issuance(validity: &Validity) -> Utc {
    validity
        .not_before
        .plus_seconds(crate::validity::BACKDATE_MAX_SECONDS)
}

pub(crate) fn expect_clean(tbs: ToBeSigned, expected: &Expectation<'_>) -> Linted {
    lint::lint(tbs, expected).expect("no findings")
}
