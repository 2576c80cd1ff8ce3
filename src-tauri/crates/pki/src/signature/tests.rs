#![allow(clippy::unwrap_used, reason = "a test that can't go on ends")]

use super::*;
use crate::asn1::{Elements, split_first};
use der::Tag;

/// Requests that OpenSSL made, for their signatures.
fn made_by_openssl() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../fixtures/csr/good");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "der"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

struct Signed {
    spki: Spki,
    message: Vec<u8>,
    identifier: Vec<u8>,
    signature: Vec<u8>,
}

impl Signed {
    fn of(request: &[u8]) -> Self {
        let content = Elements::only(request, Tag::Sequence).unwrap();
        let (message, rest) = split_first(content).unwrap();
        let (identifier, rest) = split_first(rest).unwrap();
        let info = Elements::only(message, Tag::Sequence).unwrap();
        let (_version, info) = split_first(info).unwrap();
        let (_subject, info) = split_first(info).unwrap();
        let (spki, _attributes) = split_first(info).unwrap();
        Self {
            spki: Spki::from_der(spki.to_vec()),
            message: message.to_vec(),
            identifier: identifier.to_vec(),
            signature: Elements::only(rest, Tag::BitString).unwrap()[1..].to_vec(),
        }
    }

    fn verify(&self) -> Result<(), SignatureError> {
        verify(&self.spki, &self.identifier, &self.message, &self.signature)
    }
}

#[test]
fn signatures_of_every_algorithm_verify_until_a_bit_changes() {
    let all = made_by_openssl();
    assert!(all.len() >= 15);
    for (name, request) in all {
        let good = Signed::of(&request);
        assert_eq!(good.verify(), Ok(()), "{name}");
        for at in [0, good.signature.len() / 2, good.signature.len() - 1] {
            let mut bent = Signed::of(&request);
            bent.signature[at] ^= 1;
            assert_eq!(bent.verify(), Err(SignatureError::Signature), "{name} {at}");
        }
        let mut bent = Signed::of(&request);
        bent.message.push(0);
        assert_eq!(bent.verify(), Err(SignatureError::Signature), "{name}");
        let mut bent = Signed::of(&request);
        bent.signature.push(0);
        assert_eq!(bent.verify(), Err(SignatureError::Signature), "{name}");
    }
}

#[test]
fn identifiers_of_every_algorithm_read_back() {
    for (name, request) in made_by_openssl() {
        let identifier = Signed::of(&request).identifier;
        let read = SignatureAlgorithm::from_der(&identifier).unwrap();
        assert_eq!(read.to_der(), identifier, "{name}");
    }
    for algorithm in Algorithm::ALL {
        let ours = SignatureAlgorithm::of(algorithm);
        assert_eq!(SignatureAlgorithm::from_der(&ours.to_der()), Ok(ours));
    }
}

#[test]
fn key_signs_only_with_algorithms_of_its_kind() {
    let all = made_by_openssl();
    let one = |name: &str| Signed::of(&all.iter().find(|(n, _)| n == name).unwrap().1);
    for (key, algorithm) in [
        ("p256-sha256", "ed25519"),
        ("ed25519", "p256-sha256"),
        ("rsa-2048-sha256", "p384-sha384"),
    ] {
        let mut signed = one(key);
        signed.identifier = one(algorithm).identifier;
        let mismatch = matches!(signed.verify(), Err(SignatureError::Mismatch { .. }));
        assert!(mismatch, "{key} with {algorithm}");
    }
    let mut signed = one("p384-sha384");
    signed.identifier = one("p521-sha512").identifier;
    assert!(matches!(
        signed.verify(),
        Err(SignatureError::Mismatch { .. })
    ));
    let mut signed = one("rsa-2048-pss-sha256");
    signed.identifier = one("rsa-2048-sha256").identifier;
    assert_eq!(signed.verify(), Err(SignatureError::Signature));
}

#[test]
fn weak_and_unknown_algorithms_are_refused_by_name() {
    let of = |dotted: &str, parameters: &[u8]| {
        let oid = crate::asn1::oid(ObjectIdentifier::new(dotted).unwrap());
        SignatureAlgorithm::from_der(&sequence(&[oid, parameters.to_vec()]))
    };
    let null = [5, 0];
    for (dotted, name) in [
        ("1.2.840.113549.1.1.5", "RSA with SHA-1"),
        ("1.2.840.113549.1.1.4", "RSA with MD5"),
        ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ] {
        let refused = Err(UnsupportedSignature::Refused(name));
        assert_eq!(of(dotted, &null), refused);
    }
    assert!(matches!(
        of("1.2.3.4", &[]),
        Err(UnsupportedSignature::Unknown(_))
    ));
    assert_eq!(
        of("1.2.840.113549.1.1.11", &null),
        Ok(SignatureAlgorithm::RsaPkcs1(Hash::Sha256))
    );
    let with_null = of("1.2.840.10045.4.3.2", &null);
    assert!(matches!(
        with_null,
        Err(UnsupportedSignature::Parameters(_))
    ));
    // The default of RSASSA-PSS is SHA-1.
    for parameters in [&[][..], &[0x30, 0], &null] {
        let refused = Err(UnsupportedSignature::PssParameters);
        assert_eq!(of("1.2.840.113549.1.1.10", parameters), refused);
    }
}

#[test]
fn keys_that_do_not_sign_here_are_refused_by_name() {
    let of = |dotted: &str, parameters: &[u8]| {
        let oid = crate::asn1::oid(ObjectIdentifier::new(dotted).unwrap());
        let identifier = sequence(&[oid, parameters.to_vec()]);
        let spki = sequence(&[identifier, bit_string(&[4; 65])]);
        PublicKey::of(&Spki::from_der(spki))
            .unwrap_err()
            .to_string()
    };
    let curve = |dotted: &str| crate::asn1::oid(ObjectIdentifier::new(dotted).unwrap());
    let ec = "1.2.840.10045.2.1";
    for (text, said) in [
        (of("1.3.101.110", &[]), "X25519 keys are not accepted"),
        (
            of("1.2.840.10040.4.1", &[5, 0]),
            "DSA keys are not accepted",
        ),
        (
            of("2.16.840.1.101.3.4.3.18", &[]),
            "ML-DSA-65: not on this token yet",
        ),
        (of("1.2.3.4", &[]), "keys of the kind 1.2.3.4 are not known"),
        (
            of(ec, &curve("1.3.132.0.10")),
            "keys on the curve secp256k1 are not accepted; P-256, P-384 and P-521 are",
        ),
        (
            of(ec, &curve("1.2.3.4")),
            "the curve 1.2.3.4 is not known; P-256, P-384 and P-521 are",
        ),
        (
            of(ec, &[0x30, 0]),
            "the key does not name its curve: explicit curve parameters are not accepted",
        ),
    ] {
        assert_eq!(text, said);
    }
}
