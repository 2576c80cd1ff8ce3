//! Public keys: from the attributes of a token's object to SubjectPublicKeyInfo.

use chancery_domain::{Algorithm, Spki};
use cryptoki::object::{Attribute, AttributeType};

/// What a public key is rebuilt from; a private key shows some of it, too.
pub(crate) const PUBLIC_ATTRIBUTES: [AttributeType; 4] = [
    AttributeType::EcParams,
    AttributeType::EcPoint,
    AttributeType::Modulus,
    AttributeType::PublicExponent,
];

/// CKA_PUBLIC_EXPONENT of every RSA key made here: 65537.
pub(crate) const PUBLIC_EXPONENT: [u8; 3] = [1, 0, 1];

/// What the attributes of a key say of its public half.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PublicHalf {
    /// `None`: no algorithm of ours.
    pub(crate) algorithm: Option<Algorithm>,
    /// `None`: not all of it is shown, or not in a form we know.
    pub(crate) spki: Option<Spki>,
}

impl PublicHalf {
    /// Reads whichever of [`PUBLIC_ATTRIBUTES`] came.
    pub(crate) fn read(attributes: &[Attribute]) -> Self {
        let (mut curve, mut point, mut modulus, mut exponent) = (None, None, None, None);
        for attribute in attributes {
            match attribute {
                Attribute::EcParams(bytes) => curve = algorithm_of_curve(bytes),
                Attribute::EcPoint(bytes) => point = Some(bytes),
                Attribute::Modulus(bytes) => modulus = Some(unsigned(bytes)),
                Attribute::PublicExponent(bytes) => exponent = Some(unsigned(bytes)),
                _ => {}
            }
        }
        let rsa = modulus.and_then(algorithm_of_modulus);
        let ec_spki = curve
            .zip(point)
            .and_then(|(curve, point)| ec_spki(curve, point));
        let rsa_spki = || Some(rsa_spki(rsa.and(modulus)?, exponent?));
        Self {
            algorithm: curve.or(rsa),
            spki: ec_spki.or_else(rsa_spki),
        }
    }
}

/// DER of the curve's OBJECT IDENTIFIER, as CKA_EC_PARAMS wants it; `None` for RSA.
pub(crate) fn ec_params(algorithm: Algorithm) -> Option<&'static [u8]> {
    match algorithm {
        // prime256v1, 1.2.840.10045.3.1.7
        Algorithm::EcdsaP256Sha256 => Some(b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"),
        // secp384r1, 1.3.132.0.34
        Algorithm::EcdsaP384Sha384 => Some(b"\x06\x05\x2b\x81\x04\x00\x22"),
        // secp521r1, 1.3.132.0.35
        Algorithm::EcdsaP521Sha512 => Some(b"\x06\x05\x2b\x81\x04\x00\x23"),
        // id-Ed25519, 1.3.101.112
        Algorithm::Ed25519 => Some(b"\x06\x03\x2b\x65\x70"),
        Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => None,
    }
}

/// PKCS#11 3.0, 6.3.3: Edwards curves may be named by a PrintableString instead.
pub(crate) const EDWARDS25519_NAME: &[u8] = b"\x13\x0cedwards25519";

fn algorithm_of_curve(ec_params_der: &[u8]) -> Option<Algorithm> {
    if ec_params_der == EDWARDS25519_NAME {
        return Some(Algorithm::Ed25519);
    }
    Algorithm::ALL
        .into_iter()
        .find(|algorithm| ec_params(*algorithm) == Some(ec_params_der))
}

