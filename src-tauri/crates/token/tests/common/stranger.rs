//! A stranger who verifies: OpenSSL's command line, and ring for Ed25519.

use std::{fs, process::Command};

use chancery_domain::{Algorithm, RawSignature, Spki};
use ring::signature::{ED25519, UnparsedPublicKey};

/// Whether `signature` by the key `spki` is over `message`.
pub(crate) fn verifies(
    algorithm: Algorithm,
    spki: &Spki,
    message: &[u8],
    signature: &RawSignature,
) -> bool {
    if algorithm == Algorithm::Ed25519 {
        let point = &spki.der()[spki.der().len() - 32..];
        let key = UnparsedPublicKey::new(&ED25519, point);
        return key.verify(message, &signature.0).is_ok();
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("written");
    };
    let der = if algorithm.is_ecdsa() {
        ecdsa_der(&signature.0)
    } else {
        signature.0.clone()
    };
    file("spki", spki.der());
    file("message", message);
    file("signature", &der);
    let mut openssl = Command::new("openssl");
    openssl
        .current_dir(folder.path())
        .args(["dgst", hash(algorithm)]);
    if algorithm.modulus_bits().is_some() {
        for option in [
            "rsa_padding_mode:pss",
            "rsa_pss_saltlen:32",
            "rsa_mgf1_md:sha256",
        ] {
            openssl.args(["-sigopt", option]);
        }
    }
    openssl.args([
        "-keyform",
        "DER",
        "-verify",
        "spki",
        "-signature",
        "signature",
        "message",
    ]);
    let output = openssl.output().expect("openssl runs");
    String::from_utf8_lossy(&output.stdout).contains("Verified OK")
}

fn hash(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::EcdsaP384Sha384 => "-sha384",
        Algorithm::EcdsaP521Sha512 => "-sha512",
        _ => "-sha256",
    }
}

/// ECDSA-Sig-Value of RFC 3279, 2.2.3.
fn ecdsa_der(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at(raw.len() / 2);
    let content = [integer(r), integer(s)].concat();
    let len = u8::try_from(content.len()).expect("shorter than 256 bytes");
    let header = if len < 0x80 {
        vec![0x30, len]
    } else {
        vec![0x30, 0x81, len]
    };
    [header, content].concat()
}

fn integer(half: &[u8]) -> Vec<u8> {
    let zeros = half.iter().take_while(|byte| **byte == 0).count();
    let mut bytes = half[zeros.min(half.len() - 1)..].to_vec();
    if bytes[0] >= 0x80 {
        bytes.insert(0, 0);
    }
    let len = u8::try_from(bytes.len()).expect("at most 67 bytes");
    [vec![0x02, len], bytes].concat()
}
