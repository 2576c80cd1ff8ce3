//! Root, issuing CA and leaves under throwaway keys, at a fixed instant.

use std::sync::Arc;

use chancery_domain::action::ActionName;
use chancery_domain::instrument::Instrument;
use chancery_domain::money::{Currency, Money};
use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::scope::{Approver, ApproverRole, Authorisation, Limit, Scope};
use chancery_domain::{
    Algorithm, RawSignature, Sha256Digest, SigningFailed, SigningKey, Spki, Utc,
};
use chancery_pki::crl::{self, CrlContent, CrlScope, RevocationReason, RevokedCertificate};
use chancery_pki::path::{CertificateList, ForeignCertificate};
use chancery_pki::profile::{AgentContent, Fields, Locations};
use chancery_pki::{
    AgentScope, Certificate, Expectation, SerialNumber, Subject, Validity, lint, profile, sign,
};
use rcgen::{KeyPair, PublicKeyData as _};

use crate::{Root, Submission};

pub(super) fn now() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("valid")
}

/// A key in memory that answers as a token does.
pub(super) struct MemoryKey {
    pub(super) pair: KeyPair,
    algorithm: Algorithm,
    spki: Spki,
}

impl MemoryKey {
    /// As the profile of a root asks.
    fn p384() -> Self {
        Self::of(Algorithm::EcdsaP384Sha384, &rcgen::PKCS_ECDSA_P384_SHA384)
    }

    pub(super) fn p256() -> Self {
        Self::of(Algorithm::EcdsaP256Sha256, &rcgen::PKCS_ECDSA_P256_SHA256)
    }

    pub(super) fn ed25519() -> Self {
        Self::of(Algorithm::Ed25519, &rcgen::PKCS_ED25519)
    }

    fn of(algorithm: Algorithm, kind: &'static rcgen::SignatureAlgorithm) -> Self {
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
        let der = rcgen::SigningKey::sign(&self.pair, message).expect("signs");
        if self.algorithm == Algorithm::Ed25519 {
            return Ok(RawSignature(der));
        }
        let half = self.algorithm.signature_len() / 2;
        Ok(RawSignature(raw_halves(&der, half)))
    }
}

/// `r || s` of an `Ecdsa-Sig-Value` of P-256 or P-384, whose lengths take one octet each.
fn raw_halves(der: &[u8], half: usize) -> Vec<u8> {
    let mut rest = &der[2..];
    let mut raw = Vec::new();
    for _ in 0..2 {
        let (integer, after) = rest[2..].split_at(usize::from(rest[1]));
        let digits = integer.strip_prefix(&[0]).unwrap_or(integer);
        raw.extend(std::iter::repeat_n(0, half - digits.len()));
        raw.extend(digits);
        rest = after;
    }
    raw
}

/// An authority, for practice or not.
pub(super) struct Hierarchy {
    pub(super) root: Certificate,
    pub(super) issuing: Certificate,
    pub(super) issuing_key: MemoryKey,
    root_key: MemoryKey,
    practice: bool,
}

impl Hierarchy {
    pub(super) fn new(practice: bool) -> Self {
        let (root_key, issuing_key) = (MemoryKey::p384(), MemoryKey::p256());
        let rules = Profile::built_in(ProfileId::RootCa);
        let fields = fields(&rules, "Root CA", &root_key, 1, None, practice);
        let root = certify(&rules, &fields, None, None, &root_key);
        let rules = Profile::built_in(ProfileId::IssuingCa);
        let fields = self::fields(
            &rules,
            "Issuing CA 1",
            &issuing_key,
            2,
            Some(&root),
            practice,
        );
        let issuing = certify(&rules, &fields, Some(&root), Some(&locations()), &root_key);
        Self {
            root,
            issuing,
            issuing_key,
            root_key,
            practice,
        }
    }

    pub(super) fn leaf(&self, id: ProfileId) -> Certificate {
        let rules = Profile::built_in(id);
        let key = MemoryKey::p256();
        let issuer = Some(&self.issuing);
        let fields = fields(&rules, "ai_trader_bot_v2", &key, 9, issuer, self.practice);
        certify(
            &rules,
            &fields,
            issuer,
            Some(&locations()),
            &self.issuing_key,
        )
    }

