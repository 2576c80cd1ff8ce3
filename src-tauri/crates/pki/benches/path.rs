//! Path validation beside the bare signatures that it can't do without.
//!
//! Root (P-384), issuing CA and agent (P-256), with a list of each CA: two certificates
//! and two lists, so four signatures.

#[allow(dead_code, reason = "nothing here needs a folder")]
#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::hint::black_box;

use chancery_domain::Utc;
use chancery_pki::oid::AGENT_ACTION;
use chancery_pki::path::{
    Budget, CertificateList, ForeignCertificate, KeyUsage, Lists, PolicyInputs, Question, answer,
};
use ratios::{Ratio, Run};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CustomExtension, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose,
    RevokedCertParams, SerialNumber,
};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, UnparsedPublicKey, VerificationAlgorithm,
};

const RATIOS: [Ratio; 3] = [
    Ratio {
        path: "path/three certificates and two lists",
        beside: "path/four bare signatures",
    },
    Ratio {
        path: "path/without lists",
        beside: "path/two bare signatures",
    },
    Ratio {
        path: "path/with a list of 10,000",
        beside: "path/four bare signatures",
    },
];

fn main() {
    let mut run = Run::begin();
    let chain = Chain::new();
    let mut group = run.criterion.benchmark_group("path");
    group.bench_function("three certificates and two lists", |bencher| {
        bencher.iter(|| chain.holds(Some(&chain.lists)));
    });
    group.bench_function("without lists", |bencher| {
        bencher.iter(|| chain.holds(None))
    });
    let long = [chain.lists[0].clone(), chain.issue_list(10_000)];
    group.bench_function("with a list of 10,000", |bencher| {
        bencher.iter(|| chain.holds(Some(&long)));
    });
    group.bench_function("four bare signatures", |bencher| {
        bencher.iter(|| {
            bare(&[
                &chain.by_root,
                &chain.by_issuing,
                &chain.by_root,
                &chain.by_issuing,
            ])
        });
    });
    group.bench_function("two bare signatures", |bencher| {
        bencher.iter(|| bare(&[&chain.by_root, &chain.by_issuing]));
    });
    group.finish();
    run.end(&RATIOS);
}

/// A signature with what verifies it.
struct Signature {
    algorithm: &'static dyn VerificationAlgorithm,
    key: Vec<u8>,
    message: Vec<u8>,
    signature: Vec<u8>,
}

fn bare(signatures: &[&Signature]) {
    for each in signatures {
        UnparsedPublicKey::new(each.algorithm, &each.key)
            .verify(black_box(&each.message), &each.signature)
            .expect("verifies");
    }
}

/// A hierarchy as bytes.
struct Chain {
    root: Vec<u8>,
    issuing: Vec<u8>,
    agent: Vec<u8>,
    lists: [Vec<u8>; 2],
    by_root: Signature,
    by_issuing: Signature,
    issuing_params: CertificateParams,
    issuing_key: KeyPair,
}

fn authority(name: &str) -> CertificateParams {
    let mut params = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new([]).expect("no names");
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_identifier_method = KeyIdMethod::Sha256;
    params.use_authority_key_identifier_extension = true;
    params
}

fn list(entries: u32) -> CertificateRevocationListParams {
    let at = instant().offset_date_time();
    let revoked = |number: u32| RevokedCertParams {
        serial_number: SerialNumber::from_slice(&[&[1; 12][..], &number.to_be_bytes()].concat()),
        revocation_time: at,
        reason_code: None,
        invalidity_date: None,
    };
    CertificateRevocationListParams {
        this_update: at,
        next_update: instant().plus_seconds(86_400).offset_date_time(),
        crl_number: 1.into(),
        issuing_distribution_point: None,
        revoked_certs: (0..entries).map(revoked).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    }
}

fn instant() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("valid")
}

impl Chain {
    fn new() -> Self {
        let root_key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
        let issuing_key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key");
        let agent_key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key");
        let root_params = authority("Root CA");
        let root = root_params.self_signed(&root_key).expect("signs");
        let root_issuer = Issuer::from_params(&root_params, &root_key);
        let issuing_params = authority("Issuing CA");
        let issuing = issuing_params
            .signed_by(&issuing_key, &root_issuer)
            .expect("signs");
        let issuing_issuer = Issuer::from_params(&issuing_params, &issuing_key);
        let agent = agent()
            .signed_by(&agent_key, &issuing_issuer)
            .expect("signs");
        let root_list = list(0).signed_by(&root_issuer).expect("signs");
        let issuing_list = list(100).signed_by(&issuing_issuer).expect("signs");
        Self {
            by_root: bare_signature(&ECDSA_P384_SHA384_ASN1, &root_key, issuing.der()),
            by_issuing: bare_signature(&ECDSA_P256_SHA256_ASN1, &issuing_key, agent.der()),
            root: root.der().to_vec(),
            issuing: issuing.der().to_vec(),
            agent: agent.der().to_vec(),
            lists: [root_list.der().to_vec(), issuing_list.der().to_vec()],
            issuing_params,
            issuing_key,
        }
    }

    fn issue_list(&self, entries: u32) -> Vec<u8> {
        let issuer = Issuer::from_params(&self.issuing_params, &self.issuing_key);
        let list = list(entries).signed_by(&issuer).expect("signs");
        list.der().to_vec()
    }

    /// From bytes to verdict.
    fn holds(&self, lists: Option<&[Vec<u8>; 2]>) {
        let read = |der| ForeignCertificate::from_der(der).expect("a certificate");
        let (leaf, issuing, root) = (read(&self.agent), read(&self.issuing), read(&self.root));
        let lists = lists.map(|lists| {
            lists
                .each_ref()
                .map(|der| CertificateList::from_der(der).expect("a list"))
        });
        let given: Vec<_> = lists.iter().flatten().collect();
        let question = Question {
            leaf: &leaf,
            intermediates: std::slice::from_ref(&issuing),
            anchors: std::slice::from_ref(&root),
            at: instant(),
            purpose: Some(AGENT_ACTION),
            key_usage: Some(KeyUsage::DIGITAL_SIGNATURE),
            policies: PolicyInputs::default(),
            lists: match lists {
                Some(_) => Lists::Checked(&given),
                None => Lists::NotAsked,
            },
            understood: &[],
            budget: Budget::default(),
        };
        let answer = answer(black_box(&question));
        assert!(answer.verdict.is_ok(), "{:?}", answer.verdict);
    }
}

fn agent() -> CertificateParams {
    let mut params = named("agent-1");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let arcs = AGENT_ACTION.arcs().map(u64::from).collect();
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(arcs)];
    let scope = [1, 3, 6, 1, 4, 1, 99_999, 1];
    let scope = CustomExtension::from_oid_content(&scope, vec![5, 0]);
    params.custom_extensions = vec![scope];
    params
}

/// A signature over as many bytes as the certificate has.
fn bare_signature(
    algorithm: &'static dyn VerificationAlgorithm,
    key: &KeyPair,
    certificate: &[u8],
) -> Signature {
    let message = certificate.to_vec();
    Signature {
        algorithm,
        key: rcgen::PublicKeyData::der_bytes(key).to_vec(),
        signature: rcgen::SigningKey::sign(key, &message).expect("signs"),
        message,
    }
}