/// Big integers come unsigned, from some tokens with zeros in front.
fn unsigned(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

fn algorithm_of_modulus(modulus: &[u8]) -> Option<Algorithm> {
    let bits = modulus.len() * 8 - modulus.first()?.leading_zeros() as usize;
    Algorithm::ALL
        .into_iter()
        .find(|algorithm| algorithm.modulus_bits() == Some(bits))
}

fn point_len(curve: Algorithm) -> Option<usize> {
    match curve {
        Algorithm::EcdsaP256Sha256 => Some(65),
        Algorithm::EcdsaP384Sha384 => Some(97),
        Algorithm::EcdsaP521Sha512 => Some(133),
        Algorithm::Ed25519 => Some(32),
        Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => None,
    }
}

/// id-ecPublicKey, 1.2.840.10045.2.1
const EC_PUBLIC_KEY: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";
/// rsaEncryption, 1.2.840.113549.1.1.1, with its NULL (RFC 8017, A.1).
const RSA_ENCRYPTION: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// RFC 5480, 2, and RFC 8410, 4; `None` if `ec_point` is no point of the
/// curve's length, or a compressed one.
fn ec_spki(curve: Algorithm, ec_point: &[u8]) -> Option<Spki> {
    let point = bare_point(curve, ec_point)?;
    let name = ec_params(curve)?;
    if curve == Algorithm::Ed25519 {
        return Some(spki(name, point));
    }
    (point[0] == 4).then(|| spki(&[EC_PUBLIC_KEY, name].concat(), point))
}

/// RFC 8017, A.1.1: also a key that signs RSASSA-PSS alone is named rsaEncryption
/// here, so that every verifier reads it.
fn rsa_spki(modulus: &[u8], exponent: &[u8]) -> Spki {
    let numbers = [integer(modulus), integer(exponent)].concat();
    spki(RSA_ENCRYPTION, &tlv(SEQUENCE, &numbers))
}

fn spki(algorithm: &[u8], key: &[u8]) -> Spki {
    let key = tlv(BIT_STRING, &[&[0], key].concat());
    Spki::from_der(tlv(SEQUENCE, &[tlv(SEQUENCE, algorithm), key].concat()))
}

/// The standard wants the point in an OCTET STRING (Edwards points in a
/// BIT STRING, since 3.0); some tokens give it bare.
fn bare_point(curve: Algorithm, ec_point: &[u8]) -> Option<&[u8]> {
    let len = point_len(curve)?;
    let point = &ec_point[ec_point.len().checked_sub(len)?..];
    let forms = [
        point.to_vec(),
        tlv(OCTET_STRING, point),
        tlv(BIT_STRING, &[&[0], point].concat()),
    ];
    forms.iter().any(|form| form == ec_point).then_some(point)
}

fn integer(unsigned: &[u8]) -> Vec<u8> {
    // A sign bit that is set would make it negative.
    let sign: &[u8] = match unsigned.first() {
        Some(first) if *first < 0x80 => &[],
        _ => &[0],
    };
    tlv(INTEGER, &[sign, unsigned].concat())
}

/// DER of one value (X.690, 8.1). Nothing here is longer than 65,535 bytes.
fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = u16::try_from(content.len()).expect("keys are shorter than 64 KiB");
    let [high, low] = len.to_be_bytes();
    let mut der = match len {
        0..=0x7f => vec![tag, low],
        0x80..=0xff => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    der.extend_from_slice(content);
    der
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    fn ec(algorithm: Algorithm, point: &[u8]) -> PublicHalf {
        let curve = ec_params(algorithm).expect("a curve").to_vec();
        PublicHalf::read(&[
            Attribute::EcPoint(point.to_vec()),
            Attribute::EcParams(curve),
        ])
    }

    #[test]
    fn ed25519_key_of_rfc_8410_is_rebuilt_from_every_form_of_its_point() {
        // RFC 8410, 10.1.
        let want = HEXLOWER.decode(
            b"302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
        )
        .expect("hex");
        let point = &want[12..];
        for form in [
            point.to_vec(),
            [b"\x04\x20", point].concat(),
            [b"\x03\x21\x00", point].concat(),
        ] {
            let half = ec(Algorithm::Ed25519, &form);
            assert_eq!(half.algorithm, Some(Algorithm::Ed25519));
            assert_eq!(half.spki.expect("a point").der(), want);
        }
    }

    #[test]
    fn points_of_other_lengths_and_compressed_points_are_refused() {
        for (algorithm, point) in [
            (Algorithm::Ed25519, vec![4; 33]),
            (Algorithm::EcdsaP256Sha256, vec![2; 65]),
            (Algorithm::EcdsaP256Sha256, vec![]),
            (Algorithm::EcdsaP384Sha384, vec![4; 65]),
            (Algorithm::EcdsaP521Sha512, vec![4; 132]),
        ] {
            let half = ec(algorithm, &point);
            assert_eq!((half.algorithm, half.spki), (Some(algorithm), None));
        }
    }

    #[test]
    fn prefixes_of_the_curves_are_those_of_rfc_5480() {
        for (algorithm, prefix) in [
            (
                Algorithm::EcdsaP256Sha256,
                "3059301306072a8648ce3d020106082a8648ce3d030107034200",
            ),
            (
                Algorithm::EcdsaP384Sha384,
                "3076301006072a8648ce3d020106052b81040022036200",
            ),
            (
                Algorithm::EcdsaP521Sha512,
                "30819b301006072a8648ce3d020106052b8104002303818600",
            ),
        ] {
            let point = vec![4; point_len(algorithm).expect("a curve")];
            let want = [
                HEXLOWER.decode(prefix.as_bytes()).expect("hex"),
                point.clone(),
            ]
            .concat();
            for form in [point.clone(), tlv(OCTET_STRING, &point)] {
                assert_eq!(ec(algorithm, &form).spki.expect("a point").der(), want);
            }
        }
    }

    #[test]
    fn rsa_key_is_told_by_the_length_of_its_modulus() {
        for (bytes, algorithm) in [
            (256, Some(Algorithm::Rsa2048)),
            (384, Some(Algorithm::Rsa3072)),
            (512, Some(Algorithm::Rsa4096)),
            (128, None),
        ] {
            let modulus = [vec![0, 0], vec![0xff; bytes]].concat();
            let half = PublicHalf::read(&[
                Attribute::Modulus(modulus),
                Attribute::PublicExponent(PUBLIC_EXPONENT.to_vec()),
            ]);
            assert_eq!(half.algorithm, algorithm);
            assert_eq!(half.spki.is_some(), algorithm.is_some());
        }
        let short = PublicHalf::read(&[Attribute::Modulus(vec![0x7f; 256])]);
        assert_eq!(short, PublicHalf::default(), "2047 bits");
    }

    #[test]
    fn key_that_shows_nothing_has_no_public_half() {
        assert_eq!(PublicHalf::read(&[]), PublicHalf::default());
        let unknown = PublicHalf::read(&[
            Attribute::EcParams(b"\x06\x05\x2b\x81\x04\x00\x0a".to_vec()),
            Attribute::EcPoint(vec![4; 65]),
        ]);
        assert_eq!(unknown, PublicHalf::default());
        assert_eq!(
            PublicHalf::read(&[Attribute::Modulus(vec![])]),
            PublicHalf::default()
        );
    }
}