    /// The lists of both CAs.
    pub(super) fn lists(&self, revoked: &[RevokedCertificate]) -> Vec<CertificateList> {
        vec![self.root_list(&[]), self.issuing_list(revoked)]
    }

    pub(super) fn issuing_list(&self, revoked: &[RevokedCertificate]) -> CertificateList {
        list(&self.issuing, &self.issuing_key, revoked)
    }

    pub(super) fn root_list(&self, revoked: &[RevokedCertificate]) -> CertificateList {
        list(&self.root, &self.root_key, revoked)
    }

    /// Asks about a leaf, with everything at hand.
    pub(super) fn asks(&self, leaf: &Certificate) -> Submission {
        Submission {
            leaf: foreign(leaf),
            intermediates: vec![foreign(&self.issuing)],
            root: Some(Root::Certificate(Box::new(foreign(&self.root)))),
            lists: Some(self.lists(&[])),
            at: now(),
            purpose: None,
        }
    }
}

pub(super) fn foreign(certificate: &Certificate) -> ForeignCertificate {
    ForeignCertificate::from_der(certificate.der()).expect("reads")
}

pub(super) fn revoked(certificate: &Certificate, reason: RevocationReason) -> RevokedCertificate {
    RevokedCertificate {
        serial_number: certificate.serial_number.clone(),
        revoked_at: now().plus_seconds(-60),
        reason,
        invalid_since: Some(now().plus_seconds(-3_600)),
    }
}

fn list(issuer: &Certificate, key: &MemoryKey, revoked: &[RevokedCertificate]) -> CertificateList {
    let content = CrlContent {
        number: 1,
        this_update: now(),
        next_update: now().plus_seconds(86_400),
        scope: CrlScope::default(),
        revoked: revoked.to_vec(),
    };
    let list = crl::issue(&content, issuer, key).expect("signs");
    CertificateList::from_der(list.der()).expect("reads")
}

fn locations() -> Locations {
    Locations {
        crl_url: "http://pki.example/crl/1.crl".to_owned(),
        issuer_url: "http://pki.example/ca/1.cer".to_owned(),
        ocsp_url: None,
    }
}

fn fields(
    rules: &Profile,
    name: &str,
    key: &MemoryKey,
    first: u8,
    issuer: Option<&Certificate>,
    practice: bool,
) -> Fields {
    let issuer = issuer.map(|issuer| &issuer.validity);
    Fields {
        serial_number: SerialNumber::from_random([first; 16]).expect("not zero"),
        validity: Validity::by_default(now(), &rules.validity, issuer),
        subject: Subject {
            country: "DE".to_owned(),
            organization: "Übungsbank AG".to_owned(),
            organization_identifier: Some("LEIXG-529900T8BM49AURSDO55".to_owned()),
            common_name: name.to_owned(),
        },
        subject_key: key.spki.clone(),
        practice,
    }
}

fn certify(
    rules: &Profile,
    fields: &Fields,
    issuer: Option<&Certificate>,
    places: Option<&Locations>,
    key: &MemoryKey,
) -> Certificate {
    let agent = rules.id.is_of_agents().then(|| AgentContent {
        spiffe_id: "spiffe://practice.example/agent/ai_trader_bot_v2".to_owned(),
        scope: rules.has_scope().then(scope),
    });
    let tbs = profile::build(rules, fields, issuer, places, agent.as_ref()).expect("builds");
    let expected = Expectation {
        profile: Arc::new(rules.clone()),
        issuer: issuer.cloned().map(Arc::new),
        subject: Arc::new(fields.subject.clone()),
        subject_key: fields.subject_key.clone(),
        practice: fields.practice,
        agent: agent.map(Arc::new),
        locations: places.cloned().map(Arc::new),
        now: now(),
    };
    sign(lint::lint(tbs, expected).expect("no findings"), key).expect("signs")
}

fn scope() -> AgentScope {
    let eur = Currency::parse("limits", "EUR").expect("EUR");
    let approver = |byte, role| Approver {
        cert_hash: Sha256Digest([byte; 32]),
        role,
    };
    AgentScope {
        scope: Scope {
            actions: vec![ActionName::parse("actions", "order.buy").expect("valid")],
            instruments: vec![Instrument::parse("instruments", "BTC/EUR").expect("valid")],
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
