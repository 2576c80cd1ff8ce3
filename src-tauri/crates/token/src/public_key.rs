//! Public keys: from CKA_EC_PARAMS and CKA_EC_POINT to SubjectPublicKeyInfo.

use chancery_domain::{Algorithm, Spki};

/// DER of the curve's OBJECT IDENTIFIER, as CKA_EC_PARAMS wants it.
pub(crate) fn ec_params(algorithm: Algorithm) -> &'static [u8] {
    match algorithm {
        // prime256v1, 1.2.840.10045.3.1.7
        Algorithm::EcdsaP256Sha256 => b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
        // secp384r1, 1.3.132.0.34
        Algorithm::EcdsaP384Sha384 => b"\x06\x05\x2b\x81\x04\x00\x22",
        // id-Ed25519, 1.3.101.112
        Algorithm::Ed25519 => b"\x06\x03\x2b\x65\x70",
        _ => b"",
    }
}

/// PKCS#11 3.0, 6.3.3: Edwards curves may be named by a PrintableString instead.
const EDWARDS25519_NAME: &[u8] = b"\x13\x0cedwards25519";

/// The algorithm we use with keys on this curve; `None` for a curve we don't know.
pub(crate) fn algorithm_of(ec_params_der: &[u8]) -> Option<Algorithm> {
    if ec_params_der == EDWARDS25519_NAME {
        return Some(Algorithm::Ed25519);
    }
    [
        Algorithm::EcdsaP256Sha256,
        Algorithm::EcdsaP384Sha384,
        Algorithm::Ed25519,
    ]
    .into_iter()
    .find(|algorithm| ec_params(*algorithm) == ec_params_der)
}

/// Everything of the DER before the point (RFC 5480, 2; RFC 8410, 4). With the
/// curve fixed, so are all lengths.
fn spki_prefix(algorithm: Algorithm) -> &'static [u8] {
    match algorithm {
        Algorithm::EcdsaP256Sha256 => {
            b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
              \x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00"
        }
        Algorithm::EcdsaP384Sha384 => {
            b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
              \x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00"
        }
        Algorithm::Ed25519 => b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00",
        _ => b"",
    }
}

fn point_len(algorithm: Algorithm) -> usize {
    match algorithm {
        Algorithm::EcdsaP256Sha256 => 65,
        Algorithm::EcdsaP384Sha384 => 97,
        Algorithm::Ed25519 => 32,
        _ => 0,
    }
}

/// The SubjectPublicKeyInfo of a key whose CKA_EC_POINT is `ec_point`; `None`
/// if that is no point of the curve's length, or a compressed one.
pub(crate) fn spki(algorithm: Algorithm, ec_point: &[u8]) -> Option<Spki> {
    let point = bare_point(algorithm, ec_point)?;
    let uncompressed = algorithm == Algorithm::Ed25519 || point[0] == 4;
    uncompressed.then(|| Spki::from_der([spki_prefix(algorithm), point].concat()))
}

/// The standard wants the point in an OCTET STRING (Edwards points in a
/// BIT STRING, since 3.0); some tokens give it bare.
fn bare_point(algorithm: Algorithm, ec_point: &[u8]) -> Option<&[u8]> {
    let len = point_len(algorithm);
    let short = u8::try_from(len).expect("points are shorter than 128 bytes");
    if ec_point.len() == len {
        return Some(ec_point);
    }
    let octet_string = ec_point.strip_prefix(&[0x04, short]);
    let bit_string = || ec_point.strip_prefix(&[0x03, short + 1, 0]);
    octet_string
        .or_else(bit_string)
        .filter(|point| point.len() == len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ed25519_key_of_rfc_8410_is_rebuilt_from_every_form_of_its_point() {
        // RFC 8410, 10.1.
        let want = hex::decode(
            "302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
        )
        .expect("hex");
        let point = &want[12..];
        for form in [
            point.to_vec(),
            [b"\x04\x20", point].concat(),
            [b"\x03\x21\x00", point].concat(),
        ] {
            let spki = spki(Algorithm::Ed25519, &form).expect("a point");
            assert_eq!(spki.der(), want);
        }
    }

    #[test]
    fn points_of_other_lengths_and_compressed_points_are_refused() {
        assert_eq!(spki(Algorithm::Ed25519, &[4; 33]), None);
        assert_eq!(spki(Algorithm::EcdsaP256Sha256, &[2; 65]), None);
        assert_eq!(spki(Algorithm::EcdsaP384Sha384, &[4; 65]), None);
    }

    #[test]
    fn lengths_inside_the_prefixes_agree_with_the_points() {
        for algorithm in [
            Algorithm::EcdsaP256Sha256,
            Algorithm::EcdsaP384Sha384,
            Algorithm::Ed25519,
        ] {
            let (prefix, len) = (spki_prefix(algorithm), point_len(algorithm));
            assert_eq!(usize::from(prefix[1]), prefix.len() + len - 2);
            assert_eq!(usize::from(prefix[prefix.len() - 2]), len + 1);
            assert_eq!(algorithm_of(ec_params(algorithm)), Some(algorithm));
        }
    }
}
